import { PriceRow } from './price-row';

/** Prices from one file. */
export interface PriceSource {
  /** The file, as the user would name it. */
  readonly file: string;
  /** Vendors in it, sorted. */
  readonly vendors: readonly string[];
  /** Regions of a vendor in it, sorted; `*` among them where there are rows for every region. */
  regionsOf(vendor: string): readonly string[];
  /** Regions of a vendor in which there are nodes. */
  nodeRegionsOf(vendor: string): readonly string[];
  /** Rows of one region, in the file's order: those of nodes, or all others. */
  rowsOf(vendor: string, region: string, what: PriceGroup): readonly PriceRow[];
  /** Nodes of one region that are wanted, one after the other as they are asked for. */
  nodesOf(vendor: string, region: string, isWanted: IsWanted): Iterable<PriceRow>;
}

/** What looks at what a node is and how it is paid, not at where it is or its price: what is not wanted is passed over before those are read. */
export type IsWanted = (row: PriceRow) => boolean;

/** Nodes, of which there are thousands, are read apart from everything else. */
export type PriceGroup = 'nodes' | 'services';

/** True where a row is of the group. */
export function isOf(row: PriceRow, what: PriceGroup): boolean {
  return (row.kind === 'node') === (what === 'nodes');
}

/** For every region without a row of its own. */
export const EVERY_REGION = '*';
