import { Construct, IConstruct } from 'constructs';
import { CustomResources, Platform } from '../core';
import { StackModel } from '../core/stack-model';

/** Name of the release in each namespace. */
const RELEASE = 'gateway-routes';

/**
 * Routes and login policies of all services of one namespace: they share one
 * release, at an address that does not depend on which service came first.
 *
 * @internal
 */
export class NamespaceRoutes extends Construct {
  /** Those of a namespace, made if need be. */
  public static of(scope: IConstruct, namespaceName: string): NamespaceRoutes {
    const platform = Platform.of(scope);
    const id = `routes-${namespaceName}`;
    return (platform.node.tryFindChild(id) as NamespaceRoutes | undefined) ?? new NamespaceRoutes(platform, id, namespaceName);
  }

  private readonly release: CustomResources;

  private constructor(scope: Construct, id: string, namespaceName: string) {
    super(scope, id);
    StackModel.of(this).claimName(this, namespaceName, RELEASE);
    this.release = new CustomResources(this, 'release', { releaseName: RELEASE, namespaceName });
  }

  /** Adds a route: what renders it when the stack is written, and what it waits for. */
  public add(render: () => object[], after: readonly string[]): void {
    this.release._produce(render);
    this.waitFor(after);
  }

  /** Waits for more Terraform addresses. */
  public waitFor(addresses: readonly string[]): void {
    addresses.forEach((address) => this.release.waitFor(address));
  }
}
