import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';

const IN_APPS = { namespaceName: 'acme', readiness: [] };

/** A platform as synth tells of it: a shop behind a gateway, with a login, a database and a bucket. */
export const SAMPLE: PlatformDocument = {
  schemaVersion: 1,
  stack: 'acme',
  platforms: [{ path: 'acme/platform', name: 'acme', target: 'k3s', notes: [], domain: 'acme.example', size: 'small' }],
  components: [
    {
      ...IN_APPS, path: 'acme/shop', type: 'WebService', name: 'shop', images: ['shop:1'], endpoints: [{ purpose: 'web', url: 'https://shop.acme.example', external: true }],
      footprint: { instances: 2, cpu: '500m', memory: '1Gi' }, demands: { login: { groups: ['staff'] } },
    },
    {
      ...IN_APPS, path: 'acme/orders', type: 'RelationalDatabase', name: 'orders', driver: { product: 'cloudnative-pg', title: 'CloudNativePG', version: '1.30.0', licence: 'Apache-2.0' },
      endpoints: [{ purpose: 'postgresql', url: 'postgresql://orders-rw.acme.svc:5432/orders', external: false }], footprint: { instances: 1, cpu: '1', memory: '2Gi', storage: '10Gi' },
      notes: ['Keep the key.'],
    },
    { ...IN_APPS, path: 'acme/media', type: 'Bucket', name: 'media', endpoints: [{ purpose: 's3', url: 'http://files.acme-storage.svc:8333/media', external: false }] },
    {
      ...IN_APPS, namespaceName: 'acme-storage', path: 'acme/storage/files', type: 'ObjectStore', name: 'files', driver: { product: 'seaweedfs', title: 'SeaweedFS', version: '4.44', licence: 'Apache-2.0' },
      endpoints: [{ purpose: 's3', url: 'http://files.acme-storage.svc:8333', external: false }],
    },
    {
      ...IN_APPS, namespaceName: 'acme-gateway', path: 'acme/platform/gateway', type: 'Gateway', name: 'gateway', driver: { product: 'envoy-gateway', title: 'Envoy Gateway', version: '1.9.0', licence: 'Apache-2.0' },
      endpoints: [],
    },
    {
      ...IN_APPS, namespaceName: 'acme-accounts', path: 'acme/login', type: 'IdentityProvider', name: 'login', driver: { product: 'keycloak', title: 'Keycloak "26"', version: '26.6.4', licence: 'Apache-2.0' },
      endpoints: [{ purpose: 'oidc', url: 'https://login.acme.example/realms/acme', external: true }],
    },
  ],
  operators: [{ path: 'acme/platform/cloudnative-pg', name: 'cloudnative-pg', title: 'CloudNativePG', version: '1.30.0', licence: 'Apache-2.0', namespaceName: 'cnpg-system', owned: true, footprint: { instances: 1, cpu: '100m', memory: '256Mi' } }],
  releases: [
    {
      path: 'acme/platform/cloudnative-pg/chart', address: 'helm_release.cnpg', name: 'cnpg', namespaceName: 'cnpg-system',
      chart: { name: 'cloudnative-pg', repository: 'https://cloudnative-pg.github.io/charts', version: '0.29.0', appVersion: '1.30.0' },
    },
    { path: 'acme/orders/cluster', address: 'helm_release.orders', name: 'orders', namespaceName: 'acme' },
  ],
  edges: [
    { kind: 'binding', from: 'acme/shop', to: 'acme/orders', client: {}, server: {}, ports: [5432], reason: 'shop uses orders' },
    { kind: 'binding', from: 'acme/shop', to: 'acme/media', client: {}, server: {}, ports: [8333], reason: 'shop uses media' },
    { kind: 'egress', from: 'acme/shop', to: 'api.example.org', client: {}, server: {}, ports: [443], reason: 'shop reaches api.example.org', open: true },
    { kind: 'exposure', from: 'acme/platform/gateway', to: 'acme/shop', client: {}, server: {}, ports: [8080], reason: 'https://shop.acme.example' },
    { kind: 'exposure', from: 'outside the cluster', to: 'acme/platform/gateway', client: {}, server: {}, ports: [10443], reason: 'requests from outside' },
    { kind: 'login', from: 'acme/platform/gateway', to: 'acme/login', client: {}, server: {}, ports: [8080], reason: 'signs in at https://shop.acme.example' },
    { kind: 'system', from: 'acme/orders', to: 'kubernetes', client: {}, server: {}, ports: [6443], reason: 'asks the API server' },
  ],
  resources: { count: 42, waves: [['a'], ['b']] },
  locked: { orders: { type: 'RelationalDatabase', objects: [{ kind: 'Cluster.postgresql.cnpg.io', namespaceName: 'acme', name: 'orders' }], addresses: { 'cluster/release': 'helm_release.orders' } } },
};

/** Writes it as synth would. */
export function writeSample(folder: string, platform: object = SAMPLE): string {
  mkdirSync(join(folder, 'acme'), { recursive: true });
  writeFileSync(join(folder, 'acme', 'platform.json'), JSON.stringify(platform));
  return folder;
}
