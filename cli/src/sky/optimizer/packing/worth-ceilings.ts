import { Packing } from './packing';

/** Of sums of some dozen products of doubles, each exact to 2^-53, far more than can be lost. */
const SAFETY = 1 + 1e-9;

/**
 * What fillings of bins are worth at most, without searching them: prices of the dimensions at which no item is worth
 * more than its size costs make the price of a bin a ceiling for all that fits in. Such prices come from bins that
 * were searched. Says which bin could still be worth more for its cost than the best that was searched.
 */
export class WorthCeilings {
  private readonly ceilings: number[];
  private readonly left: Set<number>;
  /** The least cost for what is worth one, of the bins that were searched. */
  private least = Infinity;
  private readonly holds: boolean;

  /** @param values of the items, whole and not negative */
  constructor(private readonly packing: Packing, private readonly values: Float64Array) {
    this.ceilings = packing.bins.map(() => Infinity);
    this.left = new Set(packing.bins.flatMap(({ pool }, bin) => (pool < 0 ? [bin] : [])));
    // An item that makes room lets a bin hold more than its size.
    this.holds = packing.items.every(({ sizes }) => sizes.every((size) => size >= 0));
  }

  /** The bin to be searched next; undefined where none of those left can be worth more for its cost. */
  next(): number | undefined {
    let found: number | undefined;
    let least = this.least;
    for (const bin of this.left) {
      const ratio = this.costs(bin) / this.ceilings[bin];
      if (ratio < least || (found === undefined && this.least === Infinity)) {
        [found, least] = [bin, ratio];
      }
    }
    return found;
  }

  /** Takes what a bin is worth, and what its dimensions are worth there. */
  learn(bin: number, worth: number, found: Float64Array): void {
    const multipliers = found.map((each) => Math.max(0, each));
    this.left.delete(bin);
    this.least = Math.min(this.least, worth > 0 ? this.costs(bin) / worth : Infinity);
    const scale = this.holds ? this.dearest(multipliers) : Infinity;
    this.packing.bins.forEach(({ capacity }, other) => {
      const ceiling = Math.ceil(capacity.reduce((sum, size, d) => sum + multipliers[d] * size, 0) * scale * SAFETY) + 1;
      if (ceiling < this.ceilings[other]) {
        this.ceilings[other] = ceiling;
      }
    });
  }

  /** What any filling of a bin is worth at most, as far as it is known. */
  of(bin: number): number {
    return this.ceilings[bin];
  }

  /** What the item that is dearest for its size is worth for what its size costs. */
  private dearest(multipliers: Float64Array): number {
    return this.packing.items.reduce((most, { sizes }, item) => {
      const size = sizes.reduce((sum, each, d) => sum + multipliers[d] * each, 0);
      return this.values[item] === 0 ? most : Math.max(most, size > 0 ? this.values[item] / size : Infinity);
    }, 0);
  }

  private costs(bin: number): number {
    return Number(this.packing.bins[bin].cost);
  }
}
