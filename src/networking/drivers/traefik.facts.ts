import { ChartFacts, CrdRetention, DriverManifest, FactSource, PodSecurityLevel, SizedRequests, SystemPeer } from '../../core';
import { GATEWAY } from '../contracts/gateway';
import { GATEWAY_API_OBJECTS } from './traefik.gateway-api.objects';
import { OAUTH2_PROXY_OBJECTS } from './traefik.oauth2-proxy.objects';
import { TRAEFIK_OBJECTS } from './traefik.objects';

const CHART: FactSource = { seenIn: 'traefik/traefik-helm-chart: traefik/Chart.yaml @ a8a66d0', date: '2026-08-21' };
const VALUES: FactSource = { seenIn: 'traefik/traefik-helm-chart: traefik/values.yaml, traefik/templates/_helpers.tpl @ a8a66d0', date: '2026-08-21' };
const NO_CRDS: FactSource = { seenIn: 'traefik/traefik-helm-chart: README.md, "Gateway API CRDs" @ a8a66d0', date: '2026-08-21' };
const PROXY: FactSource = { seenIn: 'oauth2-proxy/manifests: helm/oauth2-proxy @ fe328b0', date: '2026-06-09' };
const FORWARD_AUTH: FactSource = { seenIn: 'oauth2-proxy/oauth2-proxy: docs/docs/configuration/integrations/traefik.md, "ForwardAuth with static upstreams configuration"; pkg/apis/options @ v7.15.3 66b3a17', date: '2026-06-09' };
const CARRIER: FactSource = { seenIn: 'envoyproxy/gateway: charts/gateway-helm/charts/crds/crds/gatewayapi-crds.yaml @ tag v1.9.0 39763b1', date: '2026-08-15' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** Registry, repository and tag of Traefik's image, as the chart wants them. */
export const TRAEFIK_IMAGE = { name: 'docker.io/library/traefik', repository: 'library/traefik', tag: 'v3.7.11' };

/** Image of the proxy that asks for logins. */
export const OAUTH2_PROXY_IMAGE = 'quay.io/oauth2-proxy/oauth2-proxy';

/** Ports of the entry points: a listener of the Gateway must have the same. */
export const ENTRY_POINTS = { http: 8000, https: 8443 };

/** What tells the controller which classes are its own. Source: traefik/traefik-helm-chart: traefik/templates/gatewayclass.yaml @ a8a66d0. */
export const CONTROLLER_NAME = 'traefik.io/gateway-controller';

/** Requests of Traefik, which is controller and data plane in one. */
export const OPERATOR_REQUESTS: SizedRequests = {
  small: { cpu: '100m', memory: '128Mi', instances: 1 },
  medium: { cpu: '250m', memory: '256Mi', instances: 2 },
  large: { cpu: '500m', memory: '512Mi', instances: 3 },
};

const API_SERVER = { client: SystemPeer.OPERATOR, server: SystemPeer.API_SERVER, ports: [443, 6443] };

/** The facts of Traefik. */
export const TRAEFIK: DriverManifest = {
  product: 'traefik',
  title: 'Traefik Proxy',
  contract: GATEWAY,
  version: '3.7.11',
  licence: 'MIT',
  charts: [{ name: 'traefik', repository: 'https://traefik.github.io/charts', version: '41.3.0', appVersion: 'v3.7.11', licence: 'Apache-2.0', objects: TRAEFIK_OBJECTS, source: CHART }],
  // The second one runs beside each route that asks for a login.
  images: [`${TRAEFIK_IMAGE.name}:${TRAEFIK_IMAGE.tag}`, `${OAUTH2_PROXY_IMAGE}:v7.15.3`],
  crds: [{
    group: 'traefik.io',
    version: 'v1alpha1',
    kinds: ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Middleware', 'MiddlewareTCP', 'ServersTransport', 'ServersTransportTCP', 'TLSOption', 'TLSStore', 'TraefikService'],
    onUninstall: CrdRetention.KEPT,
    neverUpgraded: true,
  }, {
    // Of its commercial product, unused here: the chart installs all or none.
    group: 'hub.traefik.io',
    version: 'v1alpha1',
    kinds: [
      'AIService', 'API', 'APIAuth', 'APIBundle', 'APICatalogItem', 'APIPlan', 'APIPortal', 'APIPortalAuth', 'APIRateLimit', 'APIVersion', 'AccessControlPolicy', 'ContentItem',
      'ManagedApplication', 'ManagedSubscription', 'Uplink',
    ],
    onUninstall: CrdRetention.KEPT,
    neverUpgraded: true,
  }],
  services: [{ name: 'traefik', port: 443, purpose: 'HTTPS, from outside' }],
  systemEdges: [{ ...API_SERVER, reason: 'watches routes and certificates', source: VALUES }],
  requiredCrds: ['Gateway.gateway.networking.k8s.io', 'HTTPRoute.gateway.networking.k8s.io'],
  operatorRequests: OPERATOR_REQUESTS,
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  readiness: [{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', name: '{name}', condition: 'Programmed' }],
  operatorReadiness: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'traefik' }],
  sources: [CHART, VALUES, NO_CRDS, APPLIED],
};

/** Port of its pods. */
export const OAUTH2_PROXY_PORT = 4180;

/** Its chart. */
export const OAUTH2_PROXY_CHART: ChartFacts = {
  name: 'oauth2-proxy', repository: 'https://oauth2-proxy.github.io/manifests', version: '10.7.0', appVersion: '7.15.3', objects: OAUTH2_PROXY_OBJECTS, source: PROXY,
};

/** Its requests. */
export const OAUTH2_PROXY_REQUESTS: SizedRequests = {
  small: { cpu: '10m', memory: '32Mi', instances: 1 },
  medium: { cpu: '20m', memory: '64Mi', instances: 2 },
  large: { cpu: '50m', memory: '128Mi', instances: 3 },
};

/** The facts of OAuth2 Proxy, which asks for logins in Traefik's place. */
export const OAUTH2_PROXY: DriverManifest = {
  product: 'oauth2-proxy',
  title: 'OAuth2 Proxy',
  contract: GATEWAY,
  version: '7.15.3',
  licence: 'MIT',
  charts: [OAUTH2_PROXY_CHART],
  images: [`${OAUTH2_PROXY_IMAGE}:v7.15.3`],
  services: [{ name: '{name}', port: 80, purpose: 'asks for the login' }],
  requests: OAUTH2_PROXY_REQUESTS,
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  sources: [PROXY, FORWARD_AUTH],
};

/**
 * What brings the definitions of the Gateway API where Traefik is to use them:
 * its own chart has none, and a chart of the definitions alone is too large for
 * a Helm release (see adr/002).
 */
export const GATEWAY_API: DriverManifest = {
  product: 'gateway-api',
  title: 'Gateway API',
  contract: GATEWAY,
  version: '1.6.1',
  licence: 'Apache-2.0',
  charts: [{ name: 'gateway-helm', repository: 'oci://docker.io/envoyproxy', version: 'v1.9.0', appVersion: 'v1.9.0', objects: GATEWAY_API_OBJECTS, source: CARRIER }],
  images: ['docker.io/envoyproxy/gateway:v1.9.0'],
  crds: [{
    group: 'gateway.networking.k8s.io',
    version: 'v1',
    kinds: ['BackendTLSPolicy', 'GRPCRoute', 'Gateway', 'GatewayClass', 'HTTPRoute', 'ListenerSet', 'ReferenceGrant', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
    onUninstall: CrdRetention.KEPT,
    neverUpgraded: true,
  }, {
    // These come along, and nobody uses them here.
    group: 'gateway.envoyproxy.io',
    version: 'v1alpha1',
    kinds: ['Backend', 'BackendTrafficPolicy', 'ClientTrafficPolicy', 'EnvoyExtensionPolicy', 'EnvoyPatchPolicy', 'EnvoyProxy', 'HTTPRouteFilter', 'SecurityPolicy'],
    onUninstall: CrdRetention.KEPT,
    neverUpgraded: true,
  }, {
    group: 'gateway.networking.x-k8s.io',
    version: 'v1alpha1',
    kinds: ['XBackend', 'XBackendTrafficPolicy', 'XMesh'],
    onUninstall: CrdRetention.KEPT,
    neverUpgraded: true,
  }],
  systemEdges: [{ ...API_SERVER, reason: 'the Job of the chart makes certificates that nobody uses here', source: CARRIER }],
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  sources: [CARRIER, APPLIED],
};
