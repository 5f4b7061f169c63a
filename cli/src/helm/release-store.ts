import { ClusterApi } from '../kubernetes/cluster-api';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { MachineError } from '../terminal/machine-error';
import { RecordChange, RELEASE_SECRET, ReleaseRecord } from './release-record';

/** What Helm remembers of a release, as far as its next upgrade looks back. */
export interface ReleaseHistory {
  /** The newest revision, in whatever state. */
  readonly newest: ReleaseRecord;
  /** The newest revision that is deployed. @default - none: the first install never ended */
  readonly deployed?: ReleaseRecord;
  /** Whether any revision was ever deployed. */
  readonly wasDeployed: boolean;
}

/** Helm's records in a cluster: one Secret for each revision. */
export class ReleaseStore {
  public constructor(private readonly api: ClusterApi) {}

  /** The releases of namespaces, by `namespace/name`. */
  public async histories(namespaces: readonly string[]): Promise<Map<string, ReleaseHistory>> {
    const found = await Promise.all([...new Set(namespaces)].map((namespace) => this.inNamespace(namespace)));
    return new Map(found.flat());
  }

  /**
   * Writes a change into a record.
   *
   * @throws KubectlError (Conflict) where somebody changed it meanwhile
   */
  public async change(record: ReleaseRecord, change: RecordChange): Promise<ReleaseRecord> {
    return new ReleaseRecord(await this.api.send('PUT', pathOf(record), { type: 'application/json', content: record.changed(change) }) as KubernetesObject);
  }

  /** Removes a record; the objects of the release stay. */
  public async remove(record: ReleaseRecord): Promise<void> {
    const { uid, resourceVersion } = record.secret.metadata;
    await this.api.send('DELETE', pathOf(record), { type: 'application/json', content: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } } });
  }

  private async inNamespace(namespace: string): Promise<[string, ReleaseHistory][]> {
    const query = `labelSelector=${encodeURIComponent('owner=helm')}&fieldSelector=${encodeURIComponent(`type=${RELEASE_SECRET}`)}`;
    const secrets = await this.api.list<KubernetesObject>(`/api/v1/namespaces/${namespace}/secrets?${query}`);
    const names = [...new Set(secrets.map((secret) => secret.metadata.labels?.name ?? ''))];
    return names.map((name) => {
      const [newest, ...older] = secrets.filter(({ metadata }) => metadata.labels?.name === name).sort((a, b) => revision(b) - revision(a));
      const deployed = [newest, ...older].find((secret) => status(secret) === 'deployed');
      const record = read(newest);
      return [record.key, {
        newest: record,
        ...(deployed === undefined ? {} : { deployed: deployed === newest ? record : read(deployed) }),
        wasDeployed: deployed !== undefined || older.some((secret) => status(secret) === 'superseded'),
      }];
    });
  }
}

function read(secret: KubernetesObject): ReleaseRecord {
  try {
    return new ReleaseRecord(secret);
  } catch (error) {
    const { namespace = '', name } = secret.metadata;
    throw new MachineError(`the Secret ${namespace}/${name} holds no record of a Helm release that can be read: ${(error as Error).message}`, ['Restore it from a backup, or remove it: then the next apply installs the release over what is there.']);
  }
}

function revision({ metadata }: KubernetesObject): number {
  return Number(metadata.labels?.version ?? 0);
}

function status({ metadata }: KubernetesObject): string | undefined {
  return metadata.labels?.status;
}

function pathOf({ secret: { metadata: { namespace = '', name } } }: ReleaseRecord): string {
  return `/api/v1/namespaces/${namespace}/secrets/${encodeURIComponent(name)}`;
}
