import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();

const APP = { image: 'ghcr.io/acme/shop:1.4.2', port: 8080, binds: ['orders', 'media'] };
const PLATFORM = { blueprint: 'private-cloud', name: 'acme', domain: 'acme.example', target: { k3s: {} }, databases: { orders: { storage: '20Gi' }, customers: {} }, secrets: 'openBao', buckets: { media: {}, exports: {} }, apps: { shop: APP, office: APP } };
const EXTERNAL = { external: { host: 'db.acme.example', credentials: { fromSecret: 'orders-db' } } };

interface Change {
  readonly address: string;
  readonly path?: string;
  readonly component?: string;
  readonly action: string;
  readonly class: string;
  readonly why: readonly string[];
  readonly lost: readonly string[];
  readonly next: readonly string[];
}

/** Writes a platform with changes; gives the folder. */
async function written(folder: string, changes: object = {}): Promise<string> {
  const [file, output] = [join(newFolder(), 'platform.yaml'), join(folder, 'dist')];
  writeFileSync(file, stringify({ ...PLATFORM, ...changes }));
  const { code, messages } = await run('synth', '--file', file, '--output', output);
  expect([code, messages]).toStrictEqual([ExitCode.DONE, '']);
  return output;
}

/** What one change of the platform does. */
async function changesOf(changes: object, ...flags: string[]): Promise<{ code: ExitCode; changes: Change[] }> {
  const [before, after] = [await written(newFolder()), await written(newFolder(), changes)];
  const { code, results } = await run('diff', before, after, '--json', ...flags);
  return { code, changes: (JSON.parse(results) as { reviews: { changes: Change[] }[] }).reviews[0].changes };
}

const dangers = (changes: readonly Change[]) => changes.filter((change) => change.class === 'destroys-data');

test('the same platform changes nothing', async () => {
  expect(await changesOf({})).toStrictEqual({ code: ExitCode.DONE, changes: [] });
});

test('a database that is taken out is named, with what would be lost and how to keep it', async () => {
  const { code, changes } = await changesOf({ databases: { orders: PLATFORM.databases.orders } });

  expect(code).toBe(ExitCode.FOUND);
  expect(dangers(changes)).toMatchObject([{ component: 'customers', action: 'delete', path: 'acme/customers/cluster/release', lost: ['Cluster acme/customers: the data of acme/customers'] }]);
  expect(dangers(changes)[0].next.join(' ')).toContain('kubectl -n acme exec customers-1 -c postgres -- pg_dump');
  expect((await changesOf({ databases: { orders: PLATFORM.databases.orders } }, '--allow', 'customers')).code).toBe(ExitCode.DONE);
});

test.each<[string, object, string[]]>([
  ['a database under another name', { databases: { orders: PLATFORM.databases.orders, clients: {} } }, ['customers']],
  ['a database with another identity', { databases: { orders: PLATFORM.databases.orders, customers: { componentName: 'clients' } } }, ['customers']],
  ['a database that shrinks', { databases: { ...PLATFORM.databases, orders: { storage: '10Gi' } } }, ['orders']],
  ['an external product in place of an operator\'s', { databases: { ...PLATFORM.databases, orders: { driver: EXTERNAL } } }, ['orders', 'orders']],
  ['another size, where charts cannot resize volumes', { size: 'medium' }, ['files']],
  ['a store of secrets that keeps none', { secrets: 'kubernetes' }, ['secret-store', 'secret-store', 'secret-store']],
])('data is lost by %s', async (_title, changes, components) => {
  const found = await changesOf(changes);

  expect(found.code).toBe(ExitCode.FOUND);
  expect(dangers(found.changes).map(({ component }) => component).sort()).toStrictEqual(components);
});

