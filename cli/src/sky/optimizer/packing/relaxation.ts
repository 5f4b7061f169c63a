import { Budget } from './budget';
import { ColumnGeneration, Generated, Part, Proof } from './column-generation';
import { coverBound, CoverRow } from './cover-bound';
import { Master } from './master';
import { Packing } from './packing';
import { linearBound, safeBound, wholeNeed } from './safe-bound';

/** Above every cost. */
const NEVER = 1n << 90n;

/** The fractional optimum of a packing, by column generation: a bound, values of the items, and patterns. */
export class Relaxation {
  readonly master: Master;
  readonly generation: ColumnGeneration;
  /** Values that gave the best bound of everything in the last run. */
  private proof?: Proof;

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
      rounds: budget.limits.columnRounds,
      effort,
    });
  }

  get demand(): Int32Array {
    return Int32Array.from(this.packing.items, ({ demand }) => demand);
  }

  /** The bound that values of items from elsewhere give, after short searches only. */
  boundFrom(values: Float64Array, nodeLimit: number): bigint {
    const { whole, worth } = this.worthOf(values, nodeLimit);
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
    const { whole, worth } = this.worthOf(values, nodeLimit);
    return linearBound(this.packing, whole, worth);
  }

  private worthOf(values: Float64Array, nodeLimit: number): { whole: Float64Array; worth: number[] } {
    const { packing, budget, generation } = this;
    const largest = Math.max(...values, 1e-300);
    const whole = values.map((value) => Math.floor((value / largest) * 2 ** 30));
    const { most } = this;
    const worth = packing.bins.map((_, bin) => {
      const priced = generation.pricer.price(bin, whole, most, 0, nodeLimit);
      budget.pricingNodes += priced.nodes;
      return Math.ceil(priced.upper);
    });
    return { whole, worth };
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
    const mostOf = packing.items.map((_, item) => this.mostOf(item));
    const rows: CoverRow[] = proof === undefined ? [] : [{ need: Number(wholeNeed(packing, proof.items)), worth: proof.worth.map((worth) => worth * 100) }];
    for (let d = 0; d < packing.dimensions; d += 1) {
      const sizes = Float64Array.from(packing.items, (item) => Math.max(0, item.sizes[d]));
      if (packing.items.every((item) => item.sizes[d] >= 0)) {
        rows.push({ need: Number(wholeNeed(packing, sizes)), worth: Float64Array.from(packing.bins, ({ capacity }) => capacity[d] * 100) });
      }
    }
    const isMonotone = packing.items.every(({ sizes }) => sizes.every((size) => size >= 0));
    const spread = !isMonotone ? [] : packing.items
      .flatMap(({ demand, perBin }, item) => (packing.transfers.every(({ from, to }) => from !== item && to !== item) && demand > perBin ? [item] : []))
      .sort((a, b) => packing.items[b].demand / packing.items[b].perBin - packing.items[a].demand / packing.items[a].perBin || a - b)
      .slice(0, 2);
    for (const item of spread) {
      const { perBin, sizes } = packing.items[item];
      const fitting = ({ capacity, takes }: Packing['bins'][number]): number =>
        (takes[item] === 0 ? 0 : Math.max(0, sizes.reduce((least, size, d) => (size > 0 ? Math.min(least, Math.floor(capacity[d] / size)) : least), Math.min(perBin, mostOf[item]))));
      rows.push({ need: packing.items[item].demand, worth: Float64Array.from(packing.bins, fitting) });
    }
    const bound = coverBound({
      costs: packing.bins.map(({ cost }) => Number(cost)),
      limits: packing.bins.map(({ pool }) => (pool < 0 ? Infinity : packing.pools[pool])),
      rows,
      cutoff: Math.min(Number(cutoff), 2 ** 52),
      nodeLimit: 20_000,
    });
    return generation.roundUp(BigInt(Math.floor(bound)));
  }

  dispose(): void {
    this.budget.linearPrograms += this.master.linearPrograms;
    this.budget.restarts += this.master.restarts;
    this.master.dispose();
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
