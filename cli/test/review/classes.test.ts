import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';
import { beside, claim, cluster, customResources, object, ORDERS, release, remembered, SampleResource, samplePlan, SESSIONS, workload, writePlan } from './sample-plan';

const newFolder = temporaryFolders();

interface Reviewed {
  readonly address: string;
  readonly class: string;
  readonly why: readonly string[];
  readonly lost: readonly string[];
  readonly next: readonly string[];
}

async function classesOf(...resources: SampleResource[]): Promise<{ code: number; changes: Reviewed[] }> {
  const { code, results, messages } = await run('review', writePlan(newFolder(), samplePlan(resources)), '--json');
  expect(messages).toBe('');
  return { code, changes: (JSON.parse(results) as { reviews: { changes: Reviewed[] }[] }).reviews[0].changes };
}

type Case = readonly [title: string, resource: SampleResource, why: RegExp];

const REPLACE = ['delete', 'create'];
const deployment = (actions: readonly string[], before: SampleResource['before'], after?: SampleResource['after']): SampleResource => ({ type: 'kubernetes_deployment_v1', actions, before, after });
const plain = (type: string, actions: readonly string[], before?: SampleResource['before'], after: SampleResource['after'] = actions.includes('create') || actions.includes('update') ? before : undefined): SampleResource => ({ type, actions, before, after });

const SAFE: readonly Case[] = [
  ['a new workload', plain('kubernetes_deployment_v1', ['create'], undefined, workload('a:1')), /new: Deployment acme\/shop/],
  ['a new release', plain('helm_release', ['create'], undefined, release('sessions', {})), /new: valkey 1.0.0/],
  ['more pods', deployment(['update'], workload('a:1'), workload('a:1', { replicas: '3' })), /has 3 pods instead of 2 pods/],
  ['pods that an autoscaler counts from now on', deployment(['update'], workload('a:1'), workload('a:1', { replicas: null })), /as many pods as its autoscaler says/],
  ['a label of a workload itself', deployment(['update'], workload('a:1'), { ...workload('a:1'), metadata: [{ name: 'shop', namespace: 'acme', labels: { team: 'a' } }] }), /changed in place: metadata.labels/],
  ['how Terraform waits for a workload', deployment(['update'], workload('a:1'), { ...workload('a:1'), wait_for_rollout: false }), /stays as it is; only how it is applied/],
  ['a ConfigMap under another name, as immutable ones change', plain('kubernetes_config_map_v1', REPLACE, object('page-1a2b')), /what runs keeps running/],
  ['a ConfigMap in place', plain('kubernetes_config_map_v1', ['update'], object('page', { data: { a: '1' } }), object('page', { data: { a: '2' } })), /changed in place: data.a/],
  ['a ConfigMap that goes', plain('kubernetes_config_map_v1', ['delete'], object('page')), /what runs keeps running/],
  ['a Job that is run anew', plain('kubernetes_job_v1', REPLACE, object('registration')), /a Job runs once/],
  ['a Job that goes', plain('kubernetes_job_v1', ['delete'], object('registration')), /a Job runs once/],
  ['a CronJob in place', plain('kubernetes_cron_job_v1', ['update'], object('report', { spec: [{ schedule: '0 6 * * 1' }] }), object('report', { spec: [{ schedule: '0 7 * * 1' }] })), /spec.schedule/],
  ['a policy that goes', plain('kubernetes_network_policy_v1', ['delete'], object()), /what runs keeps running/],
  ['a label of a namespace', plain('kubernetes_namespace_v1', ['update'], { metadata: [{ name: 'acme', labels: {} }] }, { metadata: [{ name: 'acme', labels: { team: 'a' } }] }), /metadata.labels.team/],
  ['a volume that grows', plain('kubernetes_persistent_volume_claim_v1', ['update'], claim('10Gi'), claim('20Gi')), /changed in place/],
  ['how long Helm waits', plain('helm_release', ['update'], release('sessions', { a: 1 }), release('sessions', { a: 1 }, { timeout: 900 })), /only how Helm applies it/],
  ['how Helm applies custom resources', plain('helm_release', ['update'], customResources('orders', [cluster()]), customResources('orders', [cluster()], { upgrade_install: true })), /only how Helm applies them/],
  ['a custom resource in place', plain('helm_release', ['update'], customResources('routes', [beside('HTTPRoute', 'shop', { host: 'a' })]), customResources('routes', [beside('HTTPRoute', 'shop', { host: 'b' })])), /spec.host/],
  ['a custom resource that comes', plain('helm_release', ['update'], customResources('routes', []), customResources('routes', [beside('HTTPRoute', 'shop')])), /HTTPRoute acme\/shop is new/],
  ['what Terraform lets go of', plain('helm_release', ['forget'], customResources('orders', [cluster()])), /stays on the cluster as it is/],
  ['a record that Terraform lets go of', plain('terraform_data', ['forget'], { input: 'orders' }), /stays on the cluster as it is/],
  ['what has another address', { ...plain('helm_release', ['no-op'], customResources('orders', [cluster()]), customResources('orders', [cluster()])), name: 'now', previous: 'helm_release.before' }, /another address, and stays/],
  ['bookkeeping', plain('terraform_data', ['delete'], { input: 'orders' }), /bookkeeping/],
  ['something of another provider in place', plain('aws_s3_bucket', ['update'], { bucket: 'a' }), /aws_s3_bucket is changed in place/],
];

