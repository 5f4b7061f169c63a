import { Decimal } from './decimal';
import { Confidence, PriceKindName, PricingCategory } from './price-kind';

/** What a node is, as its price row tells. */
export interface NodeShape {
  readonly milliCpu: number;
  readonly memoryMebibytes: number;
  readonly gpus: number;
  /** Model of the GPUs. @default - not told */
  readonly gpuModel?: string;
  /** Such as `amd64`. */
  readonly architecture: string;
  /** True where the CPU is shared, or only a share of it can be used for long. @default - all of it, always */
  readonly burstable?: true;
  /** Left for pods, as the vendor or a tool of it tells. @default - estimated from the whole */
  readonly allocatableMilliCpu?: number;
  readonly allocatableMebibytes?: number;
  /** Most pods. @default - what Kubernetes advises */
  readonly maximumPods?: number;
}

/** One price, and where it is from: every figure of a report leads to rows such as this. */
export interface PriceRow {
  /** File, as the user would name it. */
  readonly file: string;
  /** Line in it, from one. */
  readonly line: number;
  readonly vendor: string;
  /** Region; `*` for every region that has no row of its own. */
  readonly region: string;
  readonly kind: PriceKindName;
  /** The vendor's name of what is sold, such as `m7i.large` or `gp3`. */
  readonly sku: string;
  readonly category: PricingCategory;
  readonly price: Decimal;
  readonly currency: string;
  readonly unit: string;
  /** Quantity above which this price holds, in its unit. @default - from the first on */
  readonly from?: Decimal;
  /** Size of what is sold whole, in GiB: a disk of a fixed size. @default - sold by quantity */
  readonly sizeGibibytes?: Decimal;
  /** Most of it that can be had. @default - any number */
  readonly limit?: number;
  /** Failure zones it is in. @default - all of the region */
  readonly zones?: number;
  /** What is sold, for nodes. */
  readonly shape?: NodeShape;
  readonly source: string;
  /** The day, month or year it was seen. */
  readonly retrievedAt: string;
  readonly confidence: Confidence;
}

/** What two rows have in common of which the later one counts. Commitments and own hardware add up. */
export function rowKey(row: PriceRow): string {
  if (row.category === 'Committed' || row.category === 'Other') {
    return `${row.file}:${row.line}`;
  }
  return [row.vendor, row.region, row.kind, row.sku, row.category, row.from?.toFixed() ?? '', row.sizeGibibytes?.toFixed() ?? ''].join('|');
}

/** Where a price is from, for people: `prices/aws.csv.gz:12 (aws/karpenter-provider-aws, 2026-07-20, high)`. */
export function rowReference(row: PriceRow): string {
  return `${row.file}:${row.line} (${row.source}, ${row.retrievedAt}, ${row.confidence})`;
}
