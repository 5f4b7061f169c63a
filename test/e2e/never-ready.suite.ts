import { join } from 'node:path';
import { StatusDocument, SubjectDocument } from '../../cli/src/status/status-document';
import { absentImages, ABSENT } from './support/absent-images';
import { prepareCharts } from './support/charts/chart-folder';
import { commandLineTools } from './support/command-line-tools';
import { describeRoads } from './support/describe-roads';
import { Installation } from './support/installation';
import { ExamplePlatform } from './support/platform';
import { Outcome, run } from './support/run';
import { say, scratchFolder } from './support/test-sandbox';

const QTCLOUD = join(__dirname, '..', '..', 'cli', 'bin', 'qtcloud');
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** `npm run test:deep` goes both roads. By export, apply.sh itself tells what is wrong; by Terraform, Helm's provider. */
const DEEP = process.env.QTCLOUD_DEEP === '1';
/** Long enough for what is well, short enough to wait for what is not. */
const PATIENCE = { k3s: { readyTimeoutSeconds: 60 } };
const SHOP = { image: 'ghcr.io/stefanprodan/podinfo:6.9.2', port: 9898, user: 100, binds: ['orders'], host: 'shop.acme.example' };
const WELL = {
  target: PATIENCE, databases: { orders: {} }, apps: { shop: SHOP },
  certificates: undefined, buckets: undefined, caches: undefined, sites: undefined, workers: undefined, jobs: undefined,
};
/** Two operators with definitions: the pods of one find no node, those of the other are forbidden. */
const BROKEN_OPERATORS = {
  ...WELL,
  databases: { orders: { driver: { cloudNativePg: { operatorOverrides: { nodeSelector: { 'kubernetes.io/hostname': 'nowhere' } } } } } },
  certificates: { ownAuthority: { operatorOverrides: { webhook: { hostNetwork: true, securePort: 10260 } } } },
};
const KIOSK = { ...SHOP, host: 'kiosk.acme.example' };
const BROKEN_IMAGE = { ...WELL, apps: { shop: SHOP, kiosk: { ...KIOSK, image: `registry.acme.example/${ABSENT}:1.4.2` } } };
const MENDED_IMAGE = { ...WELL, apps: { shop: SHOP, kiosk: KIOSK } };

