import { Position } from '../../platform-file/finding';
import { Decimal } from '../prices/decimal';

/** A value with the place where it is written. */
export interface Placed {
  readonly file: string;
  readonly position: Position;
}

/** What is known of a component. */
export interface ComponentSettings extends Placed {
  readonly name: string;
  readonly instances?: number;
  /** GB in a month to the internet. */
  readonly egress?: Decimal;
  readonly architectures?: readonly string[];
  readonly gpuModels?: readonly string[];
  readonly spotPercent?: number;
  readonly storageClass?: string;
  readonly iops?: number;
  /** GB of objects outside the cluster. */
  readonly objects?: Decimal;
  /** GB of backups outside the cluster. */
  readonly backups?: Decimal;
  readonly vendors?: readonly string[];
  readonly regions?: readonly RegionName[];
}

/** One region of one vendor. */
export interface RegionName {
  readonly vendor: string;
  readonly region: string;
}

/** Traffic between two components. */
export interface ConnectionSettings extends Placed {
  readonly from: string;
  readonly to: string;
  /** GB in a month. */
  readonly traffic?: Decimal;
  readonly latency?: 'same-region' | 'near' | 'any';
}

/** What one of a currency is worth in that of reports. */
export interface ExchangeRate extends Placed {
  readonly currency: string;
  readonly rate: Decimal;
  readonly date: string;
  readonly source: string;
}

/** What a vendor charges nothing for. */
export interface Free extends Placed {
  readonly vendor: string;
  readonly kind: string;
}

/** A negotiated discount; what is not given holds for all. */
export interface Discount extends Placed {
  readonly vendor: string;
  readonly region?: string;
  readonly kind?: string;
  readonly sku?: string;
  readonly percent: Decimal;
}

/** Nodes that are paid whether they run or not. */
export interface Commitment extends Placed, RegionName {
  readonly sku: string;
  readonly count: number;
  readonly price: Decimal;
  readonly unit: string;
  readonly currency: string;
  /** Last day. */
  readonly until: string;
}

/** Nodes of the user's own. */
export interface Hardware extends Placed, RegionName {
  readonly type: string;
  readonly count: number;
  readonly milliCpu: number;
  readonly memoryMebibytes: number;
  readonly gpus: number;
  readonly gpuModel?: string;
  readonly architecture: string;
  readonly zones: number;
  readonly currency: string;
  /** What one node costs in a month, all told. */
  readonly pricePerMonth: Decimal;
  readonly date: string;
}

/** What runs on each node beside the platform. */
export interface Daemons {
  readonly milliCpu: number;
  readonly memoryMebibytes: number;
  readonly pods: number;
}

/** What every placement must keep. */
export interface RuleSettings {
  readonly vendors?: readonly string[];
  readonly regions?: readonly RegionName[];
  /** Where each of the vendors, and of the regions, is written. */
  readonly vendorPlaces?: readonly Placed[];
  readonly regionPlaces?: readonly Placed[];
  readonly maximumRegions?: number;
  readonly maximumVendors?: number;
  readonly vendorPercent?: number;
  readonly spotReservePercent?: number;
  readonly near?: readonly (readonly [RegionName, RegionName])[];
}

/** What the user tells beside the platform: `sky.yaml`. */
export interface Settings {
  /** The file, as the user named it. @default - there is none */
  readonly file?: string;
  readonly currency: string;
  readonly exchangeRates: ReadonlyMap<string, ExchangeRate>;
  /** What today's figures are multiplied with, and why. @default - today's figures */
  readonly growth?: { readonly factor: Decimal; readonly text: string };
  readonly components: readonly ComponentSettings[];
  readonly connections: readonly ConnectionSettings[];
  readonly daemons: Daemons;
  readonly natGateways: number;
  readonly zones: number;
  readonly burstableNodes: boolean;
  /** Whether types may be used that their vendor calls previous generations. */
  readonly previousGenerations: boolean;
  /** Patterns of names. @default - all */
  readonly nodeTypes?: readonly string[];
  readonly withoutNodeTypes?: readonly string[];
  /** Product by vendor, by class. */
  readonly storageClasses: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Price files, as paths from the working folder. */
  readonly prices: readonly string[];
  readonly free: readonly Free[];
  readonly discounts: readonly Discount[];
  readonly commitments: readonly Commitment[];
  readonly hardware: readonly Hardware[];
  readonly rules: RuleSettings;
}
