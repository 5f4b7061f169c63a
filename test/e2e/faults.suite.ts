import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SandboxOptions } from '../../cli/src/sandbox/sandbox';
import { Chance } from './support/chance';
import { prepareCharts } from './support/charts/chart-folder';
import { describeRoads } from './support/describe-roads';
import { HouseRule, outage, RevocableCredential, writeWithToken } from './support/disturbances';
import { Installation } from './support/installation';
import { Inventory } from './support/inventory';
import { ExamplePlatform } from './support/platform';
import { failure, firstErrors, Outcome } from './support/run';
import { SlowProxy } from './support/slow-proxy';
import { say, scratchFolder } from './support/test-sandbox';
import { upgraded } from './support/upgraded';

/** `npm run test:deep` adds what takes long. */
const DEEP = process.env.QTCLOUD_DEEP === '1';
const OUTAGES = [
  { what: 'the API server, killed and started again at once', part: 'kube-apiserver', away: 0, isDeep: false },
  { what: 'the API server, away for 30 seconds', part: 'kube-apiserver', away: 30, isDeep: true },
  { what: 'etcd, killed and started again', part: 'etcd', away: 0, isDeep: false },
] as const;
/** Every cluster has the same nodes, enough for the upgraded platform too. */
const POOL = { nodes: { count: 4 } };
const SLOW_MILLISECONDS = 200;
/** A slow network may not make anybody wait for ever. */
const SLOW_SECONDS = 900;
/** What clients say of a server that is away, that breaks off, or that cannot reach its own store. */
const AWAY = /connection refused|was refused|connection reset|connection lost|broken pipe|EOF|unreachable|etcdserver|timed? ?out|deadline exceeded|try again|transport is closing|context canceled/i;
const NOT_KNOWN = /Unauthorized|provide credentials|must be logged in/i;

const seed = Chance.seed;
const chance = new Chance(seed);
say(`QTCLOUD_SEED=${seed} disturbs at the same moments again`);

