import { Construct } from 'constructs';
import { DefaultTokenResolver, ITerraformDependable, StringConcat, TerraformResource, Token, Tokenization } from './terraform';
import { ValidationError } from '../errors';
import { ResourceType } from './resource-types';
import { PROVIDER_ALIAS } from './stack';
import { Fragment, StackWriter } from './stack-writer';
import { toTerraformAttributes } from './terraform-attributes';

/** Attributes, or what makes them when the stack is written: edges found later fill what is already there. */
export type Content<C> = C | (() => C);

/** Meta-arguments that our resources use. */
export interface ResourceMeta {
  /** Terraform addresses to wait for, or what returns them when the stack is written. */
  readonly dependsOn?: Content<readonly string[]>;
}

/**
 * The one way to make a Terraform resource here.
 *
 * The providers' own classes capture a stack trace for every token and build
 * every nested reference at once, which costs 2 ms and more for a Deployment.
 * This class emits the same JSON from the same config interface; a test
 * compares it with the provider's class for every type in use.
 */
export class Resource<C extends object = object> extends TerraformResource {
  private readonly resourceType: ResourceType<C>;
  private readonly content: Content<C>;
  private readonly meta: ResourceMeta;

  public constructor(scope: Construct, id: string, type: ResourceType<C>, content: Content<C>, meta: ResourceMeta = {}) {
    super(scope, id, { terraformResourceType: type.name });
    this.resourceType = type;
    this.content = content;
    this.meta = meta;
  }

  /** The resource's address in Terraform, such as `helm_release.orders`. */
  public get address(): string {
    return `${this.terraformResourceType}.${this.friendlyUniqueId}`;
  }

  /** Addresses this resource waits for, sorted, each once. */
  public get dependencies(): string[] {
    const own = evaluate(this.meta.dependsOn ?? []);
    const users = (this.dependsOn ?? []).map((dependency) => this.plainAddress(dependency));
    return [...new Set([...own, ...users])].sort();
  }

  public override get terraformMetaArguments(): Record<string, unknown> {
    const dependsOn = this.dependencies;
    const alias = this.node.tryGetContext(PROVIDER_ALIAS) as string | undefined;
    const provider = this.terraformResourceType.split('_', 1)[0];
    // Without those that are not set: they would wipe out a lifecycle among the attributes.
    const own = Object.entries(super.terraformMetaArguments as Record<string, unknown>).filter(([, value]) => value !== undefined);
    return {
      ...Object.fromEntries(own),
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
      ...(alias === undefined || provider === 'terraform' ? {} : { provider: `${provider}.${alias}` }),
    };
  }

  /** What is written into the Terraform JSON. */
  public override toTerraform(): Fragment {
    return StackWriter.pass(this.cdktfStack, super.toTerraform() as Fragment);
  }

  /** Waits for another Terraform element. */
  public waitFor(dependable: ITerraformDependable): void {
    this.dependsOn = [...(this.dependsOn ?? []), dependable.fqn];
  }

  /** The address in what `fqn` gives: a token, or `${address}`, and Terraform takes neither in depends_on. */
  private plainAddress(dependency: string): string {
    const resolver = new DefaultTokenResolver(new StringConcat());
    const text = Token.isUnresolved(dependency) ? String(Tokenization.resolve(dependency, { scope: this, resolver, preparing: false })) : dependency;
    return text.replace(/^\$\{(.*)\}$/, '$1');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return toTerraformAttributes(evaluate(this.content), this.resourceType.maps);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    throw ValidationError.at(this, 'this library writes Terraform JSON, and HCL was asked for. Use Testing.synth in the place of Testing.synthHcl.');
  }
}

/** Any of our resources, whatever its type. */
export type AnyResource = Resource<never> | Resource;

function evaluate<T>(content: Content<T>): T {
  return typeof content === 'function' ? (content as () => T)() : content;
}
