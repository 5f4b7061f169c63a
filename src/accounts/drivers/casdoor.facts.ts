import { ChartFacts, DriverManifest, FactSource, OidcSupport, PodSecurityLevel } from '../../core';
import { RELATIONAL_DATABASE } from '../../data/contracts/relational-database';
import { IDENTITY_PROVIDER } from '../contract';
import { CASDOOR_OBJECTS } from './casdoor.objects';

const CHART: FactSource = { seenIn: 'casdoor/casdoor-helm: charts/casdoor/Chart.yaml, templates/deployment.yaml @ dd9523c', date: '2026-08-22' };
const SERVER: FactSource = { seenIn: 'casdoor/casdoor: object/init_data.go, routers/base.go, authz/authz.go, object/token_jwt.go, Dockerfile @ v3.158.0', date: '2026-08-22' };
const TRIED: FactSource = { seenIn: 'Casdoor 3.158.0, built from its source: configuration, registration and token', date: '2026-11-22' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** Image of the server; it holds a shell, curl, grep and sed too. */
export const CASDOOR_IMAGE = 'docker.io/casbin/casdoor';

/** Port of the Service and of the pods. */
export const CASDOOR_PORT = 8000;

/** User that the image runs as. */
export const CASDOOR_USER = 1000;

/** The chart. */
export const CASDOOR_CHART: ChartFacts = { name: 'casdoor-helm-charts', repository: 'oci://registry-1.docker.io/casbin', version: '3.158.0', appVersion: '3.158.0', objects: CASDOOR_OBJECTS, source: CHART };

/** The facts of Casdoor. */
export const CASDOOR: DriverManifest = {
  product: 'casdoor',
  title: 'Casdoor',
  contract: IDENTITY_PROVIDER,
  version: '3.158.0',
  licence: 'Apache-2.0',
  charts: [CASDOOR_CHART],
  images: [`${CASDOOR_IMAGE}:3.158.0`],
  services: [{ name: '{name}', port: CASDOOR_PORT, purpose: 'OpenID Connect, administration' }],
  needs: [RELATIONAL_DATABASE],
  requests: {
    small: { cpu: '100m', memory: '256Mi', instances: 1 },
    medium: { cpu: '250m', memory: '512Mi', instances: 1 },
    large: { cpu: '500m', memory: '1Gi', instances: 1 },
  },
  oidc: OidcSupport.NATIVE,
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  migration: 'People and roles are in the tables "user" and "role" of its database: dump them with pg_dump, and import them into the other product by its own means; let people choose new passwords.',
  readiness: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: '{name}' }],
  sources: [CHART, SERVER, TRIED, APPLIED],
};
