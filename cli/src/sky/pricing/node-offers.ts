import type { NodeOffer, Purchase } from '../optimizer/problem';
import { Demand } from '../demand/demand';
import { unitsOf, ZERO } from '../prices/decimal';
import { PricingCategory } from '../prices/price-kind';
import { NodeShape, PriceRow } from '../prices/price-row';
import { Settings } from '../settings/settings';
import { EffectivePrice, effectivePrice, matchesAny } from './effective-price';
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

/** What can be had in a region for this demand: of types that are alike in all that pods ask for, the cheapest. Prices are for a month. */
export function nodeOffers(demand: Demand, book: PriceBook, vendor: string, region: string): Offers {
  const found = new Map<string, Found>();
  for (const row of wantedNodes(demand, book, vendor, region)) {
    const { shape } = row;
    const left = shape === undefined ? undefined : leftOn(shape, demand.daemons);
    if (shape === undefined || left === undefined) {
      continue;
    }
    const key = keyOf(row, shape, left);
    const known = found.get(key);
    if (known === undefined || !isListedDearer(row, known.row, book.settings)) {
      const price = effectivePrice(row, book.settings);
      if (known === undefined || price.unitPrice.lt(known.price.unitPrice)) {
        found.set(key, { row, shape, left, price });
      }
    }
  }
  const kept = [...found.values()];
  return { offers: kept.map((each) => offerOf(each, vendor, region)), prices: new Map(kept.map(({ row, price }) => [idOf(row), price])) };
}

/** Rows of the node types in a region that the user's settings and the demand leave to choose among. */
export function wantedNodes(demand: Demand, book: PriceBook, vendor: string, region: string): Iterable<PriceRow> {
  const wantsSpot = demand.pods.some(({ spotPercent }) => spotPercent > 0);
  const architectures = new Set(demand.pods.flatMap((group) => group.architectures));
  const wantsGpu = demand.pods.some(({ gpus }) => gpus > 0);
  const { nodeTypes, withoutNodeTypes = [], burstableNodes, previousGenerations } = book.settings;
  // Who names types means them; what has GPUs is chosen by their model.
  const isTooOld = ({ category, shape, sku }: PriceRow): boolean => !previousGenerations && nodeTypes === undefined && shape?.gpus === 0
    && (category === 'Standard' || category === 'Dynamic') && isPreviousGeneration(vendor, sku);
  const isNamed = ({ sku, category }: PriceRow): boolean => category === 'Committed' || ((nodeTypes === undefined || matchesAny(nodeTypes, sku)) && !matchesAny(withoutNodeTypes, sku));
  return book.catalog.nodesOf(vendor, region, (row) => row.shape !== undefined
    && (row.category !== 'Dynamic' || wantsSpot)
    && architectures.has(row.shape.architecture)
    && (wantsGpu || row.shape.gpus === 0 || row.category === 'Committed' || row.category === 'Other')
    && (burstableNodes || row.shape.burstable !== true)
    && !isTooOld(row)
    && isNamed(row));
}

/** A row with what is left for pods on its node. */
interface Found {
  readonly row: PriceRow;
  readonly shape: NodeShape;
  readonly left: NodeOffer['capacity'];
  readonly price: EffectivePrice;
}

/** The same for rows that can take each other's place. */
function keyOf(row: PriceRow, { gpuModel = '', architecture }: NodeShape, left: NodeOffer['capacity']): string {
  const { category, unit, limit, zones = '' } = row;
  const isAlone = limit !== undefined || category === 'Committed';
  return isAlone ? idOf(row) : `${left.milliCpu}|${left.memoryMebibytes}|${left.pods}|${left.gpus ?? 0}|${gpuModel}|${architecture}|${category}|${unit}|${zones}`;
}

/** Whether the list tells that one row is no cheaper than another, so that nothing needs to be counted. */
function isListedDearer(row: PriceRow, other: PriceRow, { discounts }: Settings): boolean {
  return discounts.length === 0 && row.currency === other.currency && row.price.gte(other.price);
}

/** Types have their shape in common in all regions: each is looked at once. */
const LEFT = new WeakMap<Demand['daemons'], WeakMap<NodeShape, NodeOffer['capacity']>>();

/** What daemons leave of a node for pods; undefined where that is nothing. */
function leftOn(shape: NodeShape, daemons: Demand['daemons']): NodeOffer['capacity'] | undefined {
  const known = LEFT.get(daemons) ?? new WeakMap<NodeShape, NodeOffer['capacity']>();
  LEFT.set(daemons, known);
  const left = known.get(shape) ?? capacityWithout(daemons, shape);
  known.set(shape, left);
  return left.milliCpu <= 0 || left.memoryMebibytes <= 0 || left.pods <= 0 ? undefined : left;
}

function capacityWithout(daemons: Demand['daemons'], shape: NodeShape): NodeOffer['capacity'] {
  const capacity = nodeCapacity(shape);
  return {
    milliCpu: capacity.milliCpu - daemons.milliCpu,
    memoryMebibytes: capacity.memoryMebibytes - daemons.memoryMebibytes,
    pods: capacity.pods - daemons.pods,
    gpus: shape.gpus,
  };
}

function idOf({ file, line }: PriceRow): string {
  return `${file}:${line}`;
}

function offerOf({ row, shape, left, price }: Found, vendor: string, region: string): NodeOffer {
  // What is committed to is paid whether it runs or not: running it costs nothing more.
  const cost = row.category === 'Committed' ? ZERO : monthly(price);
  return {
    id: idOf(row), vendor, region, type: row.sku, architecture: shape.architecture, gpuModel: shape.gpuModel,
    capacity: left, price: unitsOf(cost), purchase: PURCHASE[row.category], limit: row.limit, zones: row.zones,
  };
}
