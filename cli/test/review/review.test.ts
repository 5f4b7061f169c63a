import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';
import { cluster, customResources, object, ORDERS, remembered, SampleResource, samplePlan, workload, writePlan } from './sample-plan';

const newFolder = temporaryFolders();

const ADDRESS = 'helm_release.orders_cluster_release_0A1B2C3D';
const REMOVED: SampleResource = { type: 'helm_release', name: 'orders_cluster_release_0A1B2C3D', actions: ['delete'], before: customResources('orders', [cluster()]) };
/** Which everything of the platform's bears a label of. */
const OURS: SampleResource = { type: 'kubernetes_service_v1', actions: ['no-op'], before: object(), after: object() };

interface Printed {
  readonly reviews: readonly { readonly counts: Record<string, number>; readonly notes: readonly string[]; readonly changes: readonly { readonly class: string; readonly component?: string; readonly path?: string; readonly address: string; readonly allowed: boolean }[] }[];
}

function printed(results: string): Printed['reviews'][number] {
  return (JSON.parse(results) as Printed).reviews[0];
}

test.each([
  ['the name of its component', 'orders'],
  ['its construct path', 'acme/orders'],
  ['a construct path above it', 'acme'],
  ['its address', ADDRESS],
])('what destroys data is let through by %s', async (_title, name) => {
  const file = writePlan(newFolder(), samplePlan([REMOVED, remembered('orders', ORDERS)]));

  expect((await run('review', file)).code).toBe(ExitCode.FOUND);
  const { code, results } = await run('review', file, '--allow', name, '--json');
  expect(code).toBe(ExitCode.DONE);
  expect(printed(results).changes[0]).toMatchObject({ class: 'destroys-data', component: 'orders', allowed: true });
});

test.each(['order', 'orders/cluster', 'customers', 'kubernetes_namespace_v1.acme', ''])('what destroys data is not let through by another name: "%s"', async (name) => {
  const { code, results } = await run('review', writePlan(newFolder(), samplePlan([REMOVED, remembered('orders', ORDERS)])), '--allow', name, '--json');

  expect(code).toBe(ExitCode.FOUND);
  expect(printed(results).notes).toContain(`--allow ${name}: nothing of that name would lose data.`);
});

test('one that is allowed does not let another one through', async () => {
  const customers = { ...REMOVED, name: 'customers_cluster_release_0A1B2C3D', before: customResources('customers', [cluster('customers')]) };
  const both = samplePlan([REMOVED, customers, remembered('orders', ORDERS), remembered('customers', { objects: [{ ...ORDERS.objects[0], name: 'customers' }] })]);
  const file = writePlan(newFolder(), both);

  const one = await run('review', file, '--allow', 'orders');
  expect(one.code).toBe(ExitCode.FOUND);
  expect(one.results).toContain('--allow customers');
  expect((await run('review', file, '--allow', 'orders', 'customers')).code).toBe(ExitCode.DONE);
});

test('tells what is lost, how to keep it, and how to let it happen', async () => {
  const { results } = await run('review', writePlan(newFolder(), samplePlan([REMOVED, remembered('orders', ORDERS)])));

  expect(results).toContain('1 destroys data');
  expect(results).toContain('Cluster acme/orders is deleted, and the data with it.');
  expect(results).toContain('lost  Cluster acme/orders: the data of acme/orders');
  expect(results).toContain('To move the data of acme/orders: Dump it.');
  expect(results).toContain('forget "orders"');
  expect(results).toContain('To let this happen: --allow orders');
});

