/** Objects of External Secrets 2.9.0, as its definitions take them. */
const API_VERSION = 'external-secrets.io/v1';
const PUSH_API_VERSION = 'external-secrets.io/v1alpha1';
const GENERATORS_API_VERSION = 'generators.external-secrets.io/v1alpha1';

/** How soon a change of the original reaches what is made from it. */
const REFRESH_INTERVAL = '5m0s';

/** Key under which the Password generator keeps its value, where it is told no other. Source: generators/v1/password/password.go. */
export const VALUE_KEY = 'password';

/** An object, as Kubernetes takes it. */
export type KubernetesObject = Record<string, unknown>;

/** Name, namespace and labels of an object. */
export interface ObjectIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Record<string, string>;
}

/** One key of a Secret that is put together from others. */
export interface SecretPart {
  /** Key in the Secret that is made. */
  readonly key: string;
  /** Name of the Secret, or path in the store, that it comes from. */
  readonly from: string;
  /** Key there. */
  readonly property: string;
}

/** What is made from parts. */
export interface AssembledSecret {
  /** The store that the parts are in. */
  readonly store: { readonly kind: 'ClusterSecretStore' | 'SecretStore'; readonly name: string };
  readonly parts: readonly SecretPart[];
  /** Further keys, as templates. */
  readonly templates?: Readonly<Record<string, string>>;
  /** Whether the Secret stays when External Secrets is uninstalled. */
  readonly staysBehind: boolean;
}

/** Makes values of letters and digits. */
export function passwordGenerator(identity: ObjectIdentity, length: number): KubernetesObject {
  return {
    apiVersion: GENERATORS_API_VERSION,
    kind: 'Password',
    metadata: identity,
    spec: { length, digits: Math.floor(length / 4), symbols: 0, noUpper: false, allowRepeat: true, encoding: 'raw' },
  };
}

/**
 * One generated value in a Secret of its own.
 *
 * The Secret outlives the object that made it, and is immutable: External
 * Secrets leaves an immutable Secret that exists as it is, where it would
 * otherwise make a new value whenever the object is made anew (a reinstalled
 * operator, a restored namespace). Source: externalsecret_controller.go,
 * `objectDoesNotExistOrCanBeMutated`.
 */
export function generatedValue(identity: ObjectIdentity, generator: string): KubernetesObject {
  return {
    apiVersion: API_VERSION,
    kind: 'ExternalSecret',
    metadata: identity,
    spec: {
      refreshPolicy: 'CreatedOnce',
      target: { name: identity.name, creationPolicy: 'Orphan', deletionPolicy: 'Retain', immutable: true },
      dataFrom: [{ sourceRef: { generatorRef: { apiVersion: GENERATORS_API_VERSION, kind: 'Password', name: generator } } }],
    },
  };
}

/** A certificate that signs itself, and its key: both come from one run of one template, or they would not match. */
export function generatedCertificate(identity: ObjectIdentity, generator: string, hosts: readonly string[], days: number): KubernetesObject {
  const names = hosts.map((host) => JSON.stringify(host)).join(' ');
  return {
    apiVersion: API_VERSION,
    kind: 'ExternalSecret',
    metadata: identity,
    spec: {
      refreshPolicy: 'CreatedOnce',
      target: {
        name: identity.name,
        creationPolicy: 'Orphan',
        deletionPolicy: 'Retain',
        immutable: true,
        template: {
          engineVersion: 'v2',
          mergePolicy: 'Replace',
          type: 'kubernetes.io/tls',
          metadata: { labels: identity.labels },
          templateFrom: [{
            target: 'Data',
            literal: [
              `{{- $made := genSelfSignedCert ${JSON.stringify(hosts[0])} (list "127.0.0.1") (list ${names}) ${days} -}}`,
              'tls.crt: {{ $made.Cert | quote }}',
              'tls.key: {{ $made.Key | quote }}',
              '',
            ].join('\n'),
          }],
        },
      },
      // A template is rendered from values; this one needs none, and External Secrets wants some.
      dataFrom: [{ sourceRef: { generatorRef: { apiVersion: GENERATORS_API_VERSION, kind: 'Password', name: generator } } }],
    },
  };
}

/** A Secret put together from keys of others, and kept equal to them. */
export function assembledSecret(identity: ObjectIdentity, secret: AssembledSecret): KubernetesObject {
  const template = secret.templates !== undefined && Object.keys(secret.templates).length > 0
    ? { engineVersion: 'v2', mergePolicy: 'Merge', metadata: { labels: identity.labels }, data: secret.templates }
    : undefined;
  return {
    apiVersion: API_VERSION,
    kind: 'ExternalSecret',
    metadata: identity,
    spec: {
      refreshPolicy: 'Periodic',
      refreshInterval: REFRESH_INTERVAL,
      secretStoreRef: secret.store,
      target: { name: identity.name, creationPolicy: secret.staysBehind ? 'Orphan' : 'Owner', deletionPolicy: 'Retain', template },
      data: secret.parts.map(({ key, from, property }) => ({ secretKey: key, remoteRef: { key: from, property } })),
    },
  };
}

/** Keeps a copy of a Secret in the store; what is there already stays. */
export function keptSecret(identity: ObjectIdentity, store: string, path: string, keys: readonly string[]): KubernetesObject {
  return {
    apiVersion: PUSH_API_VERSION,
    kind: 'PushSecret',
    metadata: identity,
    spec: {
      // The store may know the values of a cluster that was lost: they are not to be written over.
      updatePolicy: 'IfNotExists',
      deletionPolicy: 'None',
      refreshInterval: '1h0m0s',
      secretStoreRefs: [{ kind: 'ClusterSecretStore', name: store }],
      selector: { secret: { name: identity.name } },
      data: keys.map((key) => ({ match: { secretKey: key, remoteRef: { remoteKey: path, property: key } } })),
    },
  };
}

/** A store outside the cluster's own Secrets, open to the given namespaces only. */
export function clusterSecretStore(name: string, labels: Record<string, string>, provider: object, namespaces: readonly string[]): KubernetesObject {
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterSecretStore',
    metadata: { name, labels },
    spec: { conditions: [{ namespaces }], provider },
  };
}

/** A store that reads Secrets of one namespace, as the service account of its own name. */
export function kubernetesStore(identity: ObjectIdentity, namespace: string): KubernetesObject {
  return {
    apiVersion: API_VERSION,
    kind: 'SecretStore',
    metadata: identity,
    spec: {
      provider: {
        kubernetes: {
          remoteNamespace: namespace,
          server: {
            url: 'https://kubernetes.default.svc',
            // Kubernetes puts its own certificate authority into every namespace.
            caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' },
          },
          auth: { serviceAccount: { name: identity.name } },
        },
      },
    },
  };
}
