import { CrdRetention, DriverManifest, FactSource, PodSecurityLevel, SizedRequests, SystemPeer } from '../../../core';
import { DNS_PORT } from '../../../core/network-rules';
import { CERTIFICATE_ISSUER } from '../../contracts/certificate-issuer';
import { CERT_MANAGER_OBJECTS } from './cert-manager.objects';

const CHART: FactSource = { seenIn: 'cert-manager/cert-manager: tag v1.21.1 @ 24e3319, packaged chart cert-manager v1.21.1', date: '2026-07-29' };
const PORTS: FactSource = { seenIn: 'cert-manager/cert-manager: deploy/charts/cert-manager/values.yaml, "networkPolicy" @ v1.21.1', date: '2026-07-29' };
const SELF_CHECK: FactSource = { seenIn: 'cert-manager/cert-manager: pkg/issuer/acme/http/http.go @ v1.21.1', date: '2026-07-29' };
const DNS_CHECKS: FactSource = { seenIn: 'cert-manager/cert-manager: pkg/issuer/acme/dns/util/wait.go, pkg/issuer/acme/dns/rfc2136/rfc2136.go @ v1.21.1', date: '2026-07-29' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** Image of the pods that answer ACME challenges over HTTP. */
export const ACME_SOLVER_IMAGE = 'quay.io/jetstack/cert-manager-acmesolver:v1.21.1';

/** Port of these pods. Source: cert-manager/cert-manager: pkg/issuer/acme/http/http.go, `acmeSolverListenPort` @ v1.21.1. */
export const ACME_SOLVER_PORT = 8089;

/** Label of these pods. Source: cert-manager/cert-manager: pkg/apis/acme/v1/types.go @ v1.21.1. */
export const ACME_SOLVER_LABELS = { 'acme.cert-manager.io/http01-solver': 'true' };

const REQUESTS = { cpu: '20m', memory: '64Mi' };

/** Its Deployments: controller, webhook and injector. */
export const DEPLOYMENTS = 3;

/** Requests of its pods: as many of each Deployment. */
export const OPERATOR_REQUESTS: SizedRequests = {
  small: { ...REQUESTS, instances: DEPLOYMENTS },
  medium: { ...REQUESTS, instances: DEPLOYMENTS },
  large: { ...REQUESTS, instances: 2 * DEPLOYMENTS },
};

/** The facts of cert-manager. */
export const CERT_MANAGER: DriverManifest = {
  product: 'cert-manager',
  title: 'cert-manager',
  contract: CERTIFICATE_ISSUER,
  version: '1.21.1',
  licence: 'Apache-2.0',
  charts: [{ name: 'cert-manager', repository: 'oci://quay.io/jetstack/charts', version: 'v1.21.1', appVersion: 'v1.21.1', objects: CERT_MANAGER_OBJECTS, source: CHART }],
  images: [
    'quay.io/jetstack/cert-manager-controller:v1.21.1',
    'quay.io/jetstack/cert-manager-webhook:v1.21.1',
    'quay.io/jetstack/cert-manager-cainjector:v1.21.1',
    'quay.io/jetstack/cert-manager-startupapicheck:v1.21.1',
    ACME_SOLVER_IMAGE,
  ],
  crds: [
    { group: 'cert-manager.io', version: 'v1', kinds: ['Certificate', 'CertificateRequest', 'ClusterIssuer', 'Issuer'], onUninstall: CrdRetention.KEPT },
    { group: 'acme.cert-manager.io', version: 'v1', kinds: ['Challenge', 'Order'], onUninstall: CrdRetention.KEPT },
  ],
  systemEdges: [
    { client: SystemPeer.OPERATOR, server: SystemPeer.API_SERVER, ports: [443, 6443], reason: 'watches and changes objects', source: PORTS },
    { client: SystemPeer.API_SERVER, server: SystemPeer.OPERATOR, ports: [10250], reason: 'admission webhook', source: PORTS },
  ],
  operatorRequests: OPERATOR_REQUESTS,
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  operatorReadiness: [
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cert-manager' },
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cert-manager-webhook' },
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cert-manager-cainjector' },
  ],
  sources: [CHART, PORTS, SELF_CHECK, DNS_CHECKS, APPLIED],
};

/** Traffic of the operator where it proves hosts to an ACME authority. */
export const ACME_EDGES = {
  ports: [80, 443],
  reason: 'the ACME authority, and the look at a challenge before the authority looks',
  source: SELF_CHECK,
};

/** Traffic of the operator where it proves hosts by DNS: the servers that hold a zone are asked one by one, past the cluster's own DNS, and an RFC 2136 server is written to. */
export const DNS01_EDGES = {
  ports: [DNS_PORT],
  reason: 'asks the name servers of a zone whether a proof is there, before the authority does',
  source: DNS_CHECKS,
};
