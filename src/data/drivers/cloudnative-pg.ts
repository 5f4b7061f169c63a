import { IConstruct } from 'constructs';
import { CustomResources, DriverManifest, ManagedSecret, Operator, Platform, SecretReference, Workload } from '../../core';
import { ValidationError } from '../../core/errors';
import { checkNameLimit } from '../contracts/name-limit';
import {
  RelationalDatabaseCapability, RelationalDatabaseDriver, RelationalDatabaseOutcome, RelationalDatabaseRequest,
} from '../contracts/relational-database';
import { BackupSections, CloudNativePgBackup } from './cloudnative-pg.backup';
import { CLOUDNATIVE_PG, CNPG_API_VERSION, CNPG_NAME_LIMIT, OPERATOR_REQUESTS, PGBOUNCER_IMAGE, POSTGRESQL_IMAGE } from './cloudnative-pg.facts';

const PORT = 5432;

/** Roles and databases that are PostgreSQL's or the operator's own. */
const RESERVED_DATABASES = ['postgres', 'template0', 'template1'];
const RESERVED_ROLE = /^(postgres|streaming_replica|pg_.*|cnpg_.*)$/;

/** Options of `RelationalDatabaseDrivers.cloudNativePg`. */
export interface CloudNativePgOptions {
  /** Values of the operator's chart, applied last. @default - none */
  readonly operatorOverrides?: { [key: string]: unknown };
}

/** PostgreSQL run by the CloudNativePG operator: one `Cluster` for each database. */
export class CloudNativePg extends RelationalDatabaseDriver {
  /** @internal */
  public static readonly _KNOWN = {
    manifest: CLOUDNATIVE_PG,
    capabilities: [
      RelationalDatabaseCapability.BACKUP,
      RelationalDatabaseCapability.CONNECTION_POOLING,
      RelationalDatabaseCapability.CREDENTIALS_ROTATION,
      RelationalDatabaseCapability.EXTENSIONS,
      RelationalDatabaseCapability.POINT_IN_TIME_RECOVERY,
      RelationalDatabaseCapability.REPLICAS,
    ],
  };

  public readonly manifest: DriverManifest = CLOUDNATIVE_PG;
  public readonly capabilities: RelationalDatabaseCapability[] = CloudNativePg._KNOWN.capabilities;

  public constructor(private readonly options: CloudNativePgOptions = {}) {
    super();
  }

  public override install(scope: IConstruct): void {
    this.operator(scope);
  }

  public provision(request: RelationalDatabaseRequest): RelationalDatabaseOutcome {
    const { scope, name, namespaceName } = request;
    checkRequest(request);
    const operator = this.operator(scope);
    const workload = new Workload(scope, 'pods', { name, namespaceName, labels: { 'cnpg.io/cluster': name } });
    const resources = new CustomResources(scope, 'cluster', { releaseName: name, namespaceName, after: operator.addresses });
    const isBackedUp = request.backup !== undefined || request.recoverFrom !== undefined;
    const sections = isBackedUp ? new CloudNativePgBackup(request, workload, resources).add(operator) : {};
    const host = `${name}-${request.connectionPooling ? 'pooler' : 'rw'}.${namespaceName}.svc`;
    const credentials = ownCredentials(request, host);
    if (credentials !== undefined) {
      resources.waitFor(credentials.address);
    }
    resources.add(cluster(request, sections, credentials));
    if (request.extensions.length > 0) {
      resources.add(database(request));
    }
    if (request.connectionPooling) {
      resources.add(pooler(request));
    }
    const secret = (key: string): SecretReference => credentials?.key(key) ?? { namespaceName, secretName: `${name}-app`, key };
    return {
      host,
      port: PORT,
      username: secret('username'),
      password: secret('password'),
      uri: secret('uri'),
      workload,
      operator,
      // The operator reads these two when it makes the database, and never again.
      dataObjects: [{ kind: 'Cluster.postgresql.cnpg.io', namespaceName, name, settings: { databaseName: request.databaseName, owner: request.owner } }],
    };
  }

