import { ChartRelease, DataObject, DriverManifest, PodGroup, ServiceBinding, Workload } from '../../core';
import { readyOf } from '../../core/connect';
import { Resource } from '../../core/engine/resource';
import { RESOURCE_TYPES } from '../../core/engine/resource-types';
import { ValidationError } from '../../core/errors';
import { digest } from '../../core/naming';
import { Quantity } from '../../core/quantity';
import { StackModel } from '../../core/stack-model';
import { mergeValues, Values } from '../../core/values';
import { bindingSecret } from '../contracts/binding-secret';
import { checkNameLimit } from '../contracts/name-limit';
import { ObjectStoreCapability, ObjectStoreDriver, ObjectStoreOutcome, ObjectStoreRequest } from '../contracts/object-store';
import { SeaweedFsBuckets } from './seaweedfs.buckets';
import {
  CREATE_TABLE, FILER_STORAGE, GROWTH, MASTER_STORAGE, S3_PORT, SEAWEEDFS, SEAWEEDFS_CHART, SEAWEEDFS_IMAGE, SEAWEEDFS_NAME_LIMIT, SEAWEEDFS_USER, SHARES,
} from './seaweedfs.facts';

/** Region that clients sign for; the gateway takes any. */
const REGION = 'us-east-1';
const IDENTITIES_FOLDER = '/etc/seaweedfs-s3';
const IDENTITIES_FILE = 'identities.json';

/** Every object on two volume servers of one rack. */
const ON_TWO_SERVERS = '001';

/** Options of `ObjectStoreDrivers.seaweedFs`. */
export interface SeaweedFsOptions {
  /**
   * Whether metadata is kept in PostgreSQL, not on the filer's own volume.
   * Several instances need it; changing it later means moving the metadata by
   * hand, so set it for a small store that is meant to grow.
   * @default - where there are several instances
   */
  readonly metadataInDatabase?: boolean;
}

/** SeaweedFS: master, volume server, filer and S3 gateway, one of each or replicated. */
export class SeaweedFs extends ObjectStoreDriver {
  /** @internal */
  public static readonly _KNOWN = {
    manifest: SEAWEEDFS,
    capabilities: [
      ObjectStoreCapability.CREATE_BUCKETS,
      ObjectStoreCapability.CREDENTIALS_PER_CONSUMER,
      ObjectStoreCapability.CREDENTIALS_ROTATION,
      ObjectStoreCapability.REPLICAS,
      ObjectStoreCapability.VERSIONING,
    ],
  };

  public readonly manifest: DriverManifest = SEAWEEDFS;
  public readonly capabilities: ObjectStoreCapability[] = SeaweedFs._KNOWN.capabilities;

  public constructor(private readonly options: SeaweedFsOptions = {}) {
    super();
  }

  public provision(request: ObjectStoreRequest): ObjectStoreOutcome {
    const { scope, name, namespaceName } = request;
    checkNameLimit(scope, name, { title: SEAWEEDFS.title, characters: SEAWEEDFS_NAME_LIMIT, reason: 'its StatefulSets add to it' });
    const inDatabase = this.metadataInDatabase(request);
    const workload = new Workload(scope, 'pods', {
      name, namespaceName, labels: { 'app.kubernetes.io/name': 'seaweedfs', 'app.kubernetes.io/instance': name },
    });
    const database = inDatabase ? request.consumer(workload).use(request.database.database) : undefined;
    const buckets = new SeaweedFsBuckets(request);
    const identities = identitiesFile(request, buckets);
    const release = new ChartRelease(scope, 'chart', {
      chart: SEAWEEDFS_CHART,
      releaseName: name,
      namespaceName,
      wiring: wiring(request, database),
      values: values(request),
      overrides: request.overrides,
      after: [identities, ...(database === undefined ? [] : readyOf(database))],
    });
    buckets.attach(release);
    release._wire(() => ({
      s3: {
        createBuckets: buckets.created(),
        extraEnvironmentVars: buckets.environment(),
        podAnnotations: { 'checksum/identities': digest(buckets.identities()) },
      },
    }));
    return {
      host: `${name}-s3.${namespaceName}.svc`,
      port: S3_PORT,
      tls: false,
      region: REGION,
      buckets,
      workload,
      podGroups: podGroups(request, inDatabase),
      dataObjects: volumes(request, inDatabase),
      notes: spreadNotes(request),
    };
  }

