import { Decimal } from '../decimal';
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
