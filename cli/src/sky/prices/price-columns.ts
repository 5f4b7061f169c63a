/** A column of a price file. */
export interface PriceColumn {
  /** Its name: one of FOCUS, or one of ours, which FOCUS wants to begin with `x_`. */
  readonly name: string;
  readonly required: boolean;
  /** What it holds. */
  readonly meaning: string;
}

const column = (name: string, meaning: string, required = false): PriceColumn => ({ name, required, meaning });

/** The columns of a price file, in the order in which we write them. They may stand in any order. */
export const PRICE_COLUMNS: readonly PriceColumn[] = [
  column('ProviderName', 'vendor, such as `aws`, or a name of your own', true),
  column('RegionId', 'region, as the vendor writes it; `*` for every region without a row of its own', true),
  column('x_Kind', 'what is priced: see the table of kinds', true),
  column('SkuId', 'the vendor\'s name of it, such as `m7i.large` or `gp3`', true),
  column('PricingCategory', '`Standard` for list prices, `Dynamic` for spot, `Committed` for what is paid whether it runs or not, `Other` for own hardware; empty means `Standard`'),
  column('ListUnitPrice', 'price of one unit: a decimal above zero', true),
  column('PricingCurrency', 'currency, three letters of ISO 4217', true),
  column('PricingUnit', 'unit, as the kind allows', true),
  column('x_FromQuantity', 'quantity in a month above which this price holds; empty means from the first on'),
  column('x_SizeGiB', 'for disks that are sold whole (unit `Months`): their size'),
  column('x_Limit', 'for nodes: how many there are at most; needed for `Committed`'),
  column('x_Zones', 'for nodes: in how many failure zones of the region; empty means in all'),
  column('x_VCpu', 'for nodes: CPUs'),
  column('x_MemoryMiB', 'for nodes: memory'),
  column('x_GpuCount', 'for nodes: GPUs; empty means none'),
  column('x_GpuName', 'for nodes: model of the GPUs, such as `l4`'),
  column('x_Architecture', 'for nodes: `amd64` or `arm64`; empty means `amd64`'),
  column('x_Burstable', 'for nodes: `yes` where the CPU is shared, or only a share of it can be used for long'),
  column('x_AllocatableMilliCpu', 'for nodes: thousandths of a CPU left for pods; empty means estimated'),
  column('x_AllocatableMemoryMiB', 'for nodes: memory left for pods; empty means estimated'),
  column('x_MaxPods', 'for nodes: most pods; empty means 110'),
  column('x_Source', 'where the price was seen', true),
  column('x_RetrievedAt', 'when: a year, a month or a day', true),
  column('x_Confidence', '`high`, `medium` or `low`', true),
];
