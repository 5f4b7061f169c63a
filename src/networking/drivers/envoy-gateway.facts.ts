import { CrdRetention, DriverManifest, FactSource, PodSecurityLevel, SizedRequests, SystemPeer } from '../../core';
import { GATEWAY } from '../contracts/gateway';
import { ENVOY_GATEWAY_OBJECTS } from './envoy-gateway.objects';

const CHART: FactSource = { seenIn: 'envoyproxy/gateway: charts/gateway-helm @ tag v1.9.0 39763b1', date: '2026-08-15' };
const IMAGES: FactSource = { seenIn: 'envoyproxy/gateway: api/v1alpha1/shared_types.go @ v1.9.0', date: '2026-08-15' };
const PORTS: FactSource = { seenIn: 'envoyproxy/gateway: charts/gateway-helm/templates/envoy-gateway-deployment.yaml, internal/xds/bootstrap/bootstrap.go @ v1.9.0', date: '2026-08-15' };
const LABELS: FactSource = { seenIn: 'envoyproxy/gateway: internal/gatewayapi/translator.go @ v1.9.0', date: '2026-08-15' };
const LOGIN: FactSource = { seenIn: 'envoyproxy/gateway: internal/gatewayapi/securitypolicy.go, internal/xds/translator/oidc.go @ v1.9.0', date: '2026-08-15' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** Repository and tag of the control plane's image, which is the shutdown manager of the data plane too. */
export const ENVOY_GATEWAY_IMAGE = { repository: 'docker.io/envoyproxy/gateway', tag: 'v1.9.0' };

/** Image of the data plane: the default at version 1.9.0. */
export const ENVOY_IMAGE = 'docker.io/envoyproxy/envoy:distroless-v1.39.0';

/** What tells the controller which classes are its own. */
export const CONTROLLER_NAME = 'gateway.envoyproxy.io/gatewayclass-controller';

/** Pods of the data plane listen 10,000 above the listener's port, since they may not open ports of root's. Source: `wellKnownPortShift`, internal/gatewayapi/translator.go @ v1.9.0. */
export const PORT_SHIFT = 10000;

const OPERATOR = { cpu: '100m', memory: '256Mi' };

/** Requests of the control plane. */
export const OPERATOR_REQUESTS: SizedRequests = {
  small: { ...OPERATOR, instances: 1 },
  medium: { ...OPERATOR, instances: 1 },
  large: { ...OPERATOR, instances: 2 },
};

/** The facts of Envoy Gateway. */
export const ENVOY_GATEWAY: DriverManifest = {
  product: 'envoy-gateway',
  title: 'Envoy Gateway',
  contract: GATEWAY,
  version: '1.9.0',
  licence: 'Apache-2.0',
  charts: [{ name: 'gateway-helm', repository: 'oci://docker.io/envoyproxy', version: 'v1.9.0', appVersion: 'v1.9.0', objects: ENVOY_GATEWAY_OBJECTS, source: CHART }],
  images: [`${ENVOY_GATEWAY_IMAGE.repository}:${ENVOY_GATEWAY_IMAGE.tag}`, ENVOY_IMAGE],
  crds: [
    {
      group: 'gateway.networking.k8s.io',
      version: 'v1',
      kinds: ['BackendTLSPolicy', 'GRPCRoute', 'Gateway', 'GatewayClass', 'HTTPRoute', 'ListenerSet', 'ReferenceGrant', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
      onUninstall: CrdRetention.KEPT,
      neverUpgraded: true,
    },
    {
      group: 'gateway.envoyproxy.io',
      version: 'v1alpha1',
      kinds: ['Backend', 'BackendTrafficPolicy', 'ClientTrafficPolicy', 'EnvoyExtensionPolicy', 'EnvoyPatchPolicy', 'EnvoyProxy', 'HTTPRouteFilter', 'SecurityPolicy'],
      onUninstall: CrdRetention.KEPT,
      neverUpgraded: true,
    },
    {
      group: 'gateway.networking.x-k8s.io',
      version: 'v1alpha1',
      kinds: ['XBackend', 'XBackendTrafficPolicy', 'XMesh'],
      onUninstall: CrdRetention.KEPT,
      neverUpgraded: true,
    },
  ],
  systemEdges: [
    { client: SystemPeer.OPERATOR, server: SystemPeer.API_SERVER, ports: [443, 6443], reason: 'watches and changes objects', source: PORTS },
    { client: SystemPeer.API_SERVER, server: SystemPeer.OPERATOR, ports: [9443], reason: 'admission webhook that tells a data plane its zone', source: PORTS },
  ],
  operatorRequests: OPERATOR_REQUESTS,
  requests: {
    small: { cpu: '100m', memory: '256Mi', instances: 1 },
    medium: { cpu: '250m', memory: '512Mi', instances: 2 },
    large: { cpu: '500m', memory: '1Gi', instances: 3 },
  },
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  readiness: [{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', name: '{name}', condition: 'Programmed' }],
  operatorReadiness: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'envoy-gateway' }],
  sources: [CHART, IMAGES, PORTS, LABELS, LOGIN, APPLIED],
};

/** Port on which the control plane tells the data plane its configuration. */
export const XDS_PORT = 18000;

/** Labels of every pod of a data plane. Source: envoyproxy/gateway: internal/infrastructure/kubernetes/proxy/resource.go @ v1.9.0. */
export const DATA_PLANE_LABELS = { 'app.kubernetes.io/component': 'proxy', 'app.kubernetes.io/managed-by': 'envoy-gateway' };
