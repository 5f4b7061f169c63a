import { Budget } from './budget';
import { ColumnGeneration, Part } from './column-generation';
import { DiveStyle, Diver } from './diver';
import { Filler } from './filler';
import { Incumbent } from './incumbent';
import { Master } from './master';
import { Packing, PackingAnswer } from './packing';
import { Random } from './random';
import { safeBound } from './safe-bound';

/** How to search. */
export interface PackOptions {
  readonly budget: Budget;
  /** Answers that cost this or more are of no use. */
  readonly cutoff: bigint;
  /** Stop when the gap is at most this part of the cost. */
  readonly targetGap: number;
  readonly seed: number;
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
  const incumbent = new Incumbent(packing, options.cutoff);
  const master = new Master(packing);
  const generation = new ColumnGeneration(packing, master, budget, grainOf(packing));
  const filler = new Filler(packing, generation.pricer, budget);
  try {
    const random = new Random(options.seed);
    incumbent.raise(generation.roundUp(sizeBound(packing)));
    quickPackings(packing, filler, incumbent, random);
    if (!incumbent.isProven) {
      await improve();
    }
  } finally {
    budget.linearPrograms += master.linearPrograms;
    budget.restarts += master.restarts;
    master.dispose();
  }
  return { answer: incumbent.answer, bound: incumbent.bound };

  async function improve(): Promise<void> {
    const demand = Int32Array.from(packing.items, (item) => item.demand);
    incumbent.answer?.uses.forEach(({ pattern }) => master.add(pattern));
    const diver = new Diver(packing, master, generation, filler, incumbent, budget);
    const random = new Random(options.seed);
    // A good packing first: it tells how good the bound needs to be.
    incumbent.raise(await root('fair'));
    for (let dive = 0; dive < budget.limits.dives && !incumbent.isProven && !budget.isOver; dive += 1) {
      await diver.dive(demand, packing.transfers.map(() => 0), style(dive));
      if (dive === 0 && !incumbent.isProven) {
        incumbent.raise(await root('thorough'));
      }
    }

    function style(dive: number): DiveStyle {
      return dive === 0 ? { depth: 0, discrepancies: 0, noise: 0, random } : { depth: 2 + Math.min(dive, 2), discrepancies: 2 + Math.min(dive - 1, 1), noise: dive === 1 ? 0 : 0.3, random };
    }

    async function root(effort: Part['effort']): Promise<bigint> {
      const { bound } = await generation.run({
        demand,
        most: Int32Array.from(packing.items, (item) => item.perBin),
        mostMoved: packing.transfers.map(({ most }) => most),
        isAllowed: () => true,
        cutoff: incumbent.cutoff,
        rounds: budget.limits.columnRounds,
        effort,
      });
      return bound;
    }
  }
}

/** What every cost is a multiple of: no packing costs anything in between. */
function grainOf({ bins }: Packing): bigint {
  return bins.reduce((grain, { cost }) => divisor(grain, cost), 0n) || 1n;
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

/** The bound of one dimension alone: what all items take there, at the best price of it. */
function sizeBound(packing: Packing): bigint {
  let best = 0n;
  for (let d = 0; d < packing.dimensions; d += 1) {
    if (packing.items.every(({ sizes }) => sizes[d] >= 0)) {
      const bound = safeBound(
        packing,
        packing.items.map(({ demand }) => demand),
        { items: Float64Array.from(packing.items, ({ sizes }) => sizes[d]), binRows: new Float64Array(0) },
        packing.bins.map(({ capacity }) => capacity[d]),
        [],
        packing.transfers.map(({ most }) => most),
      );
      best = bound > best ? bound : best;
    }
  }
  return best;
}

function quickPackings(packing: Packing, filler: Filler, incumbent: Incumbent, random: Random): void {
  const demand = Int32Array.from(packing.items, (item) => item.demand);
  const bins = [...packing.bins.keys()];
  const moved = packing.transfers.map(() => 0);
  for (let round = 0; round < 12 && !incumbent.isProven; round += 1) {
    const noise = round === 0 ? 0 : 0.15 * round;
    const values = filler.shares.map((share) => share * (1 + noise * random.next()));
    const uses = filler.fill(demand, values, packing.pools, bins, incumbent.cutoff);
    if (uses !== undefined) {
      incumbent.offer(uses, moved);
    }
  }
}
