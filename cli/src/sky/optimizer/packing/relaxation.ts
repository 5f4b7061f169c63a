import { Budget } from './budget';
import { ColumnGeneration, Generated, Part, Proof } from './column-generation';
import { CoverRow, CoverSearch } from './cover-search';
import { Master } from './master';
import { Packing } from './packing';
import { linearBound, safeBound, wholeNeed } from './safe-bound';
import { WorthCeilings } from './worth-ceilings';

/** A first look ends after so many rounds: a packing is wanted before the last columns are found. */
const FAIR_ROUNDS = 150;
/** Nodes of the pricing searches and of the search over whole bins. */
const COVER_PRICING_NODES = 2000;
const COVER_NODES = 20_000;
/** How many sets of whole bins are looked at in the linear program. */
const MOST_TRIED_BINS = 200;
const MOST_UNKNOWN = 8;
/** Above every cost. */
const NEVER = 1n << 90n;

/** The fractional optimum of a packing, by column generation: a bound, values of the items, and patterns. */
export class Relaxation {
  readonly master: Master;
  readonly generation: ColumnGeneration;
  /** Values that gave the best bound of everything in the last run. */
  private proof?: Proof;
  /** The search for whole bins, as far as it has come. */
  private cover?: CoverSearch;
  /** Constraints of the linear program on how many bins of one kind there are, by bin. */
  private readonly binLimits = new Map<number, number>();
  private isDisposed = false;

  constructor(private readonly packing: Packing, private readonly budget: Budget) {
    this.master = new Master(packing);
    this.generation = new ColumnGeneration(packing, this.master, budget, grainOf(packing));
  }

  /** Generates patterns for everything, from those known so far; the bound knows that bins are whole. */
  async run(effort: Part['effort'], cutoff: bigint): Promise<Generated> {
    const generated = await this.generate(effort, cutoff);
    // Dives leave proofs of parts behind: only this one is of everything.
    this.proof = this.generation.proof ?? this.proof;
    if (generated.bound >= cutoff) {
      return generated;
    }
    const bound = this.coverBound(cutoff, this.proof);
    return bound > generated.bound ? { ...generated, bound } : generated;
  }

  /**
   * Raises the bound by whole bins: as long as the cheapest bins that could do cannot hold everything even in fractions,
   * the values that prove it rule out these bins and many others. Nothing is left to raise where all bins are of
   * one kind: rounding up has counted whole ones.
   *
   * @param goal stop when the bound is at least this
   * @param isPacked asked for bins that hold everything in fractions: tries to pack them; `never` if they hold not
   *   everything after all
   */
  async raiseByBins(goal: () => bigint, isPacked: (counts: readonly number[]) => Promise<'never' | 'unknown'>): Promise<bigint> {
    const { budget, generation, packing, cover } = this;
    let bound = 0n;
    if (packing.bins.length === 1) {
      return bound;
    }
    // Bins of which it is not known whether they hold everything: the bound is theirs, but dearer ones may be packed.
    let unknown: bigint | undefined;
    let isLeft = MOST_UNKNOWN;
    for (let tried = 0; tried < MOST_TRIED_BINS && cover !== undefined && !budget.isOver; tried += 1) {
      const { bound: found, counts } = cover.next(Math.min(Number(goal()), 2 ** 52), COVER_NODES);
      bound = generation.roundUp(BigInt(Math.floor(found)));
      if (counts === undefined || bound >= goal()) {
        break;
      }
      const row = await this.refutation(counts);
      if (row !== undefined) {
        cover.addRow(row);
        continue;
      }
      cover.exclude(counts);
      if ((await isPacked(counts)) === 'unknown') {
        unknown ??= bound;
        isLeft -= 1;
        if (isLeft === 0 || (unknown ?? bound) >= goal()) {
          break;
        }
      }
    }
    packing.bins.forEach((_, bin) => this.limitBin(bin, Infinity));
    return unknown ?? bound;
  }

