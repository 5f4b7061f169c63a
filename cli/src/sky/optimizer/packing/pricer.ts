import { Packing } from './packing';
import { surrogateWeights } from './surrogate';

/** A filled bin that a pricing search found. */
export interface Found {
  readonly items: readonly number[];
  readonly counts: readonly number[];
  readonly value: number;
}

/** What is known of the most valuable way to fill one bin. */
export interface Priced {
  /** No filling is worth more than this; exact, and at least the threshold asked with. */
  readonly upper: number;
  /** The fillings worth more than the threshold that were met, the best last. */
  readonly found: readonly Found[];
  readonly nodes: number;
  /** Whether the search ended by itself, so that `upper` is the best value or the threshold. */
  readonly isExact: boolean;
}

/** More than what floating point can lose in a bound on sums of whole numbers below 2^42. */
const SLACK = 0.01;

/**
 * Finds the most valuable filling of a bin: a knapsack of several dimensions, by branch and bound in typed arrays.
 * Values are whole numbers (as doubles), so sums are exact; the bounds are of a surrogate knapsack and rounded up.
 */
export class Pricer {
  private readonly dimensions: number;
  private readonly sizes: Float64Array;
  private readonly apart: (readonly number[])[];
  private readonly makesRoom: Uint8Array;
  /** Items that may always stand in the place of this one: no larger in any dimension, and apart from no more items. */
  private readonly substitutes: (readonly number[])[];
  private readonly multipliers = new Map<number, Float64Array>();

  // State of one search.
  private order: Int32Array = new Int32Array(0);
  private ranked: Int32Array = new Int32Array(0);
  private rank: Int32Array = new Int32Array(0);
  private room: Int32Array = new Int32Array(0);
  private weights: Float64Array = new Float64Array(0);
  private values: Float64Array = new Float64Array(0);
  private relief: Float64Array = new Float64Array(0);
  private blockers: (readonly number[])[] = [];
  private counts: Int32Array;
  private blocked: Int32Array;
  private left: Float64Array;
  private surrogateLeft = 0;
  private makers = 0;
  private best = 0;
  private upper = 0;
  private nodes = 0;
  private nodeLimit = 0;
  private isCut = false;
  private found: Found[] = [];

  constructor(private readonly packing: Packing) {
    const { items, dimensions, apart } = packing;
    this.dimensions = dimensions;
    this.sizes = Float64Array.from(items.flatMap(({ sizes }) => [...sizes]));
    this.makesRoom = Uint8Array.from(items, ({ sizes }) => (sizes.some((size) => size < 0) ? 1 : 0));
    const neighbours = items.map(() => [] as number[]);
    for (const [one, other] of apart) {
      neighbours[one].push(other);
      neighbours[other].push(one);
    }
    this.apart = neighbours;
    this.substitutes = items.map((item, index) =>
      items.flatMap((other, candidate) => (candidate !== index && this.stands(candidate, index) ? [candidate] : [])),
    );
    this.counts = new Int32Array(items.length);
    this.blocked = new Int32Array(items.length);
    this.left = new Float64Array(dimensions);
  }

  /**
   * The most valuable filling of a bin, if it is worth more than `threshold`.
   *
   * @param bin Index of the kind of bin.
   * @param values Whole values of the items, at least 0.
   * @param most Most of each item.
   * @param nodeLimit Most nodes of the search; past it, `upper` is a bound only.
   */
  price(bin: number, values: Float64Array, most: Int32Array, threshold: number, nodeLimit: number): Priced {
    const { capacity } = this.packing.bins[bin];
    this.values = values;
    this.counts.fill(0);
    this.blocked.fill(0);
    this.left = Float64Array.from(capacity);
    const candidates = this.candidates(bin, values, most);
    const multipliers = surrogateWeights(candidates, { capacity, sizes: this.sizes, values, room: this.room, start: this.multipliers.get(bin) });
    this.multipliers.set(bin, multipliers);
    this.arrange(candidates, multipliers);
    this.best = threshold;
    this.upper = threshold;
    this.nodes = 0;
    this.nodeLimit = nodeLimit;
    this.isCut = false;
    this.found = [];
    this.search(0, 0);
    return { upper: Math.max(this.upper, this.best), found: this.found, nodes: this.nodes, isExact: !this.isCut };
  }

