import { CustomResources, Operator, Platform, ServiceBinding, Workload } from '../../core';
import { readyOf } from '../../core/connect';
import { ValidationError } from '../../core/errors';
import { Backup } from '../contracts/backup';
import { bindingSecret } from '../contracts/binding-secret';
import { IBucket } from '../contracts/object-store';
import { Recovery } from '../contracts/recovery';
import { RelationalDatabaseRequest } from '../contracts/relational-database';
import { BARMAN_CLOUD, CNPG_API_VERSION, PLUGIN_REQUESTS } from './cloudnative-pg.facts';

const PLUGIN = 'barman-cloud.cloudnative-pg.io';
const PLUGIN_PORT = 9090;
const REPOSITORY = 'ghcr.io/cloudnative-pg/';

/** Name of the source of a recovery, in the Cluster. */
const ORIGIN = 'origin';

/** Sections of a Cluster that have to do with backups. */
export interface BackupSections {
  readonly plugins?: object[];
  readonly externalClusters?: object[];
  /** Section `recovery` of `bootstrap`, without the database and its owner. */
  readonly recovery?: object;
}

/**
 * Backups of one Cluster, and the one it starts from, carried by the Barman
 * Cloud plugin. An archive lies at `<bucket>/<namespace>/<name>`, so that any
 * number of databases share a bucket.
 */
export class CloudNativePgBackup {
  private readonly bindings = new Map<IBucket, ServiceBinding>();
  private readonly use: (bucket: IBucket) => ServiceBinding;

  public constructor(private readonly request: RelationalDatabaseRequest, workload: Workload, private readonly resources: CustomResources) {
    const consumer = request.consumer(workload);
    this.use = (bucket) => consumer.use(bucket);
  }

  /** Adds what is asked for to the resources; returns the sections of the Cluster. */
  public add(operator: Operator): BackupSections {
    const { name, backup, recoverFrom } = this.request;
    plugin(this.request, operator).forEach((address) => this.resources.waitFor(address));
    if (backup !== undefined) {
      this.resources.add(this.objectStore(name, backup.bucket, archivePath(this.request.namespaceName, name), `${backup.retentionDays}d`));
      this.resources.add(scheduledBackup(this.request, backup));
    }
    return {
      plugins: backup && [{ name: PLUGIN, isWALArchiver: true, parameters: { barmanObjectName: name } }],
      ...(recoverFrom && this.recovery(recoverFrom)),
    };
  }

  private recovery(recovery: Recovery): BackupSections {
    const { scope, name, namespaceName, backup } = this.request;
    const path = archivePath(recovery.namespaceName ?? namespaceName, recovery.backupOf);
    if (backup?.bucket === recovery.bucket && path === archivePath(namespaceName, name)) {
      throw ValidationError.at(scope, `it would start from its own backup, and write over it: "${recovery.backupOf}" is its own name, and the bucket is the same. Give the restored database another id, let its consumers bind that one, and remove the old one when all is well.`);
    }
    const objectStoreName = `${name}-${ORIGIN}`;
    this.resources.add(this.objectStore(objectStoreName, recovery.bucket, path));
    return {
      externalClusters: [{ name: ORIGIN, plugin: { name: PLUGIN, parameters: { barmanObjectName: objectStoreName, serverName: recovery.backupOf } } }],
      recovery: { source: ORIGIN, ...(recovery.moment === undefined ? {} : { recoveryTarget: { targetTime: recovery.moment } }) },
    };
  }

