import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareCharts } from './support/charts/chart-folder';
import { printedChanges, qtcloud } from './support/reviews';
import { commandLineTools } from './support/command-line-tools';
import { describeRoads } from './support/describe-roads';
import { identitiesOf, replacedSince } from './support/identities';
import { Installation } from './support/installation';
import { ExamplePlatform } from './support/platform';
import { Outcome, run } from './support/run';
import { say, scratchFolder } from './support/test-sandbox';

const SHOP = { image: 'ghcr.io/stefanprodan/podinfo:6.9.2', port: 9898, user: 100, binds: ['orders'] };
/** A platform of two databases and a program that uses one of them. */
const SMALL = { databases: { orders: {}, customers: {} }, apps: { shop: SHOP }, buckets: undefined, caches: undefined, sites: undefined, workers: undefined, jobs: undefined };
const EXTERNAL = { driver: { external: { host: 'db.acme.example', credentials: { fromSecret: 'orders-db' } } } };

/** Objects of a database: the one that its operator serves, and its volumes. */
const ofDatabase = (name: string) => (object: string): boolean => new RegExp(`^(claims|clusters) acme/${name}(-\\d+)?$`).test(object);

describeRoads('data', (road) => {
  const scratch = scratchFolder('data-safety');
  const lockFile = join(scratch, 'locks.json');
  let platform: ExamplePlatform;
  let installation: Installation;
  /** A copy of what was applied last. */
  const applied = join(scratch, 'applied', 'acme');

  beforeAll(async () => {
    const charts = prepareCharts(join(scratch, 'charts'));
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'), SMALL);
    await platform.synth();
    installation = await Installation.begin(road, platform.project, scratch, 'cluster');
    const outcome = await apply();
    say(`by ${road.name}: two databases and a program were applied in ${outcome.seconds.toFixed(1)} s`);
    const locked = await qtcloud('lock', platform.project, '--lock-file', lockFile);
    if (locked.code !== 0) {
      throw new Error(locked.errors);
    }
  });

  afterAll(async () => {
    await installation?.end();
  });

  /** Has a changed platform written. */
  async function synth(changes: Readonly<Record<string, unknown>>): Promise<Outcome> {
    platform.change({ ...SMALL, ...changes });
    return qtcloud('synth', '--file', join(scratch, 'platform', 'platform.yaml'), '--output', join(scratch, 'platform', 'out'));
  }

  /** Applies what was written last, and waits until the cluster has come to rest. */
  async function apply(): Promise<Outcome> {
    await installation.take(platform.project);
    const outcome = await installation.applier.apply();
    if (outcome.code !== 0) {
      throw new Error(outcome.errors);
    }
    await installation.inventory();
    rmSync(applied, { recursive: true, force: true });
    cpSync(platform.project, applied, { recursive: true });
    return outcome;
  }

  /** Runs commands that were named. */
  async function carryOut(commands: readonly string[]): Promise<void> {
    const { path } = await commandLineTools();
    const { code, errors } = await run('bash', ['-euc', commands.join('\n')], { env: { KUBECONFIG: installation.sandbox.kubeconfig, PATH: path } });
    expect([commands.length > 0, code, errors]).toStrictEqual([true, 0, '']);
  }

  /** What the change does, asked of a plan where there is one, and of the two outputs elsewhere. */
  async function reviewed(...flags: string[]): Promise<Outcome> {
    const told = await qtcloud('diff', applied, platform.project, '--json', ...flags);
    if (road.name !== 'Terraform') {
      return told;
    }
    await installation.take(platform.project);
    await installation.applier.changes();
    const asked = await qtcloud('review', join(scratch, 'cluster', 'plan.json'), '--json', ...flags);
    // What two outputs tell without a cluster is what the plan tells.
    expect(asked.code).toBe(told.code);
    expect(dangers(asked)).toStrictEqual(dangers(told));
    return asked;
  }

  function dangers(outcome: Outcome): string[] {
    return printedChanges(outcome).filter((change) => change.class === 'destroys-data').map(({ address, component = '' }) => `${component} ${address}`).sort();
  }

  describe('that the lock file remembers', () => {
    test.each<[string, object, string[]]>([
      ['a database that is declared no more', { databases: { orders: {} } }, ['"customers" (RelationalDatabase) is in the lock file and is declared no more', 'Cluster.postgresql.cnpg.io/acme/customers', 'moved "customers"', 'forget "customers"', 'destroy "customers"']],
      ['a database that has another name', { databases: { orders: {}, clients: {} } }, ['"customers" (RelationalDatabase) is in the lock file and is declared no more']],
      ['a database under its path with another identity', { databases: { orders: {}, customers: { componentName: 'clients' } } }, ['"customers" (RelationalDatabase) would have other objects than before', 'componentName']],
      ['a database with another product behind it', { databases: { orders: EXTERNAL, customers: {} } }, ['"orders" (RelationalDatabase)', 'it owns Cluster.postgresql.cnpg.io/acme/orders']],
      ['an operator that nobody needs any more', { databases: {}, apps: { shop: { ...SHOP, binds: [] } } }, ['"platform/cloudnative-pg" (Operator) is in the lock file and is declared no more', '"orders" (RelationalDatabase)']],
    ])('keeps from going silently: %s', async (_title, changes, messages) => {
      const written = readFileSync(join(platform.project, 'cdk.tf.json'));
      const { code, errors } = await synth({ ...changes, lockFile });
      expect(code).toBe(2);
      messages.forEach((message) => expect(errors.replace(/\s+/g, ' ')).toContain(message));
      expect(readFileSync(join(platform.project, 'cdk.tf.json')).equals(written)).toBe(true);
    });

    it('is no hindrance to what holds none', async () => {
      expect((await synth({ apps: {}, lockFile })).code).toBe(0);
    });
  });

  it('stays when what uses it goes', async () => {
    const before = await identitiesOf(installation.cluster);
    expect((await synth({ apps: {}, lockFile })).code).toBe(0);
    const told = await reviewed();
    expect([told.code, dangers(told)]).toStrictEqual([0, []]);
    const { out } = await apply();
    expect(out).not.toContain('HOLDS DATA');
    if (road.name !== 'Terraform') {
      // What was exported removes nothing by itself: it names what is left, and how it goes.
      await carryOut(out.split('\n').filter((line) => /^ {2}(kubectl|helm) /.test(line)));
    }
    expect(await installation.cluster.list('/apis/apps/v1/namespaces/acme/deployments')).toStrictEqual([]);
    const now = await identitiesOf(installation.cluster);
    const databases = [...before].filter(([name]) => ofDatabase('orders')(name) || ofDatabase('customers')(name));
    expect(databases.length).toBeGreaterThanOrEqual(4);
    expect(replacedSince(new Map(databases), now)).toStrictEqual([]);
  });

  it('is flagged before another product takes the place of the one that holds it, with what would be lost and how to move it', async () => {
    const before = await identitiesOf(installation.cluster);
    expect((await synth({ apps: {}, databases: { orders: EXTERNAL, customers: {} } })).code).toBe(0);
    const told = await reviewed();
    expect(told.code).toBe(3);
    const swapped = printedChanges(told).find(({ address }) => address === 'acme/orders');
    expect(swapped?.class).toBe('destroys-data');
    expect(swapped?.why.join(' ')).toContain('instead of CloudNativePG, which starts empty');
    expect(swapped?.lost).toStrictEqual(['Cluster acme/orders: the data of acme/orders']);
    expect(swapped?.next.join(' ')).toContain('kubectl -n acme exec orders-1 -c postgres -- pg_dump');
    expect(dangers(told).every((danger) => danger.startsWith('orders '))).toBe(true);
    expect((await reviewed('--allow', 'customers')).code).toBe(3);
    expect((await reviewed('--allow', 'orders')).code).toBe(0);
    expect(replacedSince(before, await identitiesOf(installation.cluster))).toStrictEqual([]);
  });

  it('stays where it is when its component moves', async () => {
    const before = await identitiesOf(installation.cluster);
    const moved = await synth({ apps: {}, databases: { orders: {}, clients: { componentName: 'customers' } }, lockFile, changes: [{ moved: { oldPath: 'customers', newPath: 'clients' } }] });
    expect([moved.code, moved.errors]).toStrictEqual([0, '']);
    const told = await reviewed();
    expect([told.code, dangers(told)]).toStrictEqual([0, []]);
    await apply();
    expect(replacedSince(before, await identitiesOf(installation.cluster))).toStrictEqual([]);
    expect(await installation.applier.changes()).toStrictEqual([]);
    expect((await qtcloud('lock', platform.project, '--lock-file', lockFile)).code).toBe(0);
  });

  it('stays on the cluster when Terraform lets go of it', async () => {
    const before = await identitiesOf(installation.cluster);
    const forgotten = await synth({ apps: {}, databases: { orders: {} }, lockFile, changes: [{ forget: 'clients' }] });
    expect([forgotten.code, forgotten.errors]).toStrictEqual([0, '']);
    const told = await reviewed();
    expect([told.code, dangers(told)]).toStrictEqual([0, []]);
    await apply();
    const databases = [...before].filter(([name]) => ofDatabase('customers')(name));
    expect(databases.length).toBeGreaterThanOrEqual(2);
    expect(replacedSince(new Map(databases), await identitiesOf(installation.cluster))).toStrictEqual([]);
  });

  it('goes where that was decided and allowed by name, and nothing else does', async () => {
    const before = await identitiesOf(installation.cluster);
    const destroyed = await synth({
      apps: {}, databases: { spare: {} }, lockFile, changes: [{ destroy: 'orders' }, { forget: 'clients' }],
    });
    expect([destroyed.code, destroyed.errors]).toStrictEqual([0, '']);
    const told = await reviewed();
    expect([told.code, dangers(told).length]).toStrictEqual([3, 1]);
    expect((await reviewed('--allow', 'orders')).code).toBe(0);
    const { out } = await apply();
    const now = await identitiesOf(installation.cluster);
    expect(replacedSince(before, now).filter((name) => ofDatabase('customers')(name.replace(/ is .*$/, '')))).toStrictEqual([]);
    expect(replacedSince(before, now).filter((name) => !name.includes(' acme/orders') && !name.startsWith('volumes '))).toStrictEqual([]);
    expect(now.has('clusters acme/orders')).toBe(road.name !== 'Terraform');
    expect(/HOLDS DATA, which goes with it: .*orders/.test(out)).toBe(road.name !== 'Terraform');
  });
});
