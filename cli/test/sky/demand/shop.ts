import type { ComponentDocument, EdgeDocument, PlatformDocument } from '@quanttide/cloud';

const HERE = { namespaceName: 'acme', readiness: [], endpoints: [] };

function component(name: string, type: string, rest: Partial<ComponentDocument>): ComponentDocument {
  return { ...HERE, path: `acme/${name}`, type, name, ...rest };
}

function edge(from: string, to: string, rest: Partial<EdgeDocument> = {}): EdgeDocument {
  return { kind: 'binding', from: `acme/${from}`, to: `acme/${to}`, client: { path: `acme/${from}` }, server: { path: `acme/${to}` }, ports: [1], reason: `${from} uses ${to}`, ...rest };
}

/** A platform with one of everything that costs something. */
export const SHOP: PlatformDocument = {
  schemaVersion: 1,
  stack: 'acme',
  platforms: [{ path: 'acme/platform', name: 'acme', target: 'k3s', notes: [], size: 'medium' }],
  components: [
    component('shop', 'WebService', {
      footprint: { instances: 2, maximumInstances: 6, cpu: '500m', memory: '1Gi', spread: 'preferred' },
      endpoints: [{ purpose: 'web', url: 'https://shop.acme.example', external: true }],
    }),
    component('orders', 'RelationalDatabase', {
      contract: 'data.RelationalDatabase', driver: { product: 'cloudnative-pg', title: 'CloudNativePG' },
      footprint: { instances: 2, cpu: '500m', memory: '2Gi', storage: '20Gi', spread: 'preferred' }, demands: { backup: '0 2 * * *', backupBucket: 'backups', backupRetentionDays: 30 },
    }),
    component('files', 'ObjectStore', {
      contract: 'data.ObjectStore', driver: { product: 'seaweedfs', title: 'SeaweedFS' },
      footprint: {
        instances: 2, cpu: '700m', memory: '1792Mi', storage: '50Gi', spread: 'required',
        podGroups: [
          { name: 'files-master', instances: 3, cpu: '100m', memory: '256Mi', storage: '1Gi' },
          { name: 'files-volume', instances: 2, cpu: '200m', memory: '512Mi', storage: '50Gi' },
          { name: 'files-filer', instances: 2, cpu: '200m', memory: '512Mi' },
          { name: 'files-s3', instances: 2, cpu: '200m', memory: '512Mi' },
        ],
      },
    }),
    component('archive', 'ObjectStore', { contract: 'data.ObjectStore', driver: { product: 'external', title: 'an existing S3 store', migration: 'rclone sync' } }),
    component('gateway', 'Gateway', { contract: 'networking.Gateway', footprint: { instances: 2, cpu: '250m', memory: '256Mi' } }),
  ],
  operators: [{ path: 'acme/platform/cloudnative-pg', name: 'cloudnative-pg', title: 'CloudNativePG', namespaceName: 'cnpg-system', owned: true, footprint: { instances: 1, cpu: '50m', memory: '128Mi' } }],
  releases: [],
  edges: [
    edge('shop', 'orders'),
    edge('shop', 'files'),
    edge('orders', 'files', { reason: 'orders backs up to files' }),
    edge('shop', 'orders', { reason: 'the same pair once more' }),
    edge('shop', 'mail', { to: 'mail.example.org', server: { addresses: ['203.0.113.0/24'] }, reason: 'shop reaches mail.example.org' }),
    { kind: 'system', from: 'acme/platform/cloudnative-pg', to: 'acme/orders', client: { path: 'acme/platform/cloudnative-pg' }, server: { path: 'acme/orders' }, ports: [8000], reason: 'instance status' },
  ],
  resources: { count: 0, waves: [] },
  locked: {},
};
