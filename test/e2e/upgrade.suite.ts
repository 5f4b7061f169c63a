import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { prepareCharts } from './support/charts/chart-folder';
import { printedChanges, qtcloud } from './support/reviews';
import { describeRoads } from './support/describe-roads';
import { frozenPlatform, makeOlder } from './support/frozen-platform';
import { identitiesOf, replacedSince } from './support/identities';
import { Installation } from './support/installation';
import { ExamplePlatform } from './support/platform';
import { say, scratchFolder } from './support/test-sandbox';

/** `npm run test:deep` goes both roads. */
const DEEP = process.env.QTCLOUD_DEEP === '1';
/** The example of that commit, as its command line wrote it. */
const FROZEN = 'private-cloud-082700b';
/** A chart whose definitions are in its `crds` folder, as if it were some versions older. */
const OLDER = {
  version: 'v1.8.0',
  without: 'envoypatchpolicies.gateway.envoyproxy.io',
  definition: 'backendtrafficpolicies.gateway.envoyproxy.io',
  field: 'telemetry',
};
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

interface Definition {
  readonly spec: { readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: { readonly properties: { readonly spec: { readonly properties?: object } } } } }[] };
}

describeRoads('an earlier platform, upgraded', (road) => {
  const scratch = scratchFolder('upgrade');
  let frozen: string;
  let platform: ExamplePlatform;
  let installation: Installation;
  let before: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const charts = prepareCharts(join(scratch, 'charts'));
    say(`real charts: ${charts.real.join(', ') || 'none'}`);
    const older = join(scratch, 'older-charts');
    cpSync(charts.path, older, { recursive: true });
    makeOlder(join(older, 'gateway-helm'), OLDER);
    frozen = frozenPlatform(FROZEN, 'acme', older, join(scratch, 'frozen'));
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'));
    await platform.synth();
    installation = await Installation.begin(road, frozen, scratch, 'cluster');
    const applied = await installation.applier.apply();
    if (applied.code !== 0) {
      throw new Error(applied.errors);
    }
    await installation.inventory();
    before = await identitiesOf(installation.cluster);
    say(`by ${road.name}: the earlier platform was applied in ${applied.seconds.toFixed(1)} s; ${before.size} objects that nobody may replace`);
  });

  afterAll(async () => {
    await installation?.end();
  });

  async function hasNewDefinitions(): Promise<[boolean, boolean]> {
    const all = await installation.cluster.list(DEFINITIONS);
    const definition = all.find(({ metadata }) => metadata.name === OLDER.definition) as unknown as Definition | undefined;
    const fields = definition?.spec.versions[0]?.schema.openAPIV3Schema.properties.spec.properties ?? {};
    return [all.some(({ metadata }) => metadata.name === OLDER.without), OLDER.field in fields];
  }

  it('begins with the definitions of the older chart, and with data', async () => {
    expect(await hasNewDefinitions()).toStrictEqual([false, false]);
    for (const kind of ['claims ', 'clusters ', 'definitions ', 'namespaces ', 'secrets ', 'volumes ']) {
      expect([...before.keys()].filter((name) => name.startsWith(kind))).not.toStrictEqual([]);
    }
  });

  it('is no danger to data, as the difference of the two outputs tells, nor is anything replaced that is not meant to be', async () => {
    const told = await qtcloud('diff', frozen, platform.project, '--json');
    expect(told.errors).toBe('');
    expect(told.code).toBe(0);
    expect(printedChanges(told).filter(({ class: class_ }) => class_ === 'destroys-data')).toStrictEqual([]);
  });

  it('tells that definitions are to be brought up to date, and which', async () => {
    const asked = await qtcloud('crds', platform.project, `--kubeconfig=${installation.sandbox.kubeconfig}`);
    expect(asked.code).toBe(3);
    expect(asked.out).toMatch(new RegExp(`new +${OLDER.without}`));
    expect(asked.out).toMatch(new RegExp(`changed +${OLDER.definition}`));
    expect(asked.out).toContain('Nothing was done. Add --yes to do it.');
    expect(await hasNewDefinitions()).toStrictEqual([false, false]);
  });

  if (road.name === 'Terraform') {
    it('brings the definitions up to date by a command, before the apply', async () => {
      await installation.take(platform.project);
      await installation.applier.changes();
      const reviewed = await qtcloud('review', join(scratch, 'cluster', 'plan.json'), '--project', join(scratch, 'cluster', 'project'), '--json');
      expect(reviewed.code).toBe(0);
      const upgraded = printedChanges(reviewed).find(({ path }) => path === 'acme/platform/envoy-gateway/chart/release');
      expect(upgraded).toMatchObject({ class: 'restarts', action: 'update' });
      expect(upgraded?.why.join(' ')).toContain('from v1.8.0 to v1.9.0');
      expect(upgraded?.next.join(' ')).toContain('qtcloud crds');

      const done = await qtcloud('crds', join(scratch, 'cluster', 'project'), `--kubeconfig=${installation.sandbox.kubeconfig}`, '--yes');
      expect([done.code, done.errors]).toStrictEqual([0, '']);
      expect(await hasNewDefinitions()).toStrictEqual([true, true]);
    });
  }

  it('takes the current platform, and replaces nothing that holds data', async () => {
    await installation.take(platform.project);
    const applied = await installation.applier.apply();
    expect([applied.code, applied.errors]).toStrictEqual([0, '']);
    await installation.inventory();
    say(`by ${road.name}: upgraded in ${applied.seconds.toFixed(1)} s`);
    expect(replacedSince(before, await identitiesOf(installation.cluster))).toStrictEqual([]);
    expect(await hasNewDefinitions()).toStrictEqual([true, true]);
    expect(await installation.cluster.unreadyWorkloads()).toStrictEqual([]);
  });

  it('has nothing left to do afterwards', async () => {
    expect(await installation.applier.changes()).toStrictEqual([]);
    const asked = await qtcloud('crds', platform.project, `--kubeconfig=${installation.sandbox.kubeconfig}`);
    expect(asked.out).toMatch(/envoy-gateway .* definitions, \d+ up to date/);
    expect([asked.code, asked.errors]).toStrictEqual([0, '']);
  });
}, DEEP ? undefined : 'Terraform');
