import { Decimal, ZERO } from '../decimal';
import { PriceKindName, PricingCategory } from '../price-kind';
import { NodeShape, PriceRow } from '../price-row';
import { Fetch } from './vendor-api';

/** What a vendor is asked. */
export interface RefreshRequest {
  readonly regions: readonly string[];
  /** Where the price list is. */
  readonly origin: string;
  /** The day that rows carry. */
  readonly date: string;
  /** What is known of node types: price lists tell prices, not sizes. */
  readonly shapes: ReadonlyMap<string, NodeShape>;
  /** Key of the user. @default - none is needed */
  readonly key?: string;
  readonly fetching?: Fetch;
  /** Told as it goes on. */
  readonly tell: (text: string) => void;
}

/** What a vendor answered. */
export interface Refreshed {
  /** Lists that the vendor has and could not be had, in words. @default - all were */
  readonly notHad?: readonly string[];
  readonly rows: readonly PriceRow[];
  /** Types with a price whose size is not known: they are left out. */
  readonly unknownTypes: readonly string[];
}

/** One price that a vendor answered. */
export interface AnsweredPrice {
  readonly region: string;
  readonly kind: PriceKindName;
  readonly sku: string;
  readonly category?: PricingCategory;
  readonly price: Decimal;
  readonly currency: string;
  readonly unit: string;
  readonly from?: Decimal;
  readonly sizeGibibytes?: Decimal;
  readonly shape?: NodeShape;
}

/** A row of what was answered. */
export function answeredRow(vendor: string, source: string, date: string, answered: AnsweredPrice): PriceRow {
  return { file: '', line: 0, vendor, category: 'Standard', source, retrievedAt: date, confidence: 'high', ...answered };
}

/** Kinds that are paid by quantity, of which vendors give something each month. */
const METERED: readonly PriceKindName[] = ['egress-internet', 'egress-region', 'load-balancer-data', 'nat-gateway-data', 'object-storage'];

/** What is free at first each month is counted like the rest: the lowest tier that has a price holds from the first on. */
export function fromTheFirstOn(rows: readonly PriceRow[]): PriceRow[] {
  const keyOf = ({ region, kind, sku }: PriceRow) => `${region}|${kind}|${sku}`;
  const lowest = new Map<string, Decimal>();
  for (const row of rows) {
    const [key, from] = [keyOf(row), row.from ?? ZERO];
    const known = lowest.get(key);
    lowest.set(key, known === undefined || from.lt(known) ? from : known);
  }
  return rows.map((row) => (row.from !== undefined && METERED.includes(row.kind) && row.from.eq(lowest.get(keyOf(row)) ?? ZERO) ? { ...row, from: undefined } : row));
}
