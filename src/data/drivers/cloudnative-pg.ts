import { IConstruct } from 'constructs';
import { CustomResources, DriverManifest, Operator, Platform, SecretReference, Workload } from '../../core';
import { Backup } from '../backup';
import {
  RelationalDatabaseCapability, RelationalDatabaseDriver, RelationalDatabaseOutcome, RelationalDatabaseRequest,
} from '../contracts/relational-database';
import { BARMAN_CLOUD, CLOUDNATIVE_PG, PGBOUNCER_IMAGE, POSTGRESQL_IMAGE } from './cloudnative-pg.facts';

const PORT = 5432;
const API_VERSION = 'postgresql.cnpg.io/v1';
const BACKUP_PLUGIN = 'barman-cloud.cloudnative-pg.io';
const PLUGIN_PORT = 9090;

/** Options of `RelationalDatabaseDrivers.cloudNativePg`. */
export interface CloudNativePgOptions {
  /** Values of the operator's chart, applied last. @default - none */
  readonly operatorOverrides?: { [key: string]: any };
}

/** PostgreSQL run by the CloudNativePG operator: one `Cluster` for each database. */
export class CloudNativePg extends RelationalDatabaseDriver {
  /** @internal */
  public static readonly KNOWN = {
    product: CLOUDNATIVE_PG.product,
    capabilities: [
      RelationalDatabaseCapability.BACKUP,
      RelationalDatabaseCapability.CONNECTION_POOLING,
      RelationalDatabaseCapability.EXTENSIONS,
      RelationalDatabaseCapability.POINT_IN_TIME_RECOVERY,
      RelationalDatabaseCapability.REPLICAS,
    ],
  };

  public readonly manifest: DriverManifest = CLOUDNATIVE_PG;
  public readonly capabilities: RelationalDatabaseCapability[] = CloudNativePg.KNOWN.capabilities;

  public constructor(private readonly options: CloudNativePgOptions = {}) {
    super();
  }

  public override install(scope: IConstruct): void {
    this.operator(scope);
  }

  public provision(request: RelationalDatabaseRequest): RelationalDatabaseOutcome {
    const { name, namespaceName } = request;
    const operator = this.operator(request.scope);
    const workload = new Workload(request.scope, 'pods', { name, namespaceName, labels: { 'cnpg.io/cluster': name }, meshed: true });
    const resources = new CustomResources(request.scope, 'cluster', { releaseName: name, namespaceName, after: operator.addresses });
    const backup = request.backup && this.backup(request, request.backup, operator, workload, resources);
    resources.add(cluster(request, backup));
    if (request.extensions.length > 0) {
      resources.add(database(request));
    }
    if (request.connectionPooling) {
      resources.add(pooler(request));
    }
    const secret = (key: string): SecretReference => ({ namespaceName, secretName: `${name}-app`, key });
    const host = `${name}-${request.connectionPooling ? 'pooler' : 'rw'}.${namespaceName}.svc`;
    return {
      host,
      port: PORT,
      username: secret('username'),
      password: secret('password'),
      // The operator's own URI leads past the pooler.
      uri: request.connectionPooling ? undefined : secret('uri'),
      workload,
      operator,
      dataObjects: [{ kind: 'Cluster.postgresql.cnpg.io', namespaceName, name }],
    };
  }

  private operator(scope: IConstruct): Operator {
    const { target, size } = Platform.of(scope);
    const { cpu, memory, instances } = CLOUDNATIVE_PG.operatorRequests![size];
    return Operator.require(scope, {
      manifest: CLOUDNATIVE_PG,
      namespaceName: 'cnpg-system',
      podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
      wiring: { fullnameOverride: 'cloudnative-pg', crds: { create: true }, config: { clusterWide: true, data: { PGBOUNCER_IMAGE_NAME: target.image(PGBOUNCER_IMAGE) } } },
      values: {
        replicaCount: instances,
        resources: { requests: { cpu, memory } },
        image: { repository: target.image('ghcr.io/cloudnative-pg/cloudnative-pg') },
        imagePullSecrets: target.imagePullSecrets.map((secret) => ({ name: secret })),
      },
      overrides: this.options.operatorOverrides,
      advice: 'data.RelationalDatabaseDrivers.cloudNativePg().install(stack)',
    });
  }