  private metadataInDatabase(request: ObjectStoreRequest): boolean {
    const several = request.requests.instances > 1;
    const inDatabase = this.options.metadataInDatabase ?? several;
    if (several && !inDatabase) {
      throw ValidationError.at(request.scope, `metadataInDatabase is false, and ${request.requests.instances} instances are asked for: several filers share their metadata in PostgreSQL. Leave metadataInDatabase out, or set instances to 1.`);
    }
    return inDatabase;
  }
}

/** The gateway's identities; returns the Terraform address. The chart mounts a Secret only, and there is nothing secret in it. */
function identitiesFile(request: ObjectStoreRequest, buckets: SeaweedFsBuckets): string {
  const { scope, namespaceName, labels } = request;
  return new Resource(scope, 'identities', RESOURCE_TYPES.configMap, () => ({
    metadata: { name: identitiesName(request), namespace: namespaceName, labels },
    data: { [IDENTITIES_FILE]: buckets.identities() },
  }), { dependsOn: () => StackModel.of(scope).namespaceAddress(scope, namespaceName) }).address;
}

function identitiesName(request: ObjectStoreRequest): string {
  return `${request.name}-s3-identities`;
}

function wiring(request: ObjectStoreRequest, database: ServiceBinding | undefined): Values {
  const { name, target, requests } = request;
  const several = requests.instances > 1;
  const volume = (size: string | undefined) => ({ type: 'persistentVolumeClaim', size, storageClass: target.storageClass });
  const logs = { type: 'emptyDir' };
  return {
    fullnameOverride: name,
    global: {
      imageRegistry: target.registry(SEAWEEDFS_IMAGE),
      imagePullSecrets: target.imagePullSecrets,
      seaweedfs: {
        serviceAccountName: name,
        createClusterRole: false,
        automountServiceAccountToken: false,
        enableReplication: several,
        replicationPlacement: ON_TWO_SERVERS,
      },
    },
    master: { replicas: mastersOf(requests.instances), data: volume(MASTER_STORAGE), logs },
    volume: {
      replicas: requests.instances,
      dataDirs: [{ name: 'data', ...volume(requests.storage), maxVolumes: 0 }],
      // Needs rights on pods and volumes that nothing here has.
      resizeHook: { enabled: false },
    },
    filer: {
      replicas: requests.instances,
      data: database === undefined ? volume(FILER_STORAGE) : { type: 'emptyDir' },
      logs,
      ...(database === undefined ? {} : metadataStore(request, database)),
    },
    s3: {
      enabled: true,
      replicas: requests.instances,
      port: S3_PORT,
      serviceAccountName: name,
      logs,
      // The chart's own switch takes the identities from a Secret; ours come from the file below, and authentication is on.
      enableAuth: false,
      extraArgs: [`-config=${IDENTITIES_FOLDER}/${IDENTITIES_FILE}`],
      extraVolumes: `- name: identities\n  configMap:\n    name: ${identitiesName(request)}\n`,
      extraVolumeMounts: `- name: identities\n  mountPath: ${IDENTITIES_FOLDER}\n  readOnly: true\n`,
    },
    allInOne: { enabled: false },
  };
}

