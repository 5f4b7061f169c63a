import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudStack } from '../../src/core/cloud-stack';
import { LockChange } from '../../src/core/lock-change';
import { Namespace } from '../../src/core/namespace';
import { lockFileText, LockedStack } from '../../src/core/platform-lock';
import { Credentials } from '../../src/core/secret-reference';
import { Cache } from '../../src/data/cache';
import { RelationalDatabase } from '../../src/data/relational-database';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { Template } from '../../src/testing/template';
import { cloud, refusal, STACK, synth } from '../support/synth';

let folder: string;
let lockFile: string;

/** The lock file of what is built. */
function lock(build: (stack: CloudStack) => void): void {
  writeFileSync(lockFile, lockFileText(undefined, { [STACK]: cloud(build).platform.locked as LockedStack }));
}

const orders = (stack: CloudStack): void => { new RelationalDatabase(stack, 'orders'); };
const rebuild = (build: (stack: CloudStack) => void, ...changes: LockChange[]): Template => cloud(build, { lockFile, changes });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  lockFile = join(folder, 'platform.lock.json');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('what is declared as before passes, and changes nothing', () => {
  lock(orders);
  const again = rebuild(orders);
  expect(again.terraform.moved).toBeUndefined();
  expect(again.terraform.resource).toStrictEqual(cloud(orders).terraform.resource);
});

test('something new passes', () => {
  lock(orders);
  expect(rebuild((stack) => { orders(stack); new RelationalDatabase(stack, 'billing'); }).objectsOfKind('Cluster')).toHaveLength(2);
});

test('it remembers the operator beside the database', () => {
  lock(orders);
  expect(refusal(() => rebuild(() => undefined))).toMatch(/"orders" \(RelationalDatabase\)[^]*"platform\/cloudnative-pg" \(Operator\)|"platform\/cloudnative-pg" \(Operator\)[^]*"orders" \(RelationalDatabase\)/);
});

test('a database that disappeared is refused, with the choices by name', () => {
  lock((stack) => { orders(stack); new RelationalDatabase(stack, 'billing'); });
  const message = refusal(() => rebuild(orders));
  expect(message).toContain('"billing" (RelationalDatabase) is in the lock file and is declared no more; it owns Cluster.postgresql.cnpg.io/acme/billing');
  expect(message).toContain('moved "billing" to its new path, forget "billing"');
  expect(message).toContain('destroy "billing"');
});

test('a database that was renamed is refused', () => {
  lock(orders);
  expect(refusal(() => rebuild((stack) => { new RelationalDatabase(stack, 'sales'); }))).toContain('"orders" (RelationalDatabase) is in the lock file and is declared no more');
});

test('a database with another identity is refused, with what would be lost', () => {
  lock(orders);
  const message = refusal(() => rebuild((stack) => { new RelationalDatabase(stack, 'orders', { componentName: 'sales' }); }));
  expect(message).toContain('Cluster.postgresql.cnpg.io/acme/orders would be destroyed, and Cluster.postgresql.cnpg.io/acme/sales made anew');
});

describe('a database whose driver is an external one now', () => {
  const external = (stack: CloudStack): void => {
    new RelationalDatabase(stack, 'orders', { driver: RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: Credentials.fromSecret('orders-db') }) });
  };

  test('is refused, with what would be lost, how to take it out, and what to say', () => {
    lock(orders);
    const message = refusal(() => rebuild(external));
    expect(message).toContain('"orders" (RelationalDatabase) is in the lock file with data on this cluster, and its product is external PostgreSQL now, which keeps none here; it owns Cluster.postgresql.cnpg.io/acme/orders');
    expect(message).toContain('the next apply would destroy that, with the data. To take the data out: Dump it while it runs: kubectl -n acme exec orders-1');
    expect(message).toContain('forget "orders" (Terraform lets go of it, the data stays on the cluster), or destroy "orders" (the data goes)');
    expect(message).not.toContain('declared no more; it owns Cluster');
  });

  test('is forgotten as it was, and nothing that is still declared with it', () => {
    lock(orders);
    const template = rebuild(external, LockChange.forget('orders'), LockChange.forget('platform/cloudnative-pg'));
    const removed = (template.terraform.removed as { from: string }[]).map(({ from }) => from);
    expect(removed.filter((address) => template.addresses.includes(address))).toStrictEqual([]);
    expect(removed).toStrictEqual(expect.arrayContaining(cloud(orders).addresses.filter((address) => address.startsWith('helm_release.orders_'))));
    expect(template.addresses).toContainEqual(expect.stringMatching(/^terraform_data\.orders_ready_/));
  });

  test('is refused without a way out of the old one where the lock file of an older library has none', () => {
    lock(orders);
    const file = JSON.parse(readFileSync(lockFile, 'utf8')) as { stacks: Record<string, Record<string, { migration?: string }>> };
    delete file.stacks[STACK].orders.migration;
    writeFileSync(lockFile, JSON.stringify(file));
    expect(refusal(() => rebuild(external))).toContain('would destroy that, with the data. When the data is where it belongs');
  });
});

test('another product on this cluster is refused with how to take the data out', () => {
  lock(orders);
  const file = readFileSync(lockFile, 'utf8').replaceAll('Cluster.postgresql.cnpg.io', 'PostgresCluster.acme.example');
  writeFileSync(lockFile, file);
  expect(refusal(() => rebuild(orders))).toMatch(/PostgresCluster\.acme\.example\/acme\/orders would be destroyed, .* give the new one another id\. To take the data out: Dump it/);
});

