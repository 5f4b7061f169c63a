import type { OperatorDocument, PlatformDocument, ReadinessDocument } from '@quanttide/cloud';
import { Deployment } from '../../src/deployment/deployment';
import { Step } from '../../src/deployment/step';
import { KubernetesObject } from '../../src/kubernetes/kubernetes-object';
import { LiveObject } from '../../src/status/cluster-objects';
import { Reason } from '../../src/status/problem';
import { renderStatus } from '../../src/status/render';
import { exitCodeOf, stackStatus, StackStatus } from '../../src/status/stack-status';
import { StatusDocument, statusDocument } from '../../src/status/status-document';
import { MachineError } from '../../src/terminal/machine-error';
import { MemoryTerminal } from '../support/memory-terminal';
import { SAMPLE } from '../support/sample-platform';
import { FakeCluster, releaseRecord } from './fake-cluster';
import { claim, crashed, deployment, event, ownedBy, pod, replicaSet, statefulSet, waiting } from './live-objects';

const IDENTITY = 'cluster-1';
const NOW = new Date('2026-11-22T12:00:00Z');
const OPERATOR = 'acme/platform/cloudnative-pg';

const rollout = (kind: string, name: string, namespaceName = 'acme'): ReadinessDocument => ({ apiVersion: 'apps/v1', kind, namespaceName, name });
const ORDERS: ReadinessDocument = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', namespaceName: 'acme', name: 'orders', condition: 'Ready' };

/** The shop, which is ours; the orders, which an operator makes of a custom resource; the files, which a chart makes. */
function declared(): Deployment {
  const questions: Record<string, ReadinessDocument[]> = { 'acme/shop': [rollout('Deployment', 'shop')], 'acme/orders': [ORDERS], 'acme/storage/files': [rollout('StatefulSet', 'files')] };
  const operator: OperatorDocument = { ...SAMPLE.operators[0], readiness: [rollout('Deployment', 'cnpg', 'cnpg-system')], crds: [{ group: 'postgresql.cnpg.io', version: 'v1', kinds: ['Cluster'], onUninstall: 'kept' as never }] };
  const document: PlatformDocument = {
    ...SAMPLE,
    operators: [operator],
    components: SAMPLE.components.filter(({ path }) => path in questions || path === 'acme/media').map((component) => ({ ...component, namespaceName: 'acme', readiness: questions[component.path] ?? [] })),
  };
  const place = (address: string, owner: string, after: string[] = []) => ({ address, path: `${owner}/x`, owner, wave: after.length, after });
  const custom = (kind: string, apiVersion: string, name: string): KubernetesObject => ({ apiVersion, kind, metadata: { name } });
  const chart = { kind: 'release', chart: { name: 'x', version: '1' }, values: {}, wait: true, timeout: 600, skipCrds: false } as const;
  const steps: Step[] = [
    { ...place('helm_release.cnpg', OPERATOR), ...chart, releaseName: 'cnpg', namespaceName: 'cnpg-system' },
    { ...place('helm_release.orders', 'acme/orders', ['helm_release.cnpg']), kind: 'objects', releaseName: 'orders', namespaceName: 'acme', objects: [custom('Cluster', 'postgresql.cnpg.io/v1', 'orders')] },
    { ...place('policy.orders', 'acme/orders'), kind: 'object', object: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'orders', namespace: 'acme' }, spec: { podSelector: { matchLabels: { 'cnpg.io/cluster': 'orders' } } } } },
    { ...place('helm_release.files', 'acme/storage/files'), ...chart, releaseName: 'files', namespaceName: 'acme' },
    { ...place('deployment.shop', 'acme/shop', ['helm_release.orders', 'helm_release.files']), kind: 'object', object: custom('Deployment', 'apps/v1', 'shop') },
  ];
  return { stack: 'acme', folder: 'dist/acme', document, steps, foreign: [] };
}