describeRoads('a product that never becomes ready, brought onto a cluster', (road) => {
  const scratch = scratchFolder(`never-ready-${road.name.toLowerCase()}`);
  let platform: ExamplePlatform;
  let installation: Installation;
  let failed: Outcome;
  let definitions: Map<string, string>;

  async function declare(changes: Readonly<Record<string, unknown>>): Promise<void> {
    platform.change(changes);
    await platform.synth();
    await installation?.take(platform.project);
  }

  async function apply(what: string): Promise<Outcome> {
    const outcome = await installation.applier.apply();
    say(`${road.name}, ${what}: ended with ${outcome.code} after ${outcome.seconds.toFixed(1)} s`);
    return outcome;
  }

  async function status(...more: string[]): Promise<Outcome> {
    const { path } = await commandLineTools();
    return run(process.execPath, [QTCLOUD, 'status', platform.project, '--kubeconfig', installation.sandbox.kubeconfig, ...more], { env: { PATH: path, NO_COLOR: '1' } });
  }

  async function told(): Promise<(path: string) => SubjectDocument> {
    const { components } = (JSON.parse((await status('--json')).out) as StatusDocument).stacks[0];
    return (path) => {
      const found = components.find((component) => component.path === path);
      if (found === undefined) {
        throw new Error(`nothing is told of ${path}`);
      }
      return found;
    };
  }

  async function uids(): Promise<Map<string, string>> {
    return new Map((await installation.cluster.list(DEFINITIONS)).map(({ metadata: { name, uid = '' } }) => [name, uid]));
  }

  beforeAll(async () => {
    const charts = prepareCharts(join(scratch, 'charts'));
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'));
    await declare(BROKEN_OPERATORS);
    installation = await Installation.begin(road, platform.project, scratch, 'own', { stages: absentImages() });
  });

  afterAll(async () => {
    await installation?.end();
  });

  describe('operators whose first install fails', () => {
    beforeAll(async () => {
      failed = await apply('two operators that cannot start');
      definitions = await uids();
    });

    it('fail with an error that names the component', () => {
      expect(failed.code).not.toBe(0);
      expect(`${failed.errors}${failed.out}`).toMatch(/platform[_/]cloudnative-pg/);
      expect(`${failed.errors}${failed.out}`).toMatch(/platform[_/]cert-manager/);
    });

    if (road.name === 'export') {
      it('are told by apply.sh itself with release, reason and next step', () => {
        expect(failed.errors).toMatch(/acme\/platform\/cloudnative-pg: release cloudnative-pg in cnpg-system failed\./);
        expect(failed.errors).toMatch(/cloudnative-pg-\S+ has no node: .*node affinity\/selector.*\n +Next: add or free nodes/);
        expect(failed.errors).toMatch(/acme\/platform\/cert-manager: release cert-manager in cert-manager failed\./);
        expect(failed.errors).toMatch(/violates PodSecurity "restricted.*host namespaces.*\n +Next: the namespace cert-manager enforces pod security/);
      });
    }

    it('leave the evidence: pods that wait, what makes pods, and the definitions', async () => {
      const pods = await installation.cluster.list('/api/v1/namespaces/cnpg-system/pods');
      expect(pods.map(({ status }) => (status as { phase: string }).phase)).toContain('Pending');
      expect((await installation.cluster.list('/apis/apps/v1/namespaces/cert-manager/replicasets')).length).toBeGreaterThan(0);
      expect([...definitions.keys()]).toStrictEqual(expect.arrayContaining(['clusters.postgresql.cnpg.io', 'certificates.cert-manager.io', 'gateways.gateway.networking.k8s.io']));
    });

    it('are told by status with component, release, reason and next step', async () => {
      const of = await told();
      const database = of('acme/platform/cloudnative-pg');
      expect(database).toMatchObject({ ready: false, releases: [{ namespace: 'cnpg-system', name: 'cloudnative-pg', status: 'failed' }] });
      expect(database.problems).toMatchObject([{ reason: 'unschedulable', object: { kind: 'Pod', namespace: 'cnpg-system' } }]);
      expect(database.problems[0].message).toMatch(/node affinity\/selector/);
      expect(database.problems[0].next).toMatch(/labels/);
      const certificates = of('acme/platform/cert-manager');
      expect(certificates).toMatchObject({ ready: false, releases: [{ name: 'cert-manager', status: 'failed' }] });
      expect(certificates.problems[0]).toMatchObject({ reason: 'pod-security', object: { kind: 'ReplicaSet', namespace: 'cert-manager' } });
      expect(certificates.problems[0].message).toMatch(/violates PodSecurity "restricted.*host namespaces/);
      expect(certificates.problems[0].next).toMatch(/pod-security\.kubernetes\.io\/enforce/);
      expect(of('acme/shop')).toMatchObject({ ready: false, problems: [{ reason: 'not-applied' }] });
      expect(of('acme/orders').waitsFor).toContain('acme/platform/cloudnative-pg');
    });

    it('are told to people, too, with exit code 3', async () => {
      const { code, out } = await status();
      expect(code).toBe(3);
      expect(out).toMatch(/not ready {2}acme\/platform\/cloudnative-pg \(CloudNativePG\)\n {2}release {3}cnpg-system\/cloudnative-pg, failed: .*\n {2}object {4}Pod cnpg-system\/cloudnative-pg-.*\n {2}reason {4}unschedulable: .*\n {2}next {6}No node takes the pod/);
      expect(out).toMatch(/not applied {2}.*acme\/shop/);
    });

    it('converge after the mistake is put right, with the same definitions', async () => {
      await declare(WELL);
      const mended = await apply('the operators put right');
      expect(mended.errors).toBe('');
      expect(mended.code).toBe(0);
      expect(await installation.problems()).toStrictEqual([]);
      const now = await uids();
      expect([...definitions].filter(([name, uid]) => now.get(name) !== uid)).toStrictEqual([]);
      expect(await installation.applier.changes()).toStrictEqual([]);
    });

    it('are ready then, which status waits for', async () => {
      const { code, out } = await status('--wait', '2m');
      expect(out).not.toContain('not ready');
      expect(code).toBe(0);
    });
  });

  describe('a program whose image is not in the registry', () => {
    let before: Map<string, string>;

    beforeAll(async () => {
      before = await uids();
      await declare(BROKEN_IMAGE);
      failed = await apply('an image that is not there');
    });

    it('fails with an error that names it, and leaves the pods', async () => {
      expect(failed.code).not.toBe(0);
      expect(`${failed.errors}${failed.out}`).toMatch(/kiosk/);
      const pods = (await installation.cluster.list('/api/v1/namespaces/acme/pods')).filter(({ metadata: { name } }) => name.startsWith('kiosk-'));
      expect(pods.length).toBeGreaterThan(0);
    });

    it('is told by status with the image and the next step, and nothing else is', async () => {
      const of = await told();
      expect(of('acme/kiosk')).toMatchObject({ ready: false, problems: [{ reason: 'image-pull', container: 'main', image: `registry.acme.example/${ABSENT}:1.4.2` }] });
      expect(of('acme/kiosk').problems[0].message).toMatch(/^ImagePullBackOff: .*not found/);
      expect(of('acme/kiosk').problems[0].next).toMatch(/registry or mirror/);
      expect(of('acme/shop').ready).toBe(true);
      expect(of('acme/orders').ready).toBe(true);
    });

    it('converges with the right image, and nothing else was touched', async () => {
      await declare(MENDED_IMAGE);
      const mended = await apply('the right image');
      expect(mended.errors).toBe('');
      expect(mended.code).toBe(0);
      expect((await status()).code).toBe(0);
      expect(await uids()).toStrictEqual(before);
      expect(await installation.applier.changes()).toStrictEqual([]);
    });
  });
}, DEEP ? undefined : 'export');