  /** Values that prove that some bins cannot hold everything, even in fractions; undefined if none were found. */
  private async refutation(counts: readonly number[]): Promise<CoverRow | undefined> {
    const { packing, generation, budget } = this;
    packing.bins.forEach((_, bin) => this.limitBin(bin, counts[bin] > 0 ? counts[bin] : Infinity));
    const isIn = Uint8Array.from(counts, (count) => (count > 0 ? 1 : 0));
    const cost = packing.bins.reduce((sum, bin, index) => sum + bin.cost * BigInt(counts[index]), 0n);
    await generation.run({
      demand: this.demand,
      most: this.most,
      mostMoved: packing.transfers.map(({ most }) => most),
      isAllowed: ({ bin }) => isIn[bin] === 1,
      bins: isIn,
      cutoff: cost + 1n,
      rounds: Math.min(FAIR_ROUNDS, budget.limits.columnRounds),
      effort: 'fair',
    });
    const { proof } = generation;
    if (proof === undefined) {
      return undefined;
    }
    const { most } = this;
    const worth = Float64Array.from(packing.bins, (_, bin) => {
      if (isIn[bin] === 1) {
        return proof.worth[bin] * 100;
      }
      const priced = generation.pricer.price(bin, proof.items, most, 0, COVER_PRICING_NODES);
      budget.pricingNodes += priced.nodes;
      return Math.ceil(priced.upper) * 100;
    });
    const need = Number(wholeNeed(packing, proof.items));
    const row = { need, worth };
    const isRefuted = counts.reduce((left, count, bin) => left - count * worth[bin], need) > 0;
    return isRefuted && CoverSearch.isExact([], [row]) ? row : undefined;
  }

  /** Most bins of one kind in the linear program. */
  private limitBin(bin: number, most: number): void {
    const known = this.binLimits.get(bin);
    if (known !== undefined) {
      this.master.setBinRow(known, -Infinity, most);
    } else if (most < Infinity) {
      this.binLimits.set(bin, this.master.addBinRow(Uint8Array.from(this.packing.bins, (_, index) => (index === bin ? 1 : 0)), -Infinity, most));
    }
  }

  /** Values of the items where some count for more than there are of them. */
  async weightedValues(weights: readonly number[]): Promise<Float64Array | undefined> {
    const { packing, budget } = this;
    const { solution } = await this.generation.run({
      demand: this.demand.map((count, item) => count * weights[item]),
      most: this.most,
      mostMoved: packing.transfers.map(({ most, from }) => most * weights[from]),
      isAllowed: () => true,
      cutoff: NEVER,
      rounds: budget.limits.columnRounds,
      effort: 'quick',
    });
    return solution?.values;
  }

  private generate(effort: Part['effort'], cutoff: bigint): Promise<Generated> {
    const { packing, budget } = this;
    return this.generation.run({
      demand: this.demand,
      most: this.most,
      mostMoved: packing.transfers.map(({ most }) => most),
      isAllowed: () => true,
      cutoff,
      rounds: effort === 'fair' ? Math.min(FAIR_ROUNDS, budget.limits.columnRounds) : budget.limits.columnRounds,
      effort,
    });
  }

  get demand(): Int32Array {
    return Int32Array.from(this.packing.items, ({ demand }) => demand);
  }

  /** The bound that values of items from elsewhere give, after short searches only. */
  boundFrom(values: Float64Array, nodeLimit: number): bigint {
    const { whole, worth } = this.leastWorthOf(values, nodeLimit);
    return this.bound(whole, worth);
  }

  /** Most of each item in one bin. */
  private get most(): Int32Array {
    return Int32Array.from(this.packing.items, ({ perBin }, item) => Math.min(perBin, this.mostOf(item)));
  }

  /** The bound of a part of the items, by the values that gave the best bound so far. */
  boundOf(left: Int32Array): bigint {
    const { packing, proof } = this;
    return proof === undefined
      ? 0n
      : safeBound(packing, left, { items: proof.items, binRows: new Float64Array(0) }, proof.worth, [], packing.transfers.map(() => 0));
  }

  /** The same bound, item by item: it holds for any part of the items, too. */
  linearBoundFrom(values: Float64Array, nodeLimit: number): { constant: bigint; parts: bigint[] } {
    const { whole, worth } = this.leastWorthOf(values, nodeLimit);
    return linearBound(this.packing, whole, worth);
  }

  private worthOf(values: Float64Array, nodeLimit: number): { whole: Float64Array; worth: number[] } {
    const whole = wholeValues(values);
    const { most } = this;
    return { whole, worth: this.packing.bins.map((_, bin) => this.price(bin, whole, most, nodeLimit)) };
  }

  /** The same, but only bins that could be worth most for their cost are searched: of the others it is enough to know that they are not. */
  private leastWorthOf(values: Float64Array, nodeLimit: number): { whole: Float64Array; worth: number[] } {
    const whole = wholeValues(values);
    const { most, packing } = this;
    const ceilings = new WorthCeilings(packing, whole);
    const worth = packing.bins.map(({ pool }, bin) => (pool < 0 ? Infinity : this.price(bin, whole, most, nodeLimit)));
    for (let bin = ceilings.next(); bin !== undefined; bin = ceilings.next()) {
      worth[bin] = this.price(bin, whole, most, nodeLimit);
      ceilings.learn(bin, worth[bin], this.generation.pricer.multipliers);
    }
    return { whole, worth: worth.map((found, bin) => Math.min(found, ceilings.of(bin))) };
  }