  private stands(candidate: number, item: number): boolean {
    const { dimensions, sizes } = this;
    for (let d = 0; d < dimensions; d += 1) {
      if (sizes[candidate * dimensions + d] > sizes[item * dimensions + d]) {
        return false;
      }
    }
    return this.apart[candidate].every((other) => this.apart[item].includes(other));
  }

  /** Items that are worth something, or make room, and fit; sets how many of each fit at most. */
  private candidates(bin: number, values: Float64Array, most: Int32Array): number[] {
    const { dimensions, sizes, packing } = this;
    const { takes, capacity } = packing.bins[bin];
    const count = packing.items.length;
    this.room = new Int32Array(count);
    const gained = new Float64Array(dimensions);
    for (let item = 0; item < count; item += 1) {
      if (this.makesRoom[item] === 1 && takes[item] === 1) {
        for (let d = 0; d < dimensions; d += 1) {
          gained[d] += Math.max(0, -sizes[item * dimensions + d]) * Math.min(most[item], packing.items[item].perBin);
        }
      }
    }
    const candidates: number[] = [];
    for (let item = 0; item < count; item += 1) {
      if (takes[item] === 0 || (values[item] <= 0 && this.makesRoom[item] === 0)) {
        continue;
      }
      let room = Math.min(most[item], packing.items[item].perBin);
      for (let d = 0; d < dimensions && room > 0; d += 1) {
        const size = sizes[item * dimensions + d];
        if (size > 0) {
          room = Math.min(room, Math.floor((capacity[d] + gained[d]) / size));
        }
      }
      if (room > 0) {
        this.room[item] = room;
        candidates.push(item);
      }
    }
    return candidates;
  }

  /** Orders candidates: those that make room first, then by value for surrogate weight. */
  private arrange(candidates: readonly number[], multipliers: Float64Array): void {
    const { dimensions, sizes, values, packing } = this;
    this.weights = new Float64Array(packing.items.length);
    for (const item of candidates) {
      for (let d = 0; d < dimensions; d += 1) {
        this.weights[item] += multipliers[d] * sizes[item * dimensions + d];
      }
    }
    const worth = (item: number): number => (this.weights[item] > 0 ? values[item] / this.weights[item] : Infinity);
    const ranked = [...candidates].sort((a, b) => worth(b) - worth(a) || values[b] - values[a] || a - b);
    const ordered = [...ranked].sort((a, b) => this.makesRoom[b] - this.makesRoom[a]);
    this.ranked = Int32Array.from(ranked);
    this.order = Int32Array.from(ordered);
    this.makers = ordered.filter((item) => this.makesRoom[item] === 1).length;
    this.rank = new Int32Array(packing.items.length).fill(-1);
    ordered.forEach((item, position) => (this.rank[item] = position));
    this.relief = new Float64Array((this.makers + 1) * dimensions);
    for (let position = this.makers - 1; position >= 0; position -= 1) {
      for (let d = 0; d < dimensions; d += 1) {
        const gain = Math.max(0, -sizes[ordered[position] * dimensions + d]) * this.room[ordered[position]];
        this.relief[position * dimensions + d] = this.relief[(position + 1) * dimensions + d] + gain;
      }
    }
    this.surrogateLeft = this.left.reduce((sum, room, d) => sum + room * multipliers[d], 0);
    // Where items make room, a swap may be worth more than it seems: no substitutes then.
    this.blockers = ordered.map((item, position) =>
      this.makers > 0 ? [] : this.substitutes[item].filter((other) => this.rank[other] >= 0 && this.rank[other] < position
        && values[other] >= values[item] && this.room[other] > 0 && packing.items[other].perBin >= this.room[other]),
    );
  }

