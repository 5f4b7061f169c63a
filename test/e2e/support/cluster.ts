import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { KubernetesObject } from '../../../cli/src/kubernetes/kubernetes-object';
import { ApiClient, ApiError } from '../../../cli/src/sandbox/api-client';

/** A value that nobody but its owner may see, and where it is. */
export interface SecretValue {
  readonly where: string;
  readonly value: string;
}

/** What an operator says of a custom resource. */
export interface ServedResource {
  readonly kind: string;
  readonly name: string;
  readonly isMet: boolean;
  readonly message: string;
}

/** The condition by which an operator says that a custom resource is served, by the path of its kind. */
const SERVED: Readonly<Record<string, string>> = {
  '/apis/external-secrets.io/v1/externalsecrets': 'Ready',
  '/apis/external-secrets.io/v1/secretstores': 'Ready',
  '/apis/external-secrets.io/v1/clustersecretstores': 'Ready',
  '/apis/external-secrets.io/v1alpha1/pushsecrets': 'Ready',
  '/apis/postgresql.cnpg.io/v1/clusters': 'Ready',
  '/apis/cert-manager.io/v1/certificates': 'Ready',
  '/apis/cert-manager.io/v1/issuers': 'Ready',
  '/apis/cert-manager.io/v1/clusterissuers': 'Ready',
  '/apis/gateway.networking.k8s.io/v1/gatewayclasses': 'Accepted',
  '/apis/gateway.networking.k8s.io/v1/gateways': 'Programmed',
};

/** Keys of Secrets that hold names and addresses, which everybody may know. */
const PUBLIC_KEYS = new Set(['ca.crt', 'client-id', 'dbname', 'host', 'port', 'tls.crt', 'user']);
/** Shorter values are found by accident. */
const SHORTEST = 8;
const RESTING_MILLISECONDS = 120_000;
const POLL_MILLISECONDS = 500;
const HELM = 'helm.sh/release.v1';
const OWN_NAMESPACES = /^(default|kube-.*)$/;

/** Questions about what is on a cluster. */
export class Cluster {
  public constructor(private readonly client: ApiClient) {}

  /** Namespaces that are not Kubernetes' own. */
  public async namespaces(): Promise<KubernetesObject[]> {
    return (await this.client.list('/api/v1/namespaces')).filter(({ metadata }) => !OWN_NAMESPACES.test(metadata.name));
  }

  /** Objects of a kind. */
  public async list(path: string): Promise<KubernetesObject[]> {
    return this.client.list(path);
  }

  /** Pods that are neither ready nor done, as `namespace/name`. */
  public async unreadyPods(): Promise<string[]> {
    return (await this.list('/api/v1/pods')).filter((pod) => {
      const { phase, conditions = [] } = pod.status as { phase?: string; conditions?: { type: string; status: string }[] };
      return phase !== 'Succeeded' && !conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    }).map(label);
  }

  /** Workloads whose pods are not all there, as `namespace/name`. */
  public async unreadyWorkloads(): Promise<string[]> {
    const found = await Promise.all(['deployments', 'statefulsets'].map((kind) => this.list(`/apis/apps/v1/${kind}`)));
    return found.flat().filter((object) => {
      const { replicas = 1 } = object.spec as { replicas?: number };
      const { readyReplicas = 0 } = (object.status ?? {}) as { readyReplicas?: number };
      return readyReplicas < replicas;
    }).map(label);
  }

  /** What operators say of the custom resources that they serve; of those that nobody says anything of, that they do not. */
  public async conditions(): Promise<ServedResource[]> {
    const found = await Promise.all(Object.entries(SERVED).map(async ([path, type]) => (await this.list(path)).map((object) => {
      const { conditions = [] } = (object.status ?? {}) as { conditions?: { type: string; status: string; message?: string }[] };
      const condition = conditions.find((each) => each.type === type);
      return { kind: object.kind, name: label(object), isMet: condition?.status === 'True', message: condition === undefined ? `${type} was never stated` : condition.message ?? '' };
    })));
    return found.flat();
  }

