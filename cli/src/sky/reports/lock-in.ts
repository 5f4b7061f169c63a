import { Demand } from '../demand/demand';
import { Decimal, sumOf, ZERO } from '../prices/decimal';
import { CostLine, Unpriced } from '../pricing/cost-line';
import { PriceBook } from '../pricing/price-book';
import { egressBill } from '../pricing/region-bill';
import { Commitment } from '../settings/settings';
import { Alternative } from './alternative';
import { CostReport, VendorRow } from './cost-report';

/** Something that only where it is can be had: to leave, it has to be replaced, or reached from afar. */
export interface Bound {
  readonly path: string;
  readonly name: string;
  readonly product: string;
  /** How its data is taken elsewhere. */
  readonly migration?: string;
}

/** What leaving a vendor costs once, in traffic. */
export interface Exit {
  readonly vendor: string;
  readonly region: string;
  /** GB that would have to be taken along: volumes as if they were full, objects and backups. */
  readonly gigabytes: Decimal;
  readonly lines: readonly CostLine[];
  readonly unpriced: readonly Unpriced[];
  readonly cost: Decimal;
}

/** A commitment that is still running. */
export interface RunningCommitment {
  readonly commitment: Commitment;
  /** Whole months that are left, and the part of a month, as 30.4375 days each. */
  readonly months: Decimal;
  /** What is still to be paid. */
  readonly cost: Decimal;
}

/** How free the user is to leave. */
export interface LockIn {
  readonly stack: string;
  readonly currency: string;
  /** Where it runs, or would run. @default - nowhere: nothing is feasible */
  readonly current?: VendorRow;
  readonly bound: readonly Bound[];
  readonly exits: readonly Exit[];
  readonly commitments: readonly RunningCommitment[];
  /** Vendors that could run all of it. */
  readonly feasible: readonly VendorRow[];
  readonly infeasible: readonly VendorRow[];
  /** Part of the cost that goes to each vendor, in percent. */
  readonly concentration: readonly { readonly vendor: string; readonly percent: Decimal }[];
  /** The next best, and what having to go there would cost in a month. */
  readonly runnerUp?: { readonly row: VendorRow; readonly regret: Decimal; readonly percent: Decimal };
}

/**
 * How free the user is to leave the place where the platform runs.
 *
 * @param current the vendor where it runs @default - the cheapest
 * @param date the day that commitments are counted from
 */
export function lockInOf(report: CostReport, book: PriceBook, date: string, current?: string): LockIn {
  const { demand, rows } = report;
  const here = current === undefined ? report.best : rows.find(({ vendor }) => vendor === current);
  const feasible = rows.filter(({ alternative }) => alternative !== undefined);
  return {
    stack: demand.stack,
    currency: report.currency,
    current: here,
    bound: demand.owners.filter(({ external }) => external).map(({ path, name, product, migration }) => ({ path, name, product: product ?? 'a service outside the cluster', migration })),
    exits: (here?.alternative?.regions ?? []).map((region) => exitOf(demand, book, here?.alternative, region)),
    commitments: commitmentsOf(book, date),
    feasible,
    infeasible: rows.filter(({ alternative }) => alternative === undefined),
    concentration: concentrationOf(here?.alternative),
    runnerUp: runnerUpOf(here, feasible),
  };
}

function exitOf(demand: Demand, book: PriceBook, alternative: Alternative | undefined, place: string): Exit {
  const [vendor, region] = place.split('/');
  const isHere = (owner: string) => {
    const pod = demand.pods.find((each) => each.owner === owner);
    return pod === undefined || alternative?.placements.get(pod.name) === place;
  };
  const volumes = demand.volumes.filter(({ owner }) => isHere(owner)).map(({ count, gibibytes }) => gibibytes.times(String(count)).times('1.073741824'));
  const objects = demand.objects.flatMap(({ owner, gigabytes }) => (gigabytes === undefined || !isHere(owner) ? [] : [gigabytes]));
  const gigabytes = sumOf([...volumes, ...objects]);
  const { lines, unpriced } = egressBill(book, { vendor, region, gigabytes, what: 'all data, once' });
  return { vendor, region, gigabytes, lines, unpriced, cost: sumOf(lines.map(({ cost }) => cost)) };
}

function commitmentsOf(book: PriceBook, date: string): RunningCommitment[] {
  return book.settings.commitments.flatMap((commitment) => {
    const days = Math.round((Date.parse(`${commitment.until}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / 86_400_000);
    if (days <= 0) {
      return [];
    }
    const months = new Decimal(String(days)).div('30.4375').round(2, Decimal.roundHalfUp);
    const { vendor, region } = commitment;
    const row = book.catalog.rowsOf(vendor, region, 'nodes').find((each) => each.category === 'Committed' && each.line === commitment.position.line && each.file === commitment.file);
    const price = row === undefined ? ZERO : book.priceOf(row).unitPrice;
    const monthly = (commitment.unit === 'Hours' ? price.times('730') : price).times(String(commitment.count));
    return [{ commitment, months, cost: monthly.times(months).round(2, Decimal.roundHalfUp) }];
  });
}

function concentrationOf(alternative: Alternative | undefined): { vendor: string; percent: Decimal }[] {
  if (alternative === undefined || alternative.monthly.lte(ZERO)) {
    return [];
  }
  return [...new Set(alternative.lines.map(({ vendor }) => vendor))].sort().map((vendor) => ({
    vendor,
    percent: sumOf(alternative.lines.filter((line) => line.vendor === vendor).map(({ cost }) => cost)).div(alternative.monthly).times('100').round(1, Decimal.roundHalfUp),
  }));
}

function runnerUpOf(here: VendorRow | undefined, feasible: readonly VendorRow[]): LockIn['runnerUp'] {
  const next = feasible.find(({ vendor }) => vendor !== here?.vendor);
  if (next?.alternative === undefined || here?.alternative === undefined || here.alternative.monthly.lte(ZERO)) {
    return undefined;
  }
  const regret = next.alternative.monthly.minus(here.alternative.monthly);
  return { row: next, regret, percent: regret.div(here.alternative.monthly).times('100').round(1, Decimal.roundHalfUp) };
}
