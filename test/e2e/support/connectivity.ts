import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject } from '../../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../../cli/src/sandbox/api-client';
import { EdgeDocument, PeerDocument } from '../../../src/core/platform-schema';
import { analyser } from './analysers';
import { run } from './run';

/** Anything that is no pod. */
export const OUTSIDE = 'outside';

/** What the analyser reads. */
const KINDS = {
  namespaces: { path: '/api/v1/namespaces', apiVersion: 'v1', kind: 'Namespace' },
  pods: { path: '/api/v1/pods', apiVersion: 'v1', kind: 'Pod' },
  services: { path: '/api/v1/services', apiVersion: 'v1', kind: 'Service' },
  policies: { path: '/apis/networking.k8s.io/v1/networkpolicies', apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
};

/** Network policy of any pod and any address; `all` for every port. */
const EVERY_ADDRESS = '0.0.0.0-255.255.255.255';
/** Port of DNS, which is asked over both protocols. */
const DNS = 53;

/** Ports in a row that edges may name. */
const LONGEST_RANGE = 10;

/** One line for each port that one pod may reach another on: `acme/shop-1 > acme/orders-1 TCP 5432`. */
export type Flow = string;

/** What is on a cluster, as far as it decides who may speak to whom. */
export class NetworkSnapshot {
  /** Takes it. */
  public static async of(client: ApiClient): Promise<NetworkSnapshot> {
    const lists = await Promise.all(Object.entries(KINDS).map(async ([name, { path, apiVersion, kind }]) => [name, (await client.list(path)).map((object) => ({ ...object, apiVersion, kind }))] as const));
    return new NetworkSnapshot(new Map(lists));
  }

  private constructor(private readonly objects: ReadonlyMap<string, KubernetesObject[]>) {}

  /** Every pod, those that operators made included. */
  public get pods(): KubernetesObject[] {
    return this.objects.get('pods') ?? [];
  }

  /** Pods that an end of an edge selects. */
  public select({ namespaceName, labels = {} }: PeerDocument): KubernetesObject[] {
    return this.pods.filter(({ metadata }) => (namespaceName === undefined || metadata.namespace === namespaceName) && Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value));
  }

  /** What the analyser says may flow; pods are taken one by one, not as the workloads they belong to. */
  public async flows(scratch: string): Promise<Set<Flow>> {
    const folder = join(scratch, 'network');
    mkdirSync(folder, { recursive: true });
    for (const [name, items] of this.objects) {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: items.map(alone) }));
    }
    const { code, out, errors } = await run(await analyser('netpolicy'), ['list', '--quiet', '--dirpath', folder, '--output', 'json']);
    if (code !== 0) {
      throw new Error(`netpolicy ended with the code ${code}:\n${errors}`);
    }
    return new Set((JSON.parse(out) as { src: string; dst: string; conn: string }[]).flatMap(({ src, dst, conn }) => portsOf(conn).map((port) => `${endOf(src)} > ${endOf(dst)} ${port}`)));
  }

  /** What the edges say may flow. */
  public expected(edges: readonly EdgeDocument[]): Set<Flow> {
    return new Set(edges.flatMap(({ client, server, ports }) => this.ends(client).flatMap((from) => this.ends(server)
      .filter((to) => from !== to)
      .flatMap((to) => ports.flatMap((port) => (port === DNS ? ['TCP', 'UDP'] : ['TCP']).map((protocol) => `${from} > ${to} ${protocol} ${port}`))))));
  }

  private ends(peer: PeerDocument): string[] {
    return peer.addresses === undefined ? this.select(peer).map(nameOf) : [OUTSIDE];
  }
}

function alone({ metadata: { ownerReferences: _owners, ...metadata }, ...object }: KubernetesObject): object {
  return { ...object, metadata };
}

/** A pod's name, with its namespace. */
export function nameOf({ metadata: { namespace, name } }: KubernetesObject): string {
  return `${namespace}/${name}`;
}

function endOf(text: string): string {
  return text === EVERY_ADDRESS ? OUTSIDE : text.replace(/\[\w+\]$/, '');
}

/** `TCP 53,8200-8201,UDP 53` is `TCP 53`, `TCP 8200`, `TCP 8201` and `UDP 53`; a range that nobody would write one by one stays one. */
function portsOf(conn: string): string[] {
  let protocol = '';
  return conn.split(',').flatMap((part) => {
    const [, named, ports] = /^(?:([A-Z]+) )?(.*)$/.exec(part.trim()) ?? [];
    protocol = named ?? protocol;
    const [first, last = first] = ports.split('-').map(Number);
    const count = last - first + 1;
    return count > 0 && count <= LONGEST_RANGE ? Array.from({ length: count }, (_, index) => `${protocol} ${first + index}`) : [`${protocol} ${ports}`.trim()];
  });
}
