import { kindOf } from '../deployment/kubernetes-types';
import { RELEASE_SECRET, ReleaseRecord } from '../helm/release-record';
import { KubectlError } from '../kubernetes/kubectl';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { LiveObject } from './cluster-objects';
import { plain } from './problem';

/** What answers: a cluster, or a test. */
export interface ClusterReader {
  /** What is at a path; undefined where there is nothing. */
  find<T>(path: string, accept?: string): Promise<T | undefined>;
  /** All objects of a list; none where the kind is unknown. */
  list<T>(path: string, accept?: string): Promise<T[]>;
}

/** What looking for an object gave. */
export type Found =
  | { readonly state: 'found'; readonly object: LiveObject }
  | { readonly state: 'missing' | 'unknown-kind' }
  | { readonly state: 'forbidden'; readonly message: string };

/** Paths of kinds that are listed to find reasons. */
const PATHS = {
  claims: '/api/v1/namespaces/{}/persistentvolumeclaims',
  daemonSets: '/apis/apps/v1/namespaces/{}/daemonsets',
  deployments: '/apis/apps/v1/namespaces/{}/deployments',
  events: '/api/v1/namespaces/{}/events',
  jobs: '/apis/batch/v1/namespaces/{}/jobs',
  pods: '/api/v1/namespaces/{}/pods',
  replicaSets: '/apis/apps/v1/namespaces/{}/replicasets',
  statefulSets: '/apis/apps/v1/namespaces/{}/statefulsets',
} as const;

/** Names of what is listed. */
export type Listed = keyof typeof PATHS;

const KINDS: Readonly<Partial<Record<Listed, readonly [apiVersion: string, kind: string]>>> = {
  daemonSets: ['apps/v1', 'DaemonSet'],
  deployments: ['apps/v1', 'Deployment'],
  jobs: ['batch/v1', 'Job'],
  replicaSets: ['apps/v1', 'ReplicaSet'],
  statefulSets: ['apps/v1', 'StatefulSet'],
  claims: ['v1', 'PersistentVolumeClaim'],
  pods: ['v1', 'Pod'],
  events: ['v1', 'Event'],
};

/** Without the data: a record of Helm is up to a MiB. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const RECORDS = `labelSelector=${encodeURIComponent('owner=helm,status!=superseded')}&fieldSelector=${encodeURIComponent(`type=${RELEASE_SECRET}`)}`;

/** One look at a cluster: each list is asked for once, whoever needs it. What may not be read is remembered. */
export class LiveCluster {
  private readonly lists = new Map<string, Promise<readonly LiveObject[]>>();
  private readonly singles = new Map<string, Promise<Found>>();
  private readonly kinds = new Map<string, Promise<ReadonlyMap<string, { resource: string; namespaced: boolean }>>>();
  private readonly refused = new Set<string>();

  public constructor(private readonly reader: ClusterReader) {}

  /** What may not be read, sorted. */
  public get notReadable(): string[] {
    return [...this.refused].sort();
  }

  /** UID of the cluster; undefined where it may not be read. */
  public async identity(): Promise<string | undefined> {
    const found = await this.single('/api/v1/namespaces/kube-system');
    return found.state === 'found' ? found.object.metadata.uid : undefined;
  }

  /** A namespace. */
  public async namespace(name: string): Promise<Found> {
    return this.single(`/api/v1/namespaces/${name}`);
  }

  /** Objects of a namespace, of a kind that reasons are found in; none where they may not be read. */
  public async list<T extends KubernetesObject = LiveObject>(what: Listed, namespace: string): Promise<readonly T[]> {
    const path = PATHS[what].replace('{}', namespace);
    const objects = await this.once(path, `${what} in ${namespace}`);
    const [apiVersion, kind] = KINDS[what] ?? [];
    // Objects in a list do not say what they are.
    return objects.map((object) => ({ ...object, apiVersion, kind }) as unknown as T);
  }

  /** An object, by its name: out of the list of its kind, or by itself where lists may not be read. */
  public async object(apiVersion: string, kind: string, namespace: string, name: string): Promise<Found> {
    const known = await this.kind(apiVersion, kind);
    if (known === undefined) {
      return { state: 'unknown-kind' };
    }
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const collection = known.namespaced ? `${root}/namespaces/${namespace}/${known.resource}` : `${root}/${known.resource}`;
    const where = known.namespaced ? ` in ${namespace}` : '';
    const objects = await this.once(collection, `${known.resource}${where}`, true);
    if (objects === undefined) {
      return this.single(`${collection}/${encodeURIComponent(name)}`);
    }
    const object = objects.find(({ metadata }) => metadata.name === name);
    return object === undefined ? { state: 'missing' } : { state: 'found', object: { ...object, apiVersion, kind } };
  }

