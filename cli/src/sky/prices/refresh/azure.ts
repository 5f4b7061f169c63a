import { Decimal, decimalOf, ZERO } from '../decimal';
import { PriceRow } from '../price-row';
import { AnsweredPrice, answeredRow, fromTheFirstOn, Refreshed, RefreshRequest } from './refreshed';
import { askJson } from './vendor-api';

/** Source: learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices. */
export const AZURE_ORIGIN = 'https://prices.azure.com';

interface Item {
  readonly currencyCode: string;
  readonly tierMinimumUnits?: number;
  readonly retailPrice: number;
  readonly armRegionName: string;
  readonly meterName: string;
  readonly productName: string;
  readonly skuName: string;
  readonly armSkuName: string;
  readonly serviceName: string;
  readonly unitOfMeasure: string;
  readonly type: string;
}

interface Page {
  readonly Items?: readonly Item[];
  readonly NextPageLink?: string | null;
}

const QUERIES = [
  "serviceName eq 'Virtual Machines'",
  "serviceName eq 'Storage' and (productName eq 'Standard SSD Managed Disks' or productName eq 'Premium SSD Managed Disks' or productName eq 'General Block Blob v2')",
  "serviceName eq 'Load Balancer'",
  "serviceName eq 'NAT Gateway'",
  "serviceName eq 'Bandwidth'",
  "serviceName eq 'Azure Kubernetes Service'",
];

/** Meters that cost the same everywhere have this in place of a region: those of load balancers and NAT gateways. */
const EVERYWHERE = 'Global';

/** Sizes of disks that are sold whole, in GiB, by the number of the tier. Source: learn.microsoft.com/azure/virtual-machines/disks-types. */
const DISK_SIZES: Readonly<Record<string, string>> = {
  1: '4', 2: '8', 3: '16', 4: '32', 6: '64', 10: '128', 15: '256', 20: '512', 30: '1024', 40: '2048', 50: '4096', 60: '8192', 70: '16384', 80: '32767',
};

/** Asks the Azure Retail Prices API, page by page. */
export async function refreshAzure(request: RefreshRequest): Promise<Refreshed> {
  const rows: PriceRow[] = [];
  const unknown = new Set<string>();
  for (const region of request.regions) {
    for (const query of QUERIES) {
      const filter = `${query} and (armRegionName eq '${region}' or armRegionName eq '${EVERYWHERE}') and priceType eq 'Consumption'`;
      let address: string | undefined = `${request.origin}/api/retail/prices?$filter=${encodeURIComponent(filter)}`;
      for (let page = 1; address !== undefined; page += 1) {
        request.tell(`${region}: ${query.split("'")[1]}, page ${page}`);
        const answer: Page = await askJson<Page>(address, request.fetching);
        for (const item of answer.Items ?? []) {
          const price = priceOf(item, region, request, unknown);
          rows.push(...(price === undefined ? [] : [answeredRow('azure', 'Azure Retail Prices API', request.date, price)]));
        }
        address = nextPage(answer, request.origin);
      }
    }
  }
  return { rows: fromTheFirstOn(cheapestOfEach(rows)), unknownTypes: [...unknown].sort() };
}

/** The next page is asked of the origin that was named, whatever host the answer names. */
function nextPage({ NextPageLink: next }: Page, origin: string): string | undefined {
  if (next === undefined || next === null || next === '') {
    return undefined;
  }
  const { pathname, search } = new URL(next);
  return `${origin}${pathname}${search}`;
}

