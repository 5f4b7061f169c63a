import { Budget } from './budget';
import { DiveStyle, Diver } from './diver';
import { Exhaustive } from './exhaustive';
import { Filler } from './filler';
import { Incumbent } from './incumbent';
import { Packing, PackingAnswer } from './packing';
import { Random } from './random';
import { Relaxation } from './relaxation';

/** How to search. */
export interface PackOptions {
  readonly budget: Budget;
  /** Answers that cost this or more are of no use. */
  readonly cutoff: bigint;
  /** Stop when the gap is at most this part of the cost. */
  readonly targetGap: number;
  readonly seed: number;
  /** A bound that is known already. @default 0n */
  readonly bound?: bigint;
  /** How many dives. @default as many as the budget's limits say */
  readonly dives?: number;
  /** Dives that were made before, so that others are made now. @default 0 */
  readonly firstDive?: number;
  /** The fractional optimum of the same packing, where it was found already; the caller disposes of it. @default - found here */
  readonly relaxation?: Relaxation;
  /** Whether the bound is raised as far as it can be, by sets of whole bins, too. @default - where all dives are made */
  readonly isDeep?: boolean;
}

/** The best packing found and the best bound proven. */
export interface Packed {
  /** Not there if none below the cutoff was found. */
  readonly answer?: PackingAnswer;
  /** No packing costs less than this, and none less than the cutoff if this is at least the cutoff. */
  readonly bound: bigint;
}

/** Packs everything: quick packings first, then the fractional optimum, then dives until cost and bound meet. */
export async function pack(packing: Packing, options: PackOptions): Promise<Packed> {
  const { budget } = options;
  const incumbent = new Incumbent(packing, options.cutoff, options.targetGap);
  const relaxation = options.relaxation ?? new Relaxation(packing, budget);
  const filler = new Filler(packing, relaxation.generation.pricer, budget);
  try {
    incumbent.raise(options.bound ?? 0n);
    incumbent.raise(relaxation.sizeBound());
    quickPackings(packing, filler, incumbent, new Random(options.seed), budget);
    if (!incumbent.isProven) {
      await improve();
    }
  } finally {
    if (options.relaxation === undefined) {
      relaxation.dispose();
    }
  }
  return { answer: incumbent.answer, bound: incumbent.bound };

  /** Tries everything where that is little; the answer is optimal then. */
  function isTriedOut(): boolean {
    const isSmall = relaxation.demand.reduce((sum, count) => sum + count, 0) <= SMALL && packing.transfers.length === 0;
    if (!isSmall || !new Exhaustive(packing, incumbent, (left) => relaxation.boundOf(left), TRIED_NODES).run(relaxation.demand)) {
      return false;
    }
    incumbent.raise(incumbent.cutoff);
    return true;
  }

  /** A bound as good as can be, and packings into the bins that it is of. */
  async function deepen(): Promise<void> {
    if (options.isDeep ?? options.dives === undefined) {
      incumbent.raise((await relaxation.run('thorough', incumbent.cutoff)).bound);
      if (!incumbent.isProven && !budget.isOver) {
        incumbent.raise(await relaxation.raiseByBins(() => incumbent.goal, isPacked));
      }
    }
  }

  /** Tries to pack everything into given bins: no others cost less. */
  async function isPacked(counts: readonly number[]): Promise<'never' | 'unknown'> {
    const kept = [...counts.keys()].filter((bin) => counts[bin] > 0);
    const cost = kept.reduce((sum, bin) => sum + packing.bins[bin].cost * BigInt(counts[bin]), 0n);
    if (packing.pools.some((most, pool) => kept.reduce((sum, bin) => sum + (packing.bins[bin].pool === pool ? counts[bin] : 0), 0) > most)) {
      return 'never';
    }
    if (packing.transfers.length > 0) {
      return 'unknown';
    }
    const part = { ...packing, bins: kept.map((bin, pool) => ({ ...packing.bins[bin], pool })), pools: kept.map((bin) => counts[bin]) };
    const { answer, bound } = await pack(part, { budget, cutoff: cost + 1n, targetGap: 0, seed: options.seed, bound: cost, dives: TRIES, isDeep: false });
    if (answer !== undefined) {
      incumbent.offer(answer.uses.map(({ pattern, count }) => ({ pattern: { ...pattern, bin: kept[pattern.bin] }, count })), answer.moved);
    }
    return answer === undefined && bound > cost ? 'never' : 'unknown';
  }

  async function improve(): Promise<void> {
    incumbent.answer?.uses.forEach(({ pattern }) => relaxation.master.add(pattern));
    const diver = new Diver(packing, relaxation, filler, incumbent, budget);
    const random = new Random(options.seed);
    // A good packing first: it tells how good the bound needs to be.
    if (options.relaxation === undefined) {
      incumbent.raise((await relaxation.run('fair', incumbent.cutoff)).bound);
    }
    const first = options.firstDive ?? 0;
    const last = first + (options.dives ?? budget.limits.dives);
    const isOpen = (): boolean => !incumbent.isProven && !budget.isOver;
    for (let dive = first; dive < last && isOpen(); dive += 1) {
      if (dive === Math.max(first, 1)) {
        await deepen();
      }
      if (isOpen()) {
        await diver.dive(relaxation.demand, packing.transfers.map(() => 0), styleOf(dive, random));
      }
    }
    if (last === 1 && isOpen()) {
      await deepen();
    }
    if (!incumbent.isProven && !budget.isOver && !isTriedOut()) {
      budget.meet('dives');
    }
  }
}

/** Up to so many items everything is tried where the dives leave a gap. */
const SMALL = 24;
const TRIED_NODES = 200_000;
/** Dives into given bins. */
const TRIES = 2;
/** Items times dimensions times quick packings: many large ones would take the time of the dives, which do better. */
const QUICK_WORK = 15_000;

/** The first dive is straight, the second tries other choices near the top, and then chance comes in. */
function styleOf(dive: number, random: Random): DiveStyle {
  if (dive === 0) {
    return { depth: 0, discrepancies: 0, noise: 0, random };
  }
  return dive === 1 ? { depth: 3, discrepancies: 2, noise: 0, random } : { depth: 4, discrepancies: 3, noise: 0.3, random };
}

function quickPackings(packing: Packing, filler: Filler, incumbent: Incumbent, random: Random, budget: Budget): void {
  const demand = Int32Array.from(packing.items, (item) => item.demand);
  const moved = packing.transfers.map(() => 0);
  const rounds = Math.max(2, Math.min(12, Math.ceil(24 / packing.bins.length), Math.floor(QUICK_WORK / (packing.items.length * packing.dimensions))));
  // Some packing is made even if time is up.
  for (let round = 0; round < rounds && !incumbent.isProven && (round === 0 || !budget.isOver); round += 1) {
    const noise = round === 0 ? 0 : 0.15 * round;
    const values = filler.shares.map((share) => share * (1 + noise * random.next()));
    const uses = filler.fill(demand, values, packing.pools, [...packing.bins.keys()], incumbent.cutoff);
    if (uses !== undefined) {
      incumbent.offer(uses, moved);
    }
  }
}
