import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';
import { place } from '../../src/commands/place';
import { InputError } from '../../src/platform-file/finding';
import { ExitCode } from '../../src/terminal/exit-code';
import { SHOP } from '../sky/demand/shop';
import { PRICE_LIST } from '../sky/pricing/price-list';
import { MemoryTerminal } from '../support/memory-terminal';
import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();
const OWN_PRICES = ['--without-vendor', 'aws', 'azure', 'gcp', 'alibaba'];

function given(settings = '', platform: PlatformDocument = SHOP): { folder: string; lockFile: string; place: (...flags: string[]) => ReturnType<typeof run> } {
  const folder = newFolder();
  const lockFile = join(folder, 'placement.lock.json');
  mkdirSync(join(folder, platform.stack));
  writeFileSync(join(folder, platform.stack, 'platform.json'), JSON.stringify(platform));
  writeFileSync(join(folder, 'sky.yaml'), `prices: [list.csv]\n${settings}`);
  writeFileSync(join(folder, 'list.csv'), PRICE_LIST);
  return { folder, lockFile, place: async (...flags) => run('place', folder, '--settings', join(folder, 'sky.yaml'), '--lock-file', lockFile, '--date', '2026-11-22', ...OWN_PRICES, ...flags) };
}

test('writes the decision with its cost, its bound, its prices and its node pools', async () => {
  const made = given();
  const { code, results } = await made.place();
  const { stacks } = JSON.parse(readFileSync(made.lockFile, 'utf8')) as { stacks: Record<string, Record<string, unknown>> };

  expect(code).toBe(ExitCode.DONE);
  expect(results).toMatch(/medium +beta +b1 +medium +3 +3 +on-demand/);
  expect(stacks.acme).toMatchObject({
    vendors: ['beta'], regions: ['beta/b1'], currency: 'USD', storageProducts: { standard: 'ssd' }, oldestPrice: '2024-03-05', newestPrice: '2026-06-01', flexible: [],
    groups: { 'acme/shop': 'beta/b1', 'acme/files/files-volume': 'beta/b1' }, pools: [{ name: 'medium', type: 'medium', count: 3, zones: [3], architecture: 'amd64', purchase: 'on-demand', taints: [] }],
  });
  expect(Number(stacks.acme.bound)).toBeLessThanOrEqual(Number(stacks.acme.monthly));
});

test('the same platform and prices make the same file, byte for byte', async () => {
  const [one, other] = [given(), given()];
  await one.place();
  await other.place();

  expect(readFileSync(one.lockFile, 'utf8')).toBe(readFileSync(other.lockFile, 'utf8'));
});

test('other stacks in the file stay', async () => {
  const made = given();
  await made.place();
  const other = given('', { ...SHOP, stack: 'other' });
  writeFileSync(other.lockFile, readFileSync(made.lockFile, 'utf8'));
  await other.place();

  expect(Object.keys((JSON.parse(readFileSync(other.lockFile, 'utf8')) as { stacks: object }).stacks)).toStrictEqual(['acme', 'other']);
});

test('only pods of our own templates go to spot nodes and to ARM, on pools with taints', async () => {
  const made = given('components: { shop: { spotPercent: 100, architectures: [amd64, arm64] }, orders: { spotPercent: 100, architectures: [arm64] } }');
  await made.place('--vendor', 'alpha');
  const { stacks } = JSON.parse(readFileSync(made.lockFile, 'utf8')) as { stacks: { acme: { flexible: string[]; pools: { purchase: string; architecture: string; taints: string[] }[] } } };

  expect(stacks.acme.flexible).toStrictEqual(['acme/shop']);
  expect(stacks.acme.pools.filter(({ purchase, architecture, taints }) => (purchase === 'spot') !== taints.includes('cloud.quanttide.com/spot=true:NoSchedule') || (architecture === 'arm64') !== taints.includes('kubernetes.io/arch=arm64:NoSchedule'))).toStrictEqual([]);
  expect(stacks.acme.pools.some(({ purchase, architecture }) => purchase === 'on-demand' && architecture === 'amd64')).toBe(true);
});

describe('--check', () => {
  test('is content with a file that fits, and changes nothing', async () => {
    const made = given();
    await made.place();
    const before = readFileSync(made.lockFile, 'utf8');
    writeFileSync(join(made.folder, 'sky.yaml'), '# a line more\nprices: [list.csv]\n');
    const { code, results } = await made.place('--check');

    expect({ code, after: readFileSync(made.lockFile, 'utf8') }).toStrictEqual({ code: ExitCode.DONE, after: before });
    expect(results).toContain('fits');
  });

  test.each([
    ['the platform', (folder: string) => writeFileSync(join(folder, 'acme', 'platform.json'), JSON.stringify({ ...SHOP, components: SHOP.components.slice(1) })), 'acme: the platform asks for something else than what was placed.'],
    ['what was told', (folder: string) => writeFileSync(join(folder, 'sky.yaml'), 'components: { shop: { egress: 1TB } }'), 'acme: what was told of it (traffic, growth, where it may be) is something else than what was placed.'],
    ['the file, edited by hand', (folder: string) => writeFileSync(join(folder, 'placement.lock.json'), readFileSync(join(folder, 'placement.lock.json'), 'utf8').replace('"count": 3', '"count": 2')), 'was edited by hand'],
    ['the stack', (folder: string) => writeFileSync(join(folder, 'acme', 'platform.json'), JSON.stringify({ ...SHOP, stack: 'other' })), 'nothing is decided for the stack "other".'],
  ])('refuses another state of %s', async (_, change, message) => {
    const made = given();
    await made.place();
    change(made.folder);
    const { code, results, messages } = await made.place('--check');

    expect({ code, results }).toStrictEqual({ code: ExitCode.BAD_INPUT, results: '' });
    expect(messages).toContain(message);
    expect(messages).toContain('placement.lock.json');
  });
});

test('a file that was edited by hand is not written over', async () => {
  const made = given();
  await made.place();
  writeFileSync(made.lockFile, readFileSync(made.lockFile, 'utf8').replace('"count": 3', '"count": 2'));
  const before = readFileSync(made.lockFile, 'utf8');
  const { code } = await made.place();

  expect({ code, after: readFileSync(made.lockFile, 'utf8') }).toStrictEqual({ code: ExitCode.BAD_INPUT, after: before });
});

test('where there is no place, nothing is written, and each vendor says why', async () => {
  const made = given();
  const work = place(made.folder, { lockFile: made.lockFile, settings: join(made.folder, 'sky.yaml'), vendor: ['alpha'] }, new MemoryTerminal(), async () =>
    Promise.resolve({ kind: 'infeasible', conflict: [{ subject: 'acme/shop', field: 'requests', words: 'no node is large enough for acme/shop' }], isSmallest: true }));

  await expect(work).rejects.toThrow(InputError);
  await expect(work).rejects.toThrow(/there is no place for acme\.\n +alpha: no node is large enough for acme\/shop/);
  expect(existsSync(made.lockFile)).toBe(false);
});

test('lock-in starts from where the platform was placed', async () => {
  const made = given();
  await made.place('--vendor', 'alpha');
  const { results } = await run('lock-in', made.folder, '--settings', join(made.folder, 'sky.yaml'), '--lock-file', made.lockFile, ...OWN_PRICES, '--json');

  expect(JSON.parse(results)).toMatchObject({ current: { vendor: 'alpha' }, runnerUp: { vendor: 'beta' } });
});
