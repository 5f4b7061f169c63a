import { Limit } from './solution';

/** How long to search, counted in work, not time, so that equal problems have equal answers on every machine. */
export interface OptimizeOptions {
  /** The search ends when cost and bound are this near: 0.01 is one percent. @default 0.005 */
  readonly targetGap?: number;
  /** Most nodes of branch and bound in one pricing problem. @default 200,000 */
  readonly pricingNodes?: number;
  /** Most rounds of column generation in one region. @default 400 */
  readonly columnRounds?: number;
  /** Most dives in one region. @default 4 */
  readonly dives?: number;
  /** Most sets of regions looked at, where more than one region is allowed. @default 2,000 */
  readonly regionSets?: number;
  /** Whether the best region of every vendor is searched, too, so that vendors can be compared. @default false */
  readonly compareVendors?: boolean;
  /** Wall clock, in milliseconds. May only end the search earlier; the answer then says `time`. @default no limit */
  readonly milliseconds?: number;
  /** Asked between steps; `true` ends the search with the best answer so far. @default never */
  readonly isCancelled?: () => boolean;
  /** Told of each step. @default nobody */
  readonly onProgress?: (progress: Progress) => void;
}

/** Where the search is. */
export interface Progress {
  readonly phase: 'screening' | 'solving' | 'combining';
  /** Regions (or sets of regions) done, and all of them. */
  readonly done: number;
  readonly total: number;
  /** What is worked on, for example `aws eu-west-1`. */
  readonly subject?: string;
  /** The cheapest so far. */
  readonly best?: bigint;
  /** No placement costs less. */
  readonly bound?: bigint;
  /** A limit that has just been met. */
  readonly limit?: Limit;
}
