import { CrdRetention, DriverManifest, FactSource, InstanceSpread, PodSecurityLevel, ResourceRequests, SizedRequests, SystemPeer } from '../../core';
import { RELATIONAL_DATABASE } from '../contracts/relational-database';
import { BARMAN_CLOUD_OBJECTS } from './cloudnative-pg.barman-cloud.objects';
import { CLOUDNATIVE_PG_OBJECTS } from './cloudnative-pg.objects';

const CHARTS: FactSource = { seenIn: 'cloudnative-pg/charts: charts/cloudnative-pg/Chart.yaml @ b21ad2d', date: '2026-07-20' };
const BARMAN: FactSource = { seenIn: 'cloudnative-pg/charts: charts/plugin-barman-cloud/Chart.yaml @ b21ad2d', date: '2026-07-20' };
const VERSIONS: FactSource = { seenIn: 'cloudnative-pg/cloudnative-pg: pkg/versions/versions.go @ a95a534', date: '2026-08-21' };
const PORTS: FactSource = { seenIn: 'cloudnative-pg/cloudnative-pg: docs/src/security.md, "Exposed Ports" @ a95a534', date: '2026-08-21' };
const PLUGIN_PORTS: FactSource = { seenIn: 'cloudnative-pg/charts: charts/plugin-barman-cloud/values.yaml @ b21ad2d', date: '2026-07-20' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** Image of the instances: the operator's own default at version 1.30.0. */
export const POSTGRESQL_IMAGE = 'ghcr.io/cloudnative-pg/postgresql:18.6-system-trixie';

/** Image of the poolers: the operator's own default at version 1.30.0. */
export const PGBOUNCER_IMAGE = 'ghcr.io/cloudnative-pg/pgbouncer:1.25.1';

/** API version of every kind of the operator. */
export const CNPG_API_VERSION = 'postgresql.cnpg.io/v1';

/** Longest name of a Cluster. Source: internal/webhook/v1/cluster_webhook.go, validateName @ a95a534. */
export const CNPG_NAME_LIMIT = 50;

const OPERATOR = { cpu: '50m', memory: '128Mi' };

/** Requests of the operator. */
export const OPERATOR_REQUESTS: SizedRequests = {
  small: { ...OPERATOR, instances: 1 },
  medium: { ...OPERATOR, instances: 1 },
  large: { ...OPERATOR, instances: 2 },
};

/** Requests of the plugin that carries backups: one pod, whatever the size. */
export const PLUGIN_REQUESTS: ResourceRequests = { cpu: '20m', memory: '64Mi', instances: 1 };

/** The facts of CloudNativePG. */
export const CLOUDNATIVE_PG: DriverManifest = {
  product: 'cloudnative-pg',
  title: 'CloudNativePG',
  contract: RELATIONAL_DATABASE,
  version: '1.30.0',
  licence: 'Apache-2.0',
  charts: [{ name: 'cloudnative-pg', repository: 'https://cloudnative-pg.github.io/charts', version: '0.29.0', appVersion: '1.30.0', objects: CLOUDNATIVE_PG_OBJECTS, source: CHARTS }],
  images: ['ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0', POSTGRESQL_IMAGE, PGBOUNCER_IMAGE],
  crds: [{
    group: 'postgresql.cnpg.io',
    version: 'v1',
    kinds: ['Backup', 'Cluster', 'ClusterImageCatalog', 'Database', 'DatabaseRole', 'FailoverQuorum', 'ImageCatalog', 'Pooler', 'Publication', 'ScheduledBackup', 'Subscription'],
    onUninstall: CrdRetention.KEPT,
  }],
  services: [
    { name: '{name}-rw', port: 5432, purpose: 'reading and writing, on the primary' },
    { name: '{name}-ro', port: 5432, purpose: 'reading, on the replicas' },
    { name: '{name}-pooler', port: 5432, purpose: 'reading and writing, through the pooler' },
  ],
  systemEdges: [
    { client: SystemPeer.OPERATOR, server: SystemPeer.API_SERVER, ports: [443, 6443], reason: 'watches and changes objects', source: PORTS },
    { client: SystemPeer.API_SERVER, server: SystemPeer.OPERATOR, ports: [9443], reason: 'admission webhook', source: PORTS },
    { client: SystemPeer.OPERATOR, server: SystemPeer.INSTANCE, ports: [5432, 8000], reason: 'instance status and PostgreSQL', source: PORTS },
    { client: SystemPeer.INSTANCE, server: SystemPeer.INSTANCE, ports: [5432, 8000], reason: 'replication, the pooler, and a look at each other\'s status', source: PORTS },
    { client: SystemPeer.INSTANCE, server: SystemPeer.API_SERVER, ports: [443, 6443], reason: 'the instance manager reads its cluster', source: PORTS },
  ],
  requiredCrds: [],
  operatorRequests: OPERATOR_REQUESTS,
  requests: {
    small: { cpu: '250m', memory: '512Mi', storage: '10Gi', instances: 1 },
    medium: { cpu: '500m', memory: '1Gi', storage: '20Gi', instances: 2 },
    large: { cpu: '1', memory: '4Gi', storage: '50Gi', instances: 3 },
  },
  // enablePodAntiAffinity and podAntiAffinityType: docs/src/scheduling.md @ a95a534.
  spread: InstanceSpread.PREFERRED,
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  migration: 'Dump it while it runs: kubectl -n {namespace} exec {name}-1 -c postgres -- pg_dump --format=custom <database> > {name}.dump. Stop what writes to it before the last dump, and read it into the new one with pg_restore --no-owner.',
  readiness: [{ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: '{name}', condition: 'Ready' }],
  operatorReadiness: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'cloudnative-pg' }],
  sources: [CHARTS, VERSIONS, PORTS, APPLIED],
};

/** The facts of the plugin that carries backups to an object store. */
export const BARMAN_CLOUD: DriverManifest = {
  product: 'barman-cloud',
  title: 'Barman Cloud plugin',
  contract: RELATIONAL_DATABASE,
  version: '0.13.0',
  licence: 'Apache-2.0',
  charts: [{ name: 'plugin-barman-cloud', repository: 'https://cloudnative-pg.github.io/charts', version: '0.7.0', appVersion: 'v0.13.0', objects: BARMAN_CLOUD_OBJECTS, source: BARMAN }],
  images: ['ghcr.io/cloudnative-pg/plugin-barman-cloud:v0.13.0', 'ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v0.13.0'],
  crds: [{ group: 'barmancloud.cnpg.io', version: 'v1', kinds: ['ObjectStore'], onUninstall: CrdRetention.KEPT }],
  systemEdges: [
    { client: SystemPeer.OPERATOR, server: SystemPeer.API_SERVER, ports: [443, 6443], reason: 'watches and changes objects', source: PLUGIN_PORTS },
  ],
  // It watches Backups: templates/rbac.yaml of the chart.
  requiredCrds: ['Backup.postgresql.cnpg.io', 'Certificate.cert-manager.io', 'Issuer.cert-manager.io'],
  operatorRequests: { small: PLUGIN_REQUESTS, medium: PLUGIN_REQUESTS, large: PLUGIN_REQUESTS },
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  operatorReadiness: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'barman-cloud' }],
  sources: [BARMAN, PLUGIN_PORTS, APPLIED],
};
