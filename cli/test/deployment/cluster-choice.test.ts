import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from '../../src/deployment/deployment';
import { InputError } from '../../src/platform-file/finding';
import { ChosenCluster, chosenClusters, ClusterWishes } from '../../src/deployment/cluster-choice';
import { SAMPLE } from '../support/sample-platform';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();

interface SampleTarget {
  readonly context?: string | null;
  readonly kubeconfig?: string;
  readonly identity?: string;
}

/** A stack with a step on each of its clusters. */
function stack(name: string, own: SampleTarget = {}, added: Readonly<Record<string, SampleTarget>> = {}): Deployment {
  const folder = newFolder();
  const targets: [string, SampleTarget][] = [['', own], ...Object.entries(added)];
  const variable: Record<string, { readonly default: string | null }> = {};
  for (const [alias, { context = null, kubeconfig = '~/.kube/config' }] of targets) {
    const suffix = alias === '' ? '' : `_${alias}`;
    variable[`kube_context${suffix}`] = { default: context };
    variable[`kubeconfig${suffix}`] = { default: kubeconfig };
  }
  // Those of added clusters come first, as they do in the order of their names.
  const guards: Record<string, object> = {};
  for (const [alias, { identity = '${data.kubernetes_namespace_v1.x.metadata[0].uid}' }] of [...targets].reverse()) {
    guards[`${alias}_guard`] = { 'input': identity, '//': { metadata: { path: `${name}/${alias === '' ? 'platform' : alias}/guard/identity` } } };
  }
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ variable, resource: { terraform_data: guards } }));
  const steps = targets.map(([alias]) => ({
    address: `a.${alias}`, path: `${name}/x`, owner: name, wave: 0, after: [], kind: 'object' as const, object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }, ...(alias === '' ? {} : { cluster: alias }),
  }));
  return { stack: name, folder, document: SAMPLE, steps, foreign: [] };
}

function chosen(deployments: readonly Deployment[], wishes: ClusterWishes = {}): unknown[] {
  return chosenClusters(deployments, wishes).map(({ deployment, cluster, options }: ChosenCluster) => [deployment.stack, cluster.name, options]);
}

function refusal(deployments: readonly Deployment[], wishes: ClusterWishes = {}): string {
  try {
    chosenClusters(deployments, wishes);
  } catch (error) {
    if (error instanceof InputError) {
      return JSON.stringify(error.findings);
    }
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('a stack of one cluster', () => {
  it('is asked as kubectl does by itself, where nobody says anything', () => {
    expect(chosen([stack('acme')])).toStrictEqual([['acme', undefined, {}]]);
  });

  it('is asked as its target says', () => {
    const asked = stack('acme', { context: 'main', kubeconfig: 'admin.yaml' });
    expect(chosen([asked])).toStrictEqual([['acme', undefined, { kubeconfig: join(asked.folder, 'admin.yaml'), context: 'main' }]]);
  });

  it('is asked as the user says instead; another file has a current context of its own', () => {
    expect(chosen([stack('acme', { context: 'main' })], { context: 'other' })).toStrictEqual([['acme', undefined, { context: 'other' }]]);
    expect(chosen([stack('acme', { context: 'main' })], { kubeconfig: 'k' })).toStrictEqual([['acme', undefined, { kubeconfig: 'k' }]]);
    expect(chosen([stack('acme', { context: 'main' })], { cluster: ['acme=third'] })).toStrictEqual([['acme', undefined, { context: 'third' }]]);
  });
});

describe('several stacks', () => {
  it('are on one cluster where nothing else is said, and take one context for all', () => {
    expect(chosen([stack('acme'), stack('branch')], { context: 'c' })).toStrictEqual([['acme', undefined, { context: 'c' }], ['branch', undefined, { context: 'c' }]]);
  });

  it('are asked each by the context of its target', () => {
    expect(chosen([stack('acme', { context: 'one' }), stack('branch', { context: 'two' })])).toStrictEqual([['acme', undefined, { context: 'one' }], ['branch', undefined, { context: 'two' }]]);
  });

  it('fail for one context where their targets name several, with what to pass', () => {
    expect(refusal([stack('acme', { context: 'one' }), stack('branch', { context: 'two' })], { context: 'c' })).toMatch(/names? several: acme \(one\), branch \(two\).*--cluster acme=<context> --cluster branch=<context>/);
  });

  it('take a context for one of them', () => {
    expect(chosen([stack('acme', { context: 'one' }), stack('branch', { context: 'two' })], { cluster: ['branch=c'] })).toStrictEqual([['acme', undefined, { context: 'one' }], ['branch', undefined, { context: 'c' }]]);
  });
});

describe('a cluster that was added to a stack', () => {
  const edge = { context: 'edge-admin', identity: 'cluster-2' };

  it('is asked by the context of its target, and known by its own identity', () => {
    const all = chosenClusters([stack('acme', { identity: 'cluster-1' }, { edge })], {});
    expect(all.map(({ cluster: { name, identity }, options }) => [name, identity, options])).toStrictEqual([[undefined, 'cluster-1', {}], ['edge', 'cluster-2', { context: 'edge-admin' }]]);
  });

  it('is not asked by the context that is meant for the stack\'s own', () => {
    expect(chosen([stack('acme', {}, { edge })], { context: 'main' })).toStrictEqual([['acme', undefined, { context: 'main' }], ['acme', 'edge', { context: 'edge-admin' }]]);
  });

  it('fails where nothing says how it is reached, with what to pass', () => {
    expect(refusal([stack('acme', {}, { edge: {} })], { context: 'main' })).toMatch(/acme puts something on the cluster \\"edge\\", too, and nothing says how.*--cluster edge=<context>/);
  });

  it.each(['edge=c', 'acme/edge=c'])('takes its context by %s', (pair) => {
    expect(chosen([stack('acme', {}, { edge: {} })], { cluster: [pair] })).toStrictEqual([['acme', undefined, {}], ['acme', 'edge', { context: 'c' }]]);
  });

  it('is reached by a file of its own', () => {
    expect(chosen([stack('acme', {}, { edge: { kubeconfig: '/etc/edge.yaml' } })])).toStrictEqual([['acme', undefined, {}], ['acme', 'edge', { kubeconfig: '/etc/edge.yaml' }]]);
  });
});

describe('what names no cluster', () => {
  it.each<[string, RegExp]>([['edge', /is no cluster with its context/], ['edge=', /is no cluster with its context/], ['egde=c', /there is no cluster .*egde.*Clusters here: acme, acme\/edge, edge/]])('fails: %s', (pair, message) => {
    expect(refusal([stack('acme', {}, { edge: {} })], { cluster: [pair] })).toMatch(message);
  });
});