const namespace = (name: string, more: object = {}): LiveObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, uid: name === 'kube-system' ? IDENTITY : name }, ...more });
const cluster = (status: string, message = ''): LiveObject => ({
  apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'orders', namespace: 'acme', uid: 'cluster-orders' },
  status: { conditions: [{ type: 'Ready', status, reason: 'ClusterIsNotReady', message, lastTransitionTime: '2026-11-22T11:00:00Z' }] },
});
const ALL_THERE = { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
const shop = deployment('shop', ALL_THERE);
const cnpg: LiveObject = { ...deployment('cnpg', ALL_THERE), metadata: { name: 'cnpg', namespace: 'cnpg-system', uid: 'cnpg', generation: 2 } };
const files = statefulSet('files', { readyReplicas: 3, updatedReplicas: 3 });

/** A cluster on which all is well, but for what a test puts in place of it. */
function live(changes: Readonly<Record<string, readonly KubernetesObject[]>> = {}): KubernetesObject[] {
  return Object.values({
    namespaces: ['kube-system', 'acme', 'cnpg-system'].map((name) => namespace(name)),
    shop: [shop], orders: [cluster('True')], files: [files], cnpg: [cnpg],
    records: [releaseRecord('cnpg-system', 'cnpg', 'deployed', 'Install complete'), releaseRecord('acme', 'orders', 'deployed', ''), releaseRecord('acme', 'files', 'deployed', '')],
    ...changes,
  }).flat();
}

async function ask(objects: readonly KubernetesObject[], forbidden?: RegExp, unknown?: readonly string[]): Promise<StackStatus> {
  return stackStatus(declared(), [{ reader: new FakeCluster(objects, forbidden, unknown) }]);
}

const judged = (status: StackStatus, path: string) => {
  const found = status.judgements.find(({ subject }) => subject.path === path);
  if (found === undefined) {
    throw new Error(`Nothing was judged at ${path}.`);
  }
  return found;
};
const reasons = (status: StackStatus, path: string) => judged(status, path).problems.map(({ reason }) => reason);
const text = (status: StackStatus) => renderStatus(status, new MemoryTerminal().colours, NOW);

/** A shop whose pods do as told. */
function brokenShop(pods: KubernetesObject[], more: KubernetesObject[] = []): KubernetesObject[] {
  const broken = deployment('shop', { replicas: 2, updatedReplicas: 2, availableReplicas: 0 });
  return live({ shop: [broken, replicaSet(broken), ...pods], more });
}
const ofShop = { owner: replicaSet(deployment('shop', {})) };

describe('the status of a platform', () => {
  it('is ready where every driver\'s question is answered with yes', async () => {
    const status = await ask(live());
    expect(status.judgements.map(({ subject, ready }) => [subject.path, ready])).toStrictEqual([['acme/media', undefined], ['acme/orders', true], [OPERATOR, true], ['acme/shop', true], ['acme/storage/files', true]]);
    expect(exitCodeOf([status])).toBe(0);
    expect(text(status)).toMatch(/^acme {2}4 ready\n/);
    expect(text(status)).toMatch(/orders +CloudNativePG +yes +1 h +Ready/);
  });

  it('asks few questions: each list once, and no events, pods or volumes where all is well', async () => {
    const reader = new FakeCluster(live());
    await stackStatus(declared(), [{ reader }]);
    expect(reader.asked).toHaveLength(new Set(reader.asked).size);
    expect(reader.asked.filter((path) => /events|pods|claims|replicasets/.test(path))).toStrictEqual([]);
    expect(reader.asked.length).toBeLessThan(15);
  });

  it('names component, object, the pod\'s reason and the next step', async () => {
    const failing = ['shop-x1', 'shop-x2'].map((name) => pod(name, waiting('ErrImagePull', 'ghcr.io/acme/shop:1: not found'), ofShop));
    const status = await ask(brokenShop(failing));
    expect(reasons(status, 'acme/shop')).toStrictEqual([Reason.IMAGE_PULL]);
    expect(exitCodeOf([status])).toBe(3);
    expect(text(status)).toMatch(/not ready {2}acme\/shop \(WebService\)\n {2}object {4}Pod acme\/shop-x1 and 1 more, container main\n {2}reason {4}image-pull: ErrImagePull: ghcr\.io\/acme\/shop:1: not found\n {2}next {6}The node cannot get the image ghcr\.io\/acme\/shop:1\..*terraform -chdir=dist\/acme apply/);
  });

  it('finds out that pods were never made', async () => {
    const said = event(ofShop.owner, 'FailedCreate', 'Error creating: pods "shop-x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot');
    expect(reasons(await ask(brokenShop([], [said])), 'acme/shop')).toStrictEqual([Reason.POD_SECURITY]);
    const there = ['shop-x1', 'shop-x2'].map((name) => pod(name, crashed(1, 'Error', 2), ofShop));
    expect(reasons(await ask(brokenShop(there, [said])), 'acme/shop')).toStrictEqual([Reason.CRASH]);
  });

  it('says that it takes its time where nothing is wrong', async () => {
    const status = await ask(brokenShop([pod('shop-x1', { state: { running: {} } }, ofShop)]));
    expect(judged(status, 'acme/shop').problems).toMatchObject([{ reason: Reason.STARTING, object: { kind: 'Deployment', name: 'shop' }, message: '0 of 2 pods are available; the container main runs, and does not count as ready yet' }]);
  });

  it('finds the volume behind a pod that no node takes', async () => {
    const data = claim('data-files-0', 'Pending');
    const broken = statefulSet('files', { readyReplicas: 0 });
    const stuck = pod('files-0', {}, { owner: broken, spec: { volumes: [{ persistentVolumeClaim: { claimName: 'data-files-0' } }] }, status: { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'pod has unbound immediate PersistentVolumeClaims' }] } });
    const status = await ask(live({ files: [broken, stuck, data, event(data, 'ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found')] }));
    expect(reasons(status, 'acme/storage/files')).toStrictEqual([Reason.VOLUME_PENDING, Reason.UNSCHEDULABLE]);
  });

  it('says which pod of a StatefulSet nobody replaces', async () => {
    const status = { readyReplicas: 0, updatedReplicas: 0, currentRevision: 'files-1', updateRevision: 'files-2' };
    const stuck = (broken: LiveObject) => pod('files-0', waiting('ErrImagePull', 'no'), { owner: broken, metadata: { labels: { 'controller-revision-hash': 'files-1' } } });
    const ordered = statefulSet('files', status);
    expect(reasons(await ask(live({ files: [ordered, stuck(ordered)] })), 'acme/storage/files')).toStrictEqual([Reason.OLD_REVISION, Reason.IMAGE_PULL]);
    const parallel = statefulSet('files', status, { podManagementPolicy: 'Parallel' });
    expect(reasons(await ask(live({ files: [parallel, stuck(parallel)] })), 'acme/storage/files')).toStrictEqual([Reason.IMAGE_PULL]);
  });

  it('tells what an operator says, after what its pods say', async () => {
    const instance = pod('orders-1', crashed(137, 'OOMKilled', 3), { metadata: { labels: { 'cnpg.io/cluster': 'orders' } } });
    const status = await ask(live({ orders: [cluster('False', 'no primary'), instance] }));
    expect(judged(status, 'acme/orders').problems.map(({ reason, object }) => [reason, object.kind])).toStrictEqual([[Reason.OUT_OF_MEMORY, 'Pod'], [Reason.CONDITION, 'Cluster']]);
    expect(text(status)).toContain('Ready is False (ClusterIsNotReady): no primary');
  });

  it('follows what an operator made: the Job, and the claim that does not bind', async () => {
    const owner = cluster('False', 'Setting up primary');
    const setup: LiveObject = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'orders-1-initdb', namespace: 'acme', uid: 'job', ...ownedBy(owner) }, spec: {}, status: {} };
    const data = { ...claim('orders-1', 'Pending'), metadata: { name: 'orders-1', namespace: 'acme', uid: 'claim-orders-1', ...ownedBy(owner) } };
    const status = await ask(live({ orders: [owner, setup, data, event(setup, 'FailedCreate', 'exceeded quota: workspace'), event(data, 'ProvisioningFailed', 'no room')] }));
    expect(reasons(status, 'acme/orders')).toStrictEqual([Reason.QUOTA, Reason.VOLUME_PENDING, Reason.CONDITION]);
  });

  it('tells that an operator is to be looked at first', async () => {
    const broken: LiveObject = { ...cnpg, status: { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 0 } };
    const status = await ask(live({ cnpg: [broken], orders: [cluster('False', 'x')] }));
    expect(status.waitsFor.get('acme/orders')).toStrictEqual([OPERATOR]);
    expect(text(status)).toContain(`first     ${OPERATOR}: not ready either`);
  });
});

