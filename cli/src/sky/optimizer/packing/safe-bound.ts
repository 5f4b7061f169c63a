import { Packing } from './packing';

/** Whole values of items, and of constraints on kinds of bins, of any scale. */
export interface WholeValues {
  readonly items: Float64Array;
  /** One per constraint: more than 0 only where `lower` is finite, less than 0 only where `upper` is. */
  readonly binRows: Float64Array;
}

/** A constraint on numbers of bins, as far as the bound needs it. */
export interface BoundRow {
  readonly counts: Uint8Array;
  readonly lower: number;
  readonly upper: number;
}

/** A non-negative fraction. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * A cost below which no packing of `demand` can be, from any values of the items (Farley's bound), in exact arithmetic.
 *
 * Every filling of bin b is worth at most `worth[b]`. With the values scaled by one factor so that no filling of a bin
 * without limit is worth more than the bin costs, what all items are worth is a lower bound of the cost. A bin with a
 * limit may be worth more: at most `limit` times the difference is lost.
 */
export function safeBound(
  packing: Packing,
  demand: ArrayLike<number>,
  values: WholeValues,
  worth: ArrayLike<number>,
  rows: readonly BoundRow[],
  mostMoved: readonly number[],
): bigint {
  let total = 0n;
  for (let item = 0; item < packing.items.length; item += 1) {
    total += BigInt(demand[item]) * BigInt(values.items[item]) * 100n;
  }
  packing.transfers.forEach(({ from, to, percent }, index) => {
    const gain = BigInt(percent) * BigInt(values.items[from]) - 100n * BigInt(values.items[to]);
    total -= gain > 0n ? gain * BigInt(mostMoved[index]) : 0n;
  });
  const extra = packing.bins.map(() => 0n);
  rows.forEach(({ counts, lower, upper }, index) => {
    const value = BigInt(values.binRows[index]);
    if (value !== 0n) {
      total += value * BigInt(value > 0n ? lower : upper) * 100n;
      counts.forEach((isCounted, bin) => (extra[bin] += isCounted === 1 ? value : 0n));
    }
  });
  // cost of b times denominator >= worth of b times numerator, for every b without limit.
  let factor: Fraction | undefined;
  packing.bins.forEach(({ cost, pool }, bin) => {
    const most = BigInt(worth[bin]) + extra[bin];
    if (pool < 0 && most > 0n && (factor === undefined || cost * factor.denominator < factor.numerator * most)) {
      factor = { numerator: cost, denominator: most };
    }
  });
  const { numerator, denominator } = factor ?? limitedFactor(packing, worth, extra);
  const lost = packing.pools.map(() => 0n);
  packing.bins.forEach(({ cost, pool }, bin) => {
    if (pool >= 0) {
      const more = ((BigInt(worth[bin]) + extra[bin]) * numerator - cost * denominator) * BigInt(packing.pools[pool]) * 100n;
      lost[pool] = more > lost[pool] ? more : lost[pool];
    }
  });
  const bound = total * numerator - lost.reduce((sum, part) => sum + part, 0n);
  return bound <= 0n ? 0n : ceiling(bound, denominator * 100n);
}

/** Where every bin has a limit any factor is valid: the one at which the dearest bin pays for itself. */
function limitedFactor(packing: Packing, worth: ArrayLike<number>, extra: readonly bigint[]): Fraction {
  let factor: Fraction = { numerator: 1n, denominator: 1n };
  let dearest = -1n;
  packing.bins.forEach(({ cost }, bin) => {
    const most = BigInt(worth[bin]) + extra[bin];
    if (cost > dearest && most > 0n) {
      dearest = cost;
      factor = { numerator: cost, denominator: most };
    }
  });
  return factor;
}

function ceiling(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