  private search(from: number, value: number): void {
    this.nodes += 1;
    if (this.nodes > this.nodeLimit) {
      this.isCut = true;
    }
    if (value > this.best && this.isFeasible()) {
      this.record(value);
    }
    const bound = value + this.bound(from);
    if (bound <= this.best) {
      return;
    }
    if (this.isCut) {
      this.upper = Math.max(this.upper, bound);
      return;
    }
    for (let position = from; position < this.order.length; position += 1) {
      const item = this.order[position];
      if (position >= this.makers && value + Math.floor(Math.max(0, this.surrogateLeft) * (this.values[item] / this.weights[item]) + SLACK) <= this.best && this.weights[item] > 0) {
        return;
      }
      if (!this.fits(item, position) || this.hasSubstitute(position)) {
        continue;
      }
      if (this.isCut) {
        this.upper = Math.max(this.upper, value + this.bound(position));
        return;
      }
      this.put(item, 1);
      this.search(position, value + this.values[item]);
      this.put(item, -1);
    }
  }

  /** Most that items from a position on can add: the surrogate knapsack, of items that still fit, in fractions. */
  private bound(from: number): number {
    let capacity = Math.max(0, this.surrogateLeft);
    let total = 0;
    for (let index = from < this.makers ? 0 : from; index < this.ranked.length; index += 1) {
      // Beyond the items that make room, both orders are the same.
      const item = from < this.makers ? this.ranked[index] : this.order[index];
      if (from < this.makers && this.rank[item] < from) {
        continue;
      }
      if (this.values[item] <= 0 && this.weights[item] > 0) {
        continue;
      }
      if (!this.fits(item, from)) {
        continue;
      }
      const count = this.room[item] - this.counts[item];
      const weight = this.weights[item];
      if (weight <= 0) {
        total += count * this.values[item];
        capacity -= count * weight;
      } else if (weight * count <= capacity) {
        total += count * this.values[item];
        capacity -= count * weight;
      } else {
        total += (capacity / weight) * this.values[item];
        break;
      }
    }
    return Math.floor(total + SLACK);
  }

  private fits(item: number, position: number): boolean {
    if (this.counts[item] >= this.room[item] || this.blocked[item] > 0) {
      return false;
    }
    const { dimensions, sizes, left, relief } = this;
    const row = item * dimensions;
    if (position >= this.makers) {
      for (let d = 0; d < dimensions; d += 1) {
        if (sizes[row + d] > left[d]) {
          return false;
        }
      }
      return true;
    }
    for (let d = 0; d < dimensions; d += 1) {
      if (sizes[row + d] > left[d] + relief[position * dimensions + d]) {
        return false;
      }
    }
    return true;
  }

  /** Whether an item that comes earlier, is no larger and worth no less, has been left out: then a swap is no worse. */
  private hasSubstitute(position: number): boolean {
    return this.blockers[position].some((other) => this.counts[other] < this.room[other] && this.blocked[other] === 0);
  }

  private put(item: number, count: 1 | -1): void {
    const { dimensions, sizes, left } = this;
    this.counts[item] += count;
    this.surrogateLeft -= count * this.weights[item];
    for (let d = 0; d < dimensions; d += 1) {
      left[d] -= count * sizes[item * dimensions + d];
    }
    for (const other of this.apart[item]) {
      this.blocked[other] += count;
    }
  }

  private isFeasible(): boolean {
    return this.left.every((room) => room >= 0);
  }

  private record(value: number): void {
    const items: number[] = [];
    const counts: number[] = [];
    this.counts.forEach((count, item) => {
      if (count > 0) {
        items.push(item);
        counts.push(count);
      }
    });
    this.best = value;
    this.found.push({ items, counts, value });
  }
}
