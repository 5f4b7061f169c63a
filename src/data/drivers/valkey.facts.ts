import { ChartFacts, DriverManifest, FactSource, PodSecurityLevel, SystemPeer } from '../../core';
import { CACHE } from '../contracts/cache';
import { VALKEY_OBJECTS } from './valkey.objects';

const CHART: FactSource = { seenIn: 'valkey-io/valkey-helm: valkey @ dbcf6a6', date: '2026-07-22' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** The chart. */
export const VALKEY_CHART: ChartFacts = { name: 'valkey', repository: 'https://valkey.io/valkey-helm/', version: '0.11.0', appVersion: '9.1.1', objects: VALKEY_OBJECTS, source: CHART };

/** Image of the instances. */
export const VALKEY_IMAGE = 'docker.io/valkey/valkey:9.1.1';

/** Port of every instance. */
export const VALKEY_PORT = 6379;

/** Longest name: the digest of a StatefulSet's revision follows it in a label of 63 characters. */
export const VALKEY_NAME_LIMIT = 50;

/** The facts of Valkey. */
export const VALKEY: DriverManifest = {
  product: 'valkey',
  title: 'Valkey',
  contract: CACHE,
  version: '9.1.1',
  licence: 'BSD-3-Clause',
  charts: [VALKEY_CHART],
  images: [VALKEY_IMAGE],
  services: [
    { name: '{name}', port: VALKEY_PORT, purpose: 'RESP, on the first instance' },
    { name: '{name}-read', port: VALKEY_PORT, purpose: 'RESP for reading, on every instance, where there are several' },
  ],
  // Instances speak only among themselves: templates/init_config.yaml of the chart.
  systemEdges: [
    { client: SystemPeer.INSTANCE, server: SystemPeer.INSTANCE, ports: [VALKEY_PORT], reason: 'replicas follow the first instance', source: CHART },
  ],
  requests: {
    small: { cpu: '50m', memory: '128Mi', storage: '1Gi', instances: 1 },
    medium: { cpu: '100m', memory: '512Mi', storage: '1Gi', instances: 2 },
    large: { cpu: '500m', memory: '2Gi', storage: '4Gi', instances: 3 },
  },
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  migration: 'A cache fills by itself. What must not be lost is saved with valkey-cli --rdb {name}.rdb, run against {name}.{namespace}.svc, and read by the new one when it starts.',
  readiness: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: '{name}' }],
  sources: [CHART, APPLIED],
};
