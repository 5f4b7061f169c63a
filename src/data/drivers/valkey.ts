import { BindingValue, ChartRelease, DataObject, DriverManifest, ManagedSecret, Workload } from '../../core';
import { Quantity } from '../../core/quantity';
import { Values } from '../../core/values';
import { CacheCapability, CacheDriver, CacheOutcome, CacheRequest } from '../contracts/cache';
import { checkNameLimit } from '../contracts/name-limit';
import { VALKEY, VALKEY_CHART, VALKEY_IMAGE, VALKEY_NAME_LIMIT, VALKEY_PORT } from './valkey.facts';

/** The one user, who may do everything. */
const USER = 'default';
const PASSWORD = 'password';

/** Part of the requested memory that data may take; the rest is for connections and for writing to disk. */
const DATA_SHARE = 0.75;

/** Options of `CacheDrivers.valkey`. */
export interface ValkeyOptions {
  /**
   * What is given up when memory is full, as the setting `maxmemory-policy` names it.
   * @default - `allkeys-lru`: what was used longest ago; `noeviction` with persistence: writes are refused
   */
  readonly evictionPolicy?: string;
}

/** Valkey: one instance, or one with read replicas. */
export class Valkey extends CacheDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: VALKEY, capabilities: [CacheCapability.CREDENTIALS_ROTATION, CacheCapability.PERSISTENCE, CacheCapability.REPLICAS] };
  public readonly manifest: DriverManifest = VALKEY;
  public readonly capabilities: CacheCapability[] = Valkey._KNOWN.capabilities;

  public constructor(private readonly options: ValkeyOptions = {}) {
    super();
  }

  public provision(request: CacheRequest): CacheOutcome {
    const { scope, name, namespaceName, requests, persistence } = request;
    checkNameLimit(scope, name, { title: VALKEY.title, characters: VALKEY_NAME_LIMIT, reason: 'its StatefulSet adds to it' });
    const host = `${name}.${namespaceName}.svc`;
    const workload = new Workload(scope, 'pods', {
      name, namespaceName, labels: { 'app.kubernetes.io/name': 'valkey', 'app.kubernetes.io/instance': name },
    });
    const secret = password(request, host);
    new ChartRelease(scope, 'chart', {
      chart: VALKEY_CHART,
      releaseName: name,
      namespaceName,
      wiring: wiring(request, secret),
      values: values(request, this.options),
      overrides: request.overrides,
      after: [secret.address],
    });
    return {
      host,
      port: VALKEY_PORT,
      tls: false,
      username: BindingValue.of(USER),
      password: secret.key(PASSWORD),
      uri: secret.key('uri'),
      workload,
      dataObjects: persistence ? volumes(request) : undefined,
      notes: requests.instances > 1 ? ['Replicas take reads over; while the first instance restarts, nothing can be written.'] : undefined,
    };
  }
}

function password({ scope, name, namespaceName, secrets, credentialsRevision, labels }: CacheRequest, host: string): ManagedSecret {
  return secrets.store.generate(scope, {
    secretName: `${name}-credentials`,
    namespaceName,
    keys: [PASSWORD],
    fixed: { username: USER },
    templates: { uri: `redis://${USER}:{{ .${PASSWORD} }}@${host}:${VALKEY_PORT}` },
    revision: credentialsRevision,
    labels,
  });
}

function wiring({ name, target, requests }: CacheRequest, secret: ManagedSecret): Values {
  return {
    fullnameOverride: name,
    image: { registry: target.registry(VALKEY_IMAGE) },
    imagePullSecrets: target.imagePullSecrets,
    service: { port: VALKEY_PORT },
    auth: { enabled: true, usersExistingSecret: secret.secretName, aclUsers: { [USER]: { permissions: '~* &* +@all', passwordKey: PASSWORD } } },
    // One instance, too, is a StatefulSet, so that it keeps its volume when it gets replicas.
    replica: {
      enabled: true,
      replicas: requests.instances - 1,
      replicationUser: USER,
      persistence: { size: requests.storage, storageClass: target.storageClass },
    },
    metrics: { enabled: false },
  };
}

function values({ requests, persistence }: CacheRequest, options: ValkeyOptions): Values {
  const { cpu, memory, instances } = requests;
  return {
    resources: { requests: { cpu, memory }, limits: { memory } },
    initResources: { requests: { cpu, memory }, limits: { memory } },
    podDisruptionBudget: { enabled: instances > 1 },
    podSecurityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    valkeyConfig: [
      `maxmemory ${Math.floor(Quantity.parse(memory, 'memory').amount * DATA_SHARE)}`,
      `maxmemory-policy ${options.evictionPolicy ?? (persistence ? 'noeviction' : 'allkeys-lru')}`,
      ...(persistence ? ['appendonly yes'] : ['appendonly no', 'save ""']),
    ].join('\n'),
  };
}

function volumes({ name, namespaceName, requests, volumeSettings: settings }: CacheRequest): DataObject[] {
  return Array.from({ length: requests.instances }, (_, index) => ({ kind: 'PersistentVolumeClaim', namespaceName, name: `valkey-data-${name}-${index}`, settings }));
}
