import { ChartFacts, DriverManifest, FactSource, InstanceSpread, PodSecurityLevel, SystemPeer } from '../../core';
import { SECRET_STORE } from '../contract';
import { OPENBAO_OBJECTS } from './openbao.objects';

const CHART: FactSource = { seenIn: 'openbao/openbao-helm: charts/openbao/Chart.yaml @ 0de71b7', date: '2026-08-20' };
const VALUES: FactSource = { seenIn: 'openbao/openbao-helm: charts/openbao/values.yaml @ 0de71b7', date: '2026-08-20' };
const SEAL: FactSource = { seenIn: 'openbao/openbao: website/content/docs/configuration/seal/static.mdx @ v2.6.2', date: '2026-08-21' };
const SELF_INIT: FactSource = { seenIn: 'openbao/openbao: website/content/docs/configuration/self-init.mdx @ v2.6.2', date: '2026-08-21' };
const JOINING: FactSource = { seenIn: 'openbao/openbao: command/server.go (Initialize, waitForLeader) and vault/raft.go (InitiateRetryJoin) @ v2.6.2', date: '2026-08-21' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** Image of the server. */
export const OPENBAO_IMAGE = 'quay.io/openbao/openbao';

/** Port of the API. */
export const API_PORT = 8200;

/** Port that the servers of one store speak to each other on. */
export const CLUSTER_PORT = 8201;

/** The chart. */
export const OPENBAO_CHART: ChartFacts = { name: 'openbao', repository: 'oci://ghcr.io/openbao/charts', version: '0.29.2', appVersion: 'v2.6.2', objects: OPENBAO_OBJECTS, source: CHART };

/** The facts of OpenBao. */
export const OPENBAO: DriverManifest = {
  product: 'openbao',
  title: 'OpenBao',
  contract: SECRET_STORE,
  version: '2.6.2',
  licence: 'MPL-2.0',
  charts: [OPENBAO_CHART],
  images: [`${OPENBAO_IMAGE}:2.6.2`],
  services: [
    { name: '{name}-active', port: API_PORT, purpose: 'API, on the active server' },
    { name: '{name}-internal', port: CLUSTER_PORT, purpose: 'the servers among themselves' },
  ],
  systemEdges: [
    { client: SystemPeer.OPERATOR, server: SystemPeer.INSTANCE, ports: [API_PORT], reason: 'External Secrets reads and writes the store', source: VALUES },
    { client: SystemPeer.INSTANCE, server: SystemPeer.INSTANCE, ports: [API_PORT, CLUSTER_PORT], reason: 'servers join by the API, then replicate and forward', source: JOINING },
    { client: SystemPeer.INSTANCE, server: SystemPeer.API_SERVER, ports: [443, 6443], reason: 'checks service account tokens, and labels the active server', source: VALUES },
  ],
  requests: {
    small: { cpu: '100m', memory: '256Mi', storage: '10Gi', instances: 1 },
    medium: { cpu: '250m', memory: '256Mi', storage: '10Gi', instances: 3 },
    large: { cpu: '500m', memory: '512Mi', storage: '20Gi', instances: 3 },
  },
  // server.affinity in the chart's values.yaml: required by host name.
  spread: InstanceSpread.REQUIRED,
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  migration: 'Read each secret with bao kv get -mount=secret <path>, and write it into the new store. Another OpenBao takes a whole snapshot: bao operator raft snapshot save.',
  // The release is "ready" without a single pod (OnDelete): only this question tells.
  readiness: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: '{name}' }],
  sources: [CHART, VALUES, SEAL, SELF_INIT, JOINING, APPLIED],
};
