import { KubernetesObject } from '../../src/kubernetes/kubernetes-object';
import { ExitCode } from '../../src/terminal/exit-code';
import { asMade, CLUSTER, EDGE_SETTINGS, FakePlatform, LABELS, SERVICE } from '../support/fake-platform';
import { Ran, run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';

// Each case starts a few processes, which a busy machine takes its time for.
jest.setTimeout(120_000);
const temporary = temporaryFolders();
const environment = { ...process.env };
let platform: FakePlatform;

beforeEach(() => {
  platform = new FakePlatform(temporary());
});
afterEach(() => {
  process.env = { ...environment };
});

const SETTINGS: KubernetesObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'acme' } };
const drift = async (...options: string[]): Promise<Ran> => run('drift', platform.folder, ...options);

/** An object of a further release of the namespace acme. */
function further(object: KubernetesObject): KubernetesObject {
  platform.synthesize({ helm_release: { further: { name: 'further', namespace: 'acme', chart: 'x', repository: 'https://charts.example', version: '1', values: ['{}'] } } });
  platform.release({ name: 'further', namespace: 'acme' }, [object]);
  return asMade(object, 'further', 'acme');
}

it('finds nothing where all is as it was applied, and changes nothing', async () => {
  const { code, results } = await drift();
  expect(code).toBe(ExitCode.DONE);
  expect(results).toMatch(/acme {2}3 objects compared with what was applied {2}\d+\.\d s {2}no difference/);
  expect(results).not.toContain('Next');
  expect(platform.writes).toStrictEqual([]);
});

it('names what was deleted and edited, with its component, what it should be and what it is', async () => {
  platform.remove(SETTINGS);
  platform.edit(CLUSTER, (live) => {
    live.spec = { instances: 3, storage: { size: '1Gi' } };
  });
  platform.edit(asMade(SERVICE, 'operator', 'cnpg-system'), (live) => {
    live.spec = { selector: { app: 'operator', further: 'yes' }, ports: [{ port: 443 }] };
  });
  const { code, results } = await drift('--kubeconfig', '/clusters/acme');
  expect(code).toBe(ExitCode.FOUND);
  expect(results).toContain('3 differ');
  expect(results).toContain('  acme/shop\n    ConfigMap acme/settings  deleted');
  expect(results).toContain('  acme/orders\n    Cluster acme/orders  edited\n      spec.instances: is 3, should be 1');
  expect(results).toContain('  acme/platform/cloudnative-pg\n    Service cnpg-system/operator  edited\n      spec.selector.further: is "yes", should not be there');
  expect(results).toContain(`Next: qtcloud recover ${platform.folder} --kubeconfig /clusters/acme`);
});

it('tells scripts the same', async () => {
  platform.edit(CLUSTER, (live) => {
    live.spec = { instances: 3, storage: { size: '1Gi' } };
  });
  const { stacks: [stack], next } = JSON.parse((await drift('--json')).results) as { stacks: { objects: unknown[] }[]; next: string[] };
  expect(stack.objects).toStrictEqual([{
    owner: 'acme/orders', path: 'acme/orders/cluster/release', address: 'helm_release.orders', release: 'acme/orders',
    object: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', namespace: 'acme', name: 'orders' },
    problem: 'edited', fields: [{ path: 'spec.instances', should: 1, is: 3 }],
  }]);
  expect(next).toHaveLength(2);
});

it('needs no recover for what Terraform or server-side apply puts back by itself', async () => {
  platform.remove(SETTINGS);
  expect((await drift()).results).not.toContain('qtcloud recover');
  platform.release({ name: 'orders', namespace: 'acme', apply_method: 'ssa' }, [CLUSTER]);
  platform.remove(CLUSTER);
  expect((await drift()).results).not.toContain('qtcloud recover');
});

it('names the commands of the program that applied it', async () => {
  platform.terraform([]);
  platform.remove(SETTINGS);
  expect((await drift('--kubeconfig', '/k', '--context', 'main')).results).toContain(`Next: terraform -chdir=${platform.folder} apply -var kubeconfig=/k -var kube_context=main`);
});

it('leaves alone what nobody declared', async () => {
  platform.edit(CLUSTER, (live) => {
    live.spec = { instances: 1, storage: { size: '1Gi' }, logLevel: 'debug' };
    (live.metadata as { labels: Record<string, string> }).labels.team = 'blue';
  });
  expect((await drift()).code).toBe(ExitCode.DONE);
});