describe('what was not applied', () => {
  it('is told in one go, behind what stopped the apply', async () => {
    const broken: LiveObject = { ...cnpg, status: { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 0 } };
    const status = await ask(live({ shop: [], orders: [], cnpg: [broken], files: [], records: [releaseRecord('cnpg-system', 'cnpg', 'failed', 'Release "cnpg" failed: context deadline exceeded')] }));
    expect(text(status)).toContain('release   cnpg-system/cnpg, failed: Release "cnpg" failed: context deadline exceeded');
    expect(text(status)).toContain(`not applied  acme/orders, acme/shop, acme/storage/files\n  first     ${OPERATOR}: an apply stops there`);
    expect(text(status).match(/not ready {2}/g)).toHaveLength(1);
  });

  it('is everything on a cluster where nothing is', async () => {
    const status = await ask([namespace('kube-system')]);
    expect(status.judgements.filter(({ ready }) => ready === false).flatMap(({ problems }) => problems.map(({ reason }) => reason))).toStrictEqual([Reason.NOT_APPLIED, Reason.NOT_APPLIED, Reason.NOT_APPLIED, Reason.NOT_APPLIED]);
    expect(text(status)).toMatch(/next {6}Apply: terraform -chdir=dist\/acme apply/);
  });

  it('is not the same as what somebody deleted', async () => {
    const status = await ask(live({ files: [], orders: [] }), undefined, ['postgresql.cnpg.io/v1']);
    expect(reasons(status, 'acme/storage/files')).toStrictEqual([Reason.OBJECT_MISSING]);
    expect(reasons(status, 'acme/orders')).toStrictEqual([Reason.UNKNOWN_KIND]);
  });

  it('is not asked of Helm where somebody else applied the charts', async () => {
    expect(exitCodeOf([await ask(live({ records: [] }))])).toBe(0);
  });
});

