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
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** By what values are scaled to be a bound, and what bins with limits take from it. */
interface Scaling {
  readonly factor: Fraction;
  /** In units of a hundredth of the factor's denominator. */
  readonly lost: bigint;
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
  let total = itemWorths(packing, demand, values.items, mostMoved).reduce((sum, part) => sum + part, 0n);
  const extra = packing.bins.map(() => 0n);
  rows.forEach(({ counts, lower, upper }, index) => {
    const value = BigInt(values.binRows[index]);
    if (value !== 0n) {
      total += value * BigInt(value > 0n ? lower : upper) * 100n;
      counts.forEach((isCounted, bin) => (extra[bin] += isCounted === 1 ? value : 0n));
    }
  });
  const { factor, lost } = scaling(packing, worth, extra);
  const bound = total * factor.numerator - lost;
  return bound <= 0n ? 0n : ceiling(bound, factor.denominator * 100n);
}

/** The same bound as a sum: a constant, and a part for each item and for the transfer that takes from it. */
export function linearBound(packing: Packing, items: Float64Array, worth: ArrayLike<number>): { constant: bigint; parts: bigint[] } {
  const { factor, lost } = scaling(packing, worth, packing.bins.map(() => 0n));
  const unit = factor.denominator * 100n;
  const worths = itemWorths(packing, packing.items.map(({ demand }) => demand), items, packing.transfers.map(({ most }) => most));
  return { constant: -ceiling(lost, unit), parts: worths.map((part) => floor(part * factor.numerator, unit)) };
}

/** What whole bins must be worth together to hold everything, in hundredths of the values. */
export function wholeNeed(packing: Packing, items: Float64Array): bigint {
  return itemWorths(packing, packing.items.map(({ demand }) => demand), items, packing.transfers.map(({ most }) => most)).reduce((sum, part) => sum + part, 0n);
}

/** What all of each item is worth, less what is lost where demand is moved away from it; in hundredths. */
function itemWorths(packing: Packing, demand: ArrayLike<number>, values: Float64Array, mostMoved: readonly number[]): bigint[] {
  const worths = packing.items.map((_, item) => BigInt(demand[item]) * BigInt(values[item]) * 100n);
  packing.transfers.forEach(({ from, to, percent }, index) => {
    const gain = BigInt(percent) * BigInt(values[from]) - 100n * BigInt(values[to]);
    worths[from] -= gain > 0n ? gain * BigInt(mostMoved[index]) : 0n;
  });
  return worths;
}

function scaling(packing: Packing, worth: ArrayLike<number>, extra: readonly bigint[]): Scaling {
  // cost of b times denominator >= worth of b times numerator, for every b without limit.
  let found: Fraction | undefined;
  packing.bins.forEach(({ cost, pool }, bin) => {
    const most = BigInt(worth[bin]) + extra[bin];
    if (pool < 0 && most > 0n && (found === undefined || cost * found.denominator < found.numerator * most)) {
      found = { numerator: cost, denominator: most };
    }
  });
  const factor = found ?? limitedFactor(packing, worth, extra);
  const lost = packing.pools.map(() => 0n);
  packing.bins.forEach(({ cost, pool }, bin) => {
    if (pool >= 0) {
      const more = ((BigInt(worth[bin]) + extra[bin]) * factor.numerator - cost * factor.denominator) * BigInt(packing.pools[pool]) * 100n;
      lost[pool] = more > lost[pool] ? more : lost[pool];
    }
  });
  return { factor, lost: lost.reduce((sum, part) => sum + part, 0n) };
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

function floor(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