  private price(bin: number, whole: Float64Array, most: Int32Array, nodeLimit: number): number {
    const priced = this.generation.pricer.price(bin, whole, most, 0, nodeLimit);
    this.budget.pricingNodes += priced.nodes;
    return Math.ceil(priced.upper);
  }

  /** The bound of one dimension alone: what all items take there, at the best price of it. */
  sizeBound(): bigint {
    const { packing } = this;
    let best = 0n;
    for (let d = 0; d < packing.dimensions; d += 1) {
      if (packing.items.every(({ sizes }) => sizes[d] >= 0)) {
        const bound = this.bound(Float64Array.from(packing.items, ({ sizes }) => sizes[d]), packing.bins.map(({ capacity }) => capacity[d]));
        best = bound > best ? bound : best;
      }
    }
    return best;
  }

  /** The bound of whole bins: by the values given, by each dimension, and by items of which few go in one bin. */
  private coverBound(cutoff: bigint, proof: Proof | undefined): bigint {
    const { packing, generation } = this;
    const rows = this.coverValues().map((values) => this.worthOf(values, COVER_PRICING_NODES));
    if (proof !== undefined) {
      rows.unshift({ whole: proof.items, worth: [...proof.worth] });
    }
    const costs = packing.bins.map(({ cost }) => Number(cost));
    const cover = rows.map(({ whole, worth }): CoverRow => ({ need: Number(wholeNeed(packing, whole)), worth: Float64Array.from(worth, (most) => most * 100) }));
    if (!CoverSearch.isExact(costs, cover)) {
      return 0n;
    }
    this.cover = new CoverSearch(costs, packing.bins.map(({ pool }) => (pool < 0 ? Infinity : packing.pools[pool])), cover);
    const { bound } = this.cover.next(Math.min(Number(cutoff), 2 ** 52), COVER_NODES);
    return generation.roundUp(BigInt(Math.floor(bound)));
  }

  /** Values that count what whole bins are short of: sizes in each dimension, and items that need a bin each. */
  private coverValues(): Float64Array[] {
    const { items, dimensions, apart } = this.packing;
    const sizes = Array.from({ length: dimensions }, (_, d) => Float64Array.from(items, (item) => Math.max(0, item.sizes[d])));
    const bins = (item: number): number => items[item].demand / items[item].perBin;
    const hungry = [...items.keys()].filter((item) => bins(item) > 1).sort((a, b) => bins(b) - bins(a) || a - b);
    const areApart = (one: number, other: number): boolean => apart.some(([a, b]) => (a === one && b === other) || (a === other && b === one));
    // Items of which no two kinds share a bin, each at most once in it: every bin meets one of them.
    const lonely = hungry.filter((item) => items[item].perBin === 1).reduce<number[]>((chosen, item) => (chosen.every((other) => areApart(item, other)) ? [...chosen, item] : chosen), []);
    const counted = [lonely, ...hungry.slice(0, 2).map((item) => [item])].filter((group) => group.length > 0);
    return [...sizes, ...counted.map((group) => Float64Array.from(items, (_, item) => (group.includes(item) ? 1 : 0)))];
  }

  /** Frees the solver's memory; may be called again. */
  dispose(): void {
    if (!this.isDisposed) {
      this.isDisposed = true;
      this.budget.linearPrograms += this.master.linearPrograms;
      this.budget.restarts += this.master.restarts;
      this.master.dispose();
    }
  }

  private bound(items: Float64Array, worth: number[]): bigint {
    const { packing } = this;
    return this.generation.roundUp(
      safeBound(packing, this.demand, { items, binRows: new Float64Array(0) }, worth, [], packing.transfers.map(({ most }) => most)),
    );
  }

  /** All that there can be of an item. */
  private mostOf(item: number): number {
    const { items, transfers } = this.packing;
    return transfers.reduce((sum, { to, from, most, percent }) =>
      sum + (to === item ? most : 0) + (from === item && percent < 0 ? Math.ceil((most * -percent) / 100) : 0), items[item].demand);
  }
}

/** What every cost is a multiple of: no packing costs anything in between. */
function grainOf({ bins }: Packing): bigint {
  const grain = bins.reduce((common, { cost }) => divisor(common, cost), 0n);
  return grain === 0n ? 1n : grain;
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

/** Values as whole numbers: the largest is a billion. */
function wholeValues(values: Float64Array): Float64Array {
  const largest = Math.max(...values, 1e-300);
  return values.map((value) => Math.floor((value / largest) * 2 ** 30));
}