describe('a release', () => {
  const broken = statefulSet('files', { readyReplicas: 0 });
  const record = (status: string, description: string) => [releaseRecord('acme', 'files', 'superseded', '', 1), releaseRecord('acme', 'files', status, description, 2)];

  it.each([
    ['failed', 'Upgrade "files" failed: timed out', [Reason.STARTING, Reason.RELEASE_FAILED]],
    ['failed', 'failed pre-install: 1 error occurred', [Reason.STARTING, Reason.RELEASE_HOOK_FAILED]],
    ['pending-install', 'Initial install underway', [Reason.STARTING, Reason.RELEASE_PENDING]],
  ])('that is %s (%s) is told with what Helm says', async (status, description, told) => {
    const found = await ask(live({ files: [broken], records: record(status, description) }));
    expect(reasons(found, 'acme/storage/files')).toStrictEqual(told);
    expect(judged(found, 'acme/storage/files').releases).toStrictEqual([{ name: 'files', namespaceName: 'acme', status, description }]);
  });

  it('that failed is no reason where the pods tell one', async () => {
    const stuck = pod('files-0', waiting('ErrImagePull', 'no'), { owner: broken });
    expect(reasons(await ask(live({ files: [broken, stuck], records: record('failed', 'timed out') })), 'acme/storage/files')).toStrictEqual([Reason.IMAGE_PULL]);
  });

  it('that failed before anything was made is the reason itself', async () => {
    const found = await ask(live({ files: [], records: record('failed', 'failed pre-install: job failed') }));
    expect(reasons(found, 'acme/storage/files')).toStrictEqual([Reason.RELEASE_HOOK_FAILED]);
  });

  it('that failed, of a product that is ready after all, is a note', async () => {
    const found = await ask(live({ records: record('failed', 'timed out') }));
    expect(judged(found, 'acme/storage/files')).toMatchObject({ ready: true, notes: ['Helm has the release acme/files as failed (timed out). The next apply puts that right.'] });
    expect(exitCodeOf([found])).toBe(0);
  });

  it('shows none of its values', async () => {
    const found = await ask(live({ files: [broken], records: record('failed', 'x') }));
    expect(JSON.stringify(statusDocument([found])) + text(found)).not.toContain('hunter2');
  });
});

describe('a namespace that goes', () => {
  it('is the reason, with what holds it up', async () => {
    const doomed = namespace('acme', { metadata: { name: 'acme', deletionTimestamp: '2026-11-22T11:00:00Z' }, status: { conditions: [{ type: 'NamespaceDeletionDiscoveryFailure', status: 'True', reason: 'DiscoveryFailed', message: 'stale GroupVersion discovery: external.metrics.k8s.io/v1beta1' }, { type: 'Fine', status: 'False' }] } });
    const status = await ask(live({ namespaces: [namespace('kube-system'), doomed, namespace('cnpg-system')] }));
    expect(judged(status, 'acme/shop').problems[0]).toMatchObject({ reason: Reason.NAMESPACE_TERMINATING, message: 'DiscoveryFailed: stale GroupVersion discovery: external.metrics.k8s.io/v1beta1' });
    expect(judged(status, OPERATOR).ready).toBe(true);
  });
});

