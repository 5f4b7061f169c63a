import { join } from 'node:path';
import { Sandbox } from '../../cli/src/sandbox/sandbox';
import { describeUnless } from '../support/describe-unless';
import { Applier } from './support/applier';
import { prepareCharts } from './support/charts/chart-folder';
import { Cluster } from './support/cluster';
import { ExamplePlatform } from './support/platform';
import { missingControlPlane } from './support/requirements';
import { Road, roads } from './support/roads';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';

const DEEP = process.env.QTCLOUD_DEEP === '1';
/** Room for the largest size. */
const NODES = { count: 6, cpu: '16', memory: '64Gi' };

const POOLED = { orders: { backup: 'nightly', connectionPooling: true, instances: 3 }, customers: { connectionPooling: true } };

/** Other choices than the example's, by what a user would call them. */
const VARIANTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'another gateway, another sign-in, pooled databases and a quota': {
    gateway: 'traefik', accounts: { driver: 'casdoor' }, databases: POOLED, quota: { cpu: '32', memory: '64Gi', pods: 200, storage: '500Gi' },
  },
  'medium size': { size: 'medium' },
  'large size': { size: 'large' },
  'secrets of the cluster, and no store beside them': { secrets: 'kubernetes' },
  'caches that keep their data': { caches: { sessions: { persistence: true } } },
};

const IN_CI = ['another gateway, another sign-in, pooled databases and a quota'];

const CASES = Object.entries(VARIANTS)
  .filter(([name]) => DEEP || IN_CI.includes(name))
  .flatMap(([name, changes]) => roads().map((road) => ({ title: `${name}, by ${road.name}`, name, changes, road, missing: missingControlPlane() ?? road.missing })));

for (const { title, name, changes, road, missing } of CASES) {
  describeUnless(missing, `the private cloud with ${title}`, () => covers(name, changes, road));
}

function covers(name: string, changes: Readonly<Record<string, unknown>>, road: Road): void {
  const scratch = scratchFolder('variant');
  let sandbox: Sandbox;
  let cluster: Cluster;
  let applier: Applier;
  let platform: ExamplePlatform;

  beforeAll(async () => {
    const { path } = prepareCharts(join(scratch, 'charts'));
    sandbox = await startSandbox(scratch, 'variant', { nodes: NODES });
    cluster = new Cluster(sandbox.client());
    platform = new ExamplePlatform('private-cloud', path, join(scratch, 'platform'), changes);
    await platform.synth();
    applier = road.applier(platform.project, sandbox.kubeconfig, scratch);
    await applier.prepare();
  });

  it('converges, changes nothing the second time, and goes without a trace', async () => {
    const applied = await applier.apply();
    expect(applied).toMatchObject({ code: 0, errors: '' });
    say(`${name}, by ${road.name}: ${platform.document.resources.count} resources in ${platform.document.resources.waves.length} waves, applied in ${applied.seconds.toFixed(1)} s`);
    expect(await cluster.unreadyWorkloads()).toStrictEqual([]);
    expect(await cluster.unreadyPods()).toStrictEqual([]);

    expect(await applier.changes()).toStrictEqual([]);
    await platform.synth();
    expect(await applier.changes()).toStrictEqual([]);

    expect(await applier.destroy()).toMatchObject({ code: 0, errors: '' });
    expect((await cluster.namespaces()).map(({ metadata }) => metadata.name)).toStrictEqual([]);
  });
}
