// Packing: the core that both a region's nodes and plain vector bin packing come down to. Items of several kinds go
// into bins of several kinds; every number is whole, and costs are exact.

/** Equal things to pack. */
export interface Item {
  /** One size per dimension. May be negative: then the item makes room. */
  readonly sizes: readonly number[];
  /** How many there are. May be 0 where a transfer can move demand here. */
  readonly demand: number;
  /** Most of them in one bin. */
  readonly perBin: number;
}

/** A kind of bin. */
export interface Bin {
  /** One capacity per dimension. */
  readonly capacity: readonly number[];
  /** Cost of one, more than 0 where there is no limit. */
  readonly cost: bigint;
  /** Index of the limit that this kind counts for; -1 where any number can be had. */
  readonly pool: number;
  /** Which items may go in, by index. */
  readonly takes: Uint8Array;
}

/**
 * Demand that may be met in another way: `count` items `to` in the place of `from`, each of which lowers the demand of
 * `from` by only `percent` of one (the rest stays as a reserve).
 */
export interface Transfer {
  readonly from: number;
  readonly to: number;
  /** Most that can be moved. */
  readonly most: number;
  /** 100 where nothing is kept in reserve; less than 0 where more is kept than was moved. */
  readonly percent: number;
}

/** The whole problem: bins for all items at the least cost. */
export interface Packing {
  readonly dimensions: number;
  readonly items: readonly Item[];
  readonly bins: readonly Bin[];
  /** Most bins of all kinds that count for each limit. */
  readonly pools: readonly number[];
  /** Pairs of items that share no bin. */
  readonly apart: readonly (readonly [number, number])[];
  readonly transfers: readonly Transfer[];
}

/** What one bin of a kind holds. */
export interface Pattern {
  readonly bin: number;
  /** Indices of items, ascending. */
  readonly items: readonly number[];
  /** How many of each, at least 1. */
  readonly counts: readonly number[];
}

/** A pattern and how often it is used. */
export interface PatternUse {
  readonly pattern: Pattern;
  readonly count: number;
}

/** A packing of everything. */
export interface PackingAnswer {
  readonly cost: bigint;
  readonly uses: readonly PatternUse[];
  /** How much each transfer moves. */
  readonly moved: readonly number[];
}
