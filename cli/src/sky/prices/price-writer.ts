import { csvLine } from './csv';
import { plainText } from './decimal';
import { PRICE_COLUMNS } from './price-columns';
import { PriceRow } from './price-row';

/** Rows as a price file, sorted by vendor, region, kind and name. */
export function priceFileText(rows: readonly PriceRow[]): string {
  const key = (row: PriceRow) => [row.vendor, row.region, row.kind, row.sku, row.category].join('\u0000');
  const sorted = [...rows].sort((a, b) => (key(a) === key(b) ? (a.from ?? a.price).cmp(b.from ?? b.price) : key(a) < key(b) ? -1 : 1));
  return `${[PRICE_COLUMNS.map(({ name }) => name), ...sorted.map(cellsOf)].map(csvLine).join('\n')}\n`;
}

function cellsOf(row: PriceRow): string[] {
  const { shape } = row;
  const number = (value: number | undefined) => (value === undefined ? '' : String(value));
  const cells: Record<string, string> = {
    ProviderName: row.vendor, RegionId: row.region, x_Kind: row.kind, SkuId: row.sku, PricingCategory: row.category, ListUnitPrice: plainText(row.price), PricingCurrency: row.currency, PricingUnit: row.unit,
    x_FromQuantity: row.from === undefined ? '' : plainText(row.from), x_SizeGiB: row.sizeGibibytes === undefined ? '' : plainText(row.sizeGibibytes), x_Limit: number(row.limit), x_Zones: number(row.zones),
    x_VCpu: shape === undefined ? '' : String(shape.milliCpu / 1000), x_MemoryMiB: number(shape?.memoryMebibytes), x_GpuCount: shape === undefined || shape.gpus === 0 ? '' : String(shape.gpus), x_GpuName: shape?.gpuModel ?? '',
    x_Architecture: shape?.architecture ?? '', x_Burstable: shape?.burstable === true ? 'yes' : '', x_AllocatableMilliCpu: number(shape?.allocatableMilliCpu), x_AllocatableMemoryMiB: number(shape?.allocatableMebibytes),
    x_MaxPods: number(shape?.maximumPods), x_Source: row.source, x_RetrievedAt: row.retrievedAt, x_Confidence: row.confidence,
  };
  return PRICE_COLUMNS.map(({ name }) => cells[name] ?? '');
}