it('takes for the same what the API server writes in another way', async () => {
  const object: KubernetesObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { cpu: '1000m' } };
  platform.put({ ...further(object), spec: { cpu: '1' } });
  expect((await drift()).results).toContain('no difference');
});

it('leaves the number of replicas to an autoscaler, and finds it without one', async () => {
  const live = further({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { replicas: 1 } });
  platform.put({ ...live, spec: { replicas: 4 } });
  expect((await drift()).results).toContain('spec.replicas: is 4, should be 1');
  platform.put({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'x', namespace: 'acme' }, spec: { scaleTargetRef: { kind: 'Deployment', name: 'x' } } });
  expect((await drift()).code).toBe(ExitCode.DONE);
});

it('leaves the authority of a webhook, and the rules that a controller sums up, to whoever writes them', async () => {
  const webhook = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', metadata: { name: 'x' }, webhooks: [{ name: 'a', clientConfig: { caBundle: '' } }] };
  platform.put({ ...further(webhook), webhooks: [{ name: 'a', clientConfig: { caBundle: 'QUFB' } }] });
  expect((await drift()).code).toBe(ExitCode.DONE);
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'x' }, aggregationRule: { clusterRoleSelectors: [] }, rules: [] };
  platform.put({ ...further(role), rules: [{ verbs: ['get'] }] });
  expect((await drift()).code).toBe(ExitCode.DONE);
});

it('never shows what is in a Secret', async () => {
  const live = further({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, stringData: { password: 'correct horse' } });
  platform.put({ ...live, stringData: undefined, data: { password: Buffer.from('battery staple').toString('base64') } });
  const texts = [(await drift()).results, (await drift('--json')).results];
  expect(texts[0]).toContain('data.password: is (not shown), should be (not shown)');
  for (const value of ['correct horse', 'battery staple']) {
    expect(texts.join()).not.toContain(value);
    expect(texts.join()).not.toContain(Buffer.from(value).toString('base64'));
  }
});

it('does not miss a Job that removes itself', async () => {
  const job = (spec: object): KubernetesObject => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'x' }, spec });
  platform.remove(further(job({ ttlSecondsAfterFinished: 60 })));
  expect((await drift()).code).toBe(ExitCode.DONE);
  platform.remove(further(job({})));
  expect((await drift()).results).toContain('Job x  deleted');
});

it('takes the objects of a kind for deleted that the cluster does not know any more', async () => {
  platform.forget('Cluster');
  expect((await drift()).results).toContain('Cluster acme/orders  deleted');
});

it('names a release that is not as an apply leaves it, and does not compare it', async () => {
  platform.release({ name: 'orders', namespace: 'acme' }, [CLUSTER], 'pending-upgrade');
  platform.remove(CLUSTER);
  const { code, results } = await drift();
  expect(code).toBe(ExitCode.FOUND);
  expect(results).toContain('Helm release acme/orders  pending-upgrade');
  expect(results).not.toContain('Cluster');
  expect(results).toContain('qtcloud recover');
});

it('compares custom resources that were applied as plain manifests with what synth wrote', async () => {
  platform.remove({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'sh.helm.release.v1.orders.v1', namespace: 'acme' } });
  platform.put(CLUSTER);
  expect((await drift()).code).toBe(ExitCode.DONE);
  platform.edit(CLUSTER, (live) => {
    live.spec = { instances: 3 };
  });
  const { results } = await drift();
  expect(results).toContain('spec.instances: is 3, should be 1');
  expect(results).not.toContain('qtcloud recover');
});

it('compares the texts where the API server refuses to say, and says so', async () => {
  platform.mode('no-dry-run');
  platform.edit(CLUSTER, (live) => {
    live.spec = { instances: 3, storage: { size: '1Gi' } };
  });
  const { code, results } = await drift();
  expect(code).toBe(ExitCode.FOUND);
  expect(results).toContain('spec.instances: is 3, should be 1');
  expect(results).toContain('compared as text, for the API server refused to compare it: admission webhook "x.example.org" does not support dry run');
});