describeRoads('an apply that is disturbed', (road) => {
  const scratch = scratchFolder('faults');
  let platform: ExamplePlatform;
  let undisturbed: Installation;
  /** What an apply that nobody disturbs makes, and how long it takes. */
  let reference: Inventory;
  let seconds: number;

  const begin = async (name: string, options: SandboxOptions = {}) => Installation.begin(road, platform.project, scratch, `${road.name}-${name}`, { ...POOL, ...options });

  beforeAll(async () => {
    const charts = prepareCharts(join(scratch, 'charts'));
    say(`${charts.real.length} real charts, ${charts.standIns.length} stand-ins`);
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'));
    await platform.synth();
    undisturbed = await begin('undisturbed');
    const applied = await undisturbed.applier.apply();
    const problems = [failure(applied), ...await undisturbed.problems()].filter((problem) => problem !== '');
    if (problems.length > 0) {
      throw new Error(`Without a disturbance it does not converge, either:\n${problems.join('\n')}`);
    }
    reference = await undisturbed.inventory();
    ({ seconds } = applied);
    say(`${road.name}: ${reference.size} objects in ${seconds.toFixed(1)} s when nobody disturbs`);
  });

  afterAll(async () => {
    await undisturbed?.end();
  });

  /** Whatever the apply came to: with the disturbance gone, the next one ends well, and it is as if nothing had happened. */
  const expectConvergence = async (installation: Installation, disturbed: Outcome, name: string) => {
    const before = await installation.inventory();
    say(`${name}: ${disturbed.code === 0 ? 'the apply went on to its end' : `the apply failed: ${firstErrors(disturbed).join(' / ')}`}, ${disturbed.seconds.toFixed(1)} s`);
    if (disturbed.code !== 0) {
      const { outcome, recovery } = await installation.resume(true);
      say(`${name}: ${recovery === undefined ? '' : `recovered in ${recovery.seconds.toFixed(1)} s, `}applied in ${outcome.seconds.toFixed(1)} s`);
      expect(failure(outcome)).toBe('');
    }
    expect(await installation.problems(reference)).toStrictEqual([]);
    expect((await installation.inventory()).dataLostSince(before)).toStrictEqual([]);
    expect(await installation.applier.changes()).toStrictEqual([]);
  };

  it.each(OUTAGES.filter(({ isDeep }) => DEEP || !isDeep))('survives $what', async ({ what, part, away }) => {
    const installation = await begin(`${part}-${away}`, { durable: true });
    const running = installation.applier.begin('apply');
    await sleep((0.25 + chance.next() / 2) * seconds * 1000);
    const lasted = await outage(installation.sandbox, part, away);
    const outcome = await running.outcome;
    say(`${what}: nobody was served for ${lasted.toFixed(1)} s`);
    // Clients may bear it in silence; what they may not do is to fail without saying why.
    const errors = outcome.code === 0 ? [] : [firstErrors(outcome).join('\n')];
    expect(errors.filter((text) => !AWAY.test(text))).toStrictEqual([]);
    await expectConvergence(installation, outcome, what);
    await installation.end();
  });

  (DEEP ? [SLOW_MILLISECONDS] : []).forEach((milliseconds) => {
    it(`survives an API server that takes ${milliseconds} ms for each call, and connections that break`, async () => {
      const installation = await begin('slow');
      const proxy = await SlowProxy.before(installation.sandbox.kubeconfig, milliseconds);
      const delayed = await installation.applierWith(proxy.writeKubeconfig(join(scratch, 'slow.kubeconfig')));
      const outcome = await delayed.apply();
      say(`${proxy.messages} messages, each ${milliseconds} ms late`);
      expect(proxy.messages).toBeGreaterThan(500);
      expect(failure(outcome)).toBe('');
      expect(outcome.seconds).toBeLessThan(SLOW_SECONDS);
      await expectConvergence(installation, outcome, 'a slow API server');
      const removal = delayed.begin('destroy');
      await sleep(seconds * 1000 / 2);
      expect(proxy.cut()).toBeGreaterThan(0);
      const removed = await removal.outcome;
      say(`connections that break: the removal ${removed.code === 0 ? 'went on to its end' : `failed: ${firstErrors(removed).join(' / ')}`}`);
      await proxy.close();
      expect(failure(await installation.applier.destroy())).toBe('');
      expect((await installation.cluster.namespaces()).map(({ metadata: { name } }) => name)).toStrictEqual([]);
      await installation.end();
    });
  });

  it('says that a credential is not accepted, or no more, and goes on with another one', async () => {
    const installation = await begin('credential');
    const nothing = await installation.inventory();
    const stale = await installation.applierWith(writeWithToken(installation.sandbox.kubeconfig, 'of-yesterday', join(scratch, 'stale.kubeconfig')));
    const refused = await stale.apply();
    expect(firstErrors(refused).join('\n')).toMatch(NOT_KNOWN);
    expect((await installation.inventory()).differencesFrom(nothing)).toStrictEqual([]);

    const credential = await RevocableCredential.make(installation.client, installation.sandbox.kubeconfig, join(scratch, 'revocable.kubeconfig'));
    const revocable = await installation.applierWith(credential.kubeconfig);
    const running = revocable.begin('apply');
    await sleep((0.1 + chance.next() / 4) * seconds * 1000);
    await credential.revoke();
    const outcome = await running.outcome;
    expect(outcome.code).not.toBe(0);
    expect(firstErrors(outcome).join('\n')).toMatch(NOT_KNOWN);
    const recovery = await revocable.recover();
    expect(recovery === undefined ? 'does not accept the credentials' : recovery.errors).toContain('does not accept the credentials');
    await credential.remove();
    await expectConvergence(installation, outcome, 'a credential that was revoked');
    await installation.end();
  });

  it('says what a rule of the cluster refuses, and goes on when it is gone', async () => {
    const later = new ExamplePlatform('private-cloud', join(scratch, 'charts'), join(scratch, 'later'), upgraded());
    await later.synth();
    await undisturbed.take(later.project);
    const rule = await HouseRule.make(undisturbed.client, 'backoffice', 'House rule: ask the platform team before you deploy a back office.');
    const refused = await undisturbed.applier.apply();
    expect(refused.code).not.toBe(0);
    expect(firstErrors(refused).join('\n')).toContain('ask the platform team');
    await rule.remove();
    expect(failure(await undisturbed.applier.apply())).toBe('');
    expect(await undisturbed.problems()).toStrictEqual([]);
    await undisturbed.take(platform.project);
    const back = await undisturbed.applier.apply();
    await undisturbed.applier.removeLeftovers(back);
    await expectConvergence(undisturbed, back, 'a rule that refused');
  });
});
