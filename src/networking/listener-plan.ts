import { GatewayListener } from './contracts/gateway';
import { isChildOf } from './host-name';

/** Most listeners of one Gateway. Source: kubernetes-sigs/gateway-api: apis/v1/gateway_types.go, `MaxItems=64`. */
const MOST_LISTENERS = 64;

/** What the plan needs to know of its gateway. */
export interface ListenerPlanProps {
  /** Root of the Secrets' names. */
  readonly name: string;
  /** Domain whose hosts may share a wildcard. */
  readonly domain?: string;
  /** Whether certificates for wildcards are issued. */
  readonly wildcards: () => boolean;
}

/**
 * Listeners of one Gateway: hosts one label below the platform's domain share a
 * wildcard where one can be certified, every other host has a listener and a
 * certificate of its own.
 *
 * @internal
 */
export class ListenerPlan {
  private readonly listeners = new Map<string, { readonly host: string; readonly namespaces: Set<string> }>();

  public constructor(private readonly props: ListenerPlanProps) {}

  /** Name of the listener that takes a host; made if need be. */
  public listen(host: string, namespaceName: string): string {
    const { domain, wildcards } = this.props;
    const shared = domain !== undefined && isChildOf(host, domain) && wildcards();
    const name = shared ? `wildcard.${domain}` : host;
    const listener = this.listeners.get(name) ?? { host: shared ? `*.${domain}` : host, namespaces: new Set<string>() };
    listener.namespaces.add(namespaceName);
    this.listeners.set(name, listener);
    return name;
  }

  /** Whether there are more listeners than a Gateway takes, the plain HTTP one included. */
  public get isFull(): boolean {
    return this.listeners.size + 1 > MOST_LISTENERS;
  }

  /** All of them, sorted by name. */
  public get all(): GatewayListener[] {
    return [...this.listeners]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { host, namespaces }]) => ({
        name, host, certificateSecret: `${this.props.name}-${name}`, routeNamespaces: [...namespaces].sort(),
      }));
  }
}
