import { KubernetesObject } from '../../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../../cli/src/sandbox/api-client';

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly verbs: readonly string[] }[];
}

interface Version {
  readonly groupVersion: string;
}

interface GroupList {
  readonly groups: readonly { readonly preferredVersion: Version; readonly versions: readonly Version[] }[];
}

/** Every object of every kind that the API server knows, each in the version that the server prefers and has its kind in. */
export async function everyObject(client: ApiClient): Promise<KubernetesObject[]> {
  const { groups } = await client.find('/apis') as GroupList;
  const versions = groups.map(({ preferredVersion, versions: all }) => [preferredVersion, ...all].map(({ groupVersion }) => `/apis/${groupVersion}`));
  const lists = await Promise.all([['/api/v1'], ...versions].map((group) => listGroup(client, group)));
  return lists.flat();
}

async function listGroup(client: ApiClient, versions: readonly string[]): Promise<KubernetesObject[]> {
  const objects: KubernetesObject[] = [];
  const listed = new Set<string>();
  for (const version of versions) {
    const { resources = [] } = (await client.find(version) ?? {}) as Partial<ResourceList>;
    const kinds = resources.filter(({ name, kind, verbs }) => !name.includes('/') && verbs.includes('list') && !listed.has(kind));
    kinds.forEach(({ kind }) => listed.add(kind));
    const lists = await Promise.all(kinds.map(async ({ name, kind }) => (await client.list(`${version}/${name}`)).map((object) => ({ ...object, apiVersion: version.replace(/^\/apis?\//, ''), kind }))));
    objects.push(...lists.flat());
  }
  return objects;
}
