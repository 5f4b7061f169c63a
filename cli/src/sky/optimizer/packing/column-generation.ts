import { Budget } from './budget';
import { Master, MasterSolution } from './master';
import { Packing, Pattern } from './packing';
import { Pricer } from './pricer';
import { safeBound } from './safe-bound';

/** A part of the problem: what is left to pack, and which patterns may be used for it. */
export interface Part {
  readonly demand: Int32Array;
  /** Most of each item in one new pattern. */
  readonly most: Int32Array;
  readonly mostMoved: readonly number[];
  /** Patterns found so far that may be used. */
  readonly isAllowed: (pattern: Pattern, index: number) => boolean;
  /** By bin: 1 where new patterns may be of it. @default all */
  readonly bins?: Uint8Array;
  /** Stop when the bound is at least this. */
  readonly cutoff: bigint;
  readonly rounds: number;
  /** How hard to look for the last columns: only if thoroughly is the bound good. */
  readonly effort: 'quick' | 'fair' | 'thorough';
}

/** What column generation found. */
export interface Generated {
  /** The last fractional solution; undefined if the solver gave none. */
  readonly solution?: MasterSolution;
  /** No packing of the part costs less. */
  readonly bound: bigint;
  readonly isConverged: boolean;
}

/** Whole values of the items, and what each bin is worth at most with them. */
export interface Proof {
  readonly items: Float64Array;
  readonly worth: Float64Array;
}

/** Whole value of the dearest bin: large enough to be exact to 1e-10, small enough for exact sums. */
const SCALE = 2 ** 34;
/** Nodes of the pricing searches, one stage after the other until something is found. */
const STAGES = { quick: [500], fair: [500, 5000], thorough: [500, 5000, 50_000, Infinity] };
const SMOOTHING = 0.6;
/** With one kind of bin: long searches dominate, and values that are smoothed more need more of them. */
const SINGLE_SMOOTHING = 0.3;
const ENOUGH = 40;
/** Of the fillings that a search met on its way, the last ones are the best: so many are taken. */
const TAKEN = 3;
/** With one kind of bin there is one search for each linear program. */
const SINGLE_TAKEN = 12;

/** Finds the patterns of a part's linear program by pricing, in stages from quick to exact, with smoothed values. */
export class ColumnGeneration {
  readonly pricer: Pricer;
  private readonly scale: number;
  private readonly costs: number[];
  private readonly smoothing: number;
  private readonly taken: number;
  private start = 0;
  /** Whether a search of the last pricing was cut off. */
  private isPricingCut = false;
  /** Values that gave the best bound of the last run, and what each bin is worth at most with them. */
  proof?: Proof;

  constructor(
    private readonly packing: Packing,
    readonly master: Master,
    private readonly budget: Budget,
    /** What every cost is a multiple of. */
    private readonly grain: bigint,
  ) {
    this.pricer = new Pricer(packing);
    this.costs = packing.bins.map(({ cost }) => Number(cost) / master.unit);
    const isSingle = packing.bins.length === 1;
    this.smoothing = isSingle ? SINGLE_SMOOTHING : SMOOTHING;
    this.taken = isSingle ? SINGLE_TAKEN : TAKEN;
    this.scale = SCALE / Math.max(...this.costs, 1e-9);
  }

  async run(part: Part): Promise<Generated> {
    const { master, budget } = this;
    const { pricingNodes } = budget.limits;
    const stages = STAGES[part.effort].map((nodes) => Math.min(nodes, pricingNodes));
    let bound = 0n;
    let centre: Float64Array | undefined;
    let solution: MasterSolution | undefined;
    let isConverged = false;
    this.proof = undefined;
    master.restrict(part.demand, part.isAllowed, part.mostMoved);
    let round = 0;
    for (; round < part.rounds && !budget.isOver; round += 1) {
      budget.columnRounds += 1;
      solution = await master.solve();
      if (solution === undefined) {
        break;
      }
      const goal = this.wholeCost(solution.objective);
      if (!solution.isShort && bound >= goal) {
        isConverged = true;
        break;
      }
      let added = 0;
      for (let smoothing = centre === undefined ? 0 : this.smoothing; added === 0; smoothing = 0) {
        const values = smoothing === 0 ? solution.values : solution.values.map((value, item) => (1 - smoothing) * value + smoothing * (centre?.[item] ?? 0));
        for (const limit of stages) {
          const priced = this.price(values, solution, part, limit);
          added += priced.added;
          if (priced.bound !== undefined && priced.bound > bound) {
            bound = priced.bound;
            centre = values;
            this.proof = priced.proof;
          }
          if (added > 0 || bound >= part.cutoff || (!solution.isShort && bound >= goal)) {
            break;
          }
        }
        if (smoothing === 0 || bound >= part.cutoff || (!solution.isShort && bound >= goal)) {
          break;
        }
      }
      if (bound >= part.cutoff) {
        break;
      }
      if (added === 0) {
        isConverged = true;
        break;
      }
    }
    this.tellLimits(part, isConverged, round);
    return { solution, bound, isConverged };
  }