  /** Newest state of each release of a namespace, by name; undefined where records may not be read. */
  public async releases(namespace: string): Promise<ReadonlyMap<string, string> | undefined> {
    const records = await this.once(`/api/v1/namespaces/${namespace}/secrets?${RECORDS}`, `release records (Secrets) in ${namespace}`, true, METADATA_ONLY);
    if (records === undefined) {
      this.refused.add(`release records (Secrets) in ${namespace}`);
      return undefined;
    }
    const version = ({ metadata }: LiveObject): number => Number(metadata.labels?.version ?? 0);
    return new Map([...records].sort((a, b) => version(a) - version(b)).map(({ metadata: { labels = {} } }) => [labels.name, labels.status]));
  }

  /** What Helm says of the newest revision of a release. */
  public async description(namespace: string, release: string): Promise<string | undefined> {
    const query = `labelSelector=${encodeURIComponent(`owner=helm,name=${release},status!=superseded`)}`;
    const records = await this.once(`/api/v1/namespaces/${namespace}/secrets?${query}`, `release records (Secrets) in ${namespace}`, true) ?? [];
    const version = ({ metadata }: LiveObject): number => Number(metadata.labels?.version ?? 0);
    const [newest] = [...records].sort((a, b) => version(b) - version(a));
    try {
      return newest === undefined ? undefined : new ReleaseRecord(newest).release.info.description;
    } catch {
      // Somebody cut it short; its status is known from the label.
      return undefined;
    }
  }

  private async kind(apiVersion: string, kind: string): Promise<{ resource: string; namespaced: boolean } | undefined> {
    let kinds = this.kinds.get(apiVersion);
    if (kinds === undefined) {
      kinds = this.discover(apiVersion);
      this.kinds.set(apiVersion, kinds);
    }
    const known = (await kinds).get(kind);
    // Where even that is forbidden, Kubernetes' own kinds are known without.
    const builtIn = kindOf(apiVersion, kind);
    return known ?? (builtIn === undefined ? undefined : { resource: `${kind.toLowerCase()}s`, namespaced: builtIn.namespaced });
  }

  private async discover(apiVersion: string): Promise<ReadonlyMap<string, { resource: string; namespaced: boolean }>> {
    interface Resources { readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[] }
    const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { resources = [] } = await this.permitted(async () => this.reader.find<Resources>(path), `the kinds of ${apiVersion}`) ?? {};
    return new Map(resources.filter(({ name }) => !name.includes('/')).map(({ name, kind, namespaced }) => [kind, { resource: name, namespaced }]));
  }

  private once(path: string, what: string): Promise<readonly LiveObject[]>;
  private once(path: string, what: string, isQuiet: true, accept?: string): Promise<readonly LiveObject[] | undefined>;
  private async once(path: string, what: string, isQuiet = false, accept?: string): Promise<readonly LiveObject[] | undefined> {
    let found = this.lists.get(path) as Promise<readonly LiveObject[] | undefined> | undefined;
    if (found === undefined) {
      found = this.permitted(async () => this.reader.list<LiveObject>(path, accept), isQuiet ? undefined : what);
      this.lists.set(path, found as Promise<readonly LiveObject[]>);
    }
    const objects = await found;
    return objects ?? (isQuiet ? undefined : []);
  }

  private async single(path: string): Promise<Found> {
    let found = this.singles.get(path);
    if (found === undefined) {
      found = this.ask(path);
      this.singles.set(path, found);
    }
    return found;
  }

  private async ask(path: string): Promise<Found> {
    try {
      const object = await this.reader.find<LiveObject>(path);
      return object === undefined ? { state: 'missing' } : { state: 'found', object };
    } catch (error) {
      if (error instanceof KubectlError && error.status === 'Forbidden') {
        return { state: 'forbidden', message: plain(error.message) };
      }
      throw error;
    }
  }

  private async permitted<T>(work: () => Promise<T>, what: string | undefined): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof KubectlError) || error.status !== 'Forbidden') {
        throw error;
      }
      if (what !== undefined) {
        this.refused.add(what);
      }
      return undefined;
    }
  }
}
