import { InputError } from '../../../src/platform-file/finding';
import { demandOf } from '../../../src/sky/demand/demand-of';
import { Demand } from '../../../src/sky/demand/demand';
import { renderDemand } from '../../../src/sky/reports/render-demand';
import { settingsOf } from '../../../src/sky/settings/settings-of';
import { MemoryTerminal } from '../../support/memory-terminal';
import { SHOP } from './shop';

function demand(settings = ''): Demand {
  return demandOf(SHOP, settingsOf(settings, 'sky.yaml'));
}

function pods(settings = ''): Record<string, number> {
  return Object.fromEntries(demand(settings).pods.map(({ name, instances }) => [name, instances]));
}

test('lists every pod group: those of components, of their parts, and of operators', () => {
  expect(pods()).toStrictEqual({
    'acme/shop': 2, 'acme/orders': 2, 'acme/files/files-master': 3, 'acme/files/files-volume': 2, 'acme/files/files-filer': 2, 'acme/files/files-s3': 2, 'acme/gateway': 2, 'acme/platform/cloudnative-pg': 1,
  });
  expect(demand().pods[0]).toStrictEqual({
    name: 'acme/shop', owner: 'acme/shop', instances: 2, milliCpu: 500, memoryMebibytes: 1024, gpus: 0, gpuModels: undefined, spread: 'preferred', architectures: ['amd64'], spotPercent: 0, volumes: 0,
    vendors: undefined, regions: undefined, origin: 'platform.json',
  });
});

test('lists every volume with its size and number, and one load balancer for the gateway', () => {
  const { volumes, loadBalancers } = demand();

  expect(volumes.map(({ name, count, gibibytes }) => [name, count, gibibytes.toFixed()])).toStrictEqual([['acme/orders', 2, '20'], ['acme/files/files-master', 3, '1'], ['acme/files/files-volume', 2, '50']]);
  expect(loadBalancers).toStrictEqual([{ owner: 'acme/gateway', count: 1, origin: 'platform.json' }]);
});

test('traffic and stored data that nobody told are not zero: they are not told', () => {
  const { egress, objects, assumptions } = demand();

  expect(egress).toStrictEqual([{ owner: 'acme/shop', purpose: 'answers from https://shop.acme.example; shop reaches mail.example.org', origin: 'not told' }]);
  expect(objects).toStrictEqual([{ owner: 'acme/archive', purpose: 'objects', origin: 'not told' }]);
  expect(assumptions).toContain('Backups of orders are in an object store of this cluster, on its volumes.');
});

test('who talks to whom is there once for each pair, and stays in one region', () => {
  expect(demand().connections.map(({ from, to, latency }) => `${from} ${to} ${latency}`)).toStrictEqual([
    'acme/orders acme/files same-region', 'acme/platform/cloudnative-pg acme/orders same-region', 'acme/shop acme/files same-region', 'acme/shop acme/orders same-region',
  ]);
});

test('what the user tells takes the place of what was assumed, and says where it was told', () => {
  const settings = [
    'components:',
    '  shop:',
    '    instances: 4',
    '    egress: 2TB',
    '    architectures: [amd64, arm64]',
    '  acme/orders: { iops: 6000, storageClass: fast }',
    '  archive: { objects: 40GiB }',
    'connections:',
    '  - { from: shop, to: archive, traffic: 5GB }',
    'cluster: { daemons: { cpu: 100m, memory: 200Mi, pods: 3 }, natGateways: 1, zones: 3 }',
  ].join('\n');
  const told = demand(settings);

  expect(told.pods[0]).toMatchObject({ instances: 4, architectures: ['amd64', 'arm64'], origin: 'sky.yaml:2' });
  expect(told.egress.map(({ gigabytes, origin }) => [gigabytes?.toFixed(), origin])).toStrictEqual([['2000', 'sky.yaml:2']]);
  expect(told.volumes[0]).toMatchObject({ iops: 6000, storageClass: 'fast', origin: 'platform.json, sky.yaml:6' });
  expect(told.objects.map(({ gigabytes }) => gigabytes?.toFixed())).toStrictEqual(['42.94967296']);
  expect(told.connections.find(({ to }) => to === 'acme/archive')).toMatchObject({ from: 'acme/shop', latency: 'any' });
  expect(told).toMatchObject({ daemons: { milliCpu: 100, memoryMebibytes: 200, pods: 3 }, natGateways: 1, zones: 3 });
});

test('growth multiplies traffic exactly, and instances up to what their autoscaler makes', () => {
  const settings = 'growth: { percentPerMonth: 10, months: 12 }\ncomponents: { shop: { egress: 100GB } }';
  const grown = demand(settings);

  expect(grown.egress[0].gigabytes?.toFixed()).toBe('313.8428377');
  expect(pods(settings)).toMatchObject({ 'acme/shop': 6, 'acme/orders': 2 });
  expect(grown.pods[0].origin).toBe('platform.json, 10 % a month for 12 months');
});

test('parts of a product grow together, but for those that there are three of anyway', () => {
  expect(pods('components: { files: { instances: 4 } }')).toMatchObject({ 'acme/files/files-master': 4, 'acme/files/files-volume': 4 });
  expect(pods('components: { files: { instances: 2 } }')).toMatchObject({ 'acme/files/files-master': 3, 'acme/files/files-volume': 2 });
});

test('refuses a component that is not there, with its place and what is meant', () => {
  const refuse = () => demand('components:\n  shopp: { egress: 1GB }\n  ordres: {}\n');

  expect(refuse).toThrow(InputError);
  expect(refuse).toThrow('sky.yaml:2:3  there is no component "shopp" in acme. Did you mean "shop"?');
  expect(refuse).toThrow('sky.yaml:3:3  there is no component "ordres" in acme. Did you mean "orders"?');
});

test('the bill can be checked by a person: every figure says where it is from', () => {
  const { colours } = new MemoryTerminal();
  const text = renderDemand(demand('components:\n  shop: { egress: 120GB }'), colours);

  expect(text).toContain('16 pods, 4.05 CPU and 10.4 GiB of memory requested; 1 load balancer');
  expect(text).toMatch(/acme\/shop +120 +answers from https:\/\/shop\.acme\.example; shop reaches mail\.example\.org +sky\.yaml:2/);
  expect(text).toMatch(/acme\/files\/files-master +3 +100m +256Mi +- +required +amd64 +platform\.json/);
  expect(text).toMatch(/acme\/archive +objects +not told +not told/);
});
