import { join } from 'node:path';
import { Chance } from './support/chance';
import { prepareCharts } from './support/charts/chart-folder';
import { describeRoads } from './support/describe-roads';
import { CutOff, Installation, Resumption } from './support/installation';
import { Inventory } from './support/inventory';
import { ExamplePlatform } from './support/platform';
import { failure, firstErrors } from './support/run';
import { say, scratchFolder } from './support/test-sandbox';
import { upgraded } from './support/upgraded';

/** How often by each signal: `npm run test:deep` repeats what is done once for every change. */
const DEEP = process.env.QTCLOUD_DEEP === '1';
const FIRST_INSTALLS = DEEP ? 10 : 1;
const UPGRADES = DEEP ? 3 : 1;
const REMOVALS = 2;
/** Every cluster has the same nodes, enough for the upgraded platform too. */
const POOL = { nodes: { count: 4 } };
const SIGNALS = ['SIGKILL', 'SIGINT'] as const;
/** What is cut off at a moment at which all was done already was not cut off: it is begun anew, and cut off earlier. */
const EARLIER = 0.7;
const TRIES = 4;
/** An upgrade that changes some programs takes this part of the time of a first install. */
const UPGRADE = 0.4;
const DESTROY_SECONDS = 180;

const seed = Chance.seed;
const chance = new Chance(seed);
say(`QTCLOUD_SEED=${seed} cuts off at the same moments again`);

describeRoads('a first install, an upgrade and a removal that are cut off', (road) => {
  const scratch = scratchFolder('kills');
  let platform: ExamplePlatform;
  let later: ExamplePlatform;
  /** What an apply that nobody disturbs makes, and how long it takes. */
  let undisturbed: Installation;
  let reference: Inventory;
  let seconds: number;

  beforeAll(async () => {
    const charts = prepareCharts(join(scratch, 'charts'));
    say(`${charts.real.length} real charts, ${charts.standIns.length} stand-ins`);
    platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'));
    later = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'later'), upgraded());
    await platform.synth();
    await later.synth();
    undisturbed = await Installation.begin(road, platform.project, scratch, 'undisturbed', POOL);
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

  describe.each(SIGNALS)('by %s in a first install', (signal) => {
    it.each(percents(FIRST_INSTALLS))('at %d %% of the time: applied again, it is as if nothing had happened', async (percent) => {
      await untilCutOff(percent, async (share, tries) => {
        const installation = await Installation.begin(road, platform.project, scratch, `${road.name}-${signal}-${percent}-${tries}`, POOL);
        try {
          const cut = await installation.cutOff('apply', signal, share * seconds);
          // Users who read what is printed recover first, others apply again and are told.
          await bringToAnEnd(installation, cut, `${signal} at ${percent} %`, percent % 2 === 0);
          expect(await installation.problems(reference)).toStrictEqual([]);
          return cut.wasRunning;
        } finally {
          await installation.end();
        }
      });
    });
  });

  describe.each(SIGNALS)('by %s in an upgrade', (signal) => {
    it.each(percents(UPGRADES))('at %d %% of the time: data and definitions stay, and applied again, all is changed', async (percent) => {
      await untilCutOff(percent, async (share) => {
        const before = await undisturbed.inventory();
        await undisturbed.take(later.project);
        const cut = await undisturbed.cutOff('apply', signal, share * UPGRADE * seconds);
        await bringToAnEnd(undisturbed, cut, `upgrade, ${signal} at ${percent} %`, percent % 2 === 0);
        expect(await undisturbed.problems()).toStrictEqual([]);
        expect((await undisturbed.inventory()).dataLostSince(before)).toStrictEqual([]);
        await undisturbed.take(platform.project);
        const back = await undisturbed.applier.apply();
        expect(failure(back)).toBe('');
        await undisturbed.applier.removeLeftovers(back);
        expect(await undisturbed.problems(reference)).toStrictEqual([]);
        expect((await undisturbed.inventory()).dataLostSince(before)).toStrictEqual([]);
        return cut.wasRunning;
      });
    });
  });

  (DEEP ? SIGNALS : []).forEach((signal) => describe(`by ${signal} in a removal`, () => {
    it.each(percents(REMOVALS))('at %d %% of the time: removed again, it is gone, and can be applied again', async (percent) => {
      await untilCutOff(percent, async (share) => {
        const { outcome, wasRunning, secondsToEnd } = await undisturbed.cutOff('destroy', signal, share * seconds);
        // Terraform empties the file of its state before it writes it, and takes an empty one for "nothing is there".
        const recovery = await undisturbed.applier.recover();
        expect(recovery === undefined ? '' : failure(recovery)).toBe('');
        const again = await undisturbed.applier.destroy();
        say(`removal, ${signal} at ${percent} %: ${wasRunning ? `cut off with the code ${outcome.code} after ${secondsToEnd.toFixed(1)} s more` : 'was done before'}; removed again in ${again.seconds.toFixed(1)} s`);
        expect(failure(again)).toBe('');
        expect(again.seconds).toBeLessThan(DESTROY_SECONDS);
        expect((await undisturbed.cluster.namespaces()).map(({ metadata: { name } }) => name)).toStrictEqual([]);
        expect(await undisturbed.cluster.list('/api/v1/persistentvolumes')).toStrictEqual([]);
        const anew = await undisturbed.applier.apply();
        expect(failure(anew)).toBe('');
        expect(await undisturbed.problems(reference)).toStrictEqual([]);
        return wasRunning;
      });
    });
  }));
}, DEEP ? undefined : 'Terraform');

/** Shares of a duration, in whole percent: one in each of as many equal parts of it. */
function percents(count: number): number[] {
  return chance.moments(count, 100).map((percent) => Math.floor(percent));
}

/** Begins anew, and earlier, while what is to be cut off is done before that. */
async function untilCutOff(percent: number, attempt: (share: number, tries: number) => Promise<boolean>): Promise<void> {
  for (let tries = 1; !await attempt((percent / 100) * EARLIER ** (tries - 1), tries); tries += 1) {
    expect(tries).toBeLessThan(TRIES);
  }
}

/** Applies until all is done, and checks what has to hold whatever was cut off: nothing that held data is another, and there is nothing left to change. */
async function bringToAnEnd(installation: Installation, cut: CutOff, name: string, recoverFirst: boolean): Promise<void> {
  const before = await installation.inventory();
  const resumed = await installation.resume(recoverFirst);
  const after = await installation.inventory();
  say(`${name}: ${[
    cut.wasRunning ? `cut off with the code ${cut.outcome.code} after ${cut.secondsToEnd.toFixed(1)} s more` : 'was done before',
    `${before.size} objects were there`,
    ...described(resumed),
    `replaced: ${after.replacedSince(before).join(', ') || 'none'}`,
  ].join('; ')}`);
  expect(failure(resumed.outcome)).toBe('');
  expect(after.dataLostSince(before)).toStrictEqual([]);
  expect(await installation.applier.changes()).toStrictEqual([]);
}

function described({ outcome, refusal, recovery }: Resumption): string[] {
  return [
    ...(refusal === undefined ? [] : [`applied at once, refused: ${firstErrors(refusal).join(' / ').slice(0, 600)}`]),
    ...(recovery === undefined ? [] : [`recover (${recovery.seconds.toFixed(1)} s, code ${recovery.code}): ${recovery.out.trim().replace(/\s*\n\s*/g, ' | ').slice(0, 400)}${recovery.errors.slice(0, 400)}`]),
    `applied in ${outcome.seconds.toFixed(1)} s`,
  ];
}
