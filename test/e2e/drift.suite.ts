import { join } from 'node:path';
import { KubernetesObject } from '../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../cli/src/sandbox/api-client';
import { Sandbox } from '../../cli/src/sandbox/sandbox';
import { Applier } from './support/applier';
import { prepareCharts } from './support/charts/chart-folder';
import { CommandLine, NamedDrift } from './support/command-line';
import { describeRoads } from './support/describe-roads';
import { ExamplePlatform } from './support/platform';
import { failure } from './support/run';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';

/** Somebody changes an object by hand. */
interface Edit {
  readonly path: string;
  /** Fields that are merged into it. @default - it is deleted */
  readonly fields?: object;
  /** What drift says of it: `Kind name`, and the fields. */
  readonly named: string;
}

const CNPG = '/apis/postgresql.cnpg.io/v1/namespaces/acme/clusters';
const SECRETS = '/apis/external-secrets.io/v1/namespaces/acme/externalsecrets';
const RBAC = '/apis/rbac.authorization.k8s.io/v1/namespaces';

/** Of each kind something deleted and something edited: by Terraform itself, custom resources, and objects of charts. */
const EDITS: readonly Edit[] = [
  { path: '/apis/apps/v1/namespaces/acme/deployments/shop', fields: { spec: { replicas: 5, template: { metadata: { labels: { 'app.kubernetes.io/part-of': 'elsewhere' } } } } }, named: 'Deployment shop edited spec.replicas spec.template.metadata.labels["app.kubernetes.io/part-of"]' },
  { path: '/apis/networking.k8s.io/v1/namespaces/acme/networkpolicies/default-deny', named: 'NetworkPolicy default-deny deleted' },
  { path: '/api/v1/namespaces/acme/configmaps/handbook-server', fields: { data: { 'default.conf': 'mine' } }, named: 'ConfigMap handbook-server edited data["default.conf"]' },
  { path: '/api/v1/namespaces/acme/configmaps/handbook-pages', named: 'ConfigMap handbook-pages deleted' },
  { path: `${CNPG}/orders`, fields: { spec: { instances: 2 } }, named: 'Cluster orders edited spec.instances' },
  { path: `${SECRETS}/media-shop`, named: 'ExternalSecret media-shop deleted' },
  { path: `${SECRETS}/media-catalog`, fields: { spec: { refreshInterval: '9h0m0s' } }, named: 'ExternalSecret media-catalog edited spec.refreshInterval' },
  { path: '/apis/gateway.networking.k8s.io/v1/namespaces/acme/httproutes/shop.acme.example', fields: { spec: { hostnames: ['elsewhere.example'] } }, named: 'HTTPRoute shop.acme.example edited spec.hostnames[0]' },
  { path: '/api/v1/namespaces/acme/services/sessions', fields: { spec: { selector: { further: 'yes' } } }, named: 'Service sessions edited spec.selector.further' },
  { path: '/api/v1/namespaces/external-secrets/services/external-secrets-webhook', named: 'Service external-secrets-webhook deleted' },
  { path: '/apis/apps/v1/namespaces/cert-manager/deployments/cert-manager', fields: { spec: { replicas: 3 } }, named: 'Deployment cert-manager edited spec.replicas' },
  { path: `${RBAC}/acme/roles/acme.sessions-secrets`, fields: { rules: [] }, named: 'Role acme.sessions-secrets edited rules' },
];

/** Settings that are no drift: what nobody declared, and what somebody else owns. */
const NO_DRIFT: readonly Edit[] = [
  { path: '/apis/apps/v1/namespaces/acme/deployments/catalog', fields: { metadata: { annotations: { 'example.org/note': 'mine' } } }, named: '' },
  { path: `${CNPG}/customers`, fields: { metadata: { labels: { 'example.org/team': 'blue' } }, spec: { logLevel: 'info' } }, named: '' },
];