describe('somebody who may read little', () => {
  it('is told what could not be read, and gets the rest', async () => {
    const status = await ask(brokenShop([pod('shop-x1', crashed(1, 'Error', 1), ofShop)]), /events|secrets|namespaces\/[^/]+$/);
    expect(reasons(status, 'acme/shop')).toStrictEqual([Reason.CRASH]);
    expect(status.notReadable).toStrictEqual(['events in acme', 'release records (Secrets) in acme', 'release records (Secrets) in cnpg-system']);
    expect(text(status)).toContain('Not readable for you, so reasons may be missing: events in acme,');
  });

  it('is asked for by name where lists are forbidden', async () => {
    expect(exitCodeOf([await ask(live(), /(deployments|statefulsets|clusters|secrets.*)$/)])).toBe(0);
  });

  it('learns that something may not be read, and that this is not a yes', async () => {
    const status = await ask(live(), /deployments|secrets/);
    expect(judged(status, 'acme/shop')).toMatchObject({ ready: undefined, problems: [{ reason: Reason.FORBIDDEN }] });
    expect(exitCodeOf([status])).toBe(3);
  });
});

describe('a second cluster of the stack', () => {
  const here = declared();
  const elsewhere = { ...here, steps: here.steps.map((step) => (step.owner === 'acme/shop' ? { ...step, cluster: 'edge' } : step)) };
  const main = { reader: new FakeCluster(live({ shop: [] })) };

  it('is asked after what is on it, and nothing else', async () => {
    const status = await stackStatus(elsewhere, [main, { name: 'edge', reader: new FakeCluster([namespace('acme'), shop]) }]);
    expect(exitCodeOf([status])).toBe(0);
    expect(text(status)).toMatch(/shop on edge +WebService +yes/);
    expect(statusDocument([status]).stacks[0].components.map(({ path, cluster: on, ready }) => [path, on, ready])).toContainEqual(['acme/shop', 'edge', true]);

    const missing = await stackStatus(elsewhere, [{ reader: new FakeCluster(live()) }, { name: 'edge', reader: new FakeCluster([namespace('acme')]) }]);
    expect(judged(missing, 'acme/shop')).toMatchObject({ ready: false });
    expect(judged(missing, 'acme/orders')).toMatchObject({ ready: true });
  });

  it('is named where something on it may not be read', async () => {
    const status = await stackStatus(elsewhere, [main, { name: 'edge', reader: new FakeCluster(brokenShop([]), /events/) }]);
    expect(status.notReadable).toStrictEqual(['events in acme on edge']);
  });

  it('is not taken for one where nothing was applied where nobody asks it', async () => {
    const status = await stackStatus(elsewhere, [main]);
    expect(judged(status, 'acme/shop')).toMatchObject({ ready: undefined, detail: 'on the cluster "edge", which is not asked' });
    expect(exitCodeOf([status])).toBe(0);
  });

  it('is refused where it is another one than it should be, by its name', async () => {
    const asked = stackStatus(elsewhere, [main, { name: 'edge', identity: 'cluster-2', reader: new FakeCluster(live()) }]);
    await expect(asked).rejects.toThrow('acme on edge is for the cluster cluster-2, and this is cluster-1');
  });
});

describe('another cluster', () => {
  it('is refused, with both identities', async () => {
    const asked = stackStatus(declared(), [{ identity: 'cluster-2', reader: new FakeCluster(live()) }]);
    await expect(asked).rejects.toThrow(MachineError);
    await expect(asked).rejects.toThrow(/cluster-2.*cluster-1/);
  });

  it('is none where the identity is right, or may not be read', async () => {
    expect(exitCodeOf([await stackStatus(declared(), [{ identity: IDENTITY, reader: new FakeCluster(live()) }])])).toBe(0);
    expect(exitCodeOf([await stackStatus(declared(), [{ identity: 'cluster-2', reader: new FakeCluster(live(), /namespaces\/[^/]+$/) }])])).toBe(0);
  });
});

describe('the status for programs', () => {
  it('has a version, and every reason with object, message and next step', async () => {
    const status = await ask(brokenShop([pod('shop-x1', waiting('ErrImagePull', 'not found'), ofShop)]));
    const document = JSON.parse(JSON.stringify(statusDocument([status]))) as StatusDocument;
    expect(document).toMatchObject({ schemaVersion: 1, ready: false, stacks: [{ stack: 'acme', ready: false, notReadable: [] }] });
    expect(document.stacks[0].components.map(({ path, ready }) => [path, ready])).toStrictEqual([['acme/media', null], ['acme/orders', true], [OPERATOR, true], ['acme/shop', false], ['acme/storage/files', true]]);
    expect(document.stacks[0].components[3].problems).toStrictEqual([{
      reason: 'image-pull', object: { apiVersion: 'v1', kind: 'Pod', namespace: 'acme', name: 'shop-x1' }, container: 'main', image: 'ghcr.io/acme/shop:1', message: 'ErrImagePull: not found',
      next: expect.stringContaining('ghcr.io/acme/shop:1') as string,
    }]);
  });
});