it('names what carries our labels and is no longer declared, which is no error', async () => {
  const object: KubernetesObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'old', namespace: 'acme', labels: LABELS } };
  platform.put(object);
  platform.put({ ...object, metadata: { ...object.metadata, name: 'made', ownerReferences: [{ kind: 'Cluster' }] } });
  platform.put({ ...object, metadata: { ...object.metadata, name: 'others', labels: { ...LABELS, 'app.kubernetes.io/part-of': 'other' } } });
  const { code, results } = await drift();
  expect(code).toBe(ExitCode.DONE);
  expect(results).toMatch(/No longer declared.*\n {4}ConfigMap acme\/old {2}shop$/m);
  expect(results).not.toMatch(/acme\/(made|others)/);
});

it('says where nothing of the platform is on the cluster, instead of naming every object', async () => {
  [SETTINGS, CLUSTER, asMade(SERVICE, 'operator', 'cnpg-system')].forEach((object) => platform.remove(object));
  ['acme/orders', 'cnpg-system/operator'].forEach((release) => {
    const [namespace, name] = release.split('/');
    platform.remove({ apiVersion: 'v1', kind: 'Secret', metadata: { name: `sh.helm.release.v1.${name}.v1`, namespace } });
  });
  const { code, results } = await drift();
  expect(code).toBe(ExitCode.FOUND);
  expect(results).toContain('nothing of it is on this cluster');
  expect(results).not.toContain('deleted');
});

describe('a stack on two clusters', () => {
  beforeEach(() => {
    platform.addEdge('edge-admin');
  });
  const driftOfBoth = async (...options: string[]): Promise<Ran> => drift('--cluster', 'edge=edge-admin', ...options);

  it('is compared with what is on each, and what one has is no orphan of the other', async () => {
    const { code, results } = await driftOfBoth();
    expect(results).toMatch(/acme {2}3 objects compared.*no difference[^]*acme on edge {2}1 objects compared.*no difference/);
    expect(results).not.toMatch(/kiosk|settings/);
    expect(code).toBe(ExitCode.DONE);
  });

  it('is told where something was edited, and how all is put back', async () => {
    platform.edit(EDGE_SETTINGS, (live) => {
      live.data = { mode: 'fast' };
    }, 'edge-admin');
    platform.terraform([]);
    const { stacks, next } = JSON.parse((await driftOfBoth('--json')).results) as { stacks: { cluster?: string; objects: { object: object }[] }[]; next: string[] };
    expect(stacks).toMatchObject([{ objects: [] }, { cluster: 'edge', objects: [{ object: { name: 'kiosk' }, problem: 'edited', fields: [{ path: 'data.mode', should: 'slow', is: 'fast' }] }] }]);
    expect(next).toStrictEqual([`terraform -chdir=${platform.folder} apply -var kube_context_edge=edge-admin`]);
  });

  it('names what is left on the cluster that it moved away from', async () => {
    platform.put(EDGE_SETTINGS);
    expect((await driftOfBoth()).results).toContain('ConfigMap acme/kiosk  kiosk');
  });

  it('fails where nothing says how the second is reached', async () => {
    const { code, messages } = await drift();
    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('--cluster edge=<context>');
  });
});

it('does without the right to list autoscalers, which the account of describe --rbac need not have', async () => {
  platform.forbid('/horizontalpodautoscalers');
  expect((await drift()).code).toBe(ExitCode.DONE);
});

describe('fails', () => {
  it('where the cluster refuses to be read, as nothing of qtcloud\'s fault', async () => {
    platform.forbid('/configmaps/settings');
    const { code, messages } = await drift();
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('the cluster refused: User "somebody" cannot GET /api/v1/namespaces/acme/configmaps/settings');
    expect(messages).toContain('Ask its administrator for this right');
    expect(messages).not.toContain('fault of qtcloud');
  });

  it('where synth wrote nothing, as bad input', async () => {
    const { code, messages } = await run('drift', temporary());
    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('Run "qtcloud synth" first');
  });

  it('where the cluster is not reached', async () => {
    platform.mode('unreachable');
    const { code, messages } = await drift('--kubeconfig', '/k');
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('the cluster of /k is not reached');
  });

  it('where there is no kubectl', async () => {
    process.env.PATH = temporary();
    const { code, messages } = await drift();
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('kubectl is not installed.');
  });

  it('where a record of Helm cannot be read, and names it', async () => {
    platform.edit({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'sh.helm.release.v1.orders.v1', namespace: 'acme' } }, (secret) => {
      secret.data = { release: 'AAAA' };
    });
    const { code, messages } = await drift();
    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toContain('the Secret acme/sh.helm.release.v1.orders.v1 holds no record of a Helm release');
  });
});
