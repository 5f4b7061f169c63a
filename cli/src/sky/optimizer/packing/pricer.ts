import { KnapsackRelaxation } from './knapsack-relaxation';
import { Packing } from './packing';

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

/** One node of the search: what may still be added, in order of worth. */
interface Level {
  readonly list: Int32Array;
  length: number;
  /** Surrogate weights by item; deeper levels share those of the level above. */
  weights: Float64Array;
  multipliers: Float64Array;
}

/** More than what floating point can lose in a bound on sums of whole numbers below 2^42. */
const SLACK = 0.01;
/** Down to this depth the surrogate is fitted anew to what is left of the bin. */
const FITTED_DEPTH = 2;
/** Of a search that is this short, only the top. */
const SHORT = 5000;
const SHORT_DEPTH = 0;

/**
 * Finds the most valuable filling of a bin: a knapsack of several dimensions, by branch and bound in typed arrays.
 * Values are whole numbers (as doubles), so sums are exact; the bounds are of a surrogate knapsack and rounded up.
 */
export class Pricer {
  private readonly dimensions: number;
  private readonly sizes: Float64Array;
  private readonly apart: (readonly number[])[];
  private readonly makesRoom: Uint8Array;
  private readonly hasMakers: boolean;
  /** Items that may always stand in the place of this one: no larger in any dimension, and apart from no more items. */
  private readonly substitutes: (readonly number[])[];
  private readonly relaxation: KnapsackRelaxation;
  private readonly levels: Level[] = [];

  // State of one search.
  private readonly room: Int32Array;
  private readonly counts: Int32Array;
  private readonly blocked: Int32Array;
  private readonly decided: Uint8Array;
  private readonly left: Float64Array;
  private values: Float64Array = new Float64Array(0);
  private best = 0;
  private upper = 0;
  private nodes = 0;
  private nodeLimit = 0;
  private isCut = false;
  private fittedDepth = FITTED_DEPTH;
  private found: Found[] = [];

  constructor(private readonly packing: Packing) {
    const { items, dimensions, apart } = packing;
    this.dimensions = dimensions;
    this.sizes = Float64Array.from(items.flatMap(({ sizes }) => [...sizes]));
    this.makesRoom = Uint8Array.from(items, ({ sizes }) => (sizes.some((size) => size < 0) ? 1 : 0));
    this.hasMakers = this.makesRoom.includes(1);
    const neighbours = items.map(() => [] as number[]);
    for (const [one, other] of apart) {
      neighbours[one].push(other);
      neighbours[other].push(one);
    }
    this.apart = neighbours;
    this.substitutes = items.map((_, item) => [...items.keys()].filter((other) => other !== item && this.stands(other, item)));
    this.room = new Int32Array(items.length);
    this.counts = new Int32Array(items.length);
    this.blocked = new Int32Array(items.length);
    this.decided = new Uint8Array(items.length);
    this.left = new Float64Array(dimensions);
    this.relaxation = new KnapsackRelaxation(dimensions, items.length);
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
    this.decided.fill(0);
    this.left.set(capacity);
    this.best = threshold;
    this.upper = threshold;
    this.nodes = 0;
    this.nodeLimit = nodeLimit;
    this.isCut = false;
    this.fittedDepth = nodeLimit > SHORT ? FITTED_DEPTH : SHORT_DEPTH;
    this.found = [];
    const top = this.level(0);
    top.length = this.start(bin, most, top.list);
    this.fit(top);
    this.search(0, 0);
    return { upper: Math.max(this.upper, this.best), found: this.found, nodes: this.nodes, isExact: !this.isCut };
  }

  /** What each dimension of the bin that was priced last is worth, as its fractional knapsack tells. */
  get multipliers(): Float64Array {
    return this.levels[0].multipliers;
  }

  private stands(other: number, item: number): boolean {
    const { dimensions, sizes } = this;
    for (let d = 0; d < dimensions; d += 1) {
      if (sizes[other * dimensions + d] > sizes[item * dimensions + d]) {
        return false;
      }
    }
    return this.apart[other].every((neighbour) => this.apart[item].includes(neighbour))
      && this.packing.bins.every(({ takes }) => takes[other] >= takes[item]);
  }

  private level(depth: number): Level {
    while (this.levels.length <= depth) {
      const size = this.packing.items.length;
      const isFitted = this.levels.length <= FITTED_DEPTH;
      this.levels.push({ list: new Int32Array(size), length: 0, weights: new Float64Array(isFitted ? size : 0), multipliers: new Float64Array(0) });
    }
    return this.levels[depth];
  }

  /** Items that are worth something, or make room, and fit; sets how many of each fit at most. */
  private start(bin: number, most: Int32Array, list: Int32Array): number {
    const { dimensions, sizes, packing, room, values } = this;
    const { takes, capacity } = packing.bins[bin];
    const gained = new Float64Array(dimensions);
    for (let item = 0; this.hasMakers && item < packing.items.length; item += 1) {
      for (let d = 0; d < dimensions && takes[item] === 1; d += 1) {
        gained[d] += Math.max(0, -sizes[item * dimensions + d]) * Math.min(most[item], packing.items[item].perBin);
      }
    }
    let length = 0;
    for (let item = 0; item < packing.items.length; item += 1) {
      room[item] = takes[item] === 0 || (values[item] <= 0 && this.makesRoom[item] === 0) ? 0 : Math.min(most[item], packing.items[item].perBin);
      for (let d = 0; d < dimensions && room[item] > 0; d += 1) {
        const size = sizes[item * dimensions + d];
        if (size > 0) {
          room[item] = Math.min(room[item], Math.floor((capacity[d] + gained[d]) / size));
        }
      }
      if (room[item] > 0) {
        list[length] = item;
        length += 1;
      }
    }
    return length;
  }