  private operator(scope: IConstruct): Operator {
    const { target, size } = Platform.of(scope);
    const { cpu, memory, instances } = OPERATOR_REQUESTS[size];
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
}

/**
 * The owner's password, where the operator's own Secret does not serve: its
 * URI leads past a pooler, and it is made only once. The instances set the
 * password that they find in the Secret of this name; source:
 * internal/management/controller/instance_controller.go, reconcileUser @ a95a534.
 */
function ownCredentials({ scope, name, namespaceName, databaseName, owner, connectionPooling, credentialsRevision, secrets }: RelationalDatabaseRequest, host: string): ManagedSecret | undefined {
  if (!connectionPooling && credentialsRevision === 1) {
    return undefined;
  }
  return secrets.store.generate(scope, {
    secretName: `${name}-credentials`,
    namespaceName,
    keys: ['password'],
    fixed: { username: owner },
    templates: { uri: `postgresql://${owner}:{{ .password }}@${host}:${PORT}/${databaseName}` },
    revision: credentialsRevision,
    // The operator looks at a Secret again, as soon as it changes, only with this label.
    labels: { 'cnpg.io/reload': 'true' },
  });
}

function cluster(request: RelationalDatabaseRequest, { recovery, ...sections }: BackupSections, credentials: ManagedSecret | undefined): Record<string, unknown> {
  const { name, namespaceName, target, requests } = request;
  const secret = credentials === undefined ? {} : { secret: { name: credentials.secretName } };
  const owned = { database: request.databaseName, owner: request.owner, ...secret };
  return {
    apiVersion: CNPG_API_VERSION,
    kind: 'Cluster',
    metadata: { name, namespace: namespaceName, labels: request.labels },
    spec: request.withOverrides('the CloudNativePG Cluster', {
      instances: requests.instances,
      imageName: target.image(POSTGRESQL_IMAGE),
      imagePullSecrets: target.imagePullSecrets.length > 0 ? target.imagePullSecrets.map((secret) => ({ name: secret })) : undefined,
      inheritedMetadata: { labels: request.labels },
      storage: { size: requests.storage, storageClass: target.storageClass },
      bootstrap: recovery === undefined ? { initdb: owned } : { recovery: { ...recovery, ...owned } },
      ...sections,
    }, {
      resources: { requests: { cpu: requests.cpu, memory: requests.memory }, limits: { memory: requests.memory } },
    }),
  };
}

function database(request: RelationalDatabaseRequest): Record<string, unknown> {
  return {
    apiVersion: CNPG_API_VERSION,
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

/** Its pods take no pull secrets from the Cluster: internal/controller/pooler_update.go, ensureServiceAccount @ a95a534. */
function pooler(request: RelationalDatabaseRequest): Record<string, unknown> {
  const imagePullSecrets = request.target.imagePullSecrets.map((name) => ({ name }));
  return {
    apiVersion: CNPG_API_VERSION,
    kind: 'Pooler',
    metadata: { name: `${request.name}-pooler`, namespace: request.namespaceName, labels: request.labels },
    spec: {
      cluster: { name: request.name },
      instances: request.requests.instances,
      type: 'rw',
      pgbouncer: { poolMode: 'session' },
      ...(imagePullSecrets.length === 0 ? {} : { template: { spec: { containers: [], imagePullSecrets } } }),
    },
  };
}

/** What the schemas of the operator let through though it is wrong, and what only its webhooks would say. */
function checkRequest({ scope, name, databaseName, owner, overrides }: RelationalDatabaseRequest): void {
  checkNameLimit(scope, name, { title: CLOUDNATIVE_PG.title, characters: CNPG_NAME_LIMIT, reason: 'it names Services after it' });
  if (RESERVED_DATABASES.includes(databaseName)) {
    throw ValidationError.at(scope, `the database "${databaseName}" is PostgreSQL's own. Set databaseName to another name, such as app.`);
  }
  if (RESERVED_ROLE.test(owner)) {
    throw ValidationError.at(scope, `the role "${owner}" is PostgreSQL's or the operator's own. Set owner to another name, such as app.`);
  }
  const { parameters = {} } = (overrides.postgresql ?? {}) as { parameters?: Record<string, unknown> };
  const [unquoted] = Object.entries(parameters).filter(([, value]) => typeof value !== 'string');
  if (unquoted !== undefined) {
    const [key, value] = unquoted;
    throw ValidationError.at(scope, `overrides.postgresql.parameters.${key} is ${JSON.stringify(value)}, and CloudNativePG takes texts only. Write "${String(value)}" in quotes.`);
  }
}
