import type { NodeOffer, Purchase } from '../optimizer/problem';
import { Demand } from '../demand/demand';
import { unitsOf, ZERO } from '../prices/decimal';
import { PricingCategory } from '../prices/price-kind';
import { NodeShape, PriceRow } from '../prices/price-row';
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
    const each = foundIn(row, demand.daemons, book);
    const known = each === undefined ? undefined : found.get(each.key);
    if (each !== undefined && (known === undefined || each.price.unitPrice.lt(known.price.unitPrice))) {
      found.set(each.key, each);
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
  /** The same for rows that can take each other's place: only the cheapest of them is offered. */
  readonly key: string;
}

function foundIn(row: PriceRow, daemons: Demand['daemons'], { settings }: PriceBook): Found | undefined {
  const { shape, category, unit, limit, zones } = row;
  if (shape === undefined) {
    return undefined;
  }
  const { left, key } = leftOn(shape, daemons);
  if (left.milliCpu <= 0 || left.memoryMebibytes <= 0 || left.pods <= 0) {
    return undefined;
  }
  const isAlone = limit !== undefined || category === 'Committed';
  return { row, shape, left, price: effectivePrice(row, settings), key: isAlone ? idOf(row) : `${key}|${category}|${unit}|${zones ?? ''}` };
}

/** What daemons leave of a node, and the same in one word. */
interface Left {
  readonly left: NodeOffer['capacity'];
  readonly key: string;
}

/** Types have their shape in common in all regions: each is looked at once. */
const LEFT = new WeakMap<Demand['daemons'], WeakMap<NodeShape, Left>>();

function leftOn(shape: NodeShape, daemons: Demand['daemons']): Left {
  const known = LEFT.get(daemons) ?? new WeakMap<NodeShape, Left>();
  LEFT.set(daemons, known);
  const found = known.get(shape);
  if (found !== undefined) {
    return found;
  }
  const capacity = nodeCapacity(shape);
  const left = {
    milliCpu: capacity.milliCpu - daemons.milliCpu,
    memoryMebibytes: capacity.memoryMebibytes - daemons.memoryMebibytes,
    pods: capacity.pods - daemons.pods,
    gpus: shape.gpus,
  };
  const made = { left, key: `${left.milliCpu}|${left.memoryMebibytes}|${left.pods}|${left.gpus}|${shape.gpuModel ?? ''}|${shape.architecture}` };
  known.set(shape, made);
  return made;
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
