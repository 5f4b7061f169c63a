import type { NodePool, Solution } from '../optimizer/solution';
import { Demand } from '../demand/demand';
import { Decimal, fromUnits, HOURS_A_MONTH, sumOf, toCost, unitsOf, ZERO } from '../prices/decimal';
import { CostLine, Unpriced } from '../pricing/cost-line';
import { EffectivePrice } from '../pricing/effective-price';
import { PriceBook } from '../pricing/price-book';
import { PricedProblem } from '../pricing/problem-of';
import { cheapest, monthly } from '../pricing/region-bill';
import { computeShares } from './compute-shares';

/** Nodes of one kind in one region. */
export interface NodeCount {
  readonly vendor: string;
  readonly region: string;
  readonly type: string;
  readonly count: number;
  /** How many are in each failure zone, from the first zone on. */
  readonly zones: readonly number[];
  readonly price: EffectivePrice;
}

/** One way to run the platform: where, on what, and what it costs to the last billionth. */
export interface Alternative {
  readonly vendors: readonly string[];
  /** As `vendor/region`. */
  readonly regions: readonly string[];
  /** Where each pod group is, as `vendor/region`. */
  readonly placements: ReadonlyMap<string, string>;
  readonly nodes: readonly NodeCount[];
  readonly lines: readonly CostLine[];
  readonly unpriced: readonly Unpriced[];
  /** What each component's part of the nodes costs. */
  readonly shares: ReadonlyMap<string, Decimal>;
  /** In a month: the sum of the lines. */
  readonly monthly: Decimal;
  /** No placement within the same choice costs less. */
  readonly bound: Decimal;
  /** How much more than the bound it is, as a part of the cost. */
  readonly gap: number;
  /** Limits that ended the search. */
  readonly stoppedBy: readonly string[];
}

/** The answer of the optimizer as a bill. */
export function alternativeOf(demand: Demand, book: PriceBook, priced: PricedProblem, solution: Solution): Alternative {
  const placements = new Map(solution.placements.map(({ group, vendor, region }) => [group, `${vendor}/${region}`]));
  const regions = [...new Set([...placements.values(), ...solution.nodes.map(({ vendor, region }) => `${vendor}/${region}`)])].sort();
  const nodes = nodesOf(solution.nodes, priced);
  const bills = regions.map((region) => priced.bills.get(region) ?? { lines: [], unpriced: [] });
  const isThere = (owner: string | undefined, region: string) => demand.pods.every((pod) => pod.owner !== owner) || placements.get(demand.pods.find((pod) => pod.owner === owner)?.name ?? '') === region;
  const services = bills.flatMap(({ lines }, index) => lines.filter(({ owner }) => isThere(owner, regions[index])));
  const lines = [...nodes.map(nodeLine), ...services, ...crossing(demand, book, priced, placements)];
  const total = sumOf(lines.map(({ cost }) => cost));
  if (unitsOf(total) !== solution.cost) {
    throw new Error(`The bill says ${total.toFixed()}, and the optimizer ${fromUnits(solution.cost).toFixed()}.`);
  }
  const commitments = commitmentLines(book);
  const sunk = sumOf(commitments.map(({ cost }) => cost));
  return {
    vendors: [...new Set(regions.map((region) => region.split('/')[0]))],
    regions,
    placements,
    nodes,
    lines: [...lines, ...commitments],
    unpriced: bills.flatMap(({ unpriced }, index) => unpriced.filter(({ owner }) => isThere(owner, regions[index]))),
    shares: computeShares(demand, priced.problem.offers, solution.nodes),
    monthly: total.plus(sunk),
    bound: fromUnits(solution.bound).plus(sunk),
    gap: solution.gap,
    stoppedBy: solution.stoppedBy,
  };
}

/** What is committed to is paid wherever the platform runs. */
export function commitmentLines(book: PriceBook): CostLine[] {
  return book.settings.commitments.map(({ vendor, region, sku, count }, index) => {
    const { file, position } = book.settings.commitments[index];
    const row = book.catalog.rowsOf(vendor, region, 'nodes').find((each) => each.category === 'Committed' && each.file === file && each.line === position.line);
    if (row === undefined) {
      throw new Error(`The commitment of ${file}:${position.line} has no price row.`);
    }
    const price = book.priceOf(row);
    const quantity = new Decimal(String(count)).times(price.row.unit === 'Hours' ? HOURS_A_MONTH : '1');
    return { part: 'commitments' as const, what: `${count} × ${sku}, ${row.source}`, vendor, region, quantity, unit: price.row.unit, price, cost: toCost(quantity.times(price.unitPrice)) };
  });
}

function nodesOf(pools: readonly NodePool[], priced: PricedProblem): NodeCount[] {
  const counts = new Map<string, number[]>();
  for (const { offer, zone, count } of pools) {
    const zones = counts.get(offer) ?? [];
    counts.set(offer, Array.from({ length: Math.max(zones.length, zone + 1) }, (_, index) => (zones[index] ?? 0) + (index === zone ? count : 0)));
  }
  return [...counts].map(([id, zones]) => {
    const price = priced.prices.get(id);
    if (price === undefined) {
      throw new Error(`The optimizer chose "${id}", which was not offered.`);
    }
    const { vendor, region, sku } = price.row;
    return { vendor, region, type: sku, count: zones.reduce((sum, each) => sum + each, 0), zones, price };
  }).sort((a, b) => (`${a.vendor}/${a.region}/${a.type}` < `${b.vendor}/${b.region}/${b.type}` ? -1 : 1));
}

function nodeLine({ vendor, region, type, count, price }: NodeCount): CostLine {
  const { row } = price;
  const quantity = new Decimal(String(count)).times(row.unit === 'Hours' ? HOURS_A_MONTH : '1');
  const isPaid = row.category === 'Committed';
  const spot = row.category === 'Dynamic' ? ', spot' : '';
  return {
    part: 'compute', what: `${count} × ${type}${spot}${isPaid ? ', committed to: see commitments' : ''}`, vendor, region, quantity, unit: row.unit, price,
    cost: isPaid ? ZERO : toCost(monthly(price).times(String(count))),
  };
}

/** Traffic between components that are in two regions. */
function crossing(demand: Demand, book: PriceBook, priced: PricedProblem, placements: ReadonlyMap<string, string>): CostLine[] {
  const home = (owner: string) => placements.get(demand.pods.find((pod) => pod.owner === owner)?.name ?? '');
  return demand.connections.flatMap(({ from, to, gigabytes }): CostLine[] => {
    const [source, target] = [home(from), home(to)];
    if (gigabytes === undefined || source === undefined || target === undefined || source === target) {
      return [];
    }
    const [vendor, region] = source.split('/');
    const price = target.startsWith(`${vendor}/`) ? priced.egress.get(source) : cheapest(book.pricesOf(vendor, region, 'egress-internet'));
    // The optimizer counts whole gigabytes, rounded up.
    const quantity = gigabytes.round(0, Decimal.roundUp);
    return price === undefined ? [] : [{ owner: from, part: 'egress', what: `to ${to} in ${target}`, vendor, region, quantity, unit: price.row.unit, price, cost: toCost(quantity.times(price.unitPrice)) }];
  });
}