describeRoads('drift', (road) => {
  const scratch = scratchFolder('drift');
  let sandbox: Sandbox;
  let client: ApiClient;
  let platform: ExamplePlatform;
  let applier: Applier;
  let commandLine: CommandLine;

  beforeAll(async () => {
    const charts = prepareCharts(join(scratch, 'charts'));
    say(`real charts: ${charts.real.join(', ') || 'none'}`);
    sandbox = await startSandbox(scratch, 'drift', { nodes: { count: 4 } });
    client = sandbox.client();
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'));
    await platform.synth();
    applier = road.applier(platform.project, sandbox.kubeconfig, scratch);
    commandLine = new CommandLine(sandbox.kubeconfig);
    await applier.prepare();
    const problem = failure(await applier.apply());
    if (problem !== '') {
      throw new Error(`It does not converge: ${problem}`);
    }
  });

  afterAll(() => {
    client?.close();
  });

  it('is not found where nobody changed anything', async () => {
    const { code, document: { stacks: [found] }, seconds } = await commandLine.drift(platform.project);
    say(`${road.name}: ${found.compared} objects compared in ${seconds.toFixed(1)} s`);
    expect([...found.objects, ...found.releases, ...found.orphans]).toStrictEqual([]);
    expect(code).toBe(0);
    expect(found.compared).toBeGreaterThan(150);
  });

  it('is not found where somebody added what nobody declared', async () => {
    for (const edit of NO_DRIFT) {
      await make(client, edit);
    }
    const { code, document: { stacks: [found] } } = await commandLine.drift(platform.project);
    expect(found.objects).toStrictEqual([]);
    expect(code).toBe(0);
  });

  it('is found and named, and nothing else is', async () => {
    for (const edit of EDITS) {
      await make(client, edit);
    }
    const { code, document: { stacks: [found] } } = await commandLine.drift(platform.project);
    expect(found.objects.map(nameOf).sort()).toStrictEqual(EDITS.map(({ named }) => named).sort());
    expect(code).toBe(3);
    expect(found.objects.every(({ owner }) => owner.startsWith('acme/'))).toBe(true);
  });

  it('changes nothing itself', async () => {
    const { code, document } = await commandLine.drift(platform.project);
    expect(code).toBe(3);
    expect(document.stacks[0].objects).toHaveLength(EDITS.length);
  });

  it('is put back by recover, which changes no object, and the next apply', async () => {
    const before = await Promise.all(EDITS.map(async ({ path }) => client.find(path)));
    // Of those that were deleted there is nothing, and it stays so.
    expect(before.map((object) => versionOf(object) === undefined)).toStrictEqual(EDITS.map(({ fields }) => fields === undefined));
    const recovered = await commandLine.run('recover', platform.project, '--yes');
    expect(failure(recovered)).toBe('');
    expect((await Promise.all(EDITS.map(async ({ path }) => client.find(path)))).map(versionOf)).toStrictEqual(before.map(versionOf));
    expect(failure(await applier.apply())).toBe('');
    const { code, document: { stacks: [found] } } = await commandLine.drift(platform.project);
    expect([...found.objects, ...found.releases]).toStrictEqual([]);
    expect(code).toBe(0);
    expect((await Promise.all(EDITS.map(async ({ path }) => client.find(path)))).filter((object) => object === undefined)).toStrictEqual([]);
    expect(await applier.changes()).toStrictEqual([]);
  });

  it('names what is no longer declared without an error, and leaves what others added where the road can', async () => {
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'left-over', labels: { 'app.kubernetes.io/part-of': 'acme', 'cloud.quanttide.com/component': 'shop' } } };
    await client.create('/api/v1/namespaces/acme/configmaps', configMap);
    const { code, document: { stacks: [found] } } = await commandLine.drift(platform.project);
    expect(found.orphans.map(({ object }) => object)).toMatchObject([{ kind: 'ConfigMap', name: 'left-over' }]);
    expect(code).toBe(0);
    // Terraform's provider takes all annotations of its objects for its own; the export, only those that it applied.
    const kept = road.name === 'Terraform' ? undefined : 'mine';
    expect((await client.find('/apis/apps/v1/namespaces/acme/deployments/catalog') as KubernetesObject).metadata.annotations?.['example.org/note']).toBe(kept);
    await client.delete('/api/v1/namespaces/acme/configmaps/left-over');
  });
});

/** Makes an edit, of something that is there. */
async function make(client: ApiClient, { path, fields }: Edit): Promise<void> {
  if (await client.find(path) === undefined) {
    throw new Error(`There is nothing at ${path}.`);
  }
  await (fields === undefined ? client.delete(path) : client.merge(path, fields));
}

function nameOf({ object: { kind, name }, problem, fields }: NamedDrift): string {
  return [kind, name, problem, ...fields.map(({ path }) => path)].join(' ');
}

/** What tells that somebody changed an object: kinds that have a status, which others write, count their own changes. */
function versionOf(object: unknown): string | undefined {
  const { generation, resourceVersion } = (object as KubernetesObject | undefined)?.metadata as { generation?: number; resourceVersion?: string } | undefined ?? {};
  return generation === undefined ? resourceVersion : `generation ${generation}`;
}
