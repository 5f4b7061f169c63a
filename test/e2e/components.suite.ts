import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployment } from '../../cli/src/deployment/read-deployment';
import { Sandbox } from '../../cli/src/sandbox/sandbox';
import { CrdRetention } from '../../src/core/manifest';
import { describeUnless } from '../support/describe-unless';
import { prepareCharts } from './support/charts/chart-folder';
import { definitionsOf } from './support/charts/definitions';
import { Cluster } from './support/cluster';
import { Exported } from './support/exported';
import { searchLeaks } from './support/leaks';
import { definedGroups, leftBehind } from './support/left-behind';
import { missingControlPlane } from './support/requirements';
import { expectedDefinitions, SmallProgram, smallPrograms, writeProgram } from './support/small-programs';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';
import { putUsersSecrets } from './support/users-secrets';

const DEEP = process.env.QTCLOUD_DEEP === '1';
const SOURCES = join(__dirname, '..', '..', 'src');
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Those that the private cloud does not show, and one of each other kind; the long form has all. */
const SHORT = ['workspace', 'secret-store by vault that keeps', 'dns by externalDns'];

/** What is not served inside a sandbox: a public authority is outside, and of an owner that is said to be there only the definitions are. */
const UNSERVED = /^(certificate-issuer by (acme|acme by DNS|existing)|gateway by existing)$/;

const programs = smallPrograms().filter(({ name }) => DEEP || SHORT.includes(name));

describeUnless(missingControlPlane(), 'every component alone, applied by export', () => {
  const scratch = scratchFolder('components');
  let charts: string;
  let shared: Sandbox | undefined;
  let count = 0;

  /** One sandbox for many: what definitions are kept, the next one takes over. One in which something went wrong, or that was prepared for a program, serves no other. */
  async function take(isPrepared: boolean): Promise<Sandbox> {
    const sandbox = isPrepared ? undefined : shared;
    shared = isPrepared ? shared : undefined;
    return sandbox ?? startSandbox(scratch, `components-${++count}`);
  }

  beforeAll(() => {
    charts = prepareCharts(join(scratch, 'charts')).path;
  });

  it('leaves no class of components out', () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.startsWith('testing'));
    const classes = files.flatMap((file) => [...readFileSync(join(SOURCES, file), 'utf8').matchAll(/^export class (\w+) extends (?:Application|Component|ProviderComponent)\b/gm)].map(([, name]) => name));
    const made = new Set(smallPrograms().flatMap((program, index) => readDeployment(writeProgram(program, charts, join(scratch, 'all', String(index)))).document.components.map(({ type }) => type)));
    expect(classes.length).toBeGreaterThan(10);
    expect(classes.filter((name) => !made.has(name))).toStrictEqual([]);
    expect(SHORT.filter((name) => !smallPrograms().some((program) => program.name === name))).toStrictEqual([]);
  });

  it.each(programs)('$name converges, changes nothing the second time, nor after a new synth, tells no secret, and goes without a trace', async (program: SmallProgram) => {
    const folder = join(scratch, program.name.replace(/\W+/g, '-'));
    const project = writeProgram(program, charts, join(folder, 'synth'));
    const deployment = readDeployment(project);
    const definitions = definitionsOf(expectedDefinitions(deployment));
    const sandbox = await take(definitions.length > 0);
    const client = sandbox.client();
    const cluster = new Cluster(client);
    for (const definition of definitions) {
      await client.create(DEFINITIONS, definition);
    }
    const defined = await definedGroups(cluster);
    const applier = new Exported(project, sandbox.kubeconfig, folder);
    await applier.prepare();

    const applied = await applier.apply();
    expect(applied).toMatchObject({ code: 0, errors: '' });
    await putUsersSecrets(client);
    await cluster.comesToRest(UNSERVED.test(program.name) ? ['pods'] : ['pods', 'custom resources']);
    expect(await applier.changes()).toStrictEqual([]);
    writeProgram(program, charts, join(folder, 'synth'));
    expect(await applier.changes()).toStrictEqual([]);
    const { secrets, found } = await searchLeaks(cluster, applier.files());
    expect(found).toStrictEqual([]);

    const destroyed = await applier.destroy();
    expect(destroyed).toMatchObject({ code: 0, errors: '' });
    expect((await cluster.namespaces()).map(({ metadata }) => metadata.name)).toStrictEqual([]);
    expect(await cluster.list('/api/v1/persistentvolumes')).toStrictEqual([]);
    expect(await leftBehind(cluster)).toStrictEqual([]);
    const kept = new Set([...deployment.document.components, ...deployment.document.operators].flatMap(({ crds = [] }) => crds).filter(({ onUninstall }) => onUninstall === CrdRetention.KEPT).map(({ group }) => group));
    expect([...await definedGroups(cluster)].filter((group) => !defined.has(group) && !kept.has(group))).toStrictEqual([]);
    const waves = Math.max(...deployment.steps.map(({ wave }) => wave)) + 1;
    say(`${program.name}: ${deployment.steps.length} steps in ${waves} waves, applied in ${applied.seconds.toFixed(1)} s, ${secrets} secret values searched for, removed in ${destroyed.seconds.toFixed(1)} s`);
    client.close();
    if (definitions.length > 0) {
      await sandbox.down();
    } else {
      shared = sandbox;
    }
  });
});
