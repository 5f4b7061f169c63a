/** What a bin's fractional filling is found for. */
export interface KnapsackInput {
  /** Items that may go in. */
  readonly list: Int32Array;
  readonly capacity: Float64Array;
  /** Sizes of all items, one row each. */
  readonly sizes: Float64Array;
  readonly values: Float64Array;
  /** Most of each item. */
  readonly room: Int32Array;
  /** How many of each are in already. */
  readonly counts: Int32Array;
}

const EPSILON = 1e-9;

/**
 * The prices of a bin's dimensions: optimal dual values of its fractional filling, by the simplex method for bounded
 * variables with an explicit inverse, which is tiny: one row per dimension. Whatever comes out is valid as multipliers
 * of a surrogate constraint once it is at least 0; being optimal only makes searches short.
 */
export class KnapsackRelaxation {
  private readonly inverse: Float64Array;
  private readonly levels: Float64Array;
  private readonly basis: Int32Array;
  private readonly prices: Float64Array;
  private readonly direction: Float64Array;
  /** By item: 0 at its lower bound, 1 at its upper bound, 2 in the basis. */
  private readonly places: Uint8Array;
  private readonly slackPlaces: Uint8Array;

  constructor(private readonly dimensions: number, items: number) {
    this.inverse = new Float64Array(dimensions * dimensions);
    this.levels = new Float64Array(dimensions);
    this.basis = new Int32Array(dimensions);
    this.prices = new Float64Array(dimensions);
    this.direction = new Float64Array(dimensions);
    this.places = new Uint8Array(items);
    this.slackPlaces = new Uint8Array(dimensions);
  }

  /** Prices of the dimensions, at least 0 and not all 0. */
  solve(input: KnapsackInput): Float64Array {
    this.reset(input);
    const limit = 40 + 3 * input.list.length;
    let steps = 0;
    while (steps < limit && this.step(input)) {
      steps += 1;
    }
    this.price(input);
    const result = this.prices.map((price) => Math.max(0, price));
    return result.some((price) => price > 0) ? result : input.capacity.map((size) => 1 / Math.max(1, size));
  }

  private reset({ list, capacity }: KnapsackInput): void {
    const { dimensions, inverse, basis, levels } = this;
    inverse.fill(0);
    for (let d = 0; d < dimensions; d += 1) {
      inverse[d * dimensions + d] = 1;
      basis[d] = -1 - d;
      levels[d] = Math.max(0, capacity[d]);
      this.slackPlaces[d] = 2;
    }
    for (const item of list) {
      this.places[item] = 0;
    }
  }

  /** Dual prices of the basis: its values times the inverse. */
  private price({ values }: KnapsackInput): void {
    const { dimensions, inverse, basis, prices } = this;
    prices.fill(0);
    for (let row = 0; row < dimensions; row += 1) {
      const value = basis[row] >= 0 ? values[basis[row]] : 0;
      for (let d = 0; d < dimensions && value !== 0; d += 1) {
        prices[d] += value * inverse[row * dimensions + d];
      }
    }
  }

  /** One pivot or one flip of a bound; false if there is nothing to gain. */
  private step(input: KnapsackInput): boolean {
    const { dimensions, inverse, basis, prices, direction, levels, places, slackPlaces } = this;
    const { list, sizes, values, room, counts } = input;
    this.price(input);
    let entering = NaN;
    let most = EPSILON;
    for (const item of list) {
      if (places[item] === 2) {
        continue;
      }
      let gain = values[item];
      for (let d = 0; d < dimensions; d += 1) {
        gain -= prices[d] * sizes[item * dimensions + d];
      }
      const worth = (places[item] === 0 ? gain : -gain) / Math.max(1, values[item]);
      if (worth > most) {
        most = worth;
        entering = item;
      }
    }
    for (let d = 0; d < dimensions; d += 1) {
      if (slackPlaces[d] === 0 && -prices[d] > 0 && -prices[d] > most) {
        most = -prices[d];
        entering = -1 - d;
      }
    }
    if (Number.isNaN(entering)) {
      return false;
    }
    const isUp = entering < 0 || places[entering] === 0;
    for (let row = 0; row < dimensions; row += 1) {
      let sum = 0;
      if (entering < 0) {
        sum = inverse[row * dimensions - 1 - entering];
      } else {
        for (let d = 0; d < dimensions; d += 1) {
          sum += inverse[row * dimensions + d] * sizes[entering * dimensions + d];
        }
      }
      direction[row] = isUp ? sum : -sum;
    }
    let reach = entering < 0 ? Infinity : room[entering] - counts[entering];
    let leaving = -1;
    for (let row = 0; row < dimensions; row += 1) {
      const upper = basis[row] >= 0 ? room[basis[row]] - counts[basis[row]] : Infinity;
      const ratio = direction[row] > EPSILON ? levels[row] / direction[row] : direction[row] < -EPSILON ? (upper - levels[row]) / -direction[row] : Infinity;
      if (ratio < reach - EPSILON || (ratio <= reach && leaving >= 0 && Math.abs(direction[row]) > Math.abs(direction[leaving]))) {
        reach = Math.max(0, ratio);
        leaving = row;
      }
    }
    if (reach === Infinity) {
      return false;
    }
    for (let row = 0; row < dimensions; row += 1) {
      levels[row] -= reach * direction[row];
    }
    if (leaving < 0) {
      places[entering] = places[entering] === 0 ? 1 : 0;
      return true;
    }
    const out = basis[leaving];
    const isAtUpper = direction[leaving] < 0;
    if (out >= 0) {
      places[out] = isAtUpper ? 1 : 0;
    } else {
      slackPlaces[-1 - out] = 0;
    }
    levels[leaving] = entering < 0 || isUp ? reach : room[entering] - counts[entering] - reach;
    basis[leaving] = entering;
    if (entering >= 0) {
      places[entering] = 2;
    } else {
      slackPlaces[-1 - entering] = 2;
    }
    this.pivot(leaving, isUp ? 1 : -1);
    return true;
  }

  private pivot(leaving: number, sign: number): void {
    const { dimensions, inverse, direction } = this;
    const pivot = direction[leaving] * sign;
    for (let d = 0; d < dimensions; d += 1) {
      inverse[leaving * dimensions + d] /= pivot;
    }
    for (let row = 0; row < dimensions; row += 1) {
      const factor = direction[row] * sign;
      if (row !== leaving && factor !== 0) {
        for (let d = 0; d < dimensions; d += 1) {
          inverse[row * dimensions + d] -= factor * inverse[leaving * dimensions + d];
        }
      }
    }
  }
}
