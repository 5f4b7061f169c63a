import { gzipSync } from 'node:zlib';
import { KubectlError } from '../../src/kubernetes/kubectl';
import { KubernetesObject } from '../../src/kubernetes/kubernetes-object';
import { ClusterReader } from '../../src/status/live-cluster';

/** How kinds are named in paths. */
const RESOURCES: Readonly<Record<string, string>> = { PersistentVolumeClaim: 'persistentvolumeclaims', SecurityPolicy: 'securitypolicies' };

/** A cluster that answers as an API server does, from a list of objects. */
export class FakeCluster implements ClusterReader {
  /** Paths that were asked for. */
  public readonly asked: string[] = [];

  /**
   * @param objects what is on it
   * @param forbidden parts of paths that nobody may read
   * @param unknown group versions that it does not serve
   */
  public constructor(private readonly objects: readonly KubernetesObject[], private readonly forbidden: RegExp = /^never$/, private readonly unknown: readonly string[] = []) {}

  public async find<T>(path: string): Promise<T | undefined> {
    this.ask(path);
    const group = /^\/apis?\/([^/]+(?:\/[^/]+)?)$/.exec(path)?.[1];
    if (group !== undefined) {
      return Promise.resolve((this.unknown.includes(group) ? undefined : { resources: this.kinds(group) }) as T | undefined);
    }
    const found = this.objects.find((object) => `${collection(object)}/${object.metadata.name}` === path);
    return Promise.resolve(found as unknown as T | undefined);
  }

  public async list<T>(path: string): Promise<T[]> {
    this.ask(path);
    const [place, query = ''] = path.split('?');
    const selector = new URLSearchParams(query).get('labelSelector') ?? '';
    const found = this.objects.filter((object) => collection(object) === place && matches(object, selector));
    // Objects in a list do not say what they are.
    return Promise.resolve(found.map(({ apiVersion: _apiVersion, kind: _kind, ...rest }) => rest) as unknown as T[]);
  }

  private ask(path: string): void {
    this.asked.push(path);
    if (this.forbidden.test(path)) {
      throw new KubectlError('Forbidden', `GET ${path} is forbidden: User "reader" cannot read it`);
    }
  }

  private kinds(group: string): { name: string; kind: string; namespaced: boolean }[] {
    const known = this.objects.filter(({ apiVersion }) => apiVersion === group).map((object) => ({ name: resource(object.kind), kind: object.kind, namespaced: object.metadata.namespace !== undefined }));
    return [...known, ...known.map(({ name, ...rest }) => ({ ...rest, name: `${name}/status` }))];
  }
}

/** Helm's record of a release. */
export function releaseRecord(namespace: string, name: string, status: string, description: string, version = 1): KubernetesObject {
  const release = { name, namespace, version, info: { status, description }, config: { password: 'hunter2' }, chart: {} };
  const packed = gzipSync(Buffer.from(JSON.stringify(release))).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name: `sh.helm.release.v1.${name}.v${version}`, labels: { owner: 'helm', name, status, version: String(version) } },
    data: { release: Buffer.from(packed).toString('base64') },
  };
}

function resource(kind: string): string {
  return RESOURCES[kind] ?? `${kind.toLowerCase()}s`;
}

function collection({ apiVersion, kind, metadata: { namespace } }: KubernetesObject): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return namespace === undefined ? `${root}/${resource(kind)}` : `${root}/namespaces/${namespace}/${resource(kind)}`;
}

function matches({ metadata: { labels = {} } }: KubernetesObject, selector: string): boolean {
  return selector === '' || selector.split(',').every((term) => {
    const [, key, operator, value] = /^([^!=]+)(!?=)(.*)$/.exec(term) ?? [];
    return (labels[key] === value) === (operator === '=');
  });
}
