import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** What scales a workload, such as a HorizontalPodAutoscaler, as `Kind namespace/name`. */
export type Scaled = ReadonlySet<string>;

type Fields = Record<string, unknown>;

/** Fields that the API server and controllers keep for themselves. */
const KEPT_BY_SERVER = ['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp', 'selfLink', 'deletionTimestamp'];
/** Kinds in which a controller puts the certificate of a webhook's authority. */
const WITH_AUTHORITY = new Set(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'CustomResourceDefinition', 'APIService']);

/** Names what a HorizontalPodAutoscaler scales. */
export function scaledBy({ metadata: { namespace = '' }, spec }: KubernetesObject): string {
  const { scaleTargetRef: { kind = '', name = '' } = {} } = (spec ?? {}) as { scaleTargetRef?: { kind?: string; name?: string } };
  return `${kind} ${namespace}/${name}`;
}

/**
 * An object without the fields that others own, though somebody declared them:
 * status, the number of replicas under an autoscaler, the authority of a
 * webhook, the rules of a ClusterRole that is the sum of others.
 */
export function withoutOthersFields(object: KubernetesObject, scaled: Scaled): KubernetesObject {
  const { kind, metadata } = object;
  const kept = { ...without(object, ['status']), metadata: without(metadata, KEPT_BY_SERVER) } as Fields & KubernetesObject;
  if (scaled.has(`${kind} ${metadata.namespace ?? ''}/${metadata.name}`)) {
    kept.spec = without(kept.spec as Fields, ['replicas']);
  }
  if (kind === 'ClusterRole' && kept.aggregationRule !== undefined) {
    delete kept.rules;
  }
  return WITH_AUTHORITY.has(kind) ? withoutKey(kept, 'caBundle') as KubernetesObject : kept;
}

/** A declared object as the API server keeps it: in its namespace, and a Secret's text encoded. */
export function asStored(object: KubernetesObject, namespaced: boolean, namespace: string | undefined): KubernetesObject {
  const { namespace: own, ...metadata } = object.metadata;
  const place = namespaced ? own ?? namespace ?? 'default' : undefined;
  const { stringData, ...rest } = object;
  return {
    ...rest,
    metadata: { ...metadata, ...(place === undefined ? {} : { namespace: place }) },
    ...(object.kind === 'Secret' && stringData !== undefined ? { data: { ...rest.data as Fields, ...encoded(stringData as Record<string, string>) } } : {}),
  };
}

function encoded(texts: Readonly<Record<string, string>>): Fields {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString('base64')]));
}

function without(fields: object | undefined, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([key]) => !keys.includes(key)));
}

function withoutKey(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withoutKey(item, key));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key).map(([name, item]) => [name, withoutKey(item, key)]));
}
