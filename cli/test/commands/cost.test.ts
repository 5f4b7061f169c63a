import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';
import { ExitCode } from '../../src/terminal/exit-code';
import { SHOP } from '../sky/demand/shop';
import { PRICE_LIST } from '../sky/pricing/price-list';
import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();

/** A folder as synth writes it, with the user's file beside it. */
function given(settings = '', platform: PlatformDocument = SHOP, files: Record<string, string> = {}): { folder: string; flags: string[] } {
  const folder = newFolder();
  mkdirSync(join(folder, 'acme'));
  writeFileSync(join(folder, 'acme', 'platform.json'), JSON.stringify(platform));
  writeFileSync(join(folder, 'sky.yaml'), settings);
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(folder, name), text));
  return { folder, flags: [folder, '--settings', join(folder, 'sky.yaml'), '--date', '2026-11-22'] };
}

async function refused(settings: string, flags: string[] = [], files: Record<string, string> = {}, platform: PlatformDocument = SHOP): Promise<string> {
  const made = given(settings, platform, files);
  const before = readdirSync(made.folder, { recursive: true });
  const { code, results, messages } = await run('cost', ...made.flags, '--html', join(made.folder, 'cost.html'), ...flags);

  expect({ code, results }).toStrictEqual({ code: ExitCode.BAD_INPUT, results: '' });
  expect(readdirSync(made.folder, { recursive: true })).toStrictEqual(before);
  return messages.replaceAll(`${made.folder}/`, '');
}

function withGpu(): PlatformDocument {
  return { ...SHOP, components: SHOP.components.map((each) => (each.name === 'shop' ? { ...each, footprint: { instances: 1, cpu: '1', memory: '1Gi', extended: { 'nvidia.com/gpu': 1 } } } : each)) };
}

test('tells the cheapest placement of one vendor, proven, within a second of its own', async () => {
  const { flags, folder } = given('prices: [list.csv]', SHOP, { 'list.csv': PRICE_LIST });
  const { code, results } = await run('cost', ...flags, '--vendor', 'beta', '--json', '--html', join(folder, 'cost.html'));
  const document = JSON.parse(results) as { best: string; vendors: { placement: { monthly: string; bound: string; nodes: { type: string; count: number }[] } }[] };

  expect(code).toBe(ExitCode.DONE);
  expect(document.best).toBe('beta');
  expect(Number(document.vendors[0].placement.bound)).toBeLessThanOrEqual(Number(document.vendors[0].placement.monthly));
  expect(document.vendors[0].placement.nodes).toMatchObject([{ type: 'medium', count: 3 }]);
  expect(readFileSync(join(folder, 'cost.html'), 'utf8')).toContain('<svg class="chart"');
});

test('what if: without a vendor, in one region, on spot nodes', async () => {
  const { flags } = given('prices: [list.csv]', SHOP, { 'list.csv': PRICE_LIST });
  const vendors = async (...what: string[]) => {
    const { results } = await run('cost', ...flags, '--json', '--without-vendor', 'aws', 'azure', 'gcp', 'alibaba', ...what);
    return (JSON.parse(results) as { vendors: { vendor: string; placement: { regions: string[]; nodes: { price: { category: string } }[] } | null }[] }).vendors;
  };

  expect((await vendors()).map(({ vendor }) => vendor)).toStrictEqual(['beta', 'alpha', 'gamma']);
  expect((await vendors('--region', 'a2')).map(({ placement }) => placement?.regions)).toStrictEqual([['alpha/a2']]);
  expect((await vendors('--vendor', 'alpha', '--spot', '50'))[0].placement?.nodes.map(({ price }) => price.category).sort()).toContain('Dynamic');
});

test('prints the bill of demand as a table and as data', async () => {
  const { flags } = given();

  expect((await run('cost', ...flags, '--demand')).results).toContain('acme/files/files-volume');
  expect(JSON.parse((await run('cost', ...flags, '--demand', '--json')).results)).toMatchObject({ schemaVersion: 1, stack: 'acme', volumes: [{ gibibytes: '20' }, {}, {}] });
});

test('prints CSV in the columns of FOCUS', async () => {
  const { flags } = given('prices: [list.csv]', SHOP, { 'list.csv': PRICE_LIST });
  const { results } = await run('cost', ...flags, '--vendor', 'beta', '--focus');

  expect(results.split('\r\n')[0]).toMatch(/^ProviderName,RegionId,ServiceCategory,/);
  expect(results).toContain('beta,b1,Storage,Block Storage,disk,ssd,Usage');
});

