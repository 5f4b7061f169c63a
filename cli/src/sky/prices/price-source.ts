import { PriceRow } from './price-row';

/** Prices from one file. */
export interface PriceSource {
  /** The file, as the user would name it. */
  readonly file: string;
  /** Vendors in it, sorted. */
  readonly vendors: readonly string[];
  /** Regions of a vendor in it, sorted; `*` among them where there are rows for every region. */
  regionsOf(vendor: string): readonly string[];
  /** Rows of one region, in the file's order. */
  rowsOf(vendor: string, region: string): readonly PriceRow[];
}

/** For every region without a row of its own. */
export const EVERY_REGION = '*';
