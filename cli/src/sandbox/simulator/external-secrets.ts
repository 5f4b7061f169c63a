/*
 * Plays External Secrets. What it fakes, and nothing else:
 * - SecretStores and ClusterSecretStores are ready;
 * - of an ExternalSecret: its Secret, from Password generators (random values), from Secrets that a store of the kind
 *   "kubernetes" reads, or from what was pushed into any other store; texts of its template (see template.ts);
 *   its status, its finalizer, and its Secret's removal where it owns it;
 * - of a PushSecret: what it pushes is remembered for as long as the sandbox runs, and its status.
 * A Secret is written once: rotation does not happen. Access rights of the stores are not checked.
 */
import { randomBytes } from 'node:crypto';
import { KubernetesObject } from '../../kubernetes/kubernetes-object';
import { Imitation } from './imitation';
import { renderMap, renderText } from './template';
import { ClusterView, conditions, ownedBy } from './view';

const GROUP = '/apis/external-secrets.io/v1';
const PUSH = '/apis/external-secrets.io/v1alpha1/pushsecrets';
const PASSWORDS = '/apis/generators.external-secrets.io/v1alpha1/passwords';
const OPERATOR = { 'app.kubernetes.io/name': 'external-secrets' };
const FINALIZER = 'externalsecrets.external-secrets.io/externalsecret-cleanup';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

type Values = Record<string, string>;
interface StoreReference { readonly name: string; readonly kind?: string }
interface RemoteReference { readonly key: string; readonly property?: string }

interface ExternalSecretSpec {
  readonly secretStoreRef?: StoreReference;
  readonly data?: readonly { readonly secretKey: string; readonly remoteRef: RemoteReference; readonly sourceRef?: { readonly storeRef?: StoreReference } }[];
  readonly dataFrom?: readonly { readonly extract?: RemoteReference; readonly sourceRef?: { readonly generatorRef?: { readonly kind: string; readonly name: string }; readonly storeRef?: StoreReference } }[];
  readonly target?: {
    readonly name?: string;
    readonly creationPolicy?: string;
    readonly immutable?: boolean;
    readonly template?: {
      readonly type?: string;
      readonly mergePolicy?: string;
      readonly data?: Readonly<Values>;
      readonly metadata?: { readonly labels?: Readonly<Values>; readonly annotations?: Readonly<Values> };
      readonly templateFrom?: readonly { readonly literal?: string; readonly target?: string }[];
    };
  };
}

/** Something that is not there yet, and may come. */
class NotYet extends Error {}

/** Plays External Secrets. */
export class ExternalSecrets implements Imitation {
  public readonly name = 'external-secrets';
  /** What was pushed into stores, by store and key. */
  private readonly pushed = new Map<string, Values>();

  public async reconcile(view: ClusterView): Promise<void> {
    if (!await view.runs(OPERATOR)) {
      return;
    }
    for (const kind of ['secretstores', 'clustersecretstores']) {
      for (const store of await view.list(`${GROUP}/${kind}`)) {
        await view.setStatus(`${GROUP}/${kind}`, store, { capabilities: 'ReadWrite', conditions: ready('Valid', 'store validated') });
      }
    }
    for (const secret of await view.list(`${GROUP}/externalsecrets`)) {
      if (await view.holdFinalizer(`${GROUP}/externalsecrets`, secret, FINALIZER)) {
        await this.deliver(view, secret);
      }
    }
    for (const push of await view.list(PUSH)) {
      await this.push(view, push);
    }
  }

