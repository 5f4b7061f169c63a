import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Step } from '../../src/deployment/step';
import { stageExport } from '../../src/export/write-export';
import { temporaryFolders } from '../support/temporary-folder';
import { FakePrograms } from './fake-programs';
import { objectStep, planOf, releaseStep, stepLines } from './support';

const newFolder = temporaryFolders();
jest.setTimeout(60_000);

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop', namespace: 'acme' } };
const JOB = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'fill', namespace: 'acme' } };
const STEPS: readonly Step[] = [
  objectStep('acme', { object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'acme' } } }),
  releaseStep('db', { wave: 1, chart: { name: 'db', version: '1.2.3', repository: 'oci://registry.acme.example/charts' } }),
  releaseStep('cache', { wave: 1, wait: false, skipCrds: true }),
  objectStep('shop', { wave: 2, object: DEPLOYMENT }),
];

/** An export on disk, with programs to run it. */
class Exported {
  public readonly folder = newFolder();
  public readonly programs = new FakePrograms(newFolder());

  public constructor(steps: readonly Step[] = STEPS, identity?: string) {
    this.write(steps, identity);
  }

  public write(steps: readonly Step[], identity?: string): void {
    stageExport(planOf(steps, { identity }), this.folder, undefined);
  }

  public run(script: string, ...arguments_: string[]): { code: number | null; out: string; errors: string; calls: string[] } {
    const { status, stdout, stderr } = spawnSync('bash', [join(this.folder, `${script}.sh`), ...arguments_], { env: this.programs.environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return { code: status, out: stdout, errors: stderr, calls: this.programs.calls() };
  }

  public path(...names: string[]): string {
    return join(this.folder, ...names);
  }
}

/** Calls that change something, without what differs from run to run. */
function changes(calls: readonly string[], folder: string): string[] {
  return calls.filter((call) => /^(?:kubectl (?:apply|delete)|helm (?:upgrade|uninstall))/.test(call)).map((call) => call.replaceAll(folder, '.').replace(/ --request-timeout=\S+/, '').replace(/\S*\/chart\.\S*/, '<chart>'));
}

test('apply.sh has a line for each step, in waves', () => {
  const exported = new Exported();
  expect(stepLines(readFileSync(exported.path('apply.sh'), 'utf8'))).toStrictEqual([
    'wave 1', 'objects acme/acme manifests/01-acme.yaml',
    'wave 2', 'release acme/cache cache acme values/cache.yaml 600 cache 1.0.0 https://charts.acme.example --skip-crds',
    'release acme/db db acme values/db.yaml 600 oci://registry.acme.example/charts/db 1.2.3 - --wait --wait-for-jobs',
    'wave 3', 'objects acme/shop manifests/03-shop.yaml deployment/acme/shop',
  ]);
  expect(stepLines(readFileSync(exported.path('destroy.sh'), 'utf8')).filter((line) => line.startsWith('wave'))).toStrictEqual(['wave 3', 'wave 2', 'wave 1']);
});

test('applies wave by wave, waits, remembers the cluster, and says nothing on stderr', () => {
  const exported = new Exported();
  const { code, out, errors, calls } = exported.run('apply');

  expect([code, errors]).toStrictEqual([0, '']);
  const [namespace, first, second, shop] = changes(calls, exported.folder);
  const server = '--server-side --force-conflicts --field-manager=quanttide-cloud';
  expect(namespace).toBe(`kubectl apply ${server} -f ./manifests/01-acme.yaml`);
  expect([first, second].map((call) => call.split(' -n acme')[0]).sort()).toStrictEqual(['helm upgrade --install cache <chart>', 'helm upgrade --install db <chart>']);
  expect([first, second].find((call) => call.includes(' db '))).toMatch(/-f \.\/values\/db\.yaml --timeout 600s .*--wait=legacy --wait-for-jobs$/);
  expect(shop).toBe(`kubectl apply ${server} -f ./manifests/03-shop.yaml`);
  expect(calls.indexOf('kubectl rollout status deployment/shop -n acme --timeout=600s')).toBeGreaterThan(calls.findIndex((call) => call.includes('03-shop.yaml')));
  expect(readFileSync(exported.path('cluster', 'identity'), 'utf8')).toBe('uid-1\n');
  expect(readFileSync(exported.path('cluster', 'applied.txt'), 'utf8')).toBe(readFileSync(exported.path('inventory.txt'), 'utf8'));
  expect(out).toMatch(/^wave 1 of 3/);
});

test('Helm 3 is asked to wait, and not to apply server-side, which it cannot', () => {
  const exported = new Exported();
  exported.programs.answer('helm', [{ to: 'version *', out: 'v3.18.6' }]);
  const release = changes(exported.run('apply').calls, exported.folder).find((call) => call.startsWith('helm') && call.includes(' db '));
  expect(release).toMatch(/--wait --wait-for-jobs$/);
  expect(release).not.toContain('--server-side');
});

test.each([[['--nonsense']], [['--kubeconfig']], [['--context=']], [['--yes']], [['word']]])('bad usage ends with 2, and changes nothing: %j', (given) => {
  const { code, errors, calls } = new Exported().run('apply', ...given);
  expect([code, calls]).toStrictEqual([2, []]);
  expect(errors).toContain('usage: apply.sh');
});

test('a context is handed to both programs', () => {
  const { calls } = new Exported().run('apply', '--context', 'the one');
  const changing = calls.filter((call) => / (?:apply|upgrade) /.test(call));
  expect(changing.length).toBeGreaterThan(2);
  expect(changing.filter((call) => !/^(?:kubectl --context|helm --kube-context) the one /.test(call))).toStrictEqual([]);
});

test.each(['apply', 'diff', 'destroy'])('%s.sh refuses another cluster than the remembered one before it changes anything', (script) => {
  const exported = new Exported();
  mkdirSync(exported.path('cluster'));
  writeFileSync(exported.path('cluster', 'identity'), 'uid-2\n');
  const { code, errors, calls } = exported.run(script, ...(script === 'destroy' ? ['--yes'] : []));

  expect([code, calls.length]).toStrictEqual([1, 1]);
  expect(errors).toContain('This is not the cluster the platform was made on: its identity is uid-2, and this one\'s is uid-1.');
});

test('refuses another cluster than the one that the user named, also the first time', () => {
  const exported = new Exported(STEPS, 'uid-3');
  expect(exported.run('apply').errors).toContain('its identity is uid-3');
  expect(existsSync(exported.path('cluster'))).toBe(false);
});

test('a cluster that does not answer is an error that says so', () => {
  const exported = new Exported();
  exported.programs.answer('kubectl', [{ to: 'get namespace kube-system *', errors: 'Unable to connect to the server', code: 1 }]);
  const { code, errors } = exported.run('apply');
  expect(code).toBe(1);
  expect(errors).toContain('the cluster does not answer: Unable to connect to the server');
});

test('clears a release that a killed run left half done, and says so', () => {
  const exported = new Exported();
  exported.programs.answer('kubectl', [{ to: 'get secrets -n acme -l owner=helm,name=db *', out: 'sh.helm.release.v1.db.v1 pending-install' }]);
  const { code, out, calls } = exported.run('apply');

  expect(code).toBe(0);
  expect(calls.indexOf('kubectl delete -n acme secret/sh.helm.release.v1.db.v1')).toBeGreaterThan(0);
  expect(calls.indexOf('kubectl delete -n acme secret/sh.helm.release.v1.db.v1')).toBeLessThan(calls.findIndex((call) => call.startsWith('helm upgrade --install db')));
  expect(out).toContain('release db was left half done');
});

describe('hooks that are done and that Helm did not come to remove', () => {
  const HOOKS = ['Role rbac.authorization.k8s.io/v1 acme db-check before-hook-creation,hook-succeeded', 'ServiceAccount v1 acme db-check hook-succeeded', 'ConfigMap v1 acme db-settings before-hook-creation', 'ClusterRole rbac.authorization.k8s.io/v1 - db-check hook-succeeded'];
  const removed = (records: string): string[] => {
    const exported = new Exported();
    exported.programs.answer('kubectl', [{ to: 'get secrets -n acme -l owner=helm,name=db *', out: records }, { to: 'get -n acme -f - *', out: HOOKS.join('\n') }]);
    const { code, calls } = exported.run('apply');
    expect(code).toBe(0);
    return calls.filter((call) => call.startsWith('kubectl delete') && call.includes('db-'));
  };

  test('are removed after the upgrade of a first install that failed', () => {
    expect(removed('sh.helm.release.v1.db.v1 failed')).toStrictEqual([
      'kubectl delete Role.v1.rbac.authorization.k8s.io db-check -n acme --ignore-not-found',
      'kubectl delete ServiceAccount db-check -n acme --ignore-not-found',
      'kubectl delete ClusterRole.v1.rbac.authorization.k8s.io db-check --ignore-not-found',
    ]);
  });

  test.each(['sh.helm.release.v1.db.v1 deployed', 'sh.helm.release.v1.db.v1 superseded\nsh.helm.release.v1.db.v2 failed', ''])('are not looked for where an install was done, or none was tried: %j', (records) => {
    expect(removed(records)).toStrictEqual([]);
  });
});

test('brings the definitions of a chart up to date before its release, unless they are left out', () => {
  const exported = new Exported();
  exported.programs.answer('helm', [{ to: 'show crds *', out: 'kind: CustomResourceDefinition' }]);
  const calls = exported.run('apply').calls.filter((call) => /definitions|show crds|upgrade/.test(call));

  expect(calls.filter((call) => call.startsWith('helm show crds'))).toHaveLength(1);
  const applied = calls.findIndex((call) => /^kubectl apply .*definitions\.acme\.db/.test(call));
  expect(applied).toBeGreaterThanOrEqual(0);
  expect(applied).toBeLessThan(calls.findIndex((call) => call.startsWith('helm upgrade --install db')));
});

test('fails with component, release, the pod\'s reason and the next step; what waits for it is not begun', () => {
  const exported = new Exported();
  exported.programs.answer('helm', [{ to: 'upgrade --install db *', errors: 'Error: context deadline exceeded', code: 1 }]);
  exported.programs.answer('kubectl', [
    { to: 'get -n acme -f - *', out: 'db ' },
    { to: 'get pods -n acme *', out: 'db-0 waits, container main: ImagePullBackOff Back-off pulling image "db:1"\nother-0 has no node: too small\ndb-admin-0 has no node: too small\ndb-admin-7d4b9c8f6d-x2k9m has no node: too small' },
    { to: 'get events -n acme *', out: 'db-5f7c9d4b68 gets no pod: pods "db-5f7c9d4b68-x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot' },
  ]);
  const { code, errors, calls } = exported.run('apply');

  expect(code).toBe(1);
  expect(errors).toContain('acme/db: release db in acme failed.');
  expect(errors).toContain('context deadline exceeded');
  expect(errors).toContain('ImagePullBackOff');
  expect(errors).toContain('Next: see that the image exists');
  expect(errors).toMatch(/violates PodSecurity[^\n]*\n\s+Next: the namespace acme enforces pod security/);
  expect(errors).not.toMatch(/other-0|db-admin/);
  expect(calls.filter((call) => call.includes('03-shop.yaml'))).toStrictEqual([]);
});

test('what was refused before anything was made is told as it is', () => {
  const exported = new Exported();
  exported.programs.answer('helm', [{ to: 'upgrade --install db *', errors: 'Error: the server has asked for the client to provide credentials', code: 1 }]);
  const { code, errors } = exported.run('apply');
  expect(code).toBe(1);
  expect(errors).toContain('provide credentials');
  expect(errors).not.toContain('unbound');
});

test('a Job that failed is an error, and one that is complete is waited for', () => {
  const exported = new Exported([objectStep('fill', { object: JOB })]);
  exported.programs.answer('kubectl', [{ to: 'get job fill -n acme *', out: 'FailureTarget Failed' }]);
  expect(exported.run('apply')).toMatchObject({ code: 1, errors: expect.stringContaining('acme/fill: job fill in acme is not ready (FailureTarget Failed).') as string });
  exported.programs.answer('kubectl', [{ to: 'get job fill -n acme *', out: 'SuccessCriteriaMet Complete' }]);
  expect(exported.run('apply').code).toBe(0);
});

test('names what is no longer part of the platform, with the command that removes it, until it is gone; data is flagged', () => {
  const orders = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'orders', namespace: 'acme' } };
  const exported = new Exported([...STEPS, objectStep('orders', { object: orders, path: 'acme/orders/cluster' })]);
  exported.run('apply');
  exported.write(STEPS.filter(({ path }) => !path.includes('cache')));
  exported.programs.answer('kubectl', [{ to: 'get Cluster.postgresql.cnpg.io orders -n acme *', out: 'cluster/orders' }]);
  const { code, out, calls } = exported.run('apply');

  expect(code).toBe(0);
  expect(out).toContain('  kubectl delete Cluster.postgresql.cnpg.io orders -n acme\n    HOLDS DATA, which goes with it: acme/orders/cluster');
  expect(out).toContain('  helm uninstall cache -n acme\n');
  expect(changes(calls, exported.folder).filter((call) => /delete|uninstall/.test(call))).toStrictEqual([]);

  exported.programs.answer('kubectl', []);
  exported.programs.answer('helm', [{ to: 'status cache *', code: 1 }]);
  expect(exported.run('apply').out).not.toContain('no longer part');
  expect(readFileSync(exported.path('cluster', 'applied.txt'), 'utf8')).not.toContain('orders');
});