const RESTARTS: readonly Case[] = [
  ['another image', deployment(['update'], workload('a:1'), workload('a:2')), /Image a:1 becomes a:2/],
  ['one more variable, and not those behind it', deployment(['update'], workload('a:1', {}, { env: [{ name: 'B', value: '1' }] }), workload('a:1', {}, { env: [{ name: 'A', value: '1' }, { name: 'B', value: '1' }] })), /: containers\.main\.env\.A[.\w]*\.$/],
  ['a StatefulSet\'s pods', plain('kubernetes_stateful_set_v1', ['update'], workload('a:1'), workload('a:2')), /pods of StatefulSet/],
  ['a DaemonSet\'s pods', plain('kubernetes_daemon_set_v1', ['update'], workload('a:1'), workload('a:2')), /pods of DaemonSet/],
  ['another version of a chart', plain('helm_release', ['update'], release('sessions', {}), release('sessions', {}, { version: '1.1.0' })), /from 1.0.0 to 1.1.0/],
  ['other values of a chart', plain('helm_release', ['update'], release('sessions', { replica: { count: 1 } }), release('sessions', { replica: { count: 2 } })), /replica.count/],
  ['values that are known only later', { ...plain('helm_release', ['update'], release('sessions', {})), unknown: { values: true } }, /known only during the apply/],
  ['a custom resource that says what pods are like', plain('helm_release', ['update'], customResources('proxy', [beside('EnvoyProxy', 'proxy', { image: 'a:1' })]), customResources('proxy', [beside('EnvoyProxy', 'proxy', { image: 'a:2' })])), /operator replaces pods/],
  ['smaller figures of a chart that holds no data', plain('helm_release', ['update'], release('proxy', { cache: { size: '2Gi' } }), release('proxy', { cache: { size: '1Gi' } })), /cache.size/],
];

const REPLACES: readonly Case[] = [
  ['a workload that goes', deployment(['delete'], workload('a:1')), /its pods stop/],
  ['a workload with another selector', deployment(REPLACE, workload('a:1'), workload('a:1', { selector: [{ match_labels: { app: 'other' } }] })), /cannot change in place: spec.selector/],
  ['a workload that is made first and deleted then', deployment(['create', 'delete'], workload('a:1'), workload('a:1')), /deleted and made anew/],
  ['no pods any more', deployment(['update'], workload('a:1'), workload('a:1', { replicas: '0' })), /left without pods/],
  ['a StatefulSet, whose volumes stay', plain('kubernetes_stateful_set_v1', ['delete'], workload('a:1')), /its pods stop/],
  ['a Service', plain('kubernetes_service_v1', ['delete'], object('shop', { spec: [{ port: [{ port: 80 }] }], status: [{ load_balancer: [] }] })), /Service acme\/shop is deleted/],
  ['a Secret', plain('kubernetes_secret_v1', ['delete'], object('token', { data: {}, type: 'Opaque' })), /Secret acme\/token is deleted/],
  ['a service account', plain('kubernetes_service_account_v1', REPLACE, object('shop', { default_secret_name: '' })), /made anew/],
  ['a release that holds no data', plain('helm_release', ['delete'], release('proxy', {})), /uninstalled; its pods stop/],
  ['a release under another name', plain('helm_release', REPLACE, release('proxy', {}), release('front', {})), /acme\/front installed anew/],
  ['another chart', plain('helm_release', ['update'], release('proxy', {}), release('proxy', {}, { chart: 'traefik' })), /becomes another chart, traefik/],
  ['custom resources that go', plain('helm_release', ['delete'], customResources('routes', [beside('HTTPRoute', 'a'), beside('HTTPRoute', 'b')])), /2 custom resources are deleted/],
  ['one of several custom resources', plain('helm_release', ['update'], customResources('routes', [beside('HTTPRoute', 'a'), beside('HTTPRoute', 'b')]), customResources('routes', [beside('HTTPRoute', 'b')])), /HTTPRoute acme\/a is deleted/],
  ['something of another provider that goes', plain('aws_s3_bucket', ['delete'], { bucket: 'a' }), /not known here/],
  ['something of another provider that is made anew', plain('aws_s3_bucket', REPLACE, { bucket: 'a' }), /not known here/],
];