test('Markdown tells the same, and takes nothing for markup', async () => {
  const image = { type: 'kubernetes_deployment_v1', actions: ['update'], before: workload('a:1'), after: workload('<b>a_b</b>:2') };
  const { code, results } = await run('review', writePlan(newFolder(), samplePlan([REMOVED, image, remembered('orders', ORDERS)])), '--markdown');

  expect(code).toBe(ExitCode.FOUND);
  expect(results).toMatch(/^## .*: 1 destroys data, 1 restarts/);
  expect(results).toContain(`- **orders (\`${ADDRESS}\`, delete)**`);
  expect(results).toContain('  - Lost: Cluster acme/orders: the data of acme/orders');
  expect(results).toContain('\\<b\\>a\\_b\\</b\\>:2');
});

test('the worst comes first', async () => {
  const image = { type: 'kubernetes_deployment_v1', actions: ['update'], before: workload('a:1'), after: workload('a:2') };
  const { results } = await run('review', writePlan(newFolder(), samplePlan([image, REMOVED, remembered('orders', ORDERS)])), '--json');

  expect(printed(results).changes.map((change) => change.class)).toStrictEqual(['destroys-data', 'restarts']);
  expect(printed(results).counts).toStrictEqual({ 'destroys-data': 1, 'replaces': 0, 'restarts': 1, 'safe': 0 });
});

describe('where the state remembers nothing, because an older library made it', () => {
  test('a release that goes counts as if it held data, and where to look is said', async () => {
    const { code, results } = await run('review', writePlan(newFolder(), samplePlan([REMOVED, OURS])));

    expect(code).toBe(ExitCode.FOUND);
    expect(results).toContain('Nothing here tells whether it holds data');
    expect(results).toContain('--lock-file');
  });

  test('the lock file tells what holds data, and what does not', async () => {
    const folder = newFolder();
    const lockFile = join(folder, 'locks.json');
    writeFileSync(lockFile, JSON.stringify({ schemaVersion: 1, stacks: { acme: { orders: { type: 'RelationalDatabase', objects: ORDERS.objects, addresses: { 'cluster/release': ADDRESS } } } } }));
    const routes = { ...REMOVED, name: 'routes', before: customResources('routes', [{ apiVersion: 'v1', kind: 'HTTPRoute', metadata: { name: 'shop', namespace: 'acme' } }]) };
    const { code, results } = await run('review', writePlan(folder, samplePlan([REMOVED, routes, OURS])), '--lock-file', lockFile, '--json');

    expect(code).toBe(ExitCode.FOUND);
    expect(printed(results).changes.map((change) => [change.address, change.class, change.path])).toStrictEqual([
      [ADDRESS, 'destroys-data', 'acme/orders'], ['helm_release.routes', 'replaces', undefined],
    ]);
  });

  test('a lock file of another platform tells nothing', async () => {
    const folder = newFolder();
    const lockFile = join(folder, 'locks.json');
    writeFileSync(lockFile, JSON.stringify({ schemaVersion: 1, stacks: { other: { orders: { type: 'RelationalDatabase', objects: ORDERS.objects, addresses: { 'cluster/release': 'helm_release.other' } } } } }));

    expect((await run('review', writePlan(folder, samplePlan([REMOVED, OURS])), '--lock-file', lockFile)).results).toContain('Nothing here tells whether it holds data');
  });

  test('a stack that is nothing of ours is classed by what is done', async () => {
    const foreign = { ...REMOVED, before: { ...REMOVED.before, chart: 'postgresql' } };
    const { code, results } = await run('review', writePlan(newFolder(), samplePlan([foreign])), '--json');

    expect([code, printed(results).changes[0].class]).toStrictEqual([ExitCode.DONE, 'replaces']);
  });
});

test('resources of modules are known, too', async () => {
  const plan = samplePlan([REMOVED, remembered('orders', ORDERS)]) as { prior_state: { values: { root_module: object } } };
  const { root_module: inner } = plan.prior_state.values;
  plan.prior_state.values.root_module = { child_modules: [inner] };

  expect((await run('review', writePlan(newFolder(), plan))).code).toBe(ExitCode.FOUND);
});

test('fails on a folder of several stacks of which none has what is planned', async () => {
  const folder = newFolder();
  for (const stack of ['a', 'b']) {
    mkdirSync(join(folder, 'dist', stack), { recursive: true });
    writeFileSync(join(folder, 'dist', stack, 'platform.json'), JSON.stringify({ schemaVersion: 1, stack, resources: { waves: [[`terraform_data.${stack}`]] } }));
  }

  expect(await run('review', writePlan(folder, samplePlan([])), '--project', join(folder, 'dist'))).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('Name its folder') as string });
});
