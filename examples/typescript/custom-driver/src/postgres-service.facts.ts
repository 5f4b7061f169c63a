import { CrdRetention, DriverManifest, FactSource, PodSecurityLevel, SystemPeer } from '@quanttide/cloud';

const CHART: FactSource = { seenIn: 'acme/platform: charts/postgres-service/Chart.yaml @ 7d1f2c0', date: '2026-11-02' };
const GUIDE: FactSource = { seenIn: 'handbook.acme.example/postgres-service, "Network"', date: '2026-11-02' };

/** Image of the operator. */
export const OPERATOR_IMAGE = 'registry.acme.example/platform/postgres-service-operator:3.4.1';

/** Image of the instances. */
export const INSTANCE_IMAGE = 'registry.acme.example/platform/postgres:17.6';

/** The facts of Acme's PostgreSQL service. */
export const POSTGRES_SERVICE: DriverManifest = {
  product: 'acme-postgres-service',
  title: 'Acme PostgreSQL service',
  contract: 'data.RelationalDatabase',
  version: '3.4.1',
  licence: 'LicenseRef-Acme-Internal',
  charts: [{ name: 'postgres-service', repository: 'https://charts.acme.example/platform', version: '3.4.1', appVersion: '3.4.1', source: CHART }],
  images: [OPERATOR_IMAGE, INSTANCE_IMAGE],
  crds: [{ group: 'platform.acme.example', version: 'v1', kinds: ['PostgresInstance'], onUninstall: CrdRetention.KEPT }],
  services: [{ name: '{name}-pg', port: 5432, purpose: 'PostgreSQL' }],
  systemEdges: [
    { client: SystemPeer.OPERATOR, server: SystemPeer.API_SERVER, ports: [443, 6443], reason: 'watches instances', source: GUIDE },
    { client: SystemPeer.OPERATOR, server: SystemPeer.INSTANCE, ports: [5432], reason: 'makes databases and roles', source: GUIDE },
    { client: SystemPeer.INSTANCE, server: SystemPeer.INSTANCE, ports: [5432], reason: 'replication', source: GUIDE },
  ],
  operatorRequests: {
    small: { cpu: '50m', memory: '64Mi', instances: 1 },
    medium: { cpu: '50m', memory: '64Mi', instances: 1 },
    large: { cpu: '50m', memory: '64Mi', instances: 2 },
  },
  requests: {
    small: { cpu: '250m', memory: '512Mi', storage: '10Gi', instances: 1 },
    medium: { cpu: '500m', memory: '1Gi', storage: '20Gi', instances: 2 },
    large: { cpu: '1', memory: '4Gi', storage: '50Gi', instances: 3 },
  },
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  readiness: [{ apiVersion: 'platform.acme.example/v1', kind: 'PostgresInstance', name: '{name}', condition: 'Ready' }],
  sources: [CHART, GUIDE],
};