  private objectStore(name: string, bucket: IBucket, path: string, retentionPolicy?: string): Record<string, unknown> {
    const { scope, namespaceName, labels } = this.request;
    const binding = this.bind(bucket);
    const { endpoint, region } = binding.values;
    const fromSecret = (key: string) => {
      const reference = bindingSecret(scope, binding, key);
      return { name: reference.secretName, key: reference.key };
    };
    const authority = String(endpoint.value).startsWith('https:') ? this.authority() : undefined;
    return {
      apiVersion: 'barmancloud.cnpg.io/v1',
      kind: 'ObjectStore',
      metadata: { name, namespace: namespaceName, labels },
      spec: {
        ...(retentionPolicy === undefined ? {} : { retentionPolicy }),
        instanceSidecarConfiguration: { env: [{ name: 'AWS_DEFAULT_REGION', value: region.value }] },
        configuration: {
          destinationPath: `s3://${bucket.bucketName}/${path}`,
          endpointURL: endpoint.value,
          ...(authority === undefined ? {} : { endpointCA: authority }),
          s3Credentials: { accessKeyId: fromSecret('username'), secretAccessKey: fromSecret('password') },
          wal: { compression: 'gzip' },
          data: { compression: 'gzip' },
        },
      },
    };
  }

  /** The bucket as the database's pods reach it: bound once, whatever it is used for. */
  private bind(bucket: IBucket): ServiceBinding {
    let binding = this.bindings.get(bucket);
    if (binding === undefined) {
      binding = this.use(bucket);
      this.bindings.set(bucket, binding);
      readyOf(binding).forEach((address) => this.resources.waitFor(address));
    }
    return binding;
  }

  /** The site's own authority, where there is one. The plugin reads it from a Secret only, and a Secret that is made has a generated key. */
  private authority(): { name: string; key: string } | undefined {
    const { scope, name, namespaceName, target, secrets } = this.request;
    if (target.caBundle === undefined) {
      return undefined;
    }
    this.madeAuthority ??= secrets.store.generate(scope, {
      secretName: `${name}-site-authority`, namespaceName, keys: ['unused'], fixed: { 'ca.crt': target.caBundle },
    }).secretName;
    return { name: this.madeAuthority, key: 'ca.crt' };
  }

  private madeAuthority?: string;
}

function archivePath(namespaceName: string, name: string): string {
  return `${namespaceName}/${name}`;
}

/** The plugin, once per cluster; returns the Terraform addresses to wait for. */
function plugin({ scope, target, certificates }: RelationalDatabaseRequest, operator: Operator): string[] {
  const isFirst = Platform.of(scope).node.tryFindChild(BARMAN_CLOUD.product) === undefined;
  const { cpu, memory } = PLUGIN_REQUESTS;
  const made = Operator.require(scope, {
    manifest: BARMAN_CLOUD,
    beside: operator,
    podLabels: { 'app.kubernetes.io/name': 'plugin-barman-cloud' },
    wiring: { fullnameOverride: 'barman-cloud', crds: { create: true }, service: { name: 'barman-cloud', port: PLUGIN_PORT } },
    values: {
      resources: { requests: { cpu, memory } },
      image: { registry: target.registry(`${REPOSITORY}plugin-barman-cloud`) },
      sidecarImage: { registry: target.registry(`${REPOSITORY}plugin-barman-cloud-sidecar`) },
      imagePullSecrets: target.imagePullSecrets.map((secret) => ({ name: secret })),
    },
    // The chart brings an issuer of its own for the certificates between plugin and operator.
    after: certificates.issuer.operatorAddresses,
    advice: 'new data.RelationalDatabase(stack, "first", { backup: … })',
  });
  if (isFirst) {
    made.allow(operator, [PLUGIN_PORT], 'the operator calls its backup plugin');
  }
  return made.addresses;
}

function scheduledBackup({ name, namespaceName, labels }: RelationalDatabaseRequest, backup: Backup): Record<string, unknown> {
  return {
    apiVersion: CNPG_API_VERSION,
    kind: 'ScheduledBackup',
    metadata: { name, namespace: namespaceName, labels },
    spec: {
      // The operator reads six fields, seconds first; the schema would accept five.
      schedule: `0 ${backup.cron}`,
      // So that there is something to restore before the first night.
      immediate: true,
      cluster: { name },
      method: 'plugin',
      pluginConfiguration: { name: PLUGIN },
      backupOwnerReference: 'self',
    },
  };
}
