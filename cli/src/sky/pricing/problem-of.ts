import type { Binding, NamedCost, NodeOffer, PodGroup, Problem, Region, RegionKey } from '../optimizer/problem';
import { Demand } from '../demand/demand';
import { COST_DECIMALS, Decimal, sumOf, unitsOf } from '../prices/decimal';
import { Settings } from '../settings/settings';
import { Bill, CostLine } from './cost-line';
import { EffectivePrice } from './effective-price';
import { nodeOffers } from './node-offers';
import { PriceBook } from './price-book';
import { cheapest, regionBill } from './region-bill';
import { zonesOf } from './zones';

/** A problem for the optimizer, and what leads from its answer back to prices. */
export interface PricedProblem {
  readonly problem: Problem;
  /** Bills of regions for everything but nodes, by `vendor/region`. */
  readonly bills: ReadonlyMap<string, Bill>;
  /** Prices of offers, by their ids. */
  readonly prices: ReadonlyMap<string, EffectivePrice>;
  /** Prices of traffic to another region, by `vendor/region`. */
  readonly egress: ReadonlyMap<string, EffectivePrice>;
}

/** The demand with all that can be had in some regions, at this user's prices. */
export function problemOf(demand: Demand, book: PriceBook, regions: readonly RegionKey[]): PricedProblem {
  const bills = new Map<string, Bill>();
  const prices = new Map<string, EffectivePrice>();
  const egress = new Map<string, EffectivePrice>();
  const offers: NodeOffer[] = [];
  const leavings = regions.map((each) => leavingOf(book, each));
  // What no price is known of is taken to be the dearest of all: it is not nothing.
  const unknown = leavings.flatMap((leaving) => Object.values(leaving)).reduce((one, price) => (price === undefined || one.cmp(price.unitPrice) >= 0 ? one : price.unitPrice), ZERO_PRICE);
  const priced = regions.map(({ vendor, region }, index): Region => {
    const found = nodeOffers(demand, book, vendor, region);
    offers.push(...found.offers);
    found.prices.forEach((price, id) => prices.set(id, price));
    const bill = regionBill(demand, book, vendor, region);
    bills.set(`${vendor}/${region}`, bill);
    const leaving = leavings[index];
    if (leaving.sameVendor !== undefined) {
      egress.set(`${vendor}/${region}`, leaving.sameVendor);
    }
    const perGigabyte = { sameVendor: unitsOf((leaving.sameVendor ?? leaving.otherVendor)?.unitPrice ?? unknown), otherVendor: unitsOf(leaving.otherVendor?.unitPrice ?? unknown) };
    return { vendor, region, zones: zonesIn(found.offers, vendor, region), ...costsOf(demand, bill.lines), egress: perGigabyte };
  });
  const { rules, zones } = book.settings;
  return {
    bills, prices, egress,
    problem: {
      money: { currency: book.settings.currency, decimals: COST_DECIMALS, period: 'month' },
      groups: demand.pods.map((pod) => groupOf(pod, zones)),
      regions: priced,
      offers,
      bindings: bindingsOf(demand),
      near: rules.near,
      rules: {
        maximumRegions: rules.maximumRegions ?? 1,
        maximumVendors: rules.maximumVendors,
        vendorPercent: rules.vendorPercent,
        spotReservePercent: rules.spotReservePercent ?? 0,
        failureZones: zones,
      },
    },
  };
}

const ZERO_PRICE = new Decimal('0');

/** What traffic costs that leaves a region, to another one of its vendor and to all others. */
function leavingOf(book: PriceBook, { vendor, region }: RegionKey): { readonly sameVendor?: EffectivePrice; readonly otherVendor?: EffectivePrice } {
  return { sameVendor: dearest(book, vendor, region, 'egress-region'), otherVendor: cheapest(book.pricesOf(vendor, region, 'egress-internet')) };
}

/** To whichever region it goes: the dearest, so that no split looks cheaper than it is. */
function dearest(book: PriceBook, vendor: string, region: string, kind: 'egress-region'): EffectivePrice | undefined {
  return [...book.pricesOf(vendor, region, kind)].sort((a, b) => b.unitPrice.cmp(a.unitPrice))[0];
}

function zonesIn(offers: readonly NodeOffer[], vendor: string, region: string): number {
  return Math.max(zonesOf(vendor, region), ...offers.map((offer) => offer.zones ?? 1));
}

function groupOf(pod: Demand['pods'][number], zones: Settings['zones']): PodGroup {
  const isSpread = zones > 1 && pod.instances > 1;
  return {
    name: pod.name,
    replicas: pod.instances,
    requests: { milliCpu: pod.milliCpu, memoryMebibytes: pod.memoryMebibytes, gpus: pod.gpus === 0 ? undefined : pod.gpus, volumes: pod.volumes === 0 ? undefined : pod.volumes },
    spread: isSpread ? { maximumSkew: 1, minimumZones: zones } : undefined,
    maximumPerNode: mostOnOneNode(pod),
    gpuModels: pod.gpuModels,
    architectures: pod.architectures,
    spotPercent: pod.spotPercent,
    vendors: pod.vendors,
    regions: pod.regions,
  };
}

/** Pods that refuse to share a node get one each; of those that rather do not, no node has all. */
function mostOnOneNode({ spread, instances }: Demand['pods'][number]): number | undefined {
  if (spread === undefined || instances < 2) {
    return undefined;
  }
  return spread === 'required' ? 1 : instances - 1;
}

/** What belongs to a component goes with its first pods; the rest is paid wherever anything runs. */
function costsOf({ pods }: Demand, lines: readonly CostLine[]): Pick<Region, 'fixedCosts' | 'groupCosts'> {
  const home = new Map<string, string>();
  pods.forEach(({ owner, name }) => home.set(owner, home.get(owner) ?? name));
  const groups = new Map<string, Decimal[]>();
  const fixed: NamedCost[] = [];
  for (const { owner, cost, what } of lines) {
    const group = home.get(owner ?? '');
    if (group === undefined) {
      fixed.push({ name: what, cost: unitsOf(cost) });
    } else {
      groups.set(group, [...(groups.get(group) ?? []), cost]);
    }
  }
  return { fixedCosts: fixed, groupCosts: Object.fromEntries([...groups].map(([group, costs]) => [group, unitsOf(sumOf(costs))])) };
}

/** Parts of one component stay together; components as the demand says. */
function bindingsOf({ pods, connections }: Demand): Binding[] {
  const groups = new Map<string, string[]>();
  pods.forEach(({ owner, name }) => groups.set(owner, [...(groups.get(owner) ?? []), name]));
  const parts = [...groups.values()].flatMap(([first, ...others]) => others.map((other): Binding => ({ from: first, to: other, latency: 'same-region' })));
  const between = connections.flatMap(({ from, to, latency, gigabytes }): Binding[] => {
    const ends = [groups.get(from)?.[0], groups.get(to)?.[0]];
    return ends[0] === undefined || ends[1] === undefined ? [] : [{ from: ends[0], to: ends[1], latency, egressGigabytes: gigabytes === undefined ? 0 : Number(gigabytes.round(0, Decimal.roundUp).toFixed(0)) }];
  });
  return [...parts, ...between];
}
