import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readDeployment } from '../../cli/src/deployment/read-deployment';
import { Step } from '../../cli/src/deployment/step';
import { KubernetesObject, objectKey } from '../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../cli/src/sandbox/api-client';
import { Sandbox } from '../../cli/src/sandbox/sandbox';
import { describeUnless } from '../support/describe-unless';
import { prepareCharts } from './support/charts/chart-folder';
import { nameOf, NetworkSnapshot } from './support/connectivity';
import { Exported } from './support/exported';
import { ExamplePlatform } from './support/platform';
import { missingControlPlane } from './support/requirements';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';

const DNS_LABELS = { 'k8s-app': 'kube-dns' };
const SIZES = process.env.QTCLOUD_DEEP === '1' ? ['small', 'medium'] : ['small'];

/** A network policy, as far as it says what it leaves open. */
interface Policy {
  readonly podSelector: object;
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly object[];
  readonly egress?: readonly { readonly to?: readonly { readonly podSelector?: { readonly matchLabels?: object } }[]; readonly ports?: readonly { readonly port?: number }[] }[];
}

SIZES.forEach((size) => describeUnless(missingControlPlane(), `who may speak to whom on a cluster of the size ${size}`, () => {
  const scratch = scratchFolder(`connectivity-${size}`);
  let sandbox: Sandbox;
  let client: ApiClient;
  let platform: ExamplePlatform;
  let network: NetworkSnapshot;

  beforeAll(async () => {
    const charts = prepareCharts(join(scratch, 'charts'));
    sandbox = await startSandbox(scratch, 'e2e', size === 'small' ? {} : { nodes: { count: 6 } });
    client = sandbox.client();
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'), { size });
    await platform.synth();
    const applier = new Exported(platform.project, sandbox.kubeconfig, scratch);
    await applier.prepare();
    const { code, errors, out } = await applier.apply();
    if (code !== 0) {
      throw new Error(`apply.sh ended with the code ${code}:\n${errors}\n${out.slice(-2000)}`);
    }
    await addDns(client);
    await runJobs(client);
    network = await NetworkSnapshot.of(client);
  });

  afterAll(async () => {
    client?.close();
    await sandbox?.down();
  });

  it('is what the graph says: nothing is missing, and nothing more is open', async () => {
    const namespaces = new Set(namespacesOf(platform));
    // What is in a namespace of others is theirs to close.
    const ours = (flow: string) => flow.split(/ > | /).some((end) => namespaces.has(end.split('/')[0]));
    const found = [...await network.flows(scratch)].filter(ours);
    const expected = [...network.expected(platform.document.edges)].filter(ours);
    say(`${size}: ${network.pods.length} pods, ${found.length} ways between them by the analyser, ${expected.length} by the graph`);
    expect(expected.length).toBeGreaterThan(100);
    expect({ missing: expected.filter((flow) => !found.includes(flow)).sort(), more: found.filter((flow) => !expected.includes(flow)).sort() }).toStrictEqual({ missing: [], more: [] });
  });

  it('selects by labels the pods of those who are meant, made by operators or not, and no others', async () => {
    const owners = await ownersOf(client, platform.project, network.pods);
    const wrong = platform.document.edges.flatMap(({ client: from, server: to, reason }) => [from, to].filter(({ path }) => path !== undefined).flatMap((peer) => {
      const pods = network.select(peer);
      return pods.length === 0 ? [`${reason}: no pod of ${peer.path}`] : pods.filter((pod) => owners.get(nameOf(pod)) !== peer.path).map((pod) => `${reason}: ${nameOf(pod)} is of ${owners.get(nameOf(pod))}, not of ${peer.path}`);
    }));
    expect([...new Set(wrong)].sort()).toStrictEqual([]);
  });

  it('is closed in every namespace for what comes later', async () => {
    const policies = (await client.list('/apis/networking.k8s.io/v1/networkpolicies')).map(({ metadata, spec }) => ({ metadata, ...spec as Policy }))
      .filter(({ podSelector, policyTypes }) => Object.keys(podSelector).length === 0 && policyTypes.length === 2);
    // Names may be resolved; nothing else is open to a pod that nobody has declared yet.
    const open = policies.filter(({ ingress = [], egress = [] }) => ingress.length > 0 || egress.some(({ to = [], ports = [] }) => ports.length === 0 || ports.some(({ port }) => port !== 53)
      || to.length === 0 || to.some(({ podSelector }) => JSON.stringify(podSelector?.matchLabels) !== JSON.stringify(DNS_LABELS))));
    expect(open.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toStrictEqual([]);
    expect(policies.map(({ metadata }) => metadata.namespace).sort()).toStrictEqual(namespacesOf(platform).sort());
  });
}));

function namespacesOf({ project }: ExamplePlatform): string[] {
  return readDeployment(project).steps.flatMap((step) => (step.kind === 'object' && step.object.kind === 'Namespace' ? [step.object.metadata.name] : []));
}

/** Cluster DNS, as every cluster has it; the sandbox runs no pods of its own. */
async function addDns(client: ApiClient): Promise<void> {
  await client.create('/api/v1/namespaces/kube-system/pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'coredns', labels: DNS_LABELS }, spec: { containers: [{ name: 'coredns', image: 'coredns' }] } });
}

/** Runs what would run on a schedule. */
async function runJobs(client: ApiClient): Promise<void> {
  for (const { metadata: { namespace, name, uid }, spec } of await client.list('/apis/batch/v1/cronjobs')) {
    const { jobTemplate: { metadata, spec: job } } = spec as { jobTemplate: { metadata?: object; spec: object } };
    await client.create(`/apis/batch/v1/namespaces/${namespace}/jobs`, { apiVersion: 'batch/v1', kind: 'Job', metadata: { ...metadata, name: `${name}-now`, ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name, uid }] }, spec: job });
    const deadline = performance.now() + 60_000;
    while ((await client.list(`/api/v1/namespaces/${namespace}/pods?labelSelector=job-name%3D${name}-now`)).length === 0) {
      if (performance.now() > deadline) {
        throw new Error(`The job ${namespace}/${name} got no pod within a minute.`);
      }
      await sleep(200);
    }
  }
}

