import { Decimal } from '../prices/decimal';
import { EffectivePrice } from './effective-price';

/** Parts of a bill, in the order of reports. */
export const COST_PARTS = ['compute', 'disk', 'object storage', 'control plane', 'network', 'egress', 'commitments'] as const;

/** One part of a bill. */
export type CostPart = typeof COST_PARTS[number];

/** One figure of a bill, with the price that it comes from. */
export interface CostLine {
  /** Path of the component; none where it is the whole platform's. */
  readonly owner?: string;
  readonly part: CostPart;
  /** For people: `10 GiB of gp3 for acme/orders`. */
  readonly what: string;
  readonly vendor: string;
  readonly region: string;
  readonly quantity: Decimal;
  /** Unit of the quantity: that of the price. */
  readonly unit: string;
  readonly price: EffectivePrice;
  /** In a month, to the billionth: `quantity` times the price. */
  readonly cost: Decimal;
}

/** What has a demand and no price. */
export interface Unpriced {
  readonly owner?: string;
  readonly part: CostPart;
  /** For people: `20 GiB of disk`. */
  readonly what: string;
  /** What is missing: a price of it here, or how much of it there is. */
  readonly missing: 'price' | 'amount';
  /** Why, and what to do. */
  readonly reason: string;
}

/** Lines, and what could not be priced. */
export interface Bill {
  readonly lines: readonly CostLine[];
  readonly unpriced: readonly Unpriced[];
}