test('a database in another namespace has another identity', () => {
  lock(orders);
  const moved = (stack: CloudStack): void => { new RelationalDatabase(new Namespace(stack, 'shop'), 'orders'); };
  expect(refusal(() => rebuild(moved, LockChange.moved('orders', 'shop/orders')))).toContain('Cluster.postgresql.cnpg.io/acme/orders would be destroyed');
});

test('a move writes moved blocks for every address of it, and nothing is destroyed', () => {
  lock(orders);
  const before = cloud(orders);
  const after = rebuild((stack) => { new RelationalDatabase(stack, 'sales', { componentName: 'orders' }); }, LockChange.moved('orders', 'sales'));
  const own = (template: Template, id: string): string[] => template.addresses.filter((address) => address.includes(`.${id}_`));
  const moved = after.terraform.moved as { from: string; to: string }[];
  expect(moved.map(({ from }) => from).sort()).toStrictEqual(own(before, 'orders'));
  expect(moved.map(({ to }) => to).sort()).toStrictEqual(own(after, 'sales'));
});

test('a move to a place where nothing is declared is refused', () => {
  lock(orders);
  expect(refusal(() => rebuild(() => undefined, LockChange.moved('orders', 'nowhere')))).toContain('"orders" (RelationalDatabase) is in the lock file and is declared no more');
});

test('to forget writes removed blocks that destroy nothing', () => {
  lock(orders);
  const template = rebuild(() => undefined, LockChange.forget('orders'), LockChange.forget('platform/cloudnative-pg'));
  const removed = template.terraform.removed as { from: string; lifecycle: object }[];
  expect(removed.map(({ from }) => from).sort()).toStrictEqual(cloud(orders).addresses.filter((address) => /\.(orders_|platform_cloudnative-pg_)/.test(address)));
  expect(removed.filter(({ lifecycle }) => JSON.stringify(lifecycle) !== '{"destroy":false}')).toStrictEqual([]);
});

test('to destroy writes no block: the next apply does it', () => {
  lock(orders);
  const template = rebuild(() => undefined, LockChange.destroy('orders'), LockChange.destroy('platform/cloudnative-pg'));
  expect([template.terraform.moved, template.terraform.removed]).toStrictEqual([undefined, undefined]);
});

test('to forget what is still declared is refused', () => {
  lock(orders);
  expect(refusal(() => rebuild(orders, LockChange.forget('orders')))).toContain('forget: "orders" is still declared');
});

test('a change of something that is not remembered is refused, with what is', () => {
  lock(orders);
  expect(refusal(() => rebuild(orders, LockChange.destroy('billing')))).toContain('remembers nothing at "billing". It remembers orders, platform/cloudnative-pg');
});

test('changes without a lock file are refused', () => {
  expect(refusal(() => cloud(orders, { changes: [LockChange.forget('orders')] }))).toContain('changes were given without a lock file');
});

test.each([['is not there', undefined], ['is no JSON', 'schemaVersion: 1'], ['is of another version', '{"schemaVersion": 99, "stacks": {}}'], ['is a list', '[]'], ['has no stacks', '{"schemaVersion": 1}'], ['has stacks that are none', '{"schemaVersion": 1, "stacks": null}'], ['has a thing that is none', '{"schemaVersion": 1, "stacks": {"acme": {"orders": {"type": "X"}}}}']])('a lock file that %s is refused', (_, text) => {
  if (text !== undefined) {
    writeFileSync(lockFile, text);
  }
  expect(refusal(() => rebuild(orders))).toMatch(/the lock file ".*" (cannot be read|is not one of this version)/);
});

test('the text of a lock file keeps what other stacks remember, and does not depend on order', () => {
  const thing = { type: 'X', objects: [], addresses: {} };
  const file = { schemaVersion: 1, stacks: { other: { b: thing, a: thing } } };
  expect(JSON.parse(lockFileText(file, { acme: {} }))).toStrictEqual({ schemaVersion: 1, stacks: { acme: {}, other: { a: thing, b: thing } } });
  expect(lockFileText(file, {})).toBe(lockFileText({ ...file, stacks: { other: { a: thing, b: thing } } }, {}));
});

test('fails for a second lock file in one stack, which would take the place of the first', () => {
  lock(orders);
  expect(refusal(() => rebuild((stack) => { stack.addCluster('edge', { lockFile }); }))).toContain('the stack has a lock file already');
});

test('a stack that was renamed is refused: nothing of it would be found under the new name', () => {
  lock(orders);
  const renamed = () => synth((app) => orders(new CloudStack(app, 'acme2', { lockFile })));
  expect(refusal(renamed)).toContain('the lock file remembers the stack "acme", which this program does not declare');
});

test('a further stack beside the one that is remembered passes', () => {
  lock(orders);
  expect(Object.keys(synth((app) => ['acme', 'second'].forEach((name) => orders(new CloudStack(app, name, { lockFile })))))).toStrictEqual(['acme', 'second']);
});

test('what was decided when a database was made cannot change in place', () => {
  lock(orders);
  const message = refusal(() => rebuild((stack) => { new RelationalDatabase(stack, 'orders', { owner: 'sales' }); }));
  expect(message).toContain('"orders" (RelationalDatabase) cannot change in place what was decided when it was made: owner from "orders" to "sales"');
  expect(message).toContain('Put the old value back');
});

test('the size of a volume that a StatefulSet made cannot change in place; that of one that an operator made can', () => {
  const cache = (storage: string) => (stack: CloudStack): void => { new Cache(stack, 'sessions', { persistence: true, storage }); };
  lock(cache('4Gi'));
  expect(refusal(() => rebuild(cache('8Gi')))).toContain('storage from "4Gi" to "8Gi"');
  lock(orders);
  expect(() => rebuild((stack) => { new RelationalDatabase(stack, 'orders', { storage: '40Gi' }); })).not.toThrow();
});
