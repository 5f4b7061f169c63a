import { Budget } from './budget';
import { ColumnGeneration, Generated } from './column-generation';
import { Filler, take } from './filler';
import { Incumbent } from './incumbent';
import { Master } from './master';
import { Packing, PatternUse } from './packing';
import { Random } from './random';
import { Relaxation } from './relaxation';

/** How to dive. */
export interface DiveStyle {
  /** Down to which depth another choice than the best is tried. */
  readonly depth: number;
  /** How many other choices on one way down. */
  readonly discrepancies: number;
  /** How much chance has a say in what is fixed: 0 for none. */
  readonly noise: number;
  readonly random: Random;
}

interface State {
  readonly uses: readonly PatternUse[];
  readonly cost: bigint;
  readonly left: Int32Array;
  readonly banned: ReadonlySet<number>;
  readonly depth: number;
  readonly discrepancies: number;
}

/** Up to so many bins that are left, a dive takes one step at a time. */
const UNHURRIED_BINS = 40;
/** How often one dive takes back a step after which no better packing is left, whatever its depth. With several kinds of bins most dives end so. */
const MOST_RETRIES = 10;

/** Dives: fixes patterns of the fractional solution one after the other, and finds new patterns for what is left each time. */
export class Diver {
  private readonly master: Master;
  private readonly generation: ColumnGeneration;
  private retriesLeft = 0;

  constructor(
    private readonly packing: Packing,
    relaxation: Relaxation,
    private readonly filler: Filler,
    private readonly incumbent: Incumbent,
    private readonly budget: Budget,
  ) {
    this.master = relaxation.master;
    this.generation = relaxation.generation;
  }

  /** Dives from demands with all transfers decided; better packings go to the incumbent. */
  async dive(demand: Int32Array, moved: readonly number[], style: DiveStyle): Promise<void> {
    this.budget.dives += 1;
    this.retriesLeft = this.packing.bins.length === 1 ? MOST_RETRIES : 0;
    const bounds = this.master.binRows.map(({ lower, upper }) => ({ lower, upper }));
    await this.descend({ uses: [], cost: 0n, left: demand.slice(), banned: new Set(), depth: 0, discrepancies: style.discrepancies }, moved, style, bounds);
    bounds.forEach(({ lower, upper }, index) => this.master.setBinRow(index, lower, upper));
  }

  /** Goes on from a state; answers whether it has no better packing below it, so that another step is to be tried in place of the last. */
  private async descend(state: State, moved: readonly number[], style: DiveStyle, bounds: readonly { lower: number; upper: number }[]): Promise<boolean> {
    const { incumbent, budget } = this;
    if (incumbent.isProven || budget.isOver) {
      return false;
    }
    if (state.left.every((count) => count === 0)) {
      incumbent.offer(state.uses, moved);
      return false;
    }
    const generated = await this.generate(state, bounds);
    const { solution } = generated;
    if (solution === undefined || solution.isShort || state.cost + generated.bound >= incumbent.cutoff) {
      return true;
    }
    const likely = state.cost + this.generation.wholeCost(solution.objective);
    if (likely >= incumbent.cutoff) {
      return true;
    }
    const pace = this.paceOf(solution.uses);
    if (state.depth % pace === 0) {
      this.complete(state, solution.values, moved);
    }
    const choices = this.choices(solution.uses, style, pace);
    let widest = state.depth < style.depth ? state.discrepancies : 0;
    for (let choice = 0; choice <= widest && choice <= choices.length; choice += 1) {
      const banned = new Set([...state.banned, ...choices.slice(0, choice).map(([first]) => first.index)]);
      // Another choice is to do without the first ones: what comes instead, a new fractional solution tells.
      const next = choice === 0 ? this.fix(state, choices[0]) : state;
      const isDeadEnd = await this.descend({ ...next, banned, depth: state.depth + 1, discrepancies: Math.max(0, state.discrepancies - choice) }, moved, style, bounds);
      if (isDeadEnd && choice === widest && this.retriesLeft > 0) {
        this.retriesLeft -= 1;
        widest += 1;
      }
    }
    return false;
  }

  private generate(state: State, bounds: readonly { lower: number; upper: number }[]): Promise<Generated> {
    const { master, packing } = this;
    const used = packing.bins.map(() => 0);
    state.uses.forEach(({ pattern, count }) => (used[pattern.bin] += count));
    master.binRows.forEach(({ counts }, index) => {
      const sum = used.reduce((total, count, bin) => total + (counts[bin] === 1 ? count : 0), 0);
      const { lower, upper } = bounds[index];
      master.setBinRow(index, lower - sum, Math.max(0, upper - sum));
    });
    return this.generation.run({
      demand: state.left,
      most: state.left,
      mostMoved: packing.transfers.map(() => 0),
      isAllowed: ({ items, counts }, index) => !state.banned.has(index) && items.every((item, position) => counts[position] <= state.left[item]),
      cutoff: this.incumbent.cutoff - state.cost,
      rounds: state.depth === 0 ? 60 : 12,
      effort: 'quick',
    });
  }

  /** Tries to finish greedily with the values of the fractional solution. */
  private complete(state: State, values: Float64Array, moved: readonly number[]): void {
    const poolsLeft = [...this.packing.pools];
    state.uses.forEach(({ pattern, count }) => take(this.packing, poolsLeft, pattern.bin, count));
    const uses = this.filler.fill(state.left, values, poolsLeft, [...this.packing.bins.keys()], this.incumbent.cutoff - state.cost);
    if (uses !== undefined) {
      this.incumbent.offer([...state.uses, ...uses], moved);
    }
  }

  /**
   * How many steps of a dive are taken as one: with hundreds of bins of one kind, a step for each takes longer than its
   * new fractional solution is worth. Slows down to single steps by itself as less is left.
   */
  private paceOf(uses: Float64Array): number {
    return this.packing.bins.length === 1 ? Math.max(1, Math.floor(uses.reduce((sum, use) => sum + use, 0) / UNHURRIED_BINS)) : 1;
  }

  /** What can be fixed next, the best first: everything that is whole already, or as many patterns as the pace says that nearly are. */
  private choices(uses: Float64Array, style: DiveStyle, pace: number): { index: number; count: number }[][] {
    const whole: { index: number; count: number }[] = [];
    const parts: { index: number; weight: number }[] = [];
    uses.forEach((use, index) => {
      if (use >= 1 - 1e-6) {
        whole.push({ index, count: Math.floor(use + 1e-6) });
      } else if (use > 1e-6) {
        parts.push({ index, weight: use + style.noise * style.random.next() });
      }
    });
    const single = parts.sort((a, b) => b.weight - a.weight || a.index - b.index).map(({ index }) => [{ index, count: 1 }]);
    if (whole.length > 0) {
      return [whole, ...single];
    }
    return [single.slice(0, pace).flat(), ...single.slice(1)];
  }

  private fix(state: State, chosen: readonly { index: number; count: number }[]): State {
    const left = state.left.slice();
    const uses = [...state.uses];
    let cost = state.cost;
    for (const { index, count } of chosen) {
      const pattern = this.master.patterns[index];
      const fitting = Math.min(count, ...pattern.items.map((item, position) => Math.floor(left[item] / pattern.counts[position])));
      if (fitting > 0) {
        uses.push({ pattern, count: fitting });
        cost += this.packing.bins[pattern.bin].cost * BigInt(fitting);
        pattern.items.forEach((item, position) => (left[item] -= fitting * pattern.counts[position]));
      }
    }
    return { ...state, uses, cost, left };
  }
}
