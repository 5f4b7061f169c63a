import { Budget } from './budget';
import { Packing, Pattern, PatternUse } from './packing';
import { Pricer } from './pricer';

const SCALE = 2 ** 24;

/** Packs greedily: one bin after the other, each as well filled for its cost as a short search finds. */
export class Filler {
  /** What an item takes of the bins, as a share. */
  readonly shares: Float64Array;

  constructor(
    private readonly packing: Packing,
    private readonly pricer: Pricer,
    private readonly budget: Budget,
    private readonly nodeLimit = 300,
  ) {
    const largest = Array.from({ length: packing.dimensions }, (_, d) => Math.max(1, ...packing.bins.map(({ capacity }) => capacity[d])));
    this.shares = Float64Array.from(packing.items, ({ sizes }) =>
      Math.max(1e-6, sizes.reduce((sum, size, d) => sum + size / largest[d], 0) / packing.dimensions));
  }

  /**
   * Packs what is left. Undefined if the bins' limits leave something over, or if it would cost `cutoff` or more.
   *
   * @param values What items are worth, in any unit.
   * @param poolsLeft How many bins of each pool may still be used.
   * @param bins The kinds to try.
   */
  fill(demand: Int32Array, values: Float64Array, poolsLeft: readonly number[], bins: readonly number[], cutoff: bigint): PatternUse[] | undefined {
    const { packing } = this;
    const left = demand.slice();
    const limits = [...poolsLeft];
    const most = Math.max(...values, 1e-12);
    const whole = values.map((value, item) => Math.floor(((value / most) * 0.99 + 0.01 * Math.min(1, this.shares[item])) * SCALE) + 1);
    const uses: PatternUse[] = [];
    let cost = 0n;
    let best: { uses: PatternUse[]; cost: bigint } | undefined;
    while (left.some((count) => count > 0)) {
      const last = this.lastBin(left, limits);
      if (last !== undefined) {
        const total = cost + packing.bins[last.bin].cost;
        if (total < (best?.cost ?? cutoff)) {
          best = { uses: [...uses, { pattern: last, count: 1 }], cost: total };
        }
      }
      const pattern = this.bestPattern(left, whole, limits, bins);
      if (pattern === undefined) {
        return best?.uses;
      }
      const count = Math.min(limits[packing.bins[pattern.bin].pool] ?? Infinity, ...pattern.items.map((item, index) => Math.floor(left[item] / pattern.counts[index])));
      uses.push({ pattern, count });
      cost += packing.bins[pattern.bin].cost * BigInt(count);
      if (cost >= (best?.cost ?? cutoff)) {
        return best?.uses;
      }
      take(packing, limits, pattern.bin, count);
      pattern.items.forEach((item, index) => (left[item] -= count * pattern.counts[index]));
    }
    return uses;
  }

  private isLeft(bin: number, limits: readonly number[]): boolean {
    const { pool } = this.packing.bins[bin];
    return pool < 0 || limits[pool] > 0;
  }

  private bestPattern(left: Int32Array, values: Float64Array, limits: readonly number[], bins: readonly number[]): Pattern | undefined {
    let best: Pattern | undefined;
    let ratio = 0;
    for (const bin of bins) {
      if (!this.isLeft(bin, limits)) {
        continue;
      }
      const cost = Math.max(Number(this.packing.bins[bin].cost), 1e-9);
      const priced = this.pricer.price(bin, values, left, Math.floor(ratio * cost), this.nodeLimit);
      this.budget.pricingNodes += priced.nodes;
      const found = priced.found.at(-1);
      if (found !== undefined && found.value / cost > ratio) {
        ratio = found.value / cost;
        best = { bin, items: found.items, counts: found.counts };
      }
    }
    return best;
  }

  /** The cheapest bin that takes all that is left. */
  private lastBin(left: Int32Array, limits: readonly number[]): Pattern | undefined {
    const { packing } = this;
    const items = [...left.keys()].filter((item) => left[item] > 0);
    const load = Array.from({ length: packing.dimensions }, (_, d) => items.reduce((sum, item) => sum + packing.items[item].sizes[d] * left[item], 0));
    if (items.some((item) => left[item] > packing.items[item].perBin) || packing.apart.some(([one, other]) => left[one] > 0 && left[other] > 0)) {
      return undefined;
    }
    let best: Pattern | undefined;
    packing.bins.forEach(({ capacity, cost, takes }, bin) => {
      if (this.isLeft(bin, limits) && (best === undefined || cost < packing.bins[best.bin].cost)
        && load.every((size, d) => size <= capacity[d]) && items.every((item) => takes[item] === 1)) {
        best = { bin, items, counts: items.map((item) => left[item]) };
      }
    });
    return best;
  }
}

/** Takes bins from the limit that they count for. */
export function take({ bins }: Packing, pools: number[], bin: number, count: number): void {
  const { pool } = bins[bin];
  if (pool >= 0) {
    pools[pool] -= count;
  }
}
