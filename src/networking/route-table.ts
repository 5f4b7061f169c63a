import { Construct, IConstruct } from 'constructs';
import { Platform } from '../core';
import { describeConstruct, ValidationError } from '../core/errors';
import { DnsRecord } from './contracts/dns';

/** Who has a host and path. */
interface Claim {
  readonly owner: IConstruct;
  readonly gateway: IConstruct;
}

/**
 * Every host and path that is routed on a platform, and on those that build on
 * it: a name on the internet has one owner, whatever gateway it is behind.
 *
 * @internal
 */
export class RouteTable extends Construct {
  public static of(scope: IConstruct): RouteTable {
    let platform = Platform.of(scope);
    while (platform.foundation !== undefined) {
      platform = platform.foundation;
    }
    return (platform.node.tryFindChild('route-table') as RouteTable | undefined) ?? new RouteTable(platform, 'route-table');
  }

  private readonly gateways = new Map<string, Claim>();
  private readonly paths = new Map<string, Claim>();
  private readonly domains: string[] = [];

  /** Takes a host and path; a second owner is an error that names both. */
  public claim(owner: IConstruct, gateway: IConstruct, host: string, path: string): void {
    const elsewhere = this.gateways.get(host);
    if (elsewhere !== undefined && elsewhere.gateway !== gateway) {
      throw ValidationError.at(owner, `the host ${host} is behind ${describeConstruct(elsewhere.gateway)} already, for ${describeConstruct(elsewhere.owner)}, and a name leads to one gateway only. Expose both through the same gateway, or give one of them another host.`);
    }
    const taken = this.paths.get(host + path);
    if (taken !== undefined) {
      throw ValidationError.at(owner, `https://${host}${path === '/' ? '' : path} is routed to ${describeConstruct(taken.owner)} already. Give one of them another host, or another path: expose(host, { path: '/…' }).`);
    }
    this.gateways.set(host, elsewhere ?? { owner, gateway });
    this.paths.set(host + path, { owner, gateway });
  }

  /** What is to resolve, sorted by host. */
  public get records(): DnsRecord[] {
    return [...this.gateways]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([host, { gateway }]) => ({ host, target: describeConstruct(gateway) }));
  }

  /** Says that records below these domains are written by themselves; none stands for every domain. */
  public keep(domains: readonly string[]): void {
    this.domains.push(...(domains.length === 0 ? [''] : domains));
  }

  /** Records that somebody has to write by hand, sorted by host. */
  public get unkept(): DnsRecord[] {
    return this.records.filter(({ host }) => !this.domains.some((domain) => domain === '' || host === domain || host.endsWith(`.${domain}`)));
  }

  /** Hosts behind one gateway, sorted. */
  public hostsOf(gateway: IConstruct): string[] {
    return [...this.gateways].filter(([, claim]) => claim.gateway === gateway).map(([host]) => host).sort();
  }
}
