// What the optimizer is given. All numbers are whole: resources in small units, money as bigint in one stated unit, so
// that every sum is exact. Order never matters: equal problems in another order have equal answers.

/** What a pod asks for, or a node has, in whole units. */
export interface Resources {
  /** Thousandths of a CPU. */
  readonly milliCpu: number;
  /** Memory in MiB (2^20 bytes). */
  readonly memoryMebibytes: number;
  /** Whole GPUs. @default 0 */
  readonly gpus?: number;
  /** Volumes attached to the node. @default a pod attaches none, a node takes any number */
  readonly volumes?: number;
}

/** What a node has left for pods: net of the system's reserve and of the daemons that run on each node. */
export interface Capacity extends Resources {
  /** Most pods on the node, net of daemons. */
  readonly pods: number;
}

/** The unit of every price and cost of one problem: `10^-decimals` of the currency, for one period. */
export interface MoneyUnit {
  /** ISO 4217, for example `USD`. */
  readonly currency: string;
  /** Digits after the point: with 9, the price 1n is a billionth of the currency. */
  readonly decimals: number;
  /** What prices are for. A month has 730 hours. */
  readonly period: 'hour' | 'month';
}

/** A place where a cluster can be: one region of one vendor. */
export interface RegionKey {
  readonly vendor: string;
  readonly region: string;
}

/** Equal pods of one workload. They all run in one region. */
export interface PodGroup {
  /** Unique in the problem, for example the construct path. */
  readonly name: string;
  /** How many pods, at least 1. */
  readonly replicas: number;
  /** Requests of one pod. */
  readonly requests: Resources;
  /** How evenly the pods lie over the failure zones. @default they may all be in one zone */
  readonly spread?: ZoneSpread;
  /** Most pods of this group on one node: 1 is anti-affinity of the group with itself. @default any number */
  readonly maximumPerNode?: number;
  /** Names of groups that share no node with this one. Counts both ways, stated once or twice. @default none */
  readonly apartFrom?: readonly string[];
  /** GPU models that will do, as offers name them; only read if GPUs are asked for. @default any model */
  readonly gpuModels?: readonly string[];
  /** Architectures that the image is built for. @default any architecture */
  readonly architectures?: readonly string[];
  /** Most of the replicas that may run on spot nodes, in percent, rounded down to whole pods. @default 0, none */
  readonly spotPercent?: number;
  /** Vendors where this group's data may be. @default any vendor */
  readonly vendors?: readonly string[];
  /** Regions where this group's data may be. @default any region */
  readonly regions?: readonly RegionKey[];
}

/** Kubernetes' topology spread over zones, `DoNotSchedule`. */
export interface ZoneSpread {
  /** Most by which two zones of the region may differ in pods of the group, at least 1. */
  readonly maximumSkew: number;
  /** Zones the region must have. @default 1 */
  readonly minimumZones?: number;
}

/** One region with all that is paid there apart from nodes. */
export interface Region extends RegionKey {
  /** Failure zones, at least 1. */
  readonly zones: number;
  /** Paid once if anything runs here: control plane, NAT gateway, the platform's own load balancers. */
  readonly fixedCosts?: readonly NamedCost[];
  /** Paid if this group runs here: its volumes, backups, load balancers, egress to the internet; by group name. @default 0 for every group not named */
  readonly groupCosts?: { readonly [group: string]: bigint };
  /** Price of one gigabyte that leaves this region. @default 0 */
  readonly egress?: EgressPrices;
}

/** A cost with a name that a report can print. */
export interface NamedCost {
  readonly name: string;
  readonly cost: bigint;
}

/** Price of one gigabyte that leaves a region, by where it goes. */
export interface EgressPrices {
  /** To another region of the same vendor. */
  readonly sameVendor: bigint;
  /** To a region of another vendor. */
  readonly otherVendor: bigint;
}

/** How a node is bought. */
export type Purchase = 'on-demand' | 'spot' | 'reserved' | 'own';

/** One kind of node that can be had in one region, at one price. */
export interface NodeOffer extends RegionKey {
  /** Unique in the problem, and enough to find the price row again. */
  readonly id: string;
  /** The vendor's name of the type, for example `m7g.large`. */
  readonly type: string;
  /** `amd64`, `arm64` and so on. */
  readonly architecture: string;
  /** Model of the GPUs, in the same words as `PodGroup.gpuModels`. @default none is told; will do for groups that name no model */
  readonly gpuModel?: string;
  readonly capacity: Capacity;
  /** Price of one node for one period. More than zero, except where `limit` is set (what is paid anyway may cost 0 here). */
  readonly price: bigint;
  /** @default 'on-demand' */
  readonly purchase?: Purchase;
  /** Most nodes that can be had: quota, committed or private hardware. @default any number */
  readonly limit?: number;
  /** The offer can be had in this many zones of its region, the first ones. @default in all */
  readonly zones?: number;
}

/** How far bound groups may be from each other: one region, regions that `Problem.near` pairs, or anywhere. */
export type LatencyClass = 'same-region' | 'near' | 'any';

/** Traffic from one group to another. */
export interface Binding {
  /** Name of the group that sends. */
  readonly from: string;
  /** Name of the group that receives. */
  readonly to: string;
  /** @default 'any' */
  readonly latency?: LatencyClass;
  /** Whole gigabytes sent per period; paid where the groups are in two regions. @default 0 */
  readonly egressGigabytes?: number;
}

/** What the whole placement must keep. */
export interface Rules {
  /** Vendors that may be used. @default every vendor */
  readonly vendors?: readonly string[];
  /** Regions that may be used. @default every region */
  readonly regions?: readonly RegionKey[];
  /** Most regions in use, each a cluster of its own: 1, 2 or 3. @default 1 */
  readonly maximumRegions?: number;
  /** Most vendors in use. @default as many as regions */
  readonly maximumVendors?: number;
  /** Most that one vendor may run of the platform, in percent of all requested milli-CPU. @default 100 */
  readonly vendorPercent?: number;
  /** For the pods of a group on spot nodes, so many percent (rounded up to whole pods) more of its pods have room on other nodes. @default 0 */
  readonly spotReservePercent?: number;
  /** No group of at least 2 replicas may lose more than `ceil(replicas / failureZones)` pods with a zone. @default 1, a zone may hold all */
  readonly failureZones?: number;
}

/** A platform's demand, what can be had, and the rules. */
export interface Problem {
  readonly money: MoneyUnit;
  readonly groups: readonly PodGroup[];
  readonly regions: readonly Region[];
  readonly offers: readonly NodeOffer[];
  /** @default nothing is bound */
  readonly bindings?: readonly Binding[];
  /** Pairs of regions that are near enough for the latency class `near`; both ways. @default none */
  readonly near?: readonly (readonly [RegionKey, RegionKey])[];
  readonly rules?: Rules;
}
