import { Heap } from './heap';

/** What whole numbers of bins must be worth together, by one set of values. */
export interface CoverRow {
  readonly need: number;
  /** By bin: no filling is worth more. */
  readonly worth: Float64Array;
}

/** Whole numbers of bins that meet every row. */
export interface CoverInput {
  readonly costs: readonly number[];
  /** Most of each bin. */
  readonly limits: readonly number[];
  readonly rows: readonly CoverRow[];
  /** Stop when the bound is at least this. */
  readonly cutoff: number;
  readonly nodeLimit: number;
}

interface Node {
  readonly bin: number;
  readonly taken: number;
  readonly cost: number;
  readonly needs: readonly number[];
  readonly bound: number;
}

/** Sums beyond this are not exact in doubles. */
const EXACT = 2 ** 53;
/** More than the relative error of the few operations in a bound. */
const SAFE = 1 - 1e-12;

/**
 * The least cost of whole bins whose fillings could be worth enough: a bound that knows that half a bin cannot be had.
 * Best first, so that the bound is valid and rises whenever the search is cut off. Whole numbers below 2^53 are exact
 * in doubles; the fractional bounds of nodes are rounded down. Answers 0 where numbers are too large for that.
 */
export function coverBound({ costs, limits, rows, cutoff, nodeLimit }: CoverInput): number {
  const isExact = [...costs, ...rows.flatMap(({ need, worth }) => [need, ...worth])].every((value) => value < EXACT) && cutoff < EXACT;
  if (!isExact || rows.length === 0) {
    return 0;
  }
  // Bins in order of what the first row's worth costs.
  const order = [...costs.keys()].sort((a, b) => costs[a] * rows[0].worth[b] - costs[b] * rows[0].worth[a] || a - b);
  // Best price of a row's worth from a position on.
  const prices = rows.map(({ worth }) => {
    const best = new Float64Array(order.length + 1).fill(Infinity);
    for (let position = order.length - 1; position >= 0; position -= 1) {
      const bin = order[position];
      best[position] = Math.min(best[position + 1], worth[bin] > 0 ? costs[bin] / worth[bin] : Infinity);
    }
    return best;
  });
  const boundOf = (position: number, cost: number, needs: readonly number[]): number =>
    needs.reduce((bound, need, row) => (need > 0 ? Math.max(bound, cost + Math.ceil(need * prices[row][position] * SAFE - 1e-6)) : bound), cost);
  const open = new Heap<Node>((a, b) => a.bound - b.bound || b.bin - a.bin);
  const needs = rows.map(({ need }) => need);
  open.push({ bin: 0, taken: 0, cost: 0, needs, bound: boundOf(0, 0, needs) });
  for (let nodes = 0; ; nodes += 1) {
    const node = open.pop();
    if (node === undefined || node.bound >= cutoff) {
      return cutoff;
    }
    if (nodes >= nodeLimit || node.needs.every((need) => need <= 0)) {
      return node.bound;
    }
    const bin = order[node.bin];
    if (node.bin + 1 < order.length) {
      push({ bin: node.bin + 1, taken: 0, cost: node.cost, needs: node.needs, bound: 0 });
    }
    if (node.taken < limits[bin]) {
      const left = node.needs.map((need, row) => Math.max(0, need - rows[row].worth[bin]));
      push({ bin: node.bin, taken: node.taken + 1, cost: node.cost + costs[bin], needs: left, bound: 0 });
    }
  }

  function push(node: Node): void {
    const bound = boundOf(node.bin, node.cost, node.needs);
    if (bound < cutoff) {
      open.push({ ...node, bound });
    }
  }
}
