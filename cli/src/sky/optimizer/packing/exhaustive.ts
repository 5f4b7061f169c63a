import { take } from './filler';
import { Incumbent } from './incumbent';
import { Packing, Pattern, PatternUse } from './packing';

/**
 * Packs by trying everything, for small packings: the bin of the first item left is filled in every way. A bound cuts
 * off what cannot be better. Answers whether it came to an end, so that the incumbent is optimal.
 */
export class Exhaustive {
  private readonly order: readonly number[];
  private readonly best = new Map<string, bigint>();
  private nodes = 0;

  constructor(
    private readonly packing: Packing,
    private readonly incumbent: Incumbent,
    /** No packing of what is left costs less. */
    private readonly boundOf: (left: Int32Array) => bigint,
    private readonly nodeLimit: number,
  ) {
    const size = (item: number): number => packing.items[item].sizes.reduce((sum, part) => sum + Math.max(0, part), 0);
    this.order = [...packing.items.keys()].sort((a, b) => size(b) - size(a) || a - b);
  }

  run(demand: Int32Array): boolean {
    this.search(demand.slice(), [...this.packing.pools], [], 0n);
    return this.nodes <= this.nodeLimit;
  }

  private search(left: Int32Array, pools: number[], uses: readonly PatternUse[], cost: bigint): void {
    const first = this.order.find((item) => left[item] > 0);
    if (first === undefined) {
      this.incumbent.offer(uses, this.packing.transfers.map(() => 0));
      return;
    }
    const key = `${left.join()} ${pools.join()}`;
    const known = this.best.get(key);
    if (this.nodes > this.nodeLimit || (known !== undefined && known <= cost) || cost + this.boundOf(left) >= this.incumbent.cutoff) {
      return;
    }
    this.best.set(key, cost);
    this.packing.bins.forEach((bin, index) => {
      if (bin.takes[first] === 1 && (bin.pool < 0 || pools[bin.pool] > 0) && cost + bin.cost < this.incumbent.cutoff) {
        this.fill(index, first, left, (pattern) => {
          pattern.items.forEach((item, position) => (left[item] -= pattern.counts[position]));
          take(this.packing, pools, index, 1);
          this.search(left, pools, [...uses, { pattern, count: 1 }], cost + bin.cost);
          take(this.packing, pools, index, -1);
          pattern.items.forEach((item, position) => (left[item] += pattern.counts[position]));
        });
      }
    });
  }

  /** Every filling of a bin with at least one of an item, the fullest first. */
  private fill(bin: number, first: number, left: Int32Array, then: (pattern: Pattern) => void): void {
    const { items, dimensions, bins, apart } = this.packing;
    const room = [...bins[bin].capacity];
    const counts = new Int32Array(items.length);
    const candidates = [first, ...this.order.filter((item) => item !== first && left[item] > 0 && bins[bin].takes[item] === 1)];
    const makesRoom = candidates.some((item) => items[item].sizes.some((size) => size < 0));
    const put = (item: number, count: number): void => {
      counts[item] += count;
      for (let d = 0; d < dimensions; d += 1) {
        room[d] -= count * items[item].sizes[d];
      }
    };
    const visit = (position: number): void => {
      this.nodes += 1;
      if (this.nodes > this.nodeLimit) {
        return;
      }
      if (position === candidates.length) {
        if (room.every((size) => size >= 0)) {
          const used = candidates.filter((item) => counts[item] > 0).sort((a, b) => a - b);
          then({ bin, items: used, counts: used.map((item) => counts[item]) });
        }
        return;
      }
      const item = candidates[position];
      const isBlocked = apart.some(([one, other]) => (one === item && counts[other] > 0) || (other === item && counts[one] > 0));
      let most = isBlocked ? 0 : Math.min(left[item], items[item].perBin);
      for (let d = 0; d < dimensions && !makesRoom; d += 1) {
        const size = items[item].sizes[d];
        most = size > 0 ? Math.min(most, Math.floor(room[d] / size)) : most;
      }
      for (let count = most; count >= (position === 0 ? 1 : 0); count -= 1) {
        put(item, count);
        visit(position + 1);
        put(item, -count);
      }
    };
    visit(0);
  }
}
