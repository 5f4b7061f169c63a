import { StackStatus } from '../../src/status/stack-status';
import { Clock, untilReady } from '../../src/status/until-ready';
import { MachineError } from '../../src/terminal/machine-error';

const stack = (...ready: boolean[]): StackStatus[] => [{ judgements: ready.map((is, index) => ({ subject: { name: `app-${index}` }, ready: is, problems: [] })) } as unknown as StackStatus];

/** A clock on which time passes only while somebody sleeps. */
function clock(): Clock & { slept: number } {
  let time = 0;
  return {
    get slept() {
      return time;
    },
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
  };
}

/** Looks that give one result after the other, and the last one for ever. */
function looks(...results: (StackStatus[] | Error)[]): { look: () => Promise<StackStatus[]>; count: () => number } {
  let count = 0;
  return {
    count: () => count,
    look: async () => {
      const result = results[Math.min(count, results.length - 1)];
      count += 1;
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    },
  };
}

describe('waiting until all is ready', () => {
  it('looks once where all is', async () => {
    const time = clock();
    const { look, count } = looks(stack(true));
    await untilReady(look, 60_000, () => undefined, time);
    expect([count(), time.slept]).toStrictEqual([1, 0]);
  });

  it('looks again until it is, and tells how far it is', async () => {
    const said: string[] = [];
    const { look, count } = looks(stack(false, false), stack(true, false), stack(true, true));
    expect(await untilReady(look, 60_000, (text) => said.push(text), clock())).toStrictEqual(stack(true, true));
    expect(count()).toBe(3);
    expect(said).toStrictEqual(['0 of 2 ready, 60 s left; waiting for app-0, app-1', '1 of 2 ready, 57 s left; waiting for app-1']);
  });

  it('names a few of many', async () => {
    const said: string[] = [];
    await untilReady(looks(stack(...Array.from({ length: 7 }, () => false))).look, 4000, (text) => said.push(text), clock());
    expect(said).toStrictEqual(['0 of 7 ready, 4 s left; waiting for app-0, app-1, app-2, app-3, app-4, 2 more']);
  });

  it('gives the last look when the time is up', async () => {
    const time = clock();
    expect(await untilReady(looks(stack(false)).look, 10_000, () => undefined, time)).toStrictEqual(stack(false));
    expect(time.slept).toBeLessThanOrEqual(10_000);
    expect(time.slept).toBeGreaterThan(6000);
  });

  it('outlives a cluster that is away for a while', async () => {
    const said: string[] = [];
    const away = new MachineError('the cluster is not reached');
    expect(await untilReady(looks(stack(false), away, away, stack(true)).look, 60_000, (text) => said.push(text), clock())).toStrictEqual(stack(true));
    expect(said).toContain('the cluster is not reached');
  });

  it('fails where the cluster never answers, or not at the end', async () => {
    const away = new MachineError('the cluster is not reached');
    await expect(untilReady(looks(away).look, 60_000, () => undefined, clock())).rejects.toThrow(away);
    await expect(untilReady(looks(stack(false), away).look, 10_000, () => undefined, clock())).rejects.toThrow(away);
  });

  it('fails at once on what is no matter of the machine', async () => {
    const { look, count } = looks(stack(false), new TypeError('a fault'));
    await expect(untilReady(look, 60_000, () => undefined, clock())).rejects.toThrow('a fault');
    expect(count()).toBe(2);
  });
});
