import { Budget } from './budget';
import { ColumnGeneration, Generated, Part } from './column-generation';
import { Master } from './master';
import { Packing } from './packing';
import { linearBound, safeBound } from './safe-bound';

/** The fractional optimum of a packing, by column generation: a bound, values of the items, and patterns. */
export class Relaxation {
  readonly master: Master;
  readonly generation: ColumnGeneration;

  constructor(private readonly packing: Packing, private readonly budget: Budget) {
    this.master = new Master(packing);
    this.generation = new ColumnGeneration(packing, this.master, budget, grainOf(packing));
  }

  /** Generates patterns for everything, from those known so far. */
  run(effort: Part['effort'], cutoff: bigint): Promise<Generated> {
    const { packing, budget } = this;
    return this.generation.run({
      demand: this.demand,
      most: Int32Array.from(packing.items, ({ perBin }, item) => Math.min(perBin, this.mostOf(item))),
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

  /** The same bound, item by item: it holds for any part of the items, too. */
  linearBoundFrom(values: Float64Array, nodeLimit: number): { constant: bigint; parts: bigint[] } {
    const { whole, worth } = this.worthOf(values, nodeLimit);
    return linearBound(this.packing, whole, worth);
  }

  private worthOf(values: Float64Array, nodeLimit: number): { whole: Float64Array; worth: number[] } {
    const { packing, budget, generation } = this;
    const largest = Math.max(...values, 1e-300);
    const whole = values.map((value) => Math.floor((value / largest) * 2 ** 30));
    const most = Int32Array.from(packing.items, ({ perBin }, item) => Math.min(perBin, this.mostOf(item)));
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
