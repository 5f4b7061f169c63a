import { Heap } from './heap';

/** What whole numbers of bins must be worth together, by one set of values. */
export interface CoverRow {
  readonly need: number;
  /** By bin: no filling is worth more. */
  readonly worth: Float64Array;
}

/** Where the search stands. */
export interface Cover {
  /** No bins that meet every row cost less; at least the cutoff where none that cost less do. */
  readonly bound: number;
  /** By bin, how many: the cheapest that meet every row. Not there if the search was cut off, or none is below the cutoff. */
  readonly counts?: readonly number[];
}

interface Node {
  /** Position of the bin of which more can be taken. */
  readonly position: number;
  /** By position. */
  readonly counts: Uint32Array;
  readonly cost: number;
  /** By row, what is still needed; rows that came later are missing. */
  readonly needs: readonly number[];
  readonly bound: number;
}

/** Sums beyond this are not exact in doubles. */
const EXACT = 2 ** 53;
/** More than the relative error of the few operations in a bound. */
const SAFE = 1 - 1e-12;

/**
 * The cheapest whole bins whose fillings could be worth enough: a bound that knows that half a bin cannot be had. Best
 * first, so that the bound is valid and rises whenever the search is cut off; rows can be added, and the search goes on
 * from where it was. Whole numbers below 2^53 are exact in doubles; the fractional bounds of nodes are rounded down.
 */
export class CoverSearch {
  private readonly order: readonly number[];
  private readonly rows: CoverRow[] = [];
  /** By row: the best price of its worth from a position on. */
  private readonly prices: Float64Array[] = [];
  private readonly excluded = new Set<string>();
  private readonly open = new Heap<Node>((a, b) => a.bound - b.bound || b.position - a.position);

  /** @param limits most of each bin; Infinity where any number can be had */
  constructor(private readonly costs: readonly number[], private readonly limits: readonly number[], rows: readonly CoverRow[]) {
    const [first] = rows;
    // Bins in order of what the first row's worth costs.
    this.order = [...costs.keys()].sort((a, b) => costs[a] * first.worth[b] - costs[b] * first.worth[a] || a - b);
    rows.forEach((row) => this.addRow(row));
    const needs = this.rows.map(({ need }) => need);
    this.open.push({ position: 0, counts: new Uint32Array(costs.length), cost: 0, needs, bound: this.boundOf(0, 0, needs) });
  }

  /** Whether all numbers are small enough for exact sums; there is no search without at least one row. */
  static isExact(costs: readonly number[], rows: readonly CoverRow[]): boolean {
    return rows.length > 0 && [...costs, ...rows.flatMap(({ need, worth }) => [need, ...worth])].every((value) => value < EXACT);
  }

  addRow(row: CoverRow): void {
    const { order, costs } = this;
    const best = new Float64Array(order.length + 1).fill(Infinity);
    for (let position = order.length - 1; position >= 0; position -= 1) {
      const bin = order[position];
      best[position] = Math.min(best[position + 1], row.worth[bin] > 0 ? costs[bin] / row.worth[bin] : Infinity);
    }
    this.rows.push(row);
    this.prices.push(best);
  }

  /** Leaves out bins that are known not to hold everything, though they meet every row. */
  exclude(counts: readonly number[]): void {
    this.excluded.add(counts.join());
  }

  /** Goes on until the cheapest bins that meet every row are known, nothing below the cutoff does, or a limit of nodes. */
  next(cutoff: number, nodeLimit: number): Cover {
    const { open, order, limits, costs } = this;
    for (let nodes = 0; ; nodes += 1) {
      const popped = open.pop();
      if (popped === undefined || popped.bound >= cutoff) {
        if (popped !== undefined) {
          open.push(popped);
        }
        return { bound: cutoff };
      }
      const node = this.renewed(popped);
      if (nodes >= nodeLimit) {
        open.push(node);
        return { bound: popped.bound };
      }
      if (node.bound > popped.bound) {
        open.push(node);
        continue;
      }
      const met = node.needs.every((need) => need <= 0) ? this.countsOf(node) : undefined;
      if (met !== undefined && !this.excluded.has(met.join())) {
        open.push(node);
        return { bound: node.bound, counts: met };
      }
      const { position, counts, cost, needs } = node;
      const bin = order[position];
      if (position + 1 < order.length) {
        this.push({ ...node, position: position + 1 });
      }
      if (counts[position] < limits[bin]) {
        const more = counts.slice();
        more[position] += 1;
        this.push({ position, counts: more, cost: cost + costs[bin], needs: needs.map((need, row) => Math.max(0, need - this.rows[row].worth[bin])), bound: 0 });
      }
    }
  }

  private countsOf(node: Node): number[] {
    const counts = this.costs.map(() => 0);
    this.order.forEach((bin, position) => (counts[bin] = node.counts[position]));
    return counts;
  }

  private push(node: Node): void {
    const bound = this.boundOf(node.position, node.cost, node.needs);
    if (bound < Infinity) {
      this.open.push({ ...node, bound });
    }
  }

  /** A node as it is with the rows that were added since. */
  private renewed(node: Node): Node {
    const { rows, order } = this;
    if (node.needs.length === rows.length) {
      return node;
    }
    const added = rows.slice(node.needs.length).map(({ need, worth }) => order.reduce((left, bin, position) => Math.max(0, left - node.counts[position] * worth[bin]), need));
    const needs = [...node.needs, ...added];
    return { ...node, needs, bound: this.boundOf(node.position, node.cost, needs) };
  }

  private boundOf(position: number, cost: number, needs: readonly number[]): number {
    return needs.reduce((bound, need, row) => (need > 0 ? Math.max(bound, cost + Math.ceil(need * this.prices[row][position] * SAFE - 1e-6)) : bound), cost);
  }
}
