import { join } from 'node:path';
import { readDeployment } from '../../cli/src/deployment/read-deployment';
import { permissionsOf } from '../../cli/src/rbac/permissions-of';
import { Permission } from '../../cli/src/rbac/permission-set';
import { Sandbox } from '../../cli/src/sandbox/sandbox';
import { Deployment } from '../../cli/src/deployment/deployment';
import { describeUnless } from '../support/describe-unless';
import { Applier } from './support/applier';
import { ApplierAccount } from './support/applier-account';
import { AuditedRequest, requestsOf } from './support/audit';
import { Charts, prepareCharts } from './support/charts/chart-folder';
import { commandLineTools } from './support/command-line-tools';
import { Exported } from './support/exported';
import { ExamplePlatform } from './support/platform';
import { missingControlPlane, missingTerraform } from './support/requirements';
import { Terraform } from './support/terraform';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';

interface Road {
  readonly name: string;
  readonly missing?: string;
  readonly applier: new (project: string, kubeconfig: string, scratch: string) => Applier;
}

const ROADS: readonly Road[] = [
  { name: 'Terraform', missing: missingControlPlane() ?? missingTerraform(), applier: Terraform },
  { name: 'export', missing: missingControlPlane(), applier: Exported },
];

/** One change of each sort: a program, a schedule, a chart's values, custom resources. */
const CHANGES = {
  jobs: { 'weekly-report': { image: 'docker.io/library/busybox:1.37.0', command: ['sh', '-c', 'date'], schedule: '0 7 * * 1', binds: ['orders'], user: 65534 } },
  workers: { exporter: { image: 'docker.io/library/busybox:1.37.0', command: ['sh', '-c', 'sleep 600'], binds: ['orders', 'exports'], user: 65534 } },
  gateway: { envoyGateway: { operatorOverrides: { deployment: { replicas: 2 } } } },
};

/**
 * Rights that not every run shows. Deletions are waited for where they do not happen at once; Helm lists what it follows
 * where a server cannot send a list as a stream; and "bind" is looked up while a binding is stored, which no log has.
 */
const UNSEEN = /^(watch|list|bind) /;

/** What was asked for on either road. */
const asked: AuditedRequest[] = [];
let granted: Permission[] = [];

ROADS.forEach(({ name, missing, applier: Road }) => describeUnless(missing, `an applier with the rights that describe --rbac prints, by ${name}`, () => {
  const scratch = scratchFolder(`least-privilege-${name.toLowerCase()}`);
  let charts: Charts;
  let sandbox: Sandbox;
  let platform: ExamplePlatform;
  let account: ApplierAccount;
  let applier: Applier;

  beforeAll(async () => {
    charts = prepareCharts(join(scratch, 'charts'));
    sandbox = await startSandbox(scratch, 'e2e', { audited: true });
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'));
    await platform.synth();
    account = new ApplierAccount(sandbox.kubeconfig, await commandLineTools(), scratch);
    await account.allow(platform.project);
    await account.signIn();
    applier = new Road(platform.project, account.kubeconfig, scratch);
    await applier.prepare();
  });

  afterAll(async () => {
    await sandbox?.down();
  });

  it('applies everything to a fresh cluster', async () => {
    const { code, errors, out, seconds } = await applier.apply();
    expect(code === 0 ? '' : `${errors}\n${out.slice(-2000)}`).toBe('');
    say(`applied by ${name} without an administrator's rights in ${seconds.toFixed(1)} s`);
  });

  it('plans, and finds nothing to change', async () => {
    expect(await applier.changes()).toStrictEqual([]);
  });

  it('changes it', async () => {
    platform.change(CHANGES);
    await platform.synth();
    await account.allow(platform.project);
    granted = directly(readDeployment(platform.project), charts.standIns.length === 0);
    expect((await applier.changes()).length).toBeGreaterThan(2);
    const { code, errors, out } = await applier.apply();
    expect(code === 0 ? '' : `${errors}\n${out.slice(-2000)}`).toBe('');
  });

  it('plans and applies with rights in the platform\'s namespaces only, once these are there', async () => {
    const wide = await account.allow(platform.project);
    const narrow = await account.allow(platform.project, '--namespaced');
    expect(wide).toContain('kind: ClusterRole');
    expect(narrow).toContain('kind: RoleBinding');
    expect(await applier.changes()).toStrictEqual([]);
    expect(await applier.apply()).toMatchObject({ code: 0, errors: '' });
  });

  it('destroys it with no more than that', async () => {
    const { code, errors, out } = await applier.destroy();
    expect(code === 0 ? '' : `${errors}\n${out.slice(-2000)}`).toBe('');
  });

  it('was refused nothing on the way', () => {
    const requests = requestsOf(sandbox.folder.auditLog, account.user);
    asked.push(...requests);
    expect(requests.length).toBeGreaterThan(500);
    expect(distinct(requests.filter(({ allowed }) => !allowed).map(describeRequest))).toStrictEqual([]);
  });
}));

describeUnless(ROADS.find(({ missing }) => missing !== undefined)?.missing, 'the rights that describe --rbac prints', () => {
  it('are all used, by one road or the other', () => {
    const unused = granted.filter((permission) => !UNSEEN.test(describePermission(permission)) && !asked.some((request) => isUse(permission, request)));
    expect(granted.length).toBeGreaterThan(100);
    say(`${granted.length} rights, of which unused: ${unused.length}`);
    expect(distinct(unused.map(describePermission))).toStrictEqual([]);
  });
});

/**
 * What is asked for itself: without what operators' roles allow, which is had in order to be handed on; and without what
 * charts make, where others stand in for them that make less.
 */
function directly(deployment: Deployment, withCharts: boolean): Permission[] {
  const nothing = { cluster: {}, namespaced: [], source: { seenIn: '', date: '' } };
  const releases = deployment.document.releases.map(({ chart, ...release }) => ({
    ...release,
    chart: chart && { ...chart, objects: chart.objects && (withCharts ? { ...chart.objects, clusterGrants: [], grants: [] } : nothing) },
  }));
  return permissionsOf({ ...deployment, document: { ...deployment.document, releases } }).widened().all();
}

function isUse(permission: Permission, { verb, resource, name }: AuditedRequest): boolean {
  return permission.verb === verb && permission.resource === resource && (permission.name === undefined || permission.name === name);
}

function describeRequest({ verb, resource, namespace, name }: AuditedRequest): string {
  return `${verb} ${resource} ${namespace ?? '-'} ${name ?? '-'}`;
}

function describePermission({ verb, resource, name }: Permission): string {
  return `${verb} ${resource} ${name ?? ''}`.trim();
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
