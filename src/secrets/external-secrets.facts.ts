import { CrdRetention, DriverManifest, FactSource, PodSecurityLevel, SystemPeer } from '../core';
import { SECRET_STORE } from './contract';
import { EXTERNAL_SECRETS_OBJECTS } from './external-secrets.objects';

const CHART: FactSource = { seenIn: 'external-secrets/external-secrets: deploy/charts/external-secrets/Chart.yaml @ cc5bfbc', date: '2026-08-08' };
const VALUES: FactSource = { seenIn: 'external-secrets/external-secrets: deploy/charts/external-secrets/values.yaml @ cc5bfbc', date: '2026-08-08' };
const PROBES: FactSource = { seenIn: 'external-secrets/external-secrets: deploy/charts/external-secrets/templates/webhook-deployment.yaml @ cc5bfbc', date: '2026-08-08' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** Image of the operator, its webhook and its certificate controller. */
export const EXTERNAL_SECRETS_IMAGE = 'ghcr.io/external-secrets/external-secrets';

/** Port that the API server calls the webhook on. */
export const WEBHOOK_PORT = 10250;

/** What each of the pods asks for. */
export const POD_REQUESTS = { cpu: '20m', memory: '64Mi' };

/** The facts of External Secrets, which makes, fetches and copies Secrets for every driver. */
export const EXTERNAL_SECRETS: DriverManifest = {
  product: 'external-secrets',
  title: 'External Secrets',
  contract: SECRET_STORE,
  version: '2.9.0',
  licence: 'Apache-2.0',
  charts: [{ name: 'external-secrets', repository: 'https://charts.external-secrets.io', version: '2.9.0', appVersion: 'v2.9.0', objects: EXTERNAL_SECRETS_OBJECTS, source: CHART }],
  images: [`${EXTERNAL_SECRETS_IMAGE}:v2.9.0`],
  crds: [
    {
      group: 'external-secrets.io',
      version: 'v1',
      kinds: ['ClusterExternalSecret', 'ClusterSecretStore', 'ExternalSecret', 'SecretStore'],
      // By itself the chart takes them away, and every custom resource with them; we annotate them so that they stay.
      onUninstall: CrdRetention.KEPT,
    },
    { group: 'external-secrets.io', version: 'v1alpha1', kinds: ['ClusterPushSecret', 'PushSecret'], onUninstall: CrdRetention.KEPT },
    {
      group: 'generators.external-secrets.io',
      version: 'v1alpha1',
      kinds: [
        'ACRAccessToken', 'BeyondtrustWorkloadCredentialsDynamicSecret', 'CloudsmithAccessToken', 'ClusterGenerator', 'ECRAuthorizationToken', 'Fake', 'GCRAccessToken',
        'GeneratorState', 'GithubAccessToken', 'GitlabDeployToken', 'Grafana', 'MFA', 'Password', 'QuayAccessToken', 'SSHKey', 'STSSessionToken', 'UUID', 'VaultDynamicSecret',
        'Webhook',
      ],
      onUninstall: CrdRetention.KEPT,
    },
  ],
  services: [{ name: 'external-secrets-webhook', port: 443, purpose: 'admission webhook' }],
  systemEdges: [
    { client: SystemPeer.OPERATOR, server: SystemPeer.API_SERVER, ports: [443, 6443], reason: 'watches and writes Secrets', source: VALUES },
    { client: SystemPeer.API_SERVER, server: SystemPeer.OPERATOR, ports: [WEBHOOK_PORT], reason: 'admission webhook', source: VALUES },
  ],
  // Three pods: the controller, the webhook and the certificate controller. On `large`, two of each of the first two.
  operatorRequests: {
    small: { ...POD_REQUESTS, instances: 3 },
    medium: { ...POD_REQUESTS, instances: 3 },
    large: { ...POD_REQUESTS, instances: 5 },
  },
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  operatorReadiness: [
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'external-secrets' },
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'external-secrets-webhook' },
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'external-secrets-cert-controller' },
  ],
  sources: [CHART, VALUES, PROBES, APPLIED],
};