const DESTROYS: readonly Case[] = [
  ['a namespace', plain('kubernetes_namespace_v1', ['delete'], { metadata: [{ name: 'acme' }] }), /everything in the namespace/],
  ['a namespace under another name', plain('kubernetes_namespace_v1', REPLACE, { metadata: [{ name: 'acme' }] }, { metadata: [{ name: 'other' }] }), /cannot change in place: metadata.name/],
  ['a namespace of an older resource type', plain('kubernetes_namespace', ['delete'], { metadata: [{ name: 'acme' }] }), /everything in the namespace/],
  ['a claim for a volume', plain('kubernetes_persistent_volume_claim_v1', ['delete'], claim('10Gi')), /the volume and what is on it/],
  ['a claim that is made anew', plain('kubernetes_persistent_volume_claim_v1', REPLACE, claim('10Gi'), claim('10Gi')), /the volume and what is on it/],
  ['a claim that shrinks', plain('kubernetes_persistent_volume_claim_v1', ['update'], claim('10Gi'), claim('5Gi')), /from 10Gi to 5Gi/],
  ['a StatefulSet that takes its volumes with it', plain('kubernetes_stateful_set_v1', ['delete'], workload('a:1', { persistent_volume_claim_retention_policy: [{ when_deleted: 'Delete' }] })), /its volumes, which go with it/],
  ['a definition', plain('kubernetes_manifest', ['delete'], { manifest: { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'widgets.example.com' } } }), /every object of its kind/],
];

describe.each([['safe', SAFE], ['restarts', RESTARTS], ['replaces', REPLACES], ['destroys-data', DESTROYS]] as const)('%s', (class_, cases) => {
  test.each(cases)('%s', async (_title, resource, why) => {
    // One that is nothing of the platform's, so that there is something to know of data.
    const { code, changes: [change] } = await classesOf(resource, remembered('elsewhere', ORDERS_ELSEWHERE));

    expect([change.class, change.why.join(' ')]).toStrictEqual([class_, expect.stringMatching(why)]);
    expect(code).toBe(class_ === 'destroys-data' ? 3 : 0);
    expect(change.lost.length > 0).toBe(class_ === 'destroys-data');
    expect(change.next.length > 0).toBe(class_ === 'destroys-data');
  });
});

const ORDERS_ELSEWHERE = { objects: [{ kind: 'Cluster.postgresql.cnpg.io', namespaceName: 'elsewhere', name: 'elsewhere' }] };
const CLUSTER_RELEASE = 'orders_cluster_release_0A1B2C3D';
const orders = (actions: readonly string[], before: readonly unknown[], after?: readonly unknown[], more = {}): SampleResource => ({
  type: 'helm_release', name: CLUSTER_RELEASE, actions, before: customResources('orders', before), after: after === undefined ? undefined : customResources('orders', after, more),
});
const sessions = (actions: readonly string[], before: unknown, after?: unknown, more = {}): SampleResource => ({
  type: 'helm_release', name: 'sessions_chart_release_0A1B2C3D', actions, before: release('sessions', before), after: after === undefined ? undefined : release('sessions', after, more),
});

