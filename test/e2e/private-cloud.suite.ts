import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox } from '../../cli/src/sandbox/sandbox';
import { Applier } from './support/applier';
import { Charts, prepareCharts } from './support/charts/chart-folder';
import { Cluster, spellings } from './support/cluster';
import { ExamplePlatform } from './support/platform';
import { missingControlPlane, missingTerraform } from './support/requirements';
import { Outcome } from './support/run';
import { Terraform } from './support/terraform';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';

const DESTROY_SECONDS = 180;

/** Objects of hooks, which Helm makes and does not remove with the release: the real Envoy Gateway's, harmless and taken over by the next install. */
const HOOKS_LEFT: readonly string[] = ['envoy-gateway-gateway-helm-certgen:envoy-gateway-system', 'envoy-gateway-topology-injector.envoy-gateway-system'];

const missing = missingControlPlane() ?? missingTerraform();
if (missing !== undefined) {
  say(`skipped: ${missing}`);
}
const suite = missing === undefined ? describe : describe.skip;

suite(`the private cloud, applied to a real API server by Terraform${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  const scratch = scratchFolder('private-cloud');
  let charts: Charts;
  let sandbox: Sandbox;
  let platform: ExamplePlatform;
  let applier: Applier;
  let cluster: Cluster;
  let applied: Outcome;

  beforeAll(async () => {
    charts = await prepareCharts(join(scratch, 'charts'));
    say(`real charts: ${charts.real.join(', ') || 'none'}; stand-ins: ${charts.standIns.join(', ') || 'none'}`);
    charts.differing.forEach((chart) => say(`chart, version pinned, version found: ${chart}`));
    const started = performance.now();
    sandbox = await startSandbox(scratch);
    say(`control plane up in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    cluster = new Cluster(sandbox.client());
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'));
    await platform.synth();
    applier = new Terraform(platform.project, sandbox.kubeconfig, scratch);
    await applier.prepare();
    applied = await applier.apply();
    say(`${platform.document.resources.count} resources in ${platform.document.resources.waves.length} waves, applied in ${applied.seconds.toFixed(1)} s`);
  });

  afterAll(async () => {
    await sandbox?.down();
  });

  it('converges with one apply on a fresh cluster', async () => {
    expect(applied.errors).toBe('');
    expect(applied.code).toBe(0);
    expect(await cluster.unreadyWorkloads()).toStrictEqual([]);
    expect(await cluster.unreadyPods()).toStrictEqual([]);
    expect((await cluster.list('/api/v1/pods')).length).toBeGreaterThan(20);
  });

  it('gives every custom resource to somebody who serves it', async () => {
    const conditions = async (path: string, type: string) => (await cluster.list(path)).map((object) => {
      const { conditions: found = [] } = (object.status ?? {}) as { conditions?: { type: string; status: string; message?: string }[] };
      const met = found.find((condition) => condition.type === type);
      return [object.metadata.name, met?.status ?? 'never stated', met?.status === 'True' ? '' : met?.message ?? ''].join(' ').trim();
    });
    const all = (await Promise.all([
      conditions('/apis/external-secrets.io/v1/externalsecrets', 'Ready'),
      conditions('/apis/external-secrets.io/v1alpha1/pushsecrets', 'Ready'),
      conditions('/apis/postgresql.cnpg.io/v1/clusters', 'Ready'),
      conditions('/apis/cert-manager.io/v1/certificates', 'Ready'),
      conditions('/apis/gateway.networking.k8s.io/v1/gateways', 'Programmed'),
    ]));
    expect(all.every((kind) => kind.length > 0)).toBe(true);
    expect(all.flat().filter((text) => !text.endsWith(' True'))).toStrictEqual([]);
  });

  it('changes nothing the second time, nor after a new synth', async () => {
    expect(await applier.changes()).toStrictEqual([]);
    await platform.synth();
    expect(await applier.changes()).toStrictEqual([]);
  });

  it('writes no secret value into state, plan, output, log or Helm release', async () => {
    const secrets = await cluster.secretValues();
    expect(secrets.length).toBeGreaterThan(20);
    await applier.changes();
    const texts = new Map([...applier.files().map((file) => [file, readFileSync(file).toString('utf8')] as const), ...await cluster.helmReleases()]);
    expect([...texts.keys()].some((name) => name.endsWith('terraform.tfstate'))).toBe(true);
    const found = secrets.flatMap(({ where, value }) => [...texts].filter(([, text]) => spellings(value).some((spelling) => text.includes(spelling))).map(([file]) => `${where} is in ${file}`));
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
      expect(errors.replace(/\s+/g, ' ')).toContain('This is not the cluster the platform was made on');
      expect(await new Cluster(other.client()).namespaces()).toStrictEqual([]);
    } finally {
      await other.down();
    }
    expect(await applier.changes()).toStrictEqual([]);
  });

  describe('destroyed', () => {
    let destroyed: Outcome;

    beforeAll(async () => {
      destroyed = await applier.destroy();
      say(`destroyed in ${destroyed.seconds.toFixed(1)} s`);
    });

    it('is gone within a bounded time, its namespaces and volumes with it', async () => {
      expect(destroyed.errors).toBe('');
      expect(destroyed.code).toBe(0);
      expect(destroyed.seconds).toBeLessThan(DESTROY_SECONDS);
      expect((await cluster.namespaces()).map(({ metadata, status }) => [metadata.name, status])).toStrictEqual([]);
      expect(await cluster.list('/api/v1/persistentvolumes')).toStrictEqual([]);
    });

    it('leaves the definitions that are kept on purpose, and no others', async () => {
      const facts = [...platform.document.operators, ...platform.document.components].flatMap((owner) => ('crds' in owner ? owner.crds ?? [] : []) as { group: string; onUninstall: string }[]);
      const kept = new Set(facts.filter(({ onUninstall }) => onUninstall === 'kept').map(({ group }) => group));
      const left = new Set((await cluster.list('/apis/apiextensions.k8s.io/v1/customresourcedefinitions')).map((definition) => (definition.spec as { group: string }).group));
      expect([...left].filter((group) => !kept.has(group))).toStrictEqual([]);
      expect([...kept].filter((group) => !left.has(group))).toStrictEqual([]);
    });

    it('leaves nothing else that belongs to the whole cluster', async () => {
      const paths = [
        '/apis/rbac.authorization.k8s.io/v1/clusterroles', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
        '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
      ];
      const left = await Promise.all(paths.map(async (path) => (await cluster.list(path)).map(({ metadata }) => metadata.name)));
      expect(left.flat().filter((name) => !/^(system:.*|admin|cluster-admin|edit|view)$/.test(name)).filter((name) => !HOOKS_LEFT.includes(name))).toStrictEqual([]);
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
