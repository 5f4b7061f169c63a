import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PriceCatalog } from '../../../src/sky/prices/price-catalog';
import { readPriceFile } from '../../../src/sky/prices/price-file';
import { PriceRow, rowKey } from '../../../src/sky/prices/price-row';
import { PriceGroup, PriceSource } from '../../../src/sky/prices/price-source';
import { NODE_FILES, SHIPPED_VENDORS, shippedNodeFile, shippedNodes, shippedServices } from '../../../src/sky/prices/shipped-prices';

const ROOT = join(__dirname, '..', '..', '..', '..');
const FOLDER = join(ROOT, 'cli', 'prices');
const LISTS = join(ROOT, '..', 'shared', 'prices');

const FILES = SHIPPED_VENDORS.flatMap((vendor) => NODE_FILES[vendor].map((name) => ({ vendor, name })));

test.each(FILES)('every row of $name is well formed, and in the file the digest is of', ({ vendor, name }) => {
  const text = gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8');
  const digests = JSON.parse(readFileSync(join(FOLDER, 'digests.json'), 'utf8')) as Record<string, string>;

  expect(rowsIn(shippedNodeFile(vendor, name), 'nodes')).toHaveLength(text.trimEnd().split('\n').length - 1);
  expect(digests[name.replace('.csv.gz', '')]).toBe(createHash('sha256').update(text).digest('hex'));
});

test.each(FILES)('a row of $name names the line that it was read from', ({ vendor, name }) => {
  const lines = gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8').split('\n');

  const elsewhere = rowsIn(shippedNodeFile(vendor, name), 'nodes').filter((row) => {
    const [, region, , sku, category, price] = lines[row.line - 1].split(',');
    return region !== row.region || sku !== row.sku || category !== row.category || price !== row.price.toFixed();
  });
  expect(elsewhere).toStrictEqual([]);
});

test('a region of AWS is in one of the two files', () => {
  const regions = NODE_FILES.aws.flatMap((name) => shippedNodeFile('aws', name).regionsOf('aws'));

  expect(shippedNodes('aws').nodeRegionsOf('aws')).toStrictEqual([...new Set(regions)].sort());
  expect(regions).toHaveLength(new Set(regions).size);
});

test('every other price is well formed, stands once, and has a source and a date', () => {
  const source = shippedServices();
  const rows = rowsIn(source, 'services');

  expect(rows).toHaveLength(readFileSync(join(FOLDER, 'services.csv'), 'utf8').trimEnd().split('\n').length - 1);
  expect(new Set(rows.map(rowKey)).size).toBe(rows.length);
  expect(source.vendors.flatMap((vendor) => source.nodeRegionsOf(vendor))).toStrictEqual([]);
  expect(rows.map(({ source: seenIn }) => seenIn).filter((seenIn) => !/^[\w./-]+(\.\w+\/|\/)/.test(seenIn) && !seenIn.includes('API'))).toStrictEqual([]);
});

/** How many regions that have nodes have a price of each kind as well: fewer than here means that prices were lost. */
test.each([
  { vendor: 'gcp', nodes: 43, least: { 'control-plane': 43, 'block-storage': 43, 'object-storage': 43, 'load-balancer': 43, 'load-balancer-data': 37, 'nat-gateway': 43, 'nat-gateway-data': 43, 'egress-internet': 43 } },
  { vendor: 'azure', nodes: 57, least: { 'control-plane': 57, 'block-storage': 57, 'object-storage': 57, 'load-balancer': 57, 'load-balancer-data': 57, 'nat-gateway': 57, 'nat-gateway-data': 57, 'egress-internet': 52 } },
  { vendor: 'aws', nodes: 35, least: { 'control-plane': 32, 'block-storage': 34, 'object-storage': 20, 'load-balancer': 23, 'load-balancer-data': 1, 'nat-gateway': 34, 'nat-gateway-data': 1, 'egress-internet': 28 } },
] as const)('$vendor has prices in its regions', ({ vendor, nodes, least }) => {
  const catalog = new PriceCatalog([shippedNodes(vendor), shippedServices()]);
  const regions = catalog.nodeRegionsOf(vendor);
  const kinds = Object.keys(least) as (keyof typeof least)[];

  expect(regions).toHaveLength(nodes);
  expect(Object.fromEntries(kinds.map((kind) => [kind, regions.filter((region) => catalog.rowsOf(vendor, region, 'services').some((row) => row.kind === kind)).length]))).toStrictEqual(least);
});

test('neither misprints nor prices of Windows are shipped', () => {
  const skus = (region: string) => shippedNodes('azure').rowsOf('azure', region, 'nodes').map(({ sku }) => sku);

  expect(skus('newzealandnorth')).not.toContain('Standard_F2ams_v6');
  expect(skus('mexicocentral')).not.toContain('Standard_D16as_v5');
});

test('all shipped prices together stay below 2 MB, packed', () => {
  const bytes = readdirSync(FOLDER).reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0);

  expect(bytes).toBeLessThan(2_000_000);
});

// The price lists lie beside the project where it is built; the digests above hold everywhere.
if (existsSync(LISTS)) {
  test('shipped node prices are what the collected lists say', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'prices.mjs'), LISTS, '--check'], { encoding: 'utf8' });

    expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
  });
}

test('each line of each region says what it says, whatever was read before it', () => {
  const file = join(FOLDER, 'alibaba.csv.gz');
  const alone = readPriceFile(file, 'prices/alibaba.csv.gz');
  const shipped = shippedNodes('alibaba');
  const regions = shipped.regionsOf('alibaba');

  expect(regions.length).toBeGreaterThan(20);
  expect(regions.map((region) => shipped.rowsOf('alibaba', region, 'nodes'))).toStrictEqual(regions.map((region) => alone.rowsOf('alibaba', region, 'nodes')));
});

test('no type is shipped whose GPUs are counted wrongly, and ARM is called ARM', () => {
  const catalog = new PriceCatalog(SHIPPED_VENDORS.map(shippedNodes));
  const shape = (vendor: string, region: string, sku: string) => catalog.rowsOf(vendor, region, 'nodes').find((row) => row.sku === sku)?.shape;

  expect(shape('gcp', 'us-central1', 'a2-highgpu-4g')).toMatchObject({ gpus: 4, gpuModel: 'a100' });
  expect(shape('gcp', 'us-central1', 'g2-standard-24')).toMatchObject({ gpus: 2, gpuModel: 'l4' });
  expect(shape('gcp', 'us-central1', 'g4-standard-6')).toBeUndefined();
  expect(shape('azure', 'eastus', 'Standard_NP10s')).toBeUndefined();
  expect(shape('alibaba', 'cn-hangzhou', 'ecs.g8y.large')).toMatchObject({ architecture: 'arm64' });
  expect(shape('aws', 'us-east-1', 't3.large')).toMatchObject({ burstable: true });
});

function rowsIn(source: PriceSource, what: PriceGroup): PriceRow[] {
  return source.vendors.flatMap((vendor) => source.regionsOf(vendor).flatMap((region) => source.rowsOf(vendor, region, what)));
}
