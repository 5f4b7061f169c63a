import { ChartFacts, DriverManifest, FactSource, InstanceSpread, OidcSupport, PodSecurityLevel, SystemPeer } from '../../core';
import { RELATIONAL_DATABASE } from '../../data/contracts/relational-database';
import { IDENTITY_PROVIDER } from '../contract';
import { KEYCLOAK_OBJECTS } from './keycloak.objects';

const CHART: FactSource = { seenIn: 'linode/apl-core: charts/keycloak/Chart.yaml @ fdaae3a7c', date: '2026-08-21' };
const TEMPLATES: FactSource = { seenIn: 'codecentric/helm-charts: charts/keycloakx/templates @ 57c2f8e', date: '2026-05-04' };
const BOOTSTRAP: FactSource = { seenIn: 'keycloak.org/server/bootstrap-admin-recovery; a user and a client at one start, tried with 26.6.4', date: '2026-11-22' };
const MEMORY: FactSource = { seenIn: 'keycloak.org/high-availability/multi-cluster/concepts-memory-and-cpu-sizing, 1250 MB of base memory', date: '2026-08-22' };
const CACHING: FactSource = { seenIn: 'keycloak.org/server/caching, "Network ports": 7800 and 57800 of the transport jdbc-ping', date: '2026-11-22' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** Image of the server, which holds `kcadm.sh` too. */
export const KEYCLOAK_IMAGE = 'quay.io/keycloak/keycloak';

/** Image of the init container that waits for the database. */
export const DATABASE_CHECK_IMAGE = 'docker.io/busybox';

/** Port of the Service and of the pods: one number, so that addresses and network policies agree. */
export const KEYCLOAK_PORT = 8080;

/** User that the image runs as, in the chart's own values. */
export const KEYCLOAK_USER = 1000;

/** The chart. */
export const KEYCLOAK_CHART: ChartFacts = { name: 'keycloakx', repository: 'https://codecentric.github.io/helm-charts', version: '7.2.3', appVersion: '26.6.4', objects: KEYCLOAK_OBJECTS, source: CHART };

/** The facts of Keycloak. */
export const KEYCLOAK: DriverManifest = {
  product: 'keycloak',
  title: 'Keycloak',
  contract: IDENTITY_PROVIDER,
  version: '26.6.4',
  licence: 'Apache-2.0',
  charts: [KEYCLOAK_CHART],
  images: [`${KEYCLOAK_IMAGE}:26.6.4`, `${DATABASE_CHECK_IMAGE}:1.37`],
  services: [{ name: '{name}-http', port: KEYCLOAK_PORT, purpose: 'OpenID Connect, administration' }],
  systemEdges: [
    { client: SystemPeer.INSTANCE, server: SystemPeer.INSTANCE, ports: [7800, 57800], reason: 'servers share their caches, and see each other fail', source: CACHING },
  ],
  needs: [RELATIONAL_DATABASE],
  requests: {
    small: { cpu: '250m', memory: '1536Mi', instances: 1 },
    medium: { cpu: '500m', memory: '2Gi', instances: 2 },
    large: { cpu: '1', memory: '2Gi', instances: 3 },
  },
  oidc: OidcSupport.NATIVE,
  spread: InstanceSpread.PREFERRED,
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  migration: 'Export people and groups: kubectl -n {namespace} exec {name}-0 -- /opt/keycloak/bin/kc.sh export --dir /tmp/export. Another product imports them by its own means; passwords are digests that few others read, so let people choose new ones.',
  readiness: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: '{name}' }],
  sources: [CHART, TEMPLATES, BOOTSTRAP, MEMORY, CACHING, APPLIED],
};
