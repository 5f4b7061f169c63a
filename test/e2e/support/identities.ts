import { createHash } from 'node:crypto';
import { KubernetesObject } from '../../../cli/src/kubernetes/kubernetes-object';
import { Cluster } from './cluster';

/** Kinds with which data, or everything, goes. */
const PATHS = {
  claims: '/api/v1/persistentvolumeclaims',
  clusters: '/apis/postgresql.cnpg.io/v1/clusters',
  definitions: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  namespaces: '/api/v1/namespaces',
  secrets: '/api/v1/secrets',
  volumes: '/api/v1/persistentvolumes',
};
const HELM = 'helm.sh/release.v1';

/** Which objects are there that nobody may make anew, each by what tells it from a namesake. */
export async function identitiesOf(cluster: Cluster): Promise<Map<string, string>> {
  const found = await Promise.all(Object.entries(PATHS).map(async ([kind, path]) => (await cluster.list(path)).filter(({ type }) => type !== HELM).map((object): [string, string] => [
    `${kind} ${[object.metadata.namespace, object.metadata.name].filter((part) => part !== undefined).join('/')}`,
    [object.metadata.uid ?? '', ...(kind === 'secrets' ? [digestOf(object)] : [])].join(' '),
  ])));
  return new Map(found.flat());
}

/** What is gone, or another one than before. */
export function replacedSince(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...before].filter(([name, identity]) => now.get(name) !== identity).map(([name]) => `${name} ${now.has(name) ? 'is another one' : 'is gone'}`).sort();
}

/** A password that was made anew is another one, under whichever UID. */
function digestOf({ data = {} }: KubernetesObject): string {
  return createHash('sha256').update(JSON.stringify(Object.entries(data as Record<string, string>).sort())).digest('hex');
}