test.each<[string, object]>([
  ['a program that goes', { apps: { office: APP } }],
  ['another image', { apps: { shop: { ...APP, image: 'ghcr.io/acme/shop:1.4.3' }, office: APP } }],
  ['a database that grows', { databases: { ...PLATFORM.databases, orders: { storage: '30Gi' } } }],
  ['one more database', { databases: { ...PLATFORM.databases, invoices: {} } }],
  ['a bucket that goes from a store that stays', { buckets: { media: {} } }],
])('nothing is made out to be lost by %s', async (_title, changes) => {
  const found = await changesOf(changes);

  expect(found.changes).not.toStrictEqual([]);
  expect([found.code, dangers(found.changes)]).toStrictEqual([ExitCode.DONE, []]);
});

test('another product behind a database is told of by the database, and by what becomes of its objects', async () => {
  const { changes } = await changesOf({ databases: { ...PLATFORM.databases, orders: { driver: EXTERNAL } } });
  const swapped = changes.find(({ address }) => address === 'acme/orders');

  expect(swapped?.why.join(' ')).toContain('instead of CloudNativePG, which starts empty');
  expect(swapped?.lost).toStrictEqual(['Cluster acme/orders: the data of acme/orders']);
});

describe('with what the lock file lets happen', () => {
  async function decided(change: object, databases: object): Promise<Change[]> {
    const folder = newFolder();
    const before = await written(folder);
    const lockFile = join(folder, 'locks.json');
    await run('lock', before, '--lock-file', lockFile);
    const after = await written(newFolder(), { databases, lockFile, changes: [change] });
    const { results } = await run('diff', before, after, '--json');
    return (JSON.parse(results) as { reviews: { changes: Change[] }[] }).reviews[0].changes;
  }

  const { orders } = PLATFORM.databases;

  test('what moves stays as it is, at another address', async () => {
    const changes = await decided({ moved: { oldPath: 'customers', newPath: 'clients' } }, { orders, clients: { componentName: 'customers' } });

    expect(changes.map((change) => change.class)).toStrictEqual(changes.map(() => 'safe'));
    expect(changes.filter(({ action }) => action === 'move').map(({ path }) => path)).toContain('acme/clients/cluster/release');
  });

  test('what is forgotten stays on the cluster', async () => {
    const changes = await decided({ forget: 'customers' }, { orders });

    expect(dangers(changes)).toStrictEqual([]);
    expect(changes.find(({ path }) => path === 'acme/customers/cluster/release')).toMatchObject({ action: 'forget', class: 'safe' });
  });

  test('what is to be destroyed is told all the same', async () => {
    expect(dangers(await decided({ destroy: 'customers' }, { orders })).map(({ component }) => component)).toStrictEqual(['customers']);
  });
});

test('an output of before the state remembered anything is read, too', async () => {
  const fixture = join(__dirname, '..', '..', '..', 'test', 'e2e', 'fixtures', 'private-cloud-082700b');
  const { code, results } = await run('diff', fixture, await written(newFolder()), '--json');

  expect(code).toBe(ExitCode.FOUND);
  expect(dangers((JSON.parse(results) as { reviews: { changes: Change[] }[] }).reviews[0].changes).map(({ component }) => component)).toContain('login-database');
});

test('fails on outputs of different stacks, and on folders without any', async () => {
  const [before, after] = [await written(newFolder()), await written(newFolder(), { name: 'umbrella', domain: 'umbrella.example' })];

  expect(await run('diff', before, after)).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('these are different stacks: acme in') as string });
  expect(await run('diff', before, newFolder())).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('no platform was written here') as string });
});

test('of several stacks those are compared that are in both, and the others are named', async () => {
  const [before, after] = [newFolder(), newFolder()];
  const [first, second] = [await written(before), await written(after)];
  const other = await written(newFolder(), { name: 'umbrella', domain: 'umbrella.example' });
  renameSync(join(other, 'umbrella'), join(first, 'umbrella'));
  const { code, messages, results } = await run('diff', first, second);

  expect([code, results]).toStrictEqual([ExitCode.DONE, '  acme  nothing changes']);
  expect(messages).toContain('umbrella is not in');
});

test('fails on an output that something else wrote over', async () => {
  const [before, after] = [await written(newFolder()), await written(newFolder())];
  const file = join(after, 'acme', 'cdk.tf.json');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 1000));

  expect(await run('diff', before, after)).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('the file is not JSON') as string });
});
