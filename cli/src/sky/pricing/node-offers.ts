import type { NodeOffer, Purchase } from '../optimizer/problem';
import { Demand } from '../demand/demand';
import { unitsOf, ZERO } from '../prices/decimal';
import { PricingCategory } from '../prices/price-kind';
import { PriceRow } from '../prices/price-row';
import { EffectivePrice, matchesAny } from './effective-price';
import { nodeCapacity } from './node-capacity';
import { isPreviousGeneration } from './previous-generation';
import { PriceBook } from './price-book';
import { monthly } from './region-bill';

/** Node types of a region that the optimizer chooses among, each with the price row that it comes from. */
export interface Offers {
  readonly offers: readonly NodeOffer[];
  readonly prices: ReadonlyMap<string, EffectivePrice>;
}

const PURCHASE: Readonly<Record<PricingCategory, Purchase>> = { Standard: 'on-demand', Dynamic: 'spot', Committed: 'reserved', Other: 'own' };

/** What can be had in a region for this demand. Prices are for a month. */
export function nodeOffers(demand: Demand, book: PriceBook, vendor: string, region: string): Offers {
  const prices = new Map<string, EffectivePrice>();
  const wantsSpot = demand.pods.some(({ spotPercent }) => spotPercent > 0);
  const architectures = new Set(demand.pods.flatMap((group) => group.architectures));
  const wantsGpu = demand.pods.some(({ gpus }) => gpus > 0);
  const { nodeTypes, withoutNodeTypes = [], burstableNodes, previousGenerations } = book.settings;
  // Who names types means them; what has GPUs is chosen by their model.
  const isTooOld = ({ category, shape, sku }: PriceRow): boolean => !previousGenerations && nodeTypes === undefined && shape?.gpus === 0
    && (category === 'Standard' || category === 'Dynamic') && isPreviousGeneration(vendor, sku);
  const rows = book.catalog.rowsOf(vendor, region, 'nodes').filter(({ category, shape }) => shape !== undefined
    && (category !== 'Dynamic' || wantsSpot)
    && architectures.has(shape.architecture)
    && (wantsGpu || shape.gpus === 0 || category === 'Committed' || category === 'Other')
    && (burstableNodes || shape.burstable !== true))
    .filter((row) => !isTooOld(row))
    .filter(({ sku, category }) => category === 'Committed' || ((nodeTypes === undefined || matchesAny(nodeTypes, sku)) && !matchesAny(withoutNodeTypes, sku)));
  const offers = rows.flatMap((row): NodeOffer[] => {
    if (row.shape === undefined) {
      return [];
    }
    const capacity = nodeCapacity(row.shape);
    const left = {
      milliCpu: capacity.milliCpu - demand.daemons.milliCpu,
      memoryMebibytes: capacity.memoryMebibytes - demand.daemons.memoryMebibytes,
      pods: capacity.pods - demand.daemons.pods,
    };
    if (left.milliCpu <= 0 || left.memoryMebibytes <= 0 || left.pods <= 0) {
      return [];
    }
    const price = book.priceOf(row);
    const id = `${row.file}:${row.line}`;
    prices.set(id, price);
    // What is committed to is paid whether it runs or not: running it costs nothing more.
    const cost = row.category === 'Committed' ? ZERO : monthly(price);
    return [{
      id, vendor, region, type: row.sku, architecture: row.shape.architecture, gpuModel: row.shape.gpuModel,
      capacity: { ...left, gpus: row.shape.gpus }, price: unitsOf(cost), purchase: PURCHASE[row.category], limit: row.limit, zones: row.zones,
    }];
  });
  return { offers, prices };
}
