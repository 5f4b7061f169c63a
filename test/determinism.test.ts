import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from './support/properties';
import { readFolder } from '../src/testing/folder';
import { company, COMPANY_STATEMENTS } from './support/company';
import { synth } from './support/synth';
import { ordersThatCompile, tenLines } from './support/ten-lines';

const ROOT = join(__dirname, '..');
const reference = synth((app) => tenLines(app)).acme.files;

/** Files that differ, or are in one of the two only. */
function differences(other: Record<string, string>): string[] {
  return [...new Set([...Object.keys(reference), ...Object.keys(other)])].filter((path) => reference[path] !== other[path]);
}

test('there is something to compare', () => {
  expect(Object.keys(reference)).toStrictEqual(expect.arrayContaining(['manifest.json', 'stacks/acme/cdk.tf.json', 'stacks/acme/platform.json']));
});

test('the same program gives the same bytes twice', () => {
  expect(differences(synth((app) => tenLines(app)).acme.files)).toStrictEqual([]);
});

describe('statements in every order that compiles give the same bytes', () => {
  const orders = ordersThatCompile();

  test('all orders are tried', () => {
    expect(orders.length).toBeGreaterThan(50);
    expect(new Set(orders.map((order) => order.join())).size).toBe(orders.length);
  });

  test.each(orders.map((order) => ({ order, name: order.join(', ') })))('$name', ({ order }) => {
    expect(differences(synth((app) => tenLines(app, order)).acme.files)).toStrictEqual([]);
  });
});

test('a larger program gives the same bytes in any order of its statements', () => {
  const inOrder = Array.from({ length: COMPANY_STATEMENTS }, (_, index) => index);
  const expected = synth((app) => company(app, inOrder)).acme.files;
  fc.assert(fc.property(fc.shuffledSubarray(inOrder, { minLength: COMPANY_STATEMENTS }), (order) => {
    const { files } = synth((app) => company(app, order)).acme;
    expect(Object.keys(files).filter((path) => files[path] !== expected[path])).toStrictEqual([]);
  }), { numRuns: 15 });
});

describe('a process elsewhere gives the same bytes', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'determinism-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each<[string, Record<string, string>, string]>([
    ['in another folder', {}, 'online'],
    ['in another time zone', { TZ: 'Asia/Kathmandu' }, 'online'],
    ['in another locale', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }, 'online'],
    ['with another user and another home', { HOME: '/nonexistent', USER: 'somebody' }, 'online'],
    ['without a network', {}, 'offline'],
  ])('%s', (_, environment, network) => {
    const output = join(folder, 'out');
    const { status, stderr } = spawnSync(process.execPath, ['--require', require.resolve('ts-node/register/transpile-only'), join(ROOT, 'test', 'support', 'synth-program.ts'), output, network], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...environment, TS_NODE_PROJECT: join(ROOT, 'tsconfig.dev.json'), TS_NODE_COMPILER_OPTIONS: '{"module":"commonjs","moduleResolution":"node10","incremental":false,"tsBuildInfoFile":null}' },
    });
    expect([status, stderr]).toStrictEqual([0, '']);
    expect(differences(readFolder(output))).toStrictEqual([]);
  });
});
