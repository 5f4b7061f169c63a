import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PriceCatalog } from '../../../src/sky/prices/price-catalog';
import { SHIPPED_VENDORS, shippedNodes, shippedServices } from '../../../src/sky/prices/shipped-prices';

const ROOT = join(__dirname, '..', '..', '..', '..');
const FOLDER = join(ROOT, 'cli', 'prices');
const LISTS = join(ROOT, '..', 'shared', 'prices');

test.each(SHIPPED_VENDORS)('every row of %s is well formed, and in the file the digest is of', (vendor) => {
  const source = shippedNodes(vendor);
  const rows = source.regionsOf(vendor).flatMap((region) => source.rowsOf(vendor, region, 'nodes'));
  const text = gunzipSync(readFileSync(join(FOLDER, `${vendor}.csv.gz`))).toString('utf8');
  const digests = JSON.parse(readFileSync(join(FOLDER, 'digests.json'), 'utf8')) as Record<string, string>;

  expect(rows).toHaveLength(text.trimEnd().split('\n').length - 1);
  expect(digests[vendor]).toBe(createHash('sha256').update(text).digest('hex'));
});

test.each(SHIPPED_VENDORS)('a row of %s names the line that it was read from', (vendor) => {
  const source = shippedNodes(vendor);
  const lines = gunzipSync(readFileSync(join(FOLDER, `${vendor}.csv.gz`))).toString('utf8').split('\n');

  const elsewhere = source.regionsOf(vendor).flatMap((region) => source.rowsOf(vendor, region, 'nodes')).filter((row) => {
    const [, region, , sku, category, price] = lines[row.line - 1].split(',');
    return region !== row.region || sku !== row.sku || category !== row.category || price !== row.price.toFixed();
  });
  expect(elsewhere).toStrictEqual([]);
});

test('every other price is well formed, and has a source and a date', () => {
  const source = shippedServices();
  const rows = source.vendors.flatMap((vendor) => source.regionsOf(vendor).flatMap((region) => source.rowsOf(vendor, region, 'services')));

  expect(rows.length).toBeGreaterThan(100);
  expect(source.vendors.flatMap((vendor) => source.nodeRegionsOf(vendor))).toStrictEqual([]);
  expect(rows.map(({ source: seenIn }) => seenIn).filter((seenIn) => !/^[\w./-]+(\.\w+\/|\/)/.test(seenIn) && !seenIn.includes('API'))).toStrictEqual([]);
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

test('one region is read in a fraction of a second', () => {
  const started = performance.now();
  const rows = new PriceCatalog([shippedNodes('azure')]).rowsOf('azure', 'eastus', 'nodes');

  expect(rows.length).toBeGreaterThan(1000);
  expect(performance.now() - started).toBeLessThan(1000);
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