/** Whose each pod is, from what made it: whatever its labels say. */
async function ownersOf(client: ApiClient, project: string, pods: readonly KubernetesObject[]): Promise<Map<string, string>> {
  const { steps } = readDeployment(project);
  const makers = new Map<string, KubernetesObject>();
  const kinds: [string, string, string][] = [
    ['/apis/apps/v1/deployments', 'apps/v1', 'Deployment'], ['/apis/apps/v1/replicasets', 'apps/v1', 'ReplicaSet'], ['/apis/apps/v1/statefulsets', 'apps/v1', 'StatefulSet'],
    ['/apis/batch/v1/jobs', 'batch/v1', 'Job'], ['/apis/batch/v1/cronjobs', 'batch/v1', 'CronJob'], ['/apis/postgresql.cnpg.io/v1/clusters', 'postgresql.cnpg.io/v1', 'Cluster'],
    ['/apis/postgresql.cnpg.io/v1/poolers', 'postgresql.cnpg.io/v1', 'Pooler'], ['/apis/gateway.networking.k8s.io/v1/gateways', 'gateway.networking.k8s.io/v1', 'Gateway'],
  ];
  for (const [path, apiVersion, kind] of kinds) {
    (await client.list(path)).forEach((object) => makers.set(`${kind}/${object.metadata.namespace}/${object.metadata.name}`, { ...object, apiVersion, kind }));
  }
  return new Map(pods.map((pod) => [nameOf(pod), stepOf(steps, makerOf(pod, makers))?.owner ?? 'nobody']));
}

/** Up to what nobody made, but we; a gateway's pods are in the namespace of its operator, and tell whose they are by their labels. */
function makerOf(object: KubernetesObject, makers: ReadonlyMap<string, KubernetesObject>): KubernetesObject {
  const { namespace, labels = {}, ownerReferences: [owner] = [] } = object.metadata;
  const gateway = makers.get(`Gateway/${labels['gateway.envoyproxy.io/owning-gateway-namespace']}/${labels['gateway.envoyproxy.io/owning-gateway-name']}`);
  const above = gateway ?? (owner === undefined ? undefined : makers.get(`${String(owner.kind)}/${namespace}/${String(owner.name)}`));
  return above === undefined ? object : makerOf(above, makers);
}

function stepOf(steps: readonly Step[], maker: KubernetesObject): Step | undefined {
  const { 'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace, 'helm.sh/hook': hook } = maker.metadata.annotations ?? {};
  if (hook !== undefined) {
    // Helm does not write down whose a hook is, but charts name them after the release.
    return steps.find((step) => step.kind === 'release' && step.namespaceName === maker.metadata.namespace && maker.metadata.name.startsWith(`${step.releaseName}-`));
  }
  return steps.find((step) => (step.kind === 'release'
    ? step.releaseName === release && step.namespaceName === namespace
    : (step.kind === 'object' ? [step.object] : step.objects).some((object) => objectKey(object) === objectKey(maker))));
}