  /** Waits until operators have done their work: every pod is ready, and every custom resource is served. */
  public async comesToRest(what: readonly ('pods' | 'custom resources')[] = ['pods', 'custom resources']): Promise<void> {
    let waitsFor: unknown[] = [];
    for (const deadline = performance.now() + RESTING_MILLISECONDS; performance.now() < deadline;) {
      waitsFor = [...await this.unreadyWorkloads(), ...await this.unreadyPods(), ...(what.includes('custom resources') ? await this.conditions() : []).filter(({ isMet }) => !isMet)];
      if (waitsFor.length === 0) {
        return;
      }
      await sleep(POLL_MILLISECONDS);
    }
    throw new Error(`Not everything is done: ${JSON.stringify(waitsFor)}`);
  }

  /** Network policies that name pods and select none, as `namespace/name`, and how many there are in all. */
  public async policies(): Promise<{ all: number; unselecting: string[] }> {
    const [policies, pods] = await Promise.all([this.list('/apis/networking.k8s.io/v1/networkpolicies'), this.list('/api/v1/pods')]);
    const unselecting = policies.filter(({ spec, metadata: { namespace } }) => {
      const { matchLabels = {} } = (spec as { podSelector: { matchLabels?: Record<string, string> } }).podSelector;
      return Object.keys(matchLabels).length > 0 && !pods.some(({ metadata }) => metadata.namespace === namespace && Object.entries(matchLabels).every(([key, value]) => metadata.labels?.[key] === value));
    });
    return { all: policies.length, unselecting: unselecting.map(label).sort() };
  }

  /** Every value in a Secret that is no name and no public certificate. */
  public async secretValues(): Promise<SecretValue[]> {
    const secrets = (await this.list('/api/v1/secrets')).filter((secret) => secret.type !== HELM);
    return secrets.flatMap((secret) => Object.entries((secret.data ?? {}) as Record<string, string>)
      .filter(([key]) => !PUBLIC_KEYS.has(key) && !(key === 'username' && isName(secret)))
      .map(([key, value]) => ({ where: `${label(secret)} ${key}`, value: Buffer.from(value, 'base64').toString('utf8') }))
      .filter(({ value }) => value.length >= SHORTEST));
  }

  /** What Helm keeps of its releases, by name: values and rendered objects. */
  public async helmReleases(): Promise<Map<string, string>> {
    const releases = (await this.list('/api/v1/secrets')).filter((secret) => secret.type === HELM);
    return new Map(releases.map((secret) => {
      const { release } = secret.data as { release: string };
      return [label(secret), gunzipSync(Buffer.from(Buffer.from(release, 'base64').toString('utf8'), 'base64')).toString('utf8')];
    }));
  }

  /** The API server's answer to a pod that may do anything: its refusal, or undefined where it was let in. */
  public async refusesPrivileged(namespace: string): Promise<string | undefined> {
    try {
      await this.client.create(`/api/v1/namespaces/${namespace}/pods?dryRun=All`, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'privileged' },
        spec: { containers: [{ name: 'main', image: 'busybox', securityContext: { privileged: true } }] },
      });
      return undefined;
    } catch (error) {
      if (error instanceof ApiError && error.status === 403) {
        return error.message;
      }
      throw error;
    }
  }
}

/** CloudNativePG's user names are written in the Cluster itself. */
function isName(secret: KubernetesObject): boolean {
  return secret.metadata.labels?.['cnpg.io/cluster'] !== undefined;
}

function label({ metadata: { namespace, name } }: KubernetesObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Ways in which a value may stand in a file: as it is, in JSON, in JSON as Go writes it, in base64. */
export function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const byGo = json.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
  return [...new Set([value, json, byGo, Buffer.from(value).toString('base64')])];
}

/** Lines without what they are indented by: a value of several lines is indented in YAML. */
export function withoutIndentation(text: string): string {
  return text.replace(/\n[ \t]+/g, '\n');
}