function priceOf(item: Item, region: string, { shapes }: RefreshRequest, unknown: Set<string>): AnsweredPrice | undefined {
  const price = decimalOf(String(item.retailPrice));
  if (price === undefined || price.lte(ZERO) || item.type !== 'Consumption') {
    return undefined; // what is free, or reserved
  }
  const base = { region, price, currency: item.currencyCode, from: tierStart(item) };
  switch (item.serviceName) {
    case 'Virtual Machines':
      return nodePrice(item, base, shapes, unknown);
    case 'Storage':
      return storagePrice(item, base);
    case 'Load Balancer':
      return balancerPrice(item, base);
    case 'NAT Gateway':
      return gatewayPrice(item, base);
    case 'Azure Kubernetes Service':
      return item.meterName === 'Standard Uptime SLA' && item.unitOfMeasure === '1 Hour' ? { ...base, kind: 'control-plane', sku: 'aks-standard', unit: 'Hours' } : undefined;
    default:
      // Over the vendor's own network, which is what an address has where nothing is chosen; over the internet of others it is cheaper.
      return item.meterName === 'Standard Data Transfer Out' && item.productName === 'Rtn Preference: MGN' ? { ...base, kind: 'egress-internet', sku: 'bandwidth', unit: 'GB' } : undefined;
  }
}

type Base = Pick<AnsweredPrice, 'region' | 'price' | 'currency' | 'from'>;

/** Linux, at full price or on the spot market; not Windows, not the remains of cloud services. */
function nodePrice(item: Item, base: Base, shapes: RefreshRequest['shapes'], unknown: Set<string>): AnsweredPrice | undefined {
  if (/Windows|Cloud Services|CloudServices/.test(item.productName) || item.skuName.endsWith('Low Priority') || item.unitOfMeasure !== '1 Hour') {
    return undefined;
  }
  const shape = shapes.get(item.armSkuName);
  if (shape === undefined) {
    unknown.add(item.armSkuName);
    return undefined;
  }
  return { ...base, from: undefined, kind: 'node', sku: item.armSkuName, unit: 'Hours', category: item.skuName.endsWith('Spot') ? 'Dynamic' : 'Standard', shape };
}

function storagePrice(item: Item, base: Base): AnsweredPrice | undefined {
  const [, letter, tier] = /^([EP])(\d+) LRS Disk$/.exec(item.meterName) ?? [];
  const size = DISK_SIZES[tier ?? ''];
  if (size !== undefined && item.unitOfMeasure === '1/Month') {
    return { ...base, from: undefined, kind: 'block-storage', sku: letter === 'E' ? 'StandardSSD_LRS' : 'Premium_LRS', unit: 'Months', sizeGibibytes: new Decimal(size) };
  }
  return item.meterName === 'Hot LRS Data Stored' && item.unitOfMeasure === '1 GB/Month' ? { ...base, kind: 'object-storage', sku: 'blob-hot-lrs', unit: 'GB-Months' } : undefined;
}

function balancerPrice(item: Item, base: Base): AnsweredPrice | undefined {
  if (item.meterName.startsWith('Standard Included LB Rules') && item.unitOfMeasure === '1 Hour') {
    return { ...base, from: undefined, kind: 'load-balancer', sku: 'standard', unit: 'Hours' };
  }
  return item.meterName === 'Standard Data Processed' && item.unitOfMeasure === '1 GB' ? { ...base, kind: 'load-balancer-data', sku: 'standard', unit: 'GB' } : undefined;
}

function gatewayPrice(item: Item, base: Base): AnsweredPrice | undefined {
  if (item.meterName === 'Standard Gateway' && item.unitOfMeasure === '1 Hour') {
    return { ...base, from: undefined, kind: 'nat-gateway', sku: 'nat-gateway', unit: 'Hours' };
  }
  return item.meterName === 'Standard Data Processed' && item.unitOfMeasure === '1 GB' ? { ...base, kind: 'nat-gateway-data', sku: 'nat-gateway', unit: 'GB' } : undefined;
}

function tierStart({ tierMinimumUnits: from }: Item): Decimal | undefined {
  return from === undefined || from === 0 ? undefined : decimalOf(String(from));
}

/** The list tells some types twice, for two of their generations: the cheaper one is what is sold now. */
function cheapestOfEach(rows: readonly PriceRow[]): PriceRow[] {
  const found = new Map<string, PriceRow>();
  for (const row of rows) {
    const key = [row.region, row.kind, row.sku, row.category, row.from?.toFixed(), row.sizeGibibytes?.toFixed()].join('|');
    const other = found.get(key);
    if (other === undefined || row.price.lt(other.price)) {
      found.set(key, row);
    }
  }
  return [...found.values()];
}