  /** Limits that kept the bound of everything from being better; those of dives say nothing. */
  private tellLimits({ effort, rounds }: Part, isConverged: boolean, round: number): void {
    if (effort === 'thorough' && round >= rounds) {
      this.budget.meet('column-rounds');
    }
    if (effort === 'thorough' && isConverged && this.isPricingCut) {
      this.budget.meet('pricing-nodes');
    }
  }

  /** The least whole cost that is not below an objective of the linear program. */
  wholeCost(objective: number): bigint {
    const cost = BigInt(Math.ceil(objective * this.master.unit * (1 - 1e-7) - 1e-6));
    return this.roundUp(cost);
  }

  roundUp(cost: bigint): bigint {
    return ((cost + this.grain - 1n) / this.grain) * this.grain;
  }

  private price(values: Float64Array, solution: MasterSolution, part: Part, nodeLimit: number): { added: number; bound?: bigint; proof?: Proof } {
    const { packing, master, budget, scale } = this;
    const whole = values.map((value) => Math.floor(value * scale));
    const rows = solution.binValues.map((value, index) => wholeRowValue(value * scale, master.binRows[index]));
    const worth = new Float64Array(packing.bins.length);
    let added = 0;
    let isComplete = true;
    this.isPricingCut = false;
    for (let turn = 0; turn < packing.bins.length; turn += 1) {
      const bin = (this.start + turn) % packing.bins.length;
      if (added >= ENOUGH) {
        this.start = bin;
        isComplete = false;
        break;
      }
      if (part.bins?.[bin] === 0) {
        continue;
      }
      const extra = master.binRows.reduce((sum, { counts }, index) => sum + (counts[bin] === 1 ? rows[index] : 0), 0);
      const threshold = Math.floor(this.costs[bin] * scale - extra);
      const priced = this.pricer.price(bin, whole, part.most, threshold + Math.max(1, threshold * 1e-9), nodeLimit);
      budget.pricingNodes += priced.nodes;
      this.isPricingCut ||= !priced.isExact;
      worth[bin] = Math.max(0, Math.ceil(priced.upper));
      const before = added;
      for (const { items, counts } of priced.found.slice(-this.taken)) {
        added += this.addIfCheap({ bin, items, counts }, solution, extra / scale) ? 1 : 0;
      }
      if (added > before) {
        added += this.addApart(bin, whole, part, threshold, solution, extra / scale, priced.found.at(-1)?.items ?? []);
      }
    }
    const bound = isComplete
      ? this.roundUp(safeBound(packing, part.demand, { items: whole, binRows: rows }, worth, master.binRows, part.mostMoved))
      : undefined;
    return { added, bound, proof: bound === undefined ? undefined : { items: whole, worth } };
  }

  /** More columns of one bin without the items of those already found: columns that go together. */
  private addApart(bin: number, whole: Float64Array, part: Part, threshold: number, solution: MasterSolution, extra: number, used: readonly number[]): number {
    const values = whole.slice();
    let items = used;
    let added = 0;
    for (let round = 0; round < 12 && items.length > 0; round += 1) {
      items.forEach((item) => (values[item] = 0));
      const priced = this.pricer.price(bin, values, part.most, threshold, 300);
      this.budget.pricingNodes += priced.nodes;
      const best = priced.found.at(-1);
      if (best === undefined) {
        break;
      }
      added += this.addIfCheap({ bin, items: best.items, counts: best.counts }, solution, extra) ? 1 : 0;
      items = best.items;
    }
    return added;
  }

  private addIfCheap(pattern: Pattern, solution: MasterSolution, extra: number): boolean {
    const value = pattern.items.reduce((sum, item, index) => sum + solution.values[item] * pattern.counts[index], extra);
    const isNew = value > this.costs[pattern.bin] + 1e-9 && this.master.add(pattern);
    this.budget.columns += isNew ? 1 : 0;
    return isNew;
  }
}

function wholeRowValue(value: number, { lower, upper }: { lower: number; upper: number }): number {
  const whole = Math.round(value);
  if (whole > 0) {
    return Number.isFinite(lower) ? whole : 0;
  }
  return Number.isFinite(upper) ? whole : 0;
}