test('diff.sh names what differs, is silent about the rest, and changes nothing', () => {
  const exported = new Exported();
  const well = [{ to: 'get manifest *', out: 'same' }, { to: 'template *', out: 'same' }, { to: 'status *', out: '{"status":"deployed"}' }];
  exported.programs.answer('helm', well);
  const same = exported.run('diff');
  expect(same).toMatchObject({ code: 0, out: 'acme: nothing differs\n', errors: '' });
  expect(changes(same.calls, exported.folder)).toStrictEqual([]);

  exported.programs.answer('helm', [{ to: 'status cache *', code: 1 }, { to: 'status db *', out: '{"status":"failed"}' }, ...well]);
  exported.programs.answer('kubectl', [
    { to: 'diff *01-acme.yaml', errors: 'Error from server (NotFound): namespaces "acme" not found', code: 2 },
    { to: 'diff *03-shop.yaml', out: 'diff -u -N /tmp/LIVE-1/apps.v1.Deployment.acme.shop /tmp/MERGED-1/apps.v1.Deployment.acme.shop\n-  replicas: 1', code: 1 },
  ]);
  const { code, out } = exported.run('diff');
  expect(code).toBe(1);
  expect(out.split('\n').sort()).toStrictEqual([
    '', '~ acme/acme  manifests/01-acme.yaml: its namespace or kind is not there yet', '~ acme/cache  release cache: it is not installed',
    '~ acme/db  release db: its last change failed', '~ acme/shop  apps.v1.Deployment.acme.shop',
  ]);
  expect(exported.run('diff', '--full').out).toContain('-  replicas: 1');
});

