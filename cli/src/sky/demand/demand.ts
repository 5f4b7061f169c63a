import { Decimal } from '../prices/decimal';

/** Where a figure is from: `platform.json`, a place in the user's file, or an assumption in words. */
export type Origin = string;

/** Equal pods. */
export interface PodDemand {
  /** Unique: the component's path, and the part where it has several. */
  readonly name: string;
  /** Path of the component or operator. */
  readonly owner: string;
  readonly instances: number;
  readonly milliCpu: number;
  readonly memoryMebibytes: number;
  readonly gpus: number;
  readonly gpuModels?: readonly string[];
  /** `required`: no two on one node. `preferred`: on several nodes where there are any. */
  readonly spread?: string;
  readonly architectures: readonly string[];
  readonly spotPercent: number;
  /** Volumes attached to each. */
  readonly volumes: number;
  readonly vendors?: readonly string[];
  readonly regions?: readonly { readonly vendor: string; readonly region: string }[];
  /** Where the figures are from. */
  readonly origin: Origin;
}

/** Equal volumes. */
export interface VolumeDemand {
  readonly name: string;
  readonly owner: string;
  readonly count: number;
  /** Size of each. */
  readonly gibibytes: Decimal;
  /** Class: the vendor's product is chosen by it. */
  readonly storageClass: string;
  /** Operations per second of each. @default - what the product has anyway */
  readonly iops?: number;
  readonly origin: Origin;
}

/** Load balancers. */
export interface LoadBalancerDemand {
  readonly owner: string;
  readonly count: number;
  readonly origin: Origin;
}

/** Traffic to the internet in a month. */
export interface EgressDemand {
  readonly owner: string;
  /** What is reached, or who reaches it. */
  readonly purpose: string;
  /** @default - nobody told: reports say so, and count nothing */
  readonly gigabytes?: Decimal;
  readonly origin: Origin;
}

/** Traffic from one component to another, which is paid between regions. */
export interface ConnectionDemand {
  readonly from: string;
  readonly to: string;
  /** @default - nobody told */
  readonly gigabytes?: Decimal;
  readonly latency: 'same-region' | 'near' | 'any';
  readonly origin: Origin;
}

/** Objects and backups in a store outside the cluster. */
export interface ObjectDemand {
  readonly owner: string;
  readonly purpose: 'objects' | 'backups';
  /** @default - nobody told */
  readonly gigabytes?: Decimal;
  readonly origin: Origin;
}

/** What a component is called, and whether a vendor alone has it. */
export interface OwnerInfo {
  readonly path: string;
  readonly name: string;
  readonly type: string;
  /** The product behind it. */
  readonly product?: string;
  /** How its data is taken elsewhere. */
  readonly migration?: string;
  /** True where it runs outside the cluster. */
  readonly external: boolean;
}

/** Everything a platform asks of a cloud: the bill of demand. */
export interface Demand {
  readonly stack: string;
  readonly owners: readonly OwnerInfo[];
  readonly pods: readonly PodDemand[];
  readonly volumes: readonly VolumeDemand[];
  readonly loadBalancers: readonly LoadBalancerDemand[];
  readonly egress: readonly EgressDemand[];
  readonly connections: readonly ConnectionDemand[];
  readonly objects: readonly ObjectDemand[];
  /** On every node, beside the platform. */
  readonly daemons: { readonly milliCpu: number; readonly memoryMebibytes: number; readonly pods: number };
  readonly natGateways: number;
  /** Failure zones that components with several instances are spread over. */
  readonly zones: number;
  /** What was assumed, in words. */
  readonly assumptions: readonly string[];
}