  private async deliver(view: ClusterView, external: KubernetesObject): Promise<void> {
    const { target = {} } = external.spec as ExternalSecretSpec;
    const { name, namespace } = external.metadata;
    const secretName = target.name ?? name;
    try {
      if (await view.get('/api/v1/secrets', namespace, secretName) === undefined) {
        await view.create('/api/v1/secrets', this.secret(external, secretName, await this.values(view, external)));
      }
      await view.setStatus(`${GROUP}/externalsecrets`, external, { binding: { name: secretName }, conditions: ready('SecretSynced', 'secret synced') });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!(error instanceof NotYet)) {
        process.stderr.write(`${namespace ?? ''}/${name}: ${message}\n`);
      }
      await view.setStatus(`${GROUP}/externalsecrets`, external, { conditions: [{ type: 'Ready', status: 'False', reason: 'SecretSyncedError', message }] });
    }
  }

  private async values(view: ClusterView, external: KubernetesObject): Promise<Values> {
    const { data = [], dataFrom = [], secretStoreRef } = external.spec as ExternalSecretSpec;
    const { namespace } = external.metadata;
    const values: Values = {};
    for (const { extract, sourceRef } of dataFrom) {
      if (sourceRef?.generatorRef !== undefined) {
        Object.assign(values, await generate(view, namespace, sourceRef.generatorRef));
      } else if (extract !== undefined) {
        Object.assign(values, await this.read(view, namespace, sourceRef?.storeRef ?? secretStoreRef, extract.key));
      }
    }
    for (const { secretKey, remoteRef, sourceRef } of data) {
      const found = await this.read(view, namespace, sourceRef?.storeRef ?? secretStoreRef, remoteRef.key);
      const value = remoteRef.property === undefined ? JSON.stringify(found) : found[remoteRef.property];
      if (value === undefined) {
        throw new NotYet(`key ${remoteRef.property ?? ''} does not exist in secret ${remoteRef.key}`);
      }
      values[secretKey] = value;
    }
    return values;
  }

  private async read(view: ClusterView, namespace: string | undefined, reference: StoreReference | undefined, key: string): Promise<Values> {
    const isCluster = reference?.kind === 'ClusterSecretStore';
    const store = await view.get(`${GROUP}/${isCluster ? 'clustersecretstores' : 'secretstores'}`, isCluster ? undefined : namespace, reference?.name ?? '');
    if (store === undefined) {
      throw new NotYet(`could not get ${reference?.kind ?? 'SecretStore'} "${reference?.name ?? ''}"`);
    }
    const { kubernetes } = (store.spec as { provider: { kubernetes?: { remoteNamespace?: string } } }).provider;
    const found = kubernetes === undefined
      ? this.pushed.get(`${store.metadata.name}/${key}`)
      : decode(await view.get('/api/v1/secrets', kubernetes.remoteNamespace ?? namespace, key));
    if (found === undefined) {
      throw new NotYet(`there is no secret "${key}" in the store ${store.metadata.name}`);
    }
    return found;
  }

  private secret(external: KubernetesObject, name: string, values: Values): KubernetesObject {
    const { target = {} } = external.spec as ExternalSecretSpec;
    const { template } = target;
    const texts = Object.fromEntries(Object.entries(template?.data ?? {}).map(([key, text]) => [key, renderText(text, values)]));
    const maps = (template?.templateFrom ?? []).map(({ literal = '' }) => renderMap(literal, values));
    const made = Object.assign({}, texts, ...maps) as Values;
    const isReplaced = template !== undefined && template.mergePolicy !== 'Merge' && Object.keys(made).length > 0;
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      type: template?.type ?? 'Opaque',
      immutable: target.immutable,
      metadata: {
        name,
        namespace: external.metadata.namespace,
        labels: { ...template?.metadata?.labels, 'reconcile.external-secrets.io/managed': 'true' },
        annotations: { ...template?.metadata?.annotations },
        ownerReferences: (target.creationPolicy ?? 'Owner') === 'Owner' ? [ownedBy(external)] : [],
      },
      stringData: isReplaced ? made : { ...values, ...made },
    };
  }

  private async push(view: ClusterView, push: KubernetesObject): Promise<void> {
    const { selector, secretStoreRefs = [], data = [] } = push.spec as {
      selector: { secret?: { name: string } };
      secretStoreRefs?: StoreReference[];
      data?: { match: { secretKey?: string; remoteRef: { remoteKey: string; property?: string } } }[];
    };
    const values = decode(await view.get('/api/v1/secrets', push.metadata.namespace, selector.secret?.name ?? ''));
    if (values === undefined) {
      await view.setStatus(PUSH, push, { conditions: [{ type: 'Ready', status: 'False', reason: 'Errored', message: 'could not get source secret' }] });
      return;
    }
    for (const { name } of secretStoreRefs) {
      for (const { match: { secretKey, remoteRef } } of data) {
        const place = `${name}/${remoteRef.remoteKey}`;
        const value = secretKey === undefined ? values : { [remoteRef.property ?? secretKey]: values[secretKey] };
        this.pushed.set(place, { ...value, ...this.pushed.get(place) });
      }
    }
    await view.setStatus(PUSH, push, { conditions: ready('Synced', 'PushSecret synced successfully') });
  }
}

async function generate(view: ClusterView, namespace: string | undefined, { kind, name }: { kind: string; name: string }): Promise<Values> {
  if (kind !== 'Password') {
    throw new Error(`the sandbox plays no generator of the kind ${kind}`);
  }
  const generator = await view.get(PASSWORDS, namespace, name);
  if (generator === undefined) {
    throw new NotYet(`there is no Password "${name}"`);
  }
  const { length = 24 } = generator.spec as { length?: number };
  return { password: [...randomBytes(length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('') };
}

function decode(secret: KubernetesObject | undefined): Values | undefined {
  const data = (secret?.data ?? undefined) as Values | undefined;
  return data === undefined ? undefined : Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]));
}

function ready(reason: string, message: string): Record<string, unknown>[] {
  return conditions({ metadata: {} } as KubernetesObject, { type: 'Ready', reason, message }).map(({ observedGeneration: _, ...condition }) => condition);
}