describe('refuses, writes nothing, and names the place of', () => {
  test.each([
    ['a malformed price row', 'list.csv:2:22  ListUnitPrice: "0.1.2" is not a price.', PRICE_LIST.replace('large,,0.1,', 'large,,0.1.2,')],
    ['an unknown unit', 'list.csv:2:30  PricingUnit: "Hour" is not a unit of node.', PRICE_LIST.replace('0.1,USD,Hours', '0.1,USD,Hour')],
    ['a negative price', 'list.csv:2:22  ListUnitPrice: the price -0.1 is negative', PRICE_LIST.replace('large,,0.1,', 'large,,-0.1,')],
    ['a price of zero', 'list.csv:2:22  ListUnitPrice: the price 0 is zero', PRICE_LIST.replace('large,,0.1,', 'large,,0,')],
    ['a line that is too short', 'list.csv:24:', `${PRICE_LIST}alpha,a1,node\n`],
  ])('%s', async (_, message, prices) => {
    expect(await refused('prices: [list.csv]', [], { 'list.csv': prices })).toContain(message);
  });

  test('a currency without a rate, of a vendor that was named', async () => {
    expect(await refused('prices: [list.csv]', ['--vendor', 'gamma'], { 'list.csv': PRICE_LIST })).toMatch(/^list\.csv:23:1 {2}the price of gamma great is in CNY, and there is no rate to USD\./);
  });

  test('a GPU that nobody offers', async () => {
    expect(await refused('components:\n  shop: { gpuModels: [l44] }', ['--vendor', 'aws'], {}, withGpu())).toContain('sky.yaml:2:3  acme/shop: nobody offers 1 GPU of l44 on one node. Did you mean "l4"?');
  });

  test.each([
    ['a region that is misspelt', ['--region', 'westeurop'], '--region  there is no region "westeurop" with prices.'],
    ['regions that leave nothing', ['--vendor', 'aws', '--region', 'gcp/us-central1'], 'no region is left to choose from.'],
    ['a vendor that is misspelt', ['--vendor', 'azur'], '--vendor  there are no prices of a vendor "azur". Did you mean "azure"?'],
    ['all vendors left out', ['--without-vendor', 'aws', 'azure', 'gcp', 'alibaba'], 'no region is left to choose from.'],
    ['a share that is none', ['--spot', 'half'], '--spot  "half" is not a share of pods.'],
    ['a time that is none', ['--time-limit', '1m'], '--time-limit  "1m" is not a number of seconds.'],
    ['a day that is none', ['--date', '22.11.2026'], '--date  "22.11.2026" is not a day.'],
  ])('%s', async (_, flags, message) => {
    expect(await refused('', flags)).toContain(message);
  });

  test('a list of regions in the user\'s file that empties the choice', async () => {
    expect(await refused('rules: { regions: [aws/us-east-1], vendors: [azure] }')).toContain('no region is left to choose from.');
    expect(await refused('rules: { regions: [aws/us-east-9] }')).toContain('sky.yaml:1:20  rules.regions[0]: there is no region "aws/us-east-9" with prices of aws.');
    expect(await refused('rules:\n  vendors: [aws, azur]')).toContain('sky.yaml:2:18  rules.vendors[1]: there are no prices of a vendor "azur". Did you mean "azure"?');
  });

  test('a component that is not there', async () => {
    expect(await refused('components:\n  shopp: {}')).toContain('sky.yaml:2:3  there is no component "shopp" in acme. Did you mean "shop"?');
  });

  test('a folder without a platform', async () => {
    const { code, messages } = await run('cost', newFolder());

    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('no platform was written here.');
  });
});

describe('the prices themselves', () => {
  test('are listed by vendor and region, each with its row', async () => {
    const { results } = await run('prices', 'list', 'gcp', 'us-central1');

    expect(results).toMatch(/block-storage +pd-balanced +Standard +0\.1 USD +GiB-Months +Cyclenerd\/google-cloud-pricing-cost-calculator .+ 2026-07-30 +high +prices\/services\.csv:\d+/);
    expect((await run('prices', 'list')).results).toMatch(/aws +af-south-1, .*cn-north-1, eu-central-1, .*us-east-1, us-east-2, us-gov-east-1, us-gov-west-1/);
  });

  test('are written as a file that can be read again', async () => {
    const { results } = await run('prices', 'list', 'aws', 'us-east-1', '--csv');
    const { flags } = given('prices: [mine.csv]', SHOP, { 'mine.csv': results.replaceAll('aws,us-east-1', 'mine,here') });
    const { code, messages } = await run('cost', ...flags, '--demand');

    expect({ code, messages }).toStrictEqual({ code: ExitCode.DONE, messages: '' });
  });

  test('of an unknown vendor are refused', async () => {
    const { code, messages } = await run('prices', 'list', 'awss');

    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('Did you mean "aws"?');
    expect(existsSync('prices')).toBe(false);
  });
});
