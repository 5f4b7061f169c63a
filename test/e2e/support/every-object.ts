import { KubernetesObject } from '../../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../../cli/src/sandbox/api-client';

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly verbs: readonly string[] }[];
}

interface GroupList {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
}

/** Every object of every kind that the API server knows, each in the version that the server prefers. */
export async function everyObject(client: ApiClient): Promise<KubernetesObject[]> {
  const { groups } = await client.find('/apis') as GroupList;
  const versions = ['/api/v1', ...groups.map(({ preferredVersion: { groupVersion } }) => `/apis/${groupVersion}`)];
  const lists = await Promise.all(versions.map((version) => listVersion(client, version)));
  return lists.flat();
}

async function listVersion(client: ApiClient, version: string): Promise<KubernetesObject[]> {
  const { resources = [] } = (await client.find(version) ?? {}) as Partial<ResourceList>;
  const kinds = resources.filter(({ name, verbs }) => !name.includes('/') && verbs.includes('list'));
  const lists = await Promise.all(kinds.map(async ({ name, kind }) => (await client.list(`${version}/${name}`)).map((object) => ({ ...object, apiVersion: version.replace(/^\/apis?\//, ''), kind }))));
  return lists.flat();
}
