import { ApiClient } from '../../../cli/src/sandbox/api-client';

/** What the programs of the conformance run count on to be in a store, because somebody put it there: path, and values by key. */
const SUPPLIED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'login': { username: 'client-of-somebody-else', password: 'secret-of-somebody-else' },
  'apps/orders': { password: 'password-of-somebody-else' },
};

const GROUP = '/apis/external-secrets.io';

interface StoreReference {
  readonly name: string;
  readonly kind: string;
}

interface ExternalSecretSpec {
  readonly secretStoreRef?: StoreReference;
  readonly data?: readonly { readonly remoteRef: { readonly key: string } }[];
}

/** Puts into the stores of a cluster what users would have put there; a store outside is filled by a PushSecret, as users may. */
export async function putUsersSecrets(client: ApiClient): Promise<void> {
  for (const { metadata, spec } of await client.list(`${GROUP}/v1/externalsecrets`)) {
    const { secretStoreRef: store, data = [] } = spec as ExternalSecretSpec;
    for (const path of new Set(data.map(({ remoteRef: { key } }) => key))) {
      if (store !== undefined && path in SUPPLIED) {
        await put(client, store, path, metadata.namespace ?? 'default');
      }
    }
  }
}

async function put(client: ApiClient, store: StoreReference, path: string, namespace: string): Promise<void> {
  const plural = store.kind === 'ClusterSecretStore' ? 'clustersecretstores' : `namespaces/${namespace}/secretstores`;
  const found = await client.find(`${GROUP}/v1/${plural}/${store.name}`) as { spec: { provider: { kubernetes?: { remoteNamespace?: string } } } } | undefined;
  const { kubernetes } = found?.spec.provider ?? {};
  const name = path.replace('/', '-');
  const place = kubernetes?.remoteNamespace ?? namespace;
  await client.create(`/api/v1/namespaces/${place}/secrets`, { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: SUPPLIED[path] });
  if (kubernetes === undefined) {
    await client.create(`${GROUP}/v1alpha1/namespaces/${namespace}/pushsecrets`, {
      apiVersion: 'external-secrets.io/v1alpha1', kind: 'PushSecret', metadata: { name },
      spec: {
        secretStoreRefs: [store],
        selector: { secret: { name } },
        data: Object.keys(SUPPLIED[path]).map((key) => ({ match: { secretKey: key, remoteRef: { remoteKey: path, property: key } } })),
      },
    });
  }
}
