import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';
import { status, StatusOptions } from '../../src/commands/status';
import { Reach } from '../../src/deployment/reach-clusters';
import { InputError } from '../../src/platform-file/finding';
import { ClusterReader } from '../../src/status/live-cluster';
import { StatusDocument } from '../../src/status/status-document';
import { ExitCode } from '../../src/terminal/exit-code';
import { MachineError } from '../../src/terminal/machine-error';
import { FakeCluster } from '../status/fake-cluster';
import { deployment } from '../status/live-objects';
import { MemoryTerminal } from '../support/memory-terminal';
import { SAMPLE } from '../support/sample-platform';
import { temporaryFolders } from '../support/temporary-folder';

const temporaryFolder = temporaryFolders();
const EMPTY = new FakeCluster([]);
const SHOP = deployment('shop', { replicas: 2, updatedReplicas: 2, availableReplicas: 2 });

/** Two stacks, each with a shop in the namespace `acme`. */
function synthesized(): string {
  const folder = temporaryFolder();
  for (const stack of ['acme', 'branch']) {
    const shop = { ...SAMPLE.components[0], path: `${stack}/shop`, readiness: [{ apiVersion: 'apps/v1', kind: 'Deployment', namespaceName: 'acme', name: 'shop' }] };
    const document: PlatformDocument = { ...SAMPLE, stack, operators: [], resources: { count: 0, waves: [] }, components: [shop] };
    mkdirSync(join(folder, stack));
    writeFileSync(join(folder, stack, 'platform.json'), JSON.stringify(document));
    writeFileSync(join(folder, stack, 'cdk.tf.json'), '{}');
  }
  return folder;
}

/** A stack that puts its shop on a cluster that was added to it. */
function synthesizeTwoClusters(folder: string, own: object, edge: object): void {
  const variables = (target: { context?: string; kubeconfig?: string }, suffix: string) => ({
    [`kube_context${suffix}`]: { default: target.context ?? null }, [`kubeconfig${suffix}`]: { default: target.kubeconfig ?? '~/.kube/config' },
  });
  const shop = { ...SAMPLE.components[0], path: 'acme/edge/shop', name: 'shop', readiness: [{ apiVersion: 'apps/v1', kind: 'Deployment', namespaceName: 'acme', name: 'shop' }] };
  const document: PlatformDocument = { ...SAMPLE, stack: 'acme', operators: [], resources: { count: 1, waves: [['kubernetes_deployment_v1.shop']] }, components: [shop] };
  const resource = { kubernetes_deployment_v1: { shop: { 'metadata': { name: 'shop', namespace: 'acme' }, 'provider': 'kubernetes.edge', '//': { metadata: { path: 'acme/edge/shop/deployment' } } } } };
  mkdirSync(join(folder, 'acme'));
  writeFileSync(join(folder, 'acme', 'platform.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'acme', 'cdk.tf.json'), JSON.stringify({ variable: { ...variables(own, ''), ...variables(edge, '_edge') }, resource }));
}

async function ask(cluster: FakeCluster, options: StatusOptions = {}): Promise<{ code: ExitCode; results: string; messages: string }> {
  const terminal = new MemoryTerminal();
  const code = await status(synthesized(), options, terminal, async (_, work) => work(cluster));
  return { code, results: terminal.results, messages: terminal.messages };
}

describe('qtcloud status', () => {
  it('tells of every stack in the folder, with exit code 3 where something is not ready', async () => {
    const { code, results } = await ask(EMPTY);
    expect(code).toBe(ExitCode.FOUND);
    expect(results).toMatch(/^acme {2}1 of 1 not ready$/m);
    expect(results).toMatch(/^branch {2}1 of 1 not ready$/m);
  });

  it('ends with 0 where everything is ready', async () => {
    const { code, results, messages } = await ask(new FakeCluster([SHOP]));
    expect(code).toBe(ExitCode.DONE);
    expect(results).toMatch(/^acme {2}1 ready$/m);
    expect(messages).toBe('');
  });

  it('prints JSON and nothing else, for programs', async () => {
    const { code, results } = await ask(EMPTY, { json: true });
    const document = JSON.parse(results) as StatusDocument;
    expect(code).toBe(ExitCode.FOUND);
    expect(document).toMatchObject({ schemaVersion: 1, ready: false });
    expect(document.stacks.map(({ stack, ready }) => [stack, ready])).toStrictEqual([['acme', false], ['branch', false]]);
  });

  it('reaches the cluster that it is told', async () => {
    const asked: StatusOptions[] = [];
    const reach: Reach<ClusterReader> = async (options, work) => {
      asked.push(options);
      return work(EMPTY);
    };
    await status(synthesized(), { kubeconfig: 'k', context: 'c' }, new MemoryTerminal(), reach);
    expect(asked).toStrictEqual([{ kubeconfig: 'k', context: 'c' }]);
  });

  it('asks each cluster once where stacks and clusters are several, each by the context that its target names', async () => {
    const folder = temporaryFolder();
    synthesizeTwoClusters(folder, { context: 'main' }, { context: 'edge-admin', kubeconfig: '../edge.yaml' });
    const asked: StatusOptions[] = [];
    const reach: Reach<ClusterReader> = async (options, work) => {
      asked.push(options);
      return work(new FakeCluster([SHOP]));
    };
    const terminal = new MemoryTerminal();
    expect(await status(folder, {}, terminal, reach)).toBe(ExitCode.DONE);
    expect(asked).toStrictEqual([{ context: 'main' }, { kubeconfig: join(folder, 'edge.yaml'), context: 'edge-admin' }]);
    expect(terminal.results).toMatch(/shop on edge .* yes/);
  });

  it('looks again while it waits', async () => {
    const started = performance.now();
    expect((await ask(EMPTY, { wait: '4s' })).code).toBe(ExitCode.FOUND);
    expect(performance.now() - started).toBeGreaterThan(2900);
  });

  it('fails for a duration that is none, before anything is asked', async () => {
    const reach: Reach<ClusterReader> = async () => Promise.reject(new Error('It was asked.'));
    await expect(status(synthesized(), { wait: 'abc' }, new MemoryTerminal(), reach)).rejects.toThrow(InputError);
  });

  it('fails for a folder in which nothing was written', async () => {
    await expect(status(temporaryFolder(), {}, new MemoryTerminal())).rejects.toThrow(InputError);
  });

  it('fails as a matter of the machine where the cluster is not reached', async () => {
    const reach: Reach<ClusterReader> = async () => Promise.reject(new MachineError('the cluster is not reached'));
    await expect(status(synthesized(), {}, new MemoryTerminal(), reach)).rejects.toThrow(MachineError);
  });
});