describe('with what the state remembers of data', () => {
  test.each<[string, SampleResource, string, RegExp]>([
    ['a database that goes', orders(['delete'], [cluster(), beside('ScheduledBackup')]), 'destroys-data', /^Cluster acme\/orders is deleted, and the data with it\. ScheduledBackup acme\/orders is deleted/],
    ['a database that goes from among others', orders(['update'], [cluster(), beside('ScheduledBackup')], [beside('ScheduledBackup')]), 'destroys-data', /Cluster acme\/orders is deleted/],
    ['a database under another name', orders(['update'], [cluster()], [cluster('sales')]), 'destroys-data', /Cluster acme\/sales made in its place, empty/],
    ['a database whose release moves to another namespace', orders(REPLACE, [cluster()], [cluster()], { namespace: 'other' }), 'destroys-data', /deleted with its Helm release, and made anew/],
    ['a database whose volume shrinks', orders(['update'], [cluster()], [cluster('orders', { storage: { size: '10Gi' } })]), 'destroys-data', /spec.storage.size from 20Gi to 10Gi/],
    ['a database whose volume grows', orders(['update'], [cluster()], [cluster('orders', { storage: { size: '30Gi' } })]), 'restarts', /spec.storage.size/],
    ['a setting of a database', orders(['update'], [cluster()], [cluster('orders', { postgresql: { parameters: { work_mem: '8MB' } } })]), 'restarts', /work_mem/],
    ['a label of a database', orders(['update'], [cluster()], [{ ...cluster(), metadata: { name: 'orders', namespace: 'acme', labels: { team: 'a' } } }]), 'safe', /metadata.labels.team/],
    ['what lies beside a database under its name', orders(['update'], [cluster(), beside('ScheduledBackup')], [cluster()]), 'replaces', /ScheduledBackup acme\/orders is deleted/],
    ['another version of the custom resources\' API', orders(['update'], [cluster()], [{ ...cluster(), apiVersion: 'postgresql.cnpg.io/v2' }]), 'safe', /stay as they are/],
  ])('%s', async (_title, resource, class_, why) => {
    const { changes } = await classesOf(resource, remembered('orders', ORDERS));
    const found = changes.find(({ address }) => address.startsWith('helm_release'));

    expect([found?.class, found?.why.join(' ')]).toStrictEqual([class_, expect.stringMatching(why)]);
  });

  test.each<[string, SampleResource, string, RegExp]>([
    ['a chart that serves volumes goes', sessions(['delete'], {}), 'destroys-data', /what serves PersistentVolumeClaim acme\/data-sessions-0/],
    ['a chart that serves volumes has another release name', { ...sessions(REPLACE, {}), after: release('other', {}) }, 'destroys-data', /acme\/other installed anew/],
    ['a chart that serves volumes has smaller ones', sessions(['update'], { persistence: { size: '5Gi' } }, { persistence: { size: '1Gi' } }), 'destroys-data', /persistence.size from 5Gi to 1Gi/],
    ['a chart that serves volumes has larger ones', sessions(['update'], { persistence: { size: '5Gi' } }, { persistence: { size: '8Gi' } }), 'restarts', /persistence.size/],
    ['a chart that serves volumes is upgraded', sessions(['update'], {}, {}, { version: '2.0.0' }), 'restarts', /from 1.0.0 to 2.0.0/],
  ])('%s', async (_title, resource, class_, why) => {
    const { changes } = await classesOf(resource, remembered('sessions', SESSIONS));
    const found = changes.find(({ address }) => address.startsWith('helm_release'));

    expect([found?.class, found?.why.join(' ')]).toStrictEqual([class_, expect.stringMatching(why)]);
  });

  test('a Secret with data goes with the object that makes it', async () => {
    const seal = { objects: [{ kind: 'Secret', namespaceName: 'acme', name: 'seal' }] };
    const made = { type: 'helm_release', name: 'vault_secrets_release_0A1B2C3D', actions: ['update'], before: customResources('vault', [beside('ExternalSecret', 'seal'), beside('ExternalSecret', 'other')]), after: customResources('vault', [beside('ExternalSecret', 'seal')]) };
    const served = { type: 'helm_release', name: 'vault_chart_release_0A1B2C3D', actions: ['delete'], before: release('vault', {}) };
    const gone = { ...made, after: customResources('vault', [beside('ExternalSecret', 'other')]) };

    expect((await classesOf(made, served, remembered('vault', seal))).changes.map((change) => change.class)).toStrictEqual(['replaces', 'replaces']);
    expect((await classesOf(gone, remembered('vault', seal))).changes[0]).toMatchObject({ class: 'destroys-data', lost: ['Secret acme/seal: the data of acme/vault'] });
  });

  test('a namespace names the data in it', async () => {
    const { changes: [change] } = await classesOf(plain('kubernetes_namespace_v1', ['delete'], { metadata: [{ name: 'acme' }] }), remembered('orders', ORDERS), remembered('elsewhere', ORDERS_ELSEWHERE));

    expect(change.lost).toStrictEqual(['Everything in the namespace, also what this stack knows nothing of: volumes, Secrets, custom resources', 'Cluster acme/orders: the data of acme/orders']);
  });

  const operator = (definitions: readonly object[] | undefined): SampleResource[] => [
    { type: 'helm_release', name: 'platform_keda_chart_release_0A1B2C3D', actions: ['delete'], before: release('keda', {}) },
    { ...remembered('platform/keda', { type: 'Operator', objects: [{ kind: 'Operator', namespaceName: 'keda', name: 'keda' }], definitions }, undefined, 'platform_keda') },
    remembered('orders', ORDERS),
  ];

  test.each<[string, readonly object[] | undefined, string, RegExp]>([
    ['whose definitions go with it', [{ group: 'postgresql.cnpg.io', onUninstall: 'deleted' }], 'destroys-data', /takes its definitions with it \(postgresql.cnpg.io\)/],
    ['whose definitions stay', [{ group: 'postgresql.cnpg.io', onUninstall: 'kept' }], 'replaces', /definitions stay \(postgresql.cnpg.io\)/],
    ['of which nothing more is known', undefined, 'destroys-data', /is not known/],
  ])('an operator %s', async (_title, definitions, class_, why) => {
    const { changes: [change] } = await classesOf(...operator(definitions));

    expect([change.class, change.why.join(' ')]).toStrictEqual([class_, expect.stringMatching(why)]);
  });

  test('an operator that takes its definitions with it names the data that they describe', async () => {
    const { changes: [change] } = await classesOf(...operator([{ group: 'postgresql.cnpg.io', onUninstall: 'deleted' }]));

    expect(change.lost).toStrictEqual(['Every object of postgresql.cnpg.io, and what was made of it', 'Cluster acme/orders: the data of acme/orders']);
  });

  test.each([
    ['Helm never upgrades them', { neverUpgraded: true }, ['Bring the definitions up to date before the apply: qtcloud crds <folder that synth wrote>']],
    ['Helm upgrades them itself', {}, []],
  ])('a newer chart says what is to be done of its definitions where %s', async (_title, facts, next) => {
    const { changes: [change] } = await classesOf(sessions(['update'], {}, {}, { version: '2.0.0' }), remembered('sessions', { definitions: [{ group: 'example.com', onUninstall: 'kept', ...facts }] }));

    expect([change.class, change.next]).toStrictEqual(['restarts', next]);
  });

  test.each<[string, object, object, string, RegExp]>([
    ['whose own objects hold it', ORDERS, { product: 'external PostgreSQL' }, 'destroys-data', /becomes external PostgreSQL instead of CloudNativePG, which starts empty/],
    ['that keeps it with something that it needs', { product: 'Keycloak', migration: 'Export people.' }, { product: 'Casdoor' }, 'destroys-data', /does not read what that one kept/],
    ['that keeps none here', { product: 'external PostgreSQL' }, ORDERS, 'replaces', /Nothing is copied/],
  ])('another product in place of one %s', async (_title, before, after, class_, why) => {
    const { changes: [change] } = await classesOf(remembered('orders', before as Record<string, unknown>, after as Record<string, unknown>));

    expect([change.address, change.class, change.why.join(' ')]).toStrictEqual(['acme/orders', class_, expect.stringMatching(why)]);
  });

  test('what was decided when a volume was made cannot change in place', async () => {
    const other = { ...SESSIONS, objects: [{ ...SESSIONS.objects[0], settings: { storage: '9Gi' } }] };
    const { changes: [change] } = await classesOf(remembered('sessions', SESSIONS, other));

    expect([change.class, change.why.join(' ')]).toStrictEqual(['destroys-data', expect.stringContaining('storage from 5Gi to 9Gi')]);
  });
});