  /** Fits the surrogate to what is left of the bin, and orders the list by value for surrogate weight. */
  private fit(level: Level): void {
    const { dimensions, sizes, values, room, counts, left } = this;
    const list = level.list.subarray(0, level.length);
    level.multipliers = this.relaxation.solve({ list, capacity: left, sizes, values, room, counts });
    for (const item of list) {
      let weight = 0;
      for (let d = 0; d < dimensions; d += 1) {
        weight += level.multipliers[d] * sizes[item * dimensions + d];
      }
      level.weights[item] = weight;
    }
    const { weights } = level;
    list.sort((a, b) => (weights[b] > 0 ? values[b] / weights[b] : 1e300) - (weights[a] > 0 ? values[a] / weights[a] : 1e300) || values[b] - values[a] || a - b);
  }

  private search(depth: number, value: number): void {
    const { values, best, room, counts } = this;
    const level = this.levels[depth];
    const { list, weights, multipliers } = level;
    this.nodes += 1;
    this.isCut ||= this.nodes > this.nodeLimit;
    if (value > best && this.isFeasible()) {
      this.record(value);
    }
    let capacity = 0;
    for (let d = 0; d < this.dimensions; d += 1) {
      capacity += multipliers[d] * this.left[d];
    }
    capacity = Math.max(0, capacity);
    const bound = value + this.bound(level, 0, capacity);
    if (bound <= this.best) {
      return;
    }
    if (this.isCut) {
      this.upper = Math.max(this.upper, bound);
      return;
    }
    let position = 0;
    for (; position < level.length; position += 1) {
      const item = list[position];
      if (weights[item] > 0 && value + Math.floor((capacity / weights[item]) * values[item] + SLACK) <= this.best) {
        break;
      }
      if (this.isCut) {
        this.upper = Math.max(this.upper, value + this.bound(level, position, capacity));
        break;
      }
      if (counts[item] < room[item] && this.blocked[item] === 0 && !this.hasSubstitute(item)) {
        this.put(item, 1);
        this.descend(depth, position);
        this.search(depth + 1, value + values[item]);
        this.put(item, -1);
      }
      this.decided[item] = 1;
    }
    for (let undo = Math.min(position, level.length - 1); undo >= 0; undo -= 1) {
      this.decided[list[undo]] = 0;
    }
  }

  /** Makes the list of the next level: what comes from a position on and still fits. */
  private descend(depth: number, position: number): void {
    const { dimensions, sizes, left, room, counts, blocked } = this;
    const from = this.levels[depth];
    const to = this.level(depth + 1);
    const relief = this.hasMakers ? this.relief(from, position) : undefined;
    let length = 0;
    for (let index = position; index < from.length; index += 1) {
      const item = from.list[index];
      if (counts[item] >= room[item] || blocked[item] > 0) {
        continue;
      }
      const row = item * dimensions;
      let d = 0;
      while (d < dimensions && sizes[row + d] <= (relief === undefined ? left[d] : left[d] + relief[d])) {
        d += 1;
      }
      if (d === dimensions) {
        to.list[length] = item;
        length += 1;
      }
    }
    to.length = length;
    to.multipliers = from.multipliers;
    if (depth + 1 <= this.fittedDepth && length > 6) {
      this.fit(to);
    } else if (depth + 1 <= this.fittedDepth) {
      for (let index = 0; index < length; index += 1) {
        to.weights[to.list[index]] = from.weights[to.list[index]];
      }
    } else {
      to.weights = from.weights;
    }
  }

  /** The room that items from a position on can still make. */
  private relief({ list, length }: Level, position: number): Float64Array {
    const { dimensions, sizes } = this;
    const relief = new Float64Array(dimensions);
    for (let index = position; index < length; index += 1) {
      const item = list[index];
      for (let d = 0; d < dimensions && this.makesRoom[item] === 1; d += 1) {
        relief[d] += Math.max(0, -sizes[item * dimensions + d]) * (this.room[item] - this.counts[item]);
      }
    }
    return relief;
  }

  /** Most that items from a position on can add: the surrogate knapsack in fractions. */
  private bound({ list, length, weights }: Level, from: number, surrogate: number): number {
    const { values, room, counts } = this;
    let capacity = surrogate;
    let total = 0;
    for (let index = from; index < length; index += 1) {
      const item = list[index];
      const count = room[item] - counts[item];
      const weight = weights[item] * count;
      if (weight <= capacity) {
        total += count * values[item];
        capacity -= weight;
      } else {
        total += (capacity / weights[item]) * values[item];
        break;
      }
    }
    return Math.floor(total + SLACK);
  }

  /** Whether an item that is no larger and worth no less has been left out: then a swap is no worse. */
  private hasSubstitute(item: number): boolean {
    const { values, counts, room, decided } = this;
    const substitutes = this.substitutes[item];
    for (const other of substitutes) {
      if (decided[other] === 1 && counts[other] < room[other] && (values[other] > values[item] || (values[other] === values[item] && this.isBefore(other, item)))) {
        return true;
      }
    }
    return false;
  }

  /** An order of substitutes of equal value without circles: smaller first, and of equal ones the first. */
  private isBefore(other: number, item: number): boolean {
    return other < item || !this.substitutes[other].includes(item);
  }

  private put(item: number, count: 1 | -1): void {
    const { dimensions, sizes, left, blocked } = this;
    this.counts[item] += count;
    for (let d = 0; d < dimensions; d += 1) {
      left[d] -= count * sizes[item * dimensions + d];
    }
    for (const other of this.apart[item]) {
      blocked[other] += count;
    }
  }

  private isFeasible(): boolean {
    return !this.hasMakers || this.left.every((room) => room >= 0);
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