/** The filer's settings for metadata in PostgreSQL. */
function metadataStore({ scope }: ObjectStoreRequest, binding: ServiceBinding): Values {
  const { host, port, database } = binding.values;
  const fromSecret = (key: string) => {
    const reference = bindingSecret(scope, binding, key);
    return { secretKeyRef: { name: reference.secretName, key: reference.key } };
  };
  return {
    extraEnvironmentVars: {
      WEED_LEVELDB2_ENABLED: 'false',
      WEED_POSTGRES2_ENABLED: 'true',
      WEED_POSTGRES2_HOSTNAME: host.value,
      WEED_POSTGRES2_PORT: port.value,
      WEED_POSTGRES2_DATABASE: database.value,
      WEED_POSTGRES2_SSLMODE: 'require',
      WEED_POSTGRES2_CREATETABLE: CREATE_TABLE,
      // Three filers together stay below the hundred connections that PostgreSQL allows by default.
      WEED_POSTGRES2_CONNECTION_MAX_IDLE: '10',
      WEED_POSTGRES2_CONNECTION_MAX_OPEN: '25',
    },
    secretExtraEnvironmentVars: {
      WEED_POSTGRES2_USERNAME: fromSecret('username'),
      WEED_POSTGRES2_PASSWORD: fromSecret('password'),
    },
  };
}

/** Requests and restricted pod security of every part. The chart renders a security context only with `enabled`. */
function values(request: ObjectStoreRequest): Values {
  const podSecurityContext = {
    enabled: true, runAsNonRoot: true, runAsUser: SEAWEEDFS_USER, runAsGroup: SEAWEEDFS_USER, fsGroup: SEAWEEDFS_USER, seccompProfile: { type: 'RuntimeDefault' },
  };
  const containerSecurityContext = {
    enabled: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' },
  };
  const parts: Values = Object.fromEntries(Object.entries(SHARES).map(([part, share]) => [
    part, { resources: { requests: shareOf(request, share) }, podSecurityContext, containerSecurityContext },
  ]));
  return mergeValues(parts, { master: { extraEnvironmentVars: GROWTH } });
}

function shareOf(request: ObjectStoreRequest, share: number): { cpu: string; memory: string } {
  const cpu = Quantity.parse(request.requests.cpu, 'cpu').amount * 1000;
  const memory = Quantity.parse(request.requests.memory, 'memory').amount / 2 ** 20;
  return { cpu: `${Math.round(cpu * share)}m`, memory: `${Math.round(memory * share)}Mi` };
}

/** The parts, each a set of pods of its own. */
function podGroups(request: ObjectStoreRequest, inDatabase: boolean): PodGroup[] {
  const { instances, storage } = request.requests;
  const volumes: Record<string, string | undefined> = { master: MASTER_STORAGE, volume: storage, filer: inDatabase ? undefined : FILER_STORAGE };
  return Object.entries(SHARES).map(([part, share]) => ({
    name: `${request.name}-${part}`,
    requests: { ...shareOf(request, share), storage: volumes[part], instances: part === 'master' ? mastersOf(instances) : instances },
  }));
}

/** Masters agree by majority. */
function mastersOf(instances: number): number {
  return instances > 1 ? 3 : 1;
}

/** The chart's anti-affinity is strict. */
function spreadNotes({ requests }: ObjectStoreRequest): string[] {
  return requests.instances > 1 ? [`It wants ${requests.instances} nodes: no two instances of one part share one.`] : [];
}

/** Volumes that hold objects or their metadata. A master's are not among them: it learns anew what the volume servers have. */
function volumes({ name, namespaceName, requests, volumeSettings }: ObjectStoreRequest, inDatabase: boolean): DataObject[] {
  const claim = (claimName: string, settings?: DataObject['settings']): DataObject => ({ kind: 'PersistentVolumeClaim', namespaceName, name: claimName, settings });
  const data = Array.from({ length: requests.instances }, (_, index) => claim(`data-${name}-volume-${index}`, volumeSettings));
  return inDatabase ? data : [...data, claim(`data-filer-${name}-filer-0`)];
}
