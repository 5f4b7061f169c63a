import { MoneyUnit, RegionKey } from './problem';

/** What the optimizer answers. */
export type Outcome = Solution | Infeasible | Unplaced;

/** A placement that the independent checker has accepted, and how good it is at least. */
export interface Solution {
  readonly kind: 'solution';
  readonly money: MoneyUnit;
  /** What the placement costs: the exact sum of `nodes`, `fixedCost`, `groupCost` and `egressCost`. */
  readonly cost: bigint;
  /** No placement costs less: proven in exact arithmetic. At most `cost`. */
  readonly bound: bigint;
  /** `(cost - bound) / cost`, rounded up to a millionth; 0 means proven optimal. */
  readonly gap: number;
  readonly nodeCost: bigint;
  readonly fixedCost: bigint;
  readonly groupCost: bigint;
  readonly egressCost: bigint;
  /** Where each group runs, in order of the groups' names. */
  readonly placements: readonly Placement[];
  /** The nodes, in order of vendor, region, zone and offer. */
  readonly nodes: readonly NodePool[];
  /** What is known of every region, the best first: a report's row per vendor is the first of that vendor. */
  readonly regions: readonly RegionVerdict[];
  /** Limits that ended the search before the gap was closed. Empty if it ended by itself. */
  readonly stoppedBy: readonly Limit[];
  /** What was done, counted, for benchmarks and bug reports. */
  readonly trace: Trace;
}

/** Where a group runs. */
export interface Placement extends RegionKey {
  readonly group: string;
}

/** Equal nodes with equal pods on them. */
export interface NodePool extends RegionKey {
  /** `NodeOffer.id`. */
  readonly offer: string;
  /** Zone of the region, from 0. */
  readonly zone: number;
  /** How many nodes. */
  readonly count: number;
  /** Pods on each of them. */
  readonly pods: readonly PodCount[];
}

/** Pods of one group on one node. */
export interface PodCount {
  readonly group: string;
  readonly count: number;
  /** How many of them are only room that is kept for pods of spot nodes. */
  readonly reserved: number;
}

/** What the search found out about running everything in one region. */
export interface RegionVerdict extends RegionKey {
  /** `solved`: searched to the end or to a limit; `pruned`: its bound is above the best cost; `infeasible`: see `reasons`; `unplaced`: nothing found, nothing proven. */
  readonly state: 'solved' | 'pruned' | 'infeasible' | 'unplaced';
  /** The cheapest found for all groups there; only if `solved`. */
  readonly cost?: bigint;
  /** No placement of all groups in this region costs less. Not there if `infeasible`. */
  readonly bound?: bigint;
  /** Why not, in words; only if `infeasible`. */
  readonly reasons?: readonly string[];
}

/** A limit that may end the search. Only `time` depends on the machine. */
export type Limit = 'pricing-nodes' | 'column-rounds' | 'dives' | 'region-sets' | 'time' | 'cancelled';

/** Counts of what was done. Equal for equal problems and options unless time ended the search. */
export interface Trace {
  readonly columnRounds: number;
  readonly columns: number;
  readonly pricingNodes: number;
  readonly dives: number;
  readonly linearPrograms: number;
  readonly solverRestarts: number;
  readonly regionsSolved: number;
  readonly regionsPruned: number;
}

/** Nothing can satisfy all constraints. */
export interface Infeasible {
  readonly kind: 'infeasible';
  /** Constraints that cannot hold together: without any one of the smallest set of them, the rest can. */
  readonly conflict: readonly Conflict[];
  /** False where a limit ended the search: there may be a smaller set. */
  readonly isSmallest: boolean;
}

/** One of the constraints that cannot hold together. */
export interface Conflict {
  /** What states it: a group's name, or `rules`, or an offer's id. */
  readonly subject: string;
  /** The field that states it, for example `gpuModels`. */
  readonly field: string;
  /** The constraint in words. */
  readonly words: string;
}

/** Not proven impossible, but the search found nothing before a limit. */
export interface Unplaced {
  readonly kind: 'unplaced';
  /** No placement costs less than this. */
  readonly bound: bigint;
  readonly stoppedBy: readonly Limit[];
  readonly trace: Trace;
}
