import { join } from 'node:path';
import { readDeployment } from '../../cli/src/deployment/read-deployment';
import { Sandbox } from '../../cli/src/sandbox/sandbox';
import { CrdRetention } from '../../src/core/manifest';
import { longestChain } from '../support/waits';
import { Applier } from './support/applier';
import { prepareCharts } from './support/charts/chart-folder';
import { Cluster } from './support/cluster';
import { searchLeaks } from './support/leaks';
import { definedGroups, leftBehind } from './support/left-behind';
import { ExamplePlatform } from './support/platform';
import { describeRoads } from './support/describe-roads';
import { Outcome } from './support/run';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';

const DESTROY_SECONDS = 180;

/** Pods that come and go, and are not there to be selected when all is quiet. */
const PASSING_PODS = /^(weekly-report|login-registration)$/;

describeRoads('the private cloud, applied to a real API server', (road) => {
  const scratch = scratchFolder('private-cloud');
  let sandbox: Sandbox;
  let platform: ExamplePlatform;
  let applier: Applier;
  let cluster: Cluster;
  let applied: Outcome;

  beforeAll(async () => {
    const charts = prepareCharts(join(scratch, 'charts'));
    say(`real charts: ${charts.real.join(', ') || 'none'}; stand-ins: ${charts.standIns.join(', ') || 'none'}`);
    charts.differing.forEach((chart) => say(`chart, version pinned, version found: ${chart}`));
    const started = performance.now();
    sandbox = await startSandbox(scratch);
    say(`control plane up in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    cluster = new Cluster(sandbox.client());
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'));
    await platform.synth();
    applier = road.applier(platform.project, sandbox.kubeconfig, scratch);
    await applier.prepare();
    applied = await applier.apply();
    const deployment = readDeployment(platform.project);
    say(`by ${road.name}: ${deployment.steps.length} steps in ${Math.max(...deployment.steps.map(({ wave }) => wave)) + 1} waves, applied in ${applied.seconds.toFixed(1)} s`);
    say(`longest chain: ${longestChain(deployment).map(({ path }) => path).join(' <- ')}`);
  });

  it('converges with one apply on a fresh cluster', async () => {
    expect(applied.errors).toBe('');
    expect(applied.code).toBe(0);
    expect(await cluster.unreadyWorkloads()).toStrictEqual([]);
    expect(await cluster.unreadyPods()).toStrictEqual([]);
    expect((await cluster.list('/api/v1/pods')).length).toBeGreaterThan(20);
  });

  it('gives every custom resource to somebody who serves it', async () => {
    await cluster.comesToRest();
    const found = await cluster.conditions();
    expect([...new Set(found.map(({ kind }) => kind))]).toStrictEqual(expect.arrayContaining(['Certificate', 'Cluster', 'ClusterIssuer', 'ClusterSecretStore', 'ExternalSecret', 'Gateway', 'GatewayClass']));
    expect(found.filter(({ isMet }) => !isMet)).toStrictEqual([]);
  });

  it('has no network policy that selects nobody', async () => {
    const { unselecting, all } = await cluster.policies();
    expect(all).toBeGreaterThan(20);
    expect(unselecting.filter((name) => !PASSING_PODS.test(name.split('/')[1]))).toStrictEqual([]);
  });

  it('changes nothing the second time, nor after a new synth', async () => {
    expect(await applier.changes()).toStrictEqual([]);
    await platform.synth();
    expect(await applier.changes()).toStrictEqual([]);
  });

  it('writes no secret value into state, plan, output, log or Helm release', async () => {
    const { secrets, places, found } = await searchLeaks(cluster, applier.files());
    say(`${secrets} secret values searched for in ${places.length} files and Helm releases`);
    expect(secrets).toBeGreaterThan(20);
    expect(road.records.filter((record) => !places.some((place) => place.endsWith(record)))).toStrictEqual([]);
    expect(found).toStrictEqual([]);
  });

  it('enforces restricted pod security in every namespace, operators\' included', async () => {
    const namespaces = await cluster.namespaces();
    expect(namespaces.length).toBeGreaterThan(5);
    for (const { metadata } of namespaces) {
      expect([metadata.name, metadata.labels?.['pod-security.kubernetes.io/enforce']]).toStrictEqual([metadata.name, 'restricted']);
      expect(await cluster.refusesPrivileged(metadata.name)).toMatch(/violates PodSecurity "restricted/);
    }
  });

  it('is refused by any other cluster, which stays as it is', async () => {
    const other = await startSandbox(scratch, 'other', { nodes: { count: 1 } });
    try {
      const { code, errors } = await applier.applyTo(other.kubeconfig);
      expect(code).toBe(1);
      expect(errors.replace(/\s+/g, ' ')).toMatch(/not the cluster/);
      expect(await new Cluster(other.client()).namespaces()).toStrictEqual([]);
    } finally {
      await other.down();
    }
  });

  describe('destroyed', () => {
    let destroyed: Outcome;

    beforeAll(async () => {
      destroyed = await applier.destroy();
      say(`by ${road.name}: destroyed in ${destroyed.seconds.toFixed(1)} s`);
    });

    it('is gone within a bounded time, its namespaces and volumes with it', async () => {
      expect(destroyed.errors).toBe('');
      expect(destroyed.code).toBe(0);
      expect(destroyed.seconds).toBeLessThan(DESTROY_SECONDS);
      expect((await cluster.namespaces()).map(({ metadata, status }) => [metadata.name, status])).toStrictEqual([]);
      expect(await cluster.list('/api/v1/persistentvolumes')).toStrictEqual([]);
    });

    it('leaves the definitions that are kept on purpose, and no others', async () => {
      const facts = platform.document.operators.flatMap(({ crds = [] }) => crds);
      const kept = new Set(facts.filter(({ onUninstall }) => onUninstall === CrdRetention.KEPT).map(({ group }) => group));
      const left = await definedGroups(cluster);
      expect([...left].filter((group) => !kept.has(group))).toStrictEqual([]);
      expect([...kept].filter((group) => !left.has(group))).toStrictEqual([]);
    });

    it('leaves nothing else that belongs to the whole cluster', async () => {
      expect(await leftBehind(cluster)).toStrictEqual([]);
    });

    it('can be applied again to the same cluster', async () => {
      const again = await applier.apply();
      expect(again.errors).toBe('');
      expect(again.code).toBe(0);
      expect(await cluster.unreadyWorkloads()).toStrictEqual([]);
      expect(await applier.changes()).toStrictEqual([]);
    });
  });
});
