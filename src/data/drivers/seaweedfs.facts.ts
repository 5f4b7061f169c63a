import { ChartFacts, DriverManifest, FactSource, InstanceSpread, PodSecurityLevel, SystemPeer } from '../../core';
import { OBJECT_STORE } from '../contracts/object-store';
import { SEAWEEDFS_OBJECTS } from './seaweedfs.objects';

const CHART: FactSource = { seenIn: 'seaweedfs/seaweedfs: k8s/charts/seaweedfs @ cc8364a', date: '2026-08-22' };
const IMAGE: FactSource = { seenIn: 'seaweedfs/seaweedfs: docker/Dockerfile.go_build @ cc8364a (user seaweed is 1000:1000)', date: '2026-08-22' };
const IDENTITIES: FactSource = { seenIn: 'seaweedfs/seaweedfs: weed/s3api/auth_credentials.go @ cc8364a (keys as ${VARIABLE}, read at start and on SIGHUP)', date: '2026-08-22' };
const PORTS: FactSource = { seenIn: 'seaweedfs/seaweedfs: k8s/charts/seaweedfs/templates/shared/networkpolicy.yaml, values.yaml @ cc8364a', date: '2026-08-22' };
const APPLIED: FactSource = { seenIn: 'applied to an API server 1.34.10 with Helm 3.21', date: '2026-11-22' };

/** The chart. */
export const SEAWEEDFS_CHART: ChartFacts = {
  name: 'seaweedfs', repository: 'https://seaweedfs.github.io/seaweedfs/helm', version: '4.44.0', appVersion: '4.44', objects: SEAWEEDFS_OBJECTS, source: CHART,
};

/** Image of every part. */
export const SEAWEEDFS_IMAGE = 'docker.io/chrislusf/seaweedfs:4.44';

/** User and group that the image makes for the product. */
export const SEAWEEDFS_USER = 1000;

/** Port of the S3 gateway. */
export const S3_PORT = 8333;

/** Longest name: "-volume" and the digest of a StatefulSet's revision follow it in a label of 63 characters. */
export const SEAWEEDFS_NAME_LIMIT = 45;

/** Volumes beside the data: the master's log, and the metadata of a filer that keeps its own. */
export const MASTER_STORAGE = '1Gi';
export const FILER_STORAGE = '5Gi';

/**
 * How an instance's requests are divided among its parts. An instance is one
 * of each; masters agree by majority, so there are one or three of them.
 */
export const SHARES = { master: 1 / 7, volume: 2 / 7, filer: 2 / 7, s3: 2 / 7 };

/**
 * Volumes made at a time for a bucket that needs room. By default there are
 * seven of 1 GB: three buckets would take all of a small disk, and a fourth
 * get none. Source: weed/command/scaffold/master.toml @ cc8364a.
 */
export const GROWTH = { WEED_MASTER_VOLUME_GROWTH_COPY_1: '1', WEED_MASTER_VOLUME_GROWTH_COPY_2: '1' };

/** Table of the filer's store `postgres2`. Source: weed/command/scaffold/filer.toml @ cc8364a. */
export const CREATE_TABLE = 'CREATE TABLE IF NOT EXISTS "%s" (dirhash BIGINT, name VARCHAR(65535), directory VARCHAR(65535), meta bytea, PRIMARY KEY (dirhash, name));';

/** The facts of SeaweedFS. */
export const SEAWEEDFS: DriverManifest = {
  product: 'seaweedfs',
  title: 'SeaweedFS',
  contract: OBJECT_STORE,
  version: '4.44',
  licence: 'Apache-2.0',
  charts: [SEAWEEDFS_CHART],
  images: [SEAWEEDFS_IMAGE],
  services: [{ name: '{name}-s3', port: S3_PORT, purpose: 'S3' }],
  // No part of it speaks to the API server: templates/shared/networkpolicy.yaml of the chart.
  systemEdges: [
    { client: SystemPeer.INSTANCE, server: SystemPeer.INSTANCE, ports: [8080, S3_PORT, 8888, 9333, 18080, 18888, 19333], reason: 'masters, volumes, filers and gateways work together', source: PORTS },
  ],
  needs: ['data.RelationalDatabase'],
  requests: {
    small: { cpu: '350m', memory: '896Mi', storage: '20Gi', instances: 1 },
    medium: { cpu: '700m', memory: '1792Mi', storage: '50Gi', instances: 2 },
    large: { cpu: '1400m', memory: '3584Mi', storage: '100Gi', instances: 3 },
  },
  // podAntiAffinity of each part in the chart's values.yaml @ cc8364a, required by host name.
  spread: InstanceSpread.REQUIRED,
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  migration: 'Copy each bucket over the S3 interface, from the old store to the new one, such as: rclone sync old:<bucket> new:<bucket>. The keys of both are in the Secrets of whoever is bound to them.',
  readiness: [
    { apiVersion: 'apps/v1', kind: 'StatefulSet', name: '{name}-master' },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', name: '{name}-volume' },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', name: '{name}-filer' },
    { apiVersion: 'apps/v1', kind: 'Deployment', name: '{name}-s3' },
  ],
  sources: [CHART, IMAGE, IDENTITIES, PORTS, APPLIED],
};
