import { ApiClient } from '../../../cli/src/sandbox/api-client';

/** Paths at which the programs of the conformance run count on something to be in a store, because somebody put it there. */
const SUPPLIED: readonly string[] = ['login', 'apps/orders', 'client'];

const GROUP = '/apis/external-secrets.io';

interface StoreReference {
  readonly name: string;
  readonly kind: string;
}

interface RemoteReference {
  /** Path in the store. */
  readonly key: string;
  readonly property?: string;
}

interface ExternalSecretSpec {
  readonly secretStoreRef?: StoreReference;
  readonly data?: readonly { readonly remoteRef: RemoteReference }[];
}

/** Puts into the stores of a cluster what users would have put there; a store outside is filled by a PushSecret, as users may. */
export async function putUsersSecrets(client: ApiClient): Promise<void> {
  for (const { metadata, spec } of await client.list(`${GROUP}/v1/externalsecrets`)) {
    const { secretStoreRef: store, data = [] } = spec as ExternalSecretSpec;
    const wanted = data.map(({ remoteRef }) => remoteRef);
    for (const path of SUPPLIED.filter((each) => wanted.some(({ key }) => key === each))) {
      const properties = wanted.filter(({ key }) => key === path).map(({ property = 'value' }) => property);
      if (store !== undefined) {
        await put(client, store, path, properties, metadata.namespace ?? 'default');
      }
    }
  }
}

async function put(client: ApiClient, store: StoreReference, path: string, properties: readonly string[], namespace: string): Promise<void> {
  const plural = store.kind === 'ClusterSecretStore' ? 'clustersecretstores' : `namespaces/${namespace}/secretstores`;
  const found = await client.find(`${GROUP}/v1/${plural}/${store.name}`) as { spec: { provider: { kubernetes?: { remoteNamespace?: string } } } } | undefined;
  const { kubernetes } = found?.spec.provider ?? {};
  const name = path.replace('/', '-');
  const place = kubernetes?.remoteNamespace ?? namespace;
  await client.create(`/api/v1/namespaces/${place}/secrets`, { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: Object.fromEntries(properties.map((property) => [property, `${property}-of-somebody-else`])) });
  if (kubernetes === undefined) {
    await client.create(`${GROUP}/v1alpha1/namespaces/${namespace}/pushsecrets`, {
      apiVersion: 'external-secrets.io/v1alpha1', kind: 'PushSecret', metadata: { name },
      spec: {
        secretStoreRefs: [store],
        selector: { secret: { name } },
        data: properties.map((property) => ({ match: { secretKey: property, remoteRef: { remoteKey: path, property } } })),
      },
    });
  }
}
