import type { OptimizeOptions } from '../optimizer/options';
import type { Problem, RegionKey } from '../optimizer/problem';
import type { Outcome } from '../optimizer/solution';
import { Demand } from '../demand/demand';
import { Decimal, HOURS_A_MONTH, ZERO } from '../prices/decimal';
import { MissingRate } from '../pricing/effective-price';
import { PriceBook } from '../pricing/price-book';
import { PricedProblem, problemOf } from '../pricing/problem-of';
import { regionBill } from '../pricing/region-bill';
import { Alternative, alternativeOf } from './alternative';
import { AgeOfPrices, ageOf } from './price-age';
import { VendorScope } from './scope';

/** Finds the cheapest placement. */
export type Solve = (problem: Problem, options?: OptimizeOptions) => Promise<Outcome>;

/** What one vendor would cost. */
export interface VendorRow {
  readonly vendor: string;
  /** The cheapest there. @default - there is none: see `reasons` */
  readonly alternative?: Alternative;
  /** Why there is none, in words. */
  readonly reasons: readonly string[];
  /** How much more than the best, in percent; not told where something has no price. */
  readonly overBest?: Decimal;
  readonly age?: AgeOfPrices;
  /** Regions that were not compared because something has no price there. */
  readonly leftOut: number;
}

/** What a platform costs, vendor by vendor, the cheapest first. */
export interface CostReport {
  readonly demand: Demand;
  readonly currency: string;
  readonly rows: readonly VendorRow[];
  /** The cheapest of all of which everything has a price, or, where there is none, the cheapest. */
  readonly best?: VendorRow;
}

/** Compares vendors: the cheapest placement at each of them. */
export async function costReport(demand: Demand, book: PriceBook, scopes: readonly VendorScope[], solve: Solve, options: CostOptions = {}): Promise<CostReport> {
  const rows: VendorRow[] = [];
  for (const [index, scope] of scopes.entries()) {
    options.onVendor?.(scope.vendor, index, scopes.length);
    const milliseconds = options.timeFor?.(scopes.length - index);
    rows.push(await vendorRow(demand, book, scope, solve, { ...options, optimize: { ...options.optimize, milliseconds } }));
  }
  const sorted = rows.sort((a, b) => rank(a) - rank(b) || cost(a).cmp(cost(b)) || (a.vendor < b.vendor ? -1 : 1));
  const best = sorted.find(({ alternative }) => alternative !== undefined);
  return {
    demand,
    currency: book.settings.currency,
    best,
    rows: sorted.map((row) => ({ ...row, overBest: over(row, best) })),
  };
}

/** How to compare. */
export interface CostOptions {
  readonly optimize?: OptimizeOptions;
  /** True where the user named the vendors: what keeps one of them from being compared is then an error. */
  readonly isNamed?: boolean;
  /** Milliseconds that may be taken for the next of so many vendors. @default - any */
  readonly timeFor?: (vendorsLeft: number) => number;
  /** Told before each vendor. */
  readonly onVendor?: (vendor: string, index: number, count: number) => void;
}

const NOT_SMALLEST = 'the search for what contradicts what was ended early: fewer of these may contradict each other';

async function vendorRow(demand: Demand, book: PriceBook, scope: VendorScope, solve: Solve, options: CostOptions): Promise<VendorRow> {
  const { vendor } = scope;
  const found = pricedRegions(demand, book, scope, options);
  if ('reason' in found) {
    return { vendor, reasons: [found.reason], leftOut: 0 };
  }
  const { priced, leftOut } = found;
  const outcome = await solve(priced.problem, options.optimize);
  if (outcome.kind === 'infeasible') {
    return { vendor, reasons: [...outcome.conflict.map(({ words }) => words), ...(outcome.isSmallest ? [] : [NOT_SMALLEST])], leftOut };
  }
  if (outcome.kind === 'unplaced') {
    return { vendor, reasons: [`nothing was found before the search ended (${outcome.stoppedBy.join(', ')})`], leftOut };
  }
  const alternative = alternativeOf(demand, book, priced, outcome);
  return { vendor, alternative, reasons: [], leftOut, age: ageOf(alternative.lines.filter(({ part }) => part !== 'commitments').map(({ price }) => price.row)) };
}

/**
 * Regions with prices for everything are compared; where there are none, all
 * are, and what has no price is told. Regions whose currency has no rate are
 * left out, unless the vendor was named.
 */
function pricedRegions(demand: Demand, book: PriceBook, { regions }: VendorScope, { isNamed }: CostOptions): { priced: PricedProblem; leftOut: number } | { reason: string } {
  let missing: MissingRate | undefined;
  const rated = (work: () => boolean): boolean => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof MissingRate)) {
        throw error;
      }
      missing = missing ?? error;
      return false;
    }
  };
  const isPriced = ({ vendor, region }: RegionKey) => regionBill(demand, book, vendor, region).unpriced.every((each) => each.missing === 'amount');
  const complete = regions.filter((region) => rated(() => isPriced(region)));
  // Nodes of a region are read only where it may be chosen: there are thousands.
  const canCount = ({ vendor, region }: RegionKey) => rated(() => book.checkRates(vendor, region));
  const chosen = complete.filter(canCount);
  const compared = chosen.length > 0 ? chosen : regions.filter((region) => !complete.includes(region)).filter(canCount);
  if (compared.length > 0 || missing === undefined) {
    return { priced: problemOf(demand, book, compared), leftOut: regions.length - compared.length };
  }
  if (isNamed === true) {
    throw missing;
  }
  const { row } = missing;
  return { reason: `prices are in ${row.currency}, and there is no rate to ${book.settings.currency} (exchangeRates; ${row.file}:${row.line})` };
}

/** What has all its prices comes before what has not. */
function rank({ alternative }: VendorRow): number {
  if (alternative === undefined) {
    return 2;
  }
  return isComplete(alternative) ? 0 : 1;
}

/** True where everything that is there has a price. */
export function isComplete({ unpriced }: Alternative): boolean {
  return unpriced.every(({ missing }) => missing === 'amount');
}

function cost({ alternative }: VendorRow): Decimal {
  return alternative?.monthly ?? ZERO;
}

function over({ alternative }: VendorRow, best: VendorRow | undefined): Decimal | undefined {
  const cheapest = best?.alternative;
  if (alternative === undefined || cheapest === undefined || cheapest.monthly.lte(ZERO) || (!isComplete(alternative) && isComplete(cheapest))) {
    return undefined;
  }
  return alternative.monthly.minus(cheapest.monthly).div(cheapest.monthly).times('100');
}

/** What it costs in an hour, of which a month has 730. */
export function hourly(amount: Decimal): Decimal {
  return amount.div(HOURS_A_MONTH);
}
