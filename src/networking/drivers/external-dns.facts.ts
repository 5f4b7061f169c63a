import { ChartFacts, CrdRetention, DriverManifest, FactSource, PodSecurityLevel, SystemPeer } from '../../core';
import { DNS } from '../contracts/dns';
import { EXTERNAL_DNS_OBJECTS } from './external-dns.objects';

const CHART: FactSource = { seenIn: 'kubernetes-sigs/external-dns: charts/external-dns/Chart.yaml @ 2bf1bf8', date: '2026-08-22' };
const PROVIDERS: FactSource = { seenIn: 'kubernetes-sigs/external-dns: docs/tutorials, docs/flags.md, pkg/apis/externaldns/types.go @ 2bf1bf8', date: '2026-08-22' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

const REQUESTS = { cpu: '20m', memory: '64Mi', instances: 1 };

/** Its chart. */
export const EXTERNAL_DNS_CHART: ChartFacts = {
  name: 'external-dns', repository: 'https://kubernetes-sigs.github.io/external-dns/', version: '1.21.1', appVersion: '0.21.0', objects: EXTERNAL_DNS_OBJECTS, source: CHART,
};

/** The facts of ExternalDNS. It elects no leader: there is one instance, whatever the size. */
export const EXTERNAL_DNS: DriverManifest = {
  product: 'external-dns',
  title: 'ExternalDNS',
  contract: DNS,
  version: '0.21.0',
  licence: 'Apache-2.0',
  charts: [EXTERNAL_DNS_CHART],
  images: ['registry.k8s.io/external-dns/external-dns:v0.21.0'],
  crds: [{ group: 'externaldns.k8s.io', version: 'v1alpha1', kinds: ['DNSEndpoint', 'DNSRecord'], onUninstall: CrdRetention.KEPT, neverUpgraded: true }],
  systemEdges: [
    { client: SystemPeer.INSTANCE, server: SystemPeer.API_SERVER, ports: [443, 6443], reason: 'reads routes and gateways', source: CHART },
    { client: SystemPeer.INSTANCE, server: SystemPeer.INTERNET, ports: [443], reason: 'the API of whoever hosts the zone', source: PROVIDERS },
  ],
  requiredCrds: ['Gateway.gateway.networking.k8s.io', 'HTTPRoute.gateway.networking.k8s.io'],
  requests: { small: REQUESTS, medium: REQUESTS, large: REQUESTS },
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  readiness: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: '{owner}' }],
  sources: [CHART, PROVIDERS, APPLIED],
};

/** Variables that a provider reads its credentials from: user name first, where there is one. */
export const CREDENTIAL_VARIABLES: Readonly<Partial<Record<string, { readonly username?: string; readonly password: string }>>> = {
  aws: { username: 'AWS_ACCESS_KEY_ID', password: 'AWS_SECRET_ACCESS_KEY' },
  civo: { password: 'CIVO_TOKEN' },
  cloudflare: { password: 'CF_API_TOKEN' },
  dnsimple: { password: 'DNSIMPLE_OAUTH' },
  linode: { password: 'LINODE_TOKEN' },
  ns1: { password: 'NS1_APIKEY' },
  pdns: { password: 'EXTERNAL_DNS_PDNS_API_KEY' },
  rfc2136: { username: 'EXTERNAL_DNS_RFC2136_TSIG_KEYNAME', password: 'EXTERNAL_DNS_RFC2136_TSIG_SECRET' },
  scaleway: { username: 'SCW_ACCESS_KEY', password: 'SCW_SECRET_KEY' },
};