test('diff.sh that cannot tell is an error, not a difference', () => {
  const exported = new Exported();
  exported.programs.answer('kubectl', [{ to: 'diff *', errors: 'error: the server is on fire', code: 2 }]);
  expect(exported.run('diff')).toMatchObject({ code: 1, errors: expect.stringContaining('the server is on fire') as string });
});

test('destroy.sh removes backwards, forgets the cluster, and asks for consent', () => {
  const exported = new Exported();
  exported.run('apply');
  const refused = exported.run('destroy');
  expect([refused.code, changes(refused.calls, exported.folder)]).toStrictEqual([2, []]);

  const { code, errors, calls } = exported.run('destroy', '--yes');
  expect([code, errors]).toStrictEqual([0, '']);
  expect(changes(calls, exported.folder).map((call) => call.split(' ').slice(0, 4).join(' ')).map((call, index) => (index === 1 || index === 2 ? call.slice(0, 14) : call)))
    .toStrictEqual(['kubectl delete -f ./manifests/03-shop.yaml', 'helm uninstall', 'helm uninstall', 'kubectl delete -f ./manifests/01-acme.yaml']);
  expect(existsSync(exported.path('cluster'))).toBe(false);
});

test('what is of a kind that the cluster no longer knows is gone; other failures are not', () => {
  const exported = new Exported();
  exported.programs.answer('kubectl', [{ to: 'delete -f *03-shop.yaml *', errors: 'error: resource mapping not found for name: "x": no matches for kind "Thing" in version "a/v1"\nensure CRDs are installed first', code: 1 }]);
  expect(exported.run('destroy', '--yes').code).toBe(0);
  exported.programs.answer('kubectl', [{ to: 'delete -f *01-acme.yaml *', errors: 'error: timed out waiting for the condition', code: 1 }]);
  expect(exported.run('destroy', '--yes')).toMatchObject({ code: 1, errors: expect.stringContaining('timed out waiting') as string });
});
