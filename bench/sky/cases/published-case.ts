import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaseResult } from '../support/case-result';
import { InstanceResult, solveInstance, summary } from '../support/solve-instance';
import { parseInstance } from '../support/vector-bin-packing';

const MILLISECONDS = 10_000;

interface Published {
  readonly name: string;
  /** -1 if none is proven. */
  readonly optimum: number;
  readonly heuristic: number;
}

/** The published instances: optima must be matched, gaps small, and nearly all proven. */
export async function benchPublished(folder: string, seeds: readonly number[], every: number): Promise<CaseResult> {
  const list = join(folder, 'optima.csv');
  if (!existsSync(list)) {
    return { checks: [], rows: [], skipped: `the published instances are not here (looked for ${list})` };
  }
  const published = readFileSync(list, 'utf8').trim().split('\n').slice(1).map((line): Published => {
    const [name, , , , optimum, heuristic] = line.split(',');
    return { name, optimum: Number(optimum), heuristic: Number(heuristic) };
  }).filter((_, index) => index % every === 0);
  const rows: (InstanceResult & { optimum: number; heuristic: number })[] = [];
  for (const seed of seeds) {
    for (const { name, optimum, heuristic } of published) {
      const instance = parseInstance(name, readFileSync(join(folder, 'instances', `${name}.vbp`), 'utf8'));
      const result = { ...(await solveInstance(instance, seed, MILLISECONDS)), optimum, heuristic };
      rows.push(result);
      if (result.bins !== result.bound || (optimum > 0 && result.bins !== optimum)) {
        process.stdout.write(`  ${name} seed ${seed}: ${result.bins} bins, bound ${result.bound}, optimum ${optimum}, ${result.seconds.toFixed(1)} s\n`);
      }
    }
    const { proven, meanGap, slowest } = summary(rows.filter((row) => row.seed === seed));
    process.stdout.write(`  seed ${seed}: ${percent(proven)} proven, mean gap ${percent(meanGap)}, slowest ${slowest.toFixed(1)} s\n`);
  }
  const known = rows.filter(({ optimum }) => optimum > 0);
  const missed = known.filter(({ bins, optimum }) => bins !== optimum).length;
  const unsafe = known.filter(({ bound, optimum }) => bound > optimum).length;
  const gap = (bins: (row: (typeof rows)[number]) => number): number => known.reduce((sum, row) => sum + (bins(row) - row.optimum) / row.optimum, 0) / known.length;
  const { proven, meanGap } = summary(rows);
  return {
    rows,
    checks: [
      { what: 'listed optima matched', measured: `${known.length - missed} of ${known.length}`, wanted: 'all', holds: missed === 0 },
      { what: 'bounds above a listed optimum', measured: String(unsafe), wanted: '0', holds: unsafe === 0 },
      { what: 'proven within 10 s each', measured: percent(proven), wanted: 'at least 98 %', holds: proven >= 0.98 },
      { what: 'mean gap to our own bound', measured: percent(meanGap), wanted: 'at most 0.1 %', holds: meanGap <= 0.001 },
      {
        what: 'mean distance from the optimum',
        measured: `${percent(gap(({ bins }) => bins))}, best published heuristic ${percent(gap(({ heuristic }) => heuristic))}`,
        wanted: 'less than the heuristic',
        holds: gap(({ bins }) => bins) < gap(({ heuristic }) => heuristic),
      },
    ],
  };
}

function percent(part: number): string {
  return `${(part * 100).toFixed(2)} %`;
}