  /** The plugin, and the ObjectStore it reads; returns the section of the Cluster that ties them together. */
  private backup(request: RelationalDatabaseRequest, backup: Backup, operator: Operator, workload: Workload, resources: CustomResources): object {
    const { name, namespaceName, target } = request;
    const { cpu, memory } = BARMAN_CLOUD.operatorRequests!.small;
    const plugin = Operator.require(request.scope, {
      manifest: BARMAN_CLOUD,
      beside: operator,
      podLabels: { 'app.kubernetes.io/name': 'plugin-barman-cloud' },
      wiring: { fullnameOverride: 'barman-cloud', crds: { create: true }, service: { name: 'barman-cloud' } },
      values: {
        resources: { requests: { cpu, memory } },
        image: { registry: target.registry('ghcr.io/cloudnative-pg/plugin-barman-cloud') },
        sidecarImage: { registry: target.registry('ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar') },
      },
      after: request.certificates.issuer.addresses,
      advice: 'new data.RelationalDatabase(stack, "first", { backup: … })',
    });
    plugin.addresses.forEach((address) => resources.waitFor(address));
    plugin.allow(operator, [PLUGIN_PORT], 'the operator calls its backup plugin');
    const bucket = request.consumer(workload).use(backup.bucket);
    const { endpoint, username, password } = bucket.values;
    resources.waitFor(bucket.ready);
    resources.add(objectStore(request, backup, String(endpoint.value), username.secret!, password.secret!));
    resources.add(scheduledBackup(name, namespaceName, backup));
    return { plugins: [{ name: BACKUP_PLUGIN, isWALArchiver: true, parameters: { barmanObjectName: name } }] };
  }
}

function cluster(request: RelationalDatabaseRequest, backup: object | undefined): object {
  const { name, namespaceName, target, requests } = request;
  return {
    apiVersion: API_VERSION,
    kind: 'Cluster',
    metadata: { name, namespace: namespaceName, labels: request.labels },
    spec: request.withOverrides('the CloudNativePG Cluster', {
      instances: requests.instances,
      imageName: target.image(POSTGRESQL_IMAGE),
      imagePullSecrets: target.imagePullSecrets.length > 0 ? target.imagePullSecrets.map((secret) => ({ name: secret })) : undefined,
      inheritedMetadata: { labels: request.labels },
      storage: { size: requests.storage, storageClass: target.storageClass },
      bootstrap: { initdb: { database: request.databaseName, owner: request.owner } },
      ...backup,
    }, {
      resources: { requests: { cpu: requests.cpu, memory: requests.memory }, limits: { memory: requests.memory } },
    }),
  };
}

function database(request: RelationalDatabaseRequest): object {
  return {
    apiVersion: API_VERSION,
    kind: 'Database',
    metadata: { name: request.name, namespace: request.namespaceName, labels: request.labels },
    spec: {
      name: request.databaseName,
      owner: request.owner,
      cluster: { name: request.name },
      databaseReclaimPolicy: 'retain',
      extensions: [...request.extensions].sort().map((extension) => ({ name: extension })),
    },
  };
}

function pooler(request: RelationalDatabaseRequest): object {
  return {
    apiVersion: API_VERSION,
    kind: 'Pooler',
    metadata: { name: `${request.name}-pooler`, namespace: request.namespaceName, labels: request.labels },
    spec: { cluster: { name: request.name }, instances: request.requests.instances, type: 'rw', pgbouncer: { poolMode: 'session' } },
  };
}

function objectStore(request: RelationalDatabaseRequest, backup: Backup, endpoint: string, accessKey: SecretReference, secretKey: SecretReference): object {
  return {
    apiVersion: 'barmancloud.cnpg.io/v1',
    kind: 'ObjectStore',
    metadata: { name: request.name, namespace: request.namespaceName, labels: request.labels },
    spec: {
      retentionPolicy: `${backup.retentionDays}d`,
      configuration: {
        destinationPath: `s3://${backup.bucket.bucketName}/${request.name}`,
        endpointURL: endpoint,
        s3Credentials: {
          accessKeyId: { name: accessKey.secretName, key: accessKey.key },
          secretAccessKey: { name: secretKey.secretName, key: secretKey.key },
        },
        wal: { compression: 'gzip' },
      },
    },
  };
}

function scheduledBackup(name: string, namespace: string, backup: Backup): object {
  return {
    apiVersion: API_VERSION,
    kind: 'ScheduledBackup',
    metadata: { name, namespace },
    spec: {
      // The operator reads six fields, seconds first; the schema would accept five.
      schedule: `0 ${backup.cron}`,
      cluster: { name },
      method: 'plugin',
      pluginConfiguration: { name: BACKUP_PLUGIN },
      backupOwnerReference: 'self',
    },
  };
}
