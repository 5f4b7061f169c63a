import { MachineError } from '../../../terminal/machine-error';
import { Decimal, ZERO } from '../decimal';
import { PriceRow } from '../price-row';
import { PricingCategory } from '../price-kind';
import { AnsweredPrice, answeredRow, Refreshed, RefreshRequest } from './refreshed';
import { askJson } from './vendor-api';

/** Source: cloud.google.com/billing/docs/reference/rest/v1/services.skus/list. */
export const GCP_ORIGIN = 'https://cloudbilling.googleapis.com';

/** Compute Engine. */
const SERVICE = '6F81-5844-456A';

/** How the list calls the CPU and the memory of each family: `<words> Instance Core running in …`. */
const FAMILIES: Readonly<Record<string, string>> = {
  c2: 'Compute optimized', c2d: 'C2D AMD Instance', c3: 'C3 Instance', c3d: 'C3D Instance', c4: 'C4 Instance', c4a: 'C4A Arm Instance', e2: 'E2 Instance', n1: 'N1 Predefined Instance',
  n2: 'N2 Instance', n2d: 'N2D AMD Instance', n4: 'N4 Instance', t2a: 'T2A Arm Instance', t2d: 'T2D AMD Instance',
};

/** Types of these families are CPU and memory, and nothing else. */
const PLAIN_TYPE = /^([a-z]\d[a-z]?)-(standard|highmem|highcpu)-\d+$/;

const DISKS: Readonly<Record<string, string>> = { 'Storage PD Capacity': 'pd-standard', 'Balanced PD Capacity': 'pd-balanced', 'SSD backed PD Capacity': 'pd-ssd' };

interface Sku {
  readonly description: string;
  readonly category: { readonly usageType: string };
  readonly serviceRegions: readonly string[];
  readonly pricingInfo: readonly { readonly pricingExpression: { readonly usageUnit: string; readonly tieredRates: readonly Rate[] } }[];
}

interface Rate {
  readonly startUsageAmount?: number;
  readonly unitPrice: { readonly currencyCode: string; readonly units: string; readonly nanos: number };
}

interface Page {
  readonly skus?: readonly Sku[];
  readonly nextPageToken?: string;
}

/** Asks the Cloud Billing Catalog, and puts the prices of CPU and memory together to those of types. */
export async function refreshGcp(request: RefreshRequest): Promise<Refreshed> {
  if (request.key === undefined) {
    throw new MachineError('The price list of Google asks for an API key, and none is there.', ['Put one into the environment variable GOOGLE_API_KEY, or name another variable with --key.']);
  }
  const skus = await allSkus(request, request.key);
  const rows: PriceRow[] = [];
  for (const region of request.regions) {
    const here = skus.filter(({ serviceRegions }) => serviceRegions.includes(region));
    const found = [...nodePrices(here, region, request), ...diskPrices(here, region)];
    if (here.length === 0) {
      throw new MachineError(`The price list of Google knows no region "${region}".`, ['Is it written as the vendor writes it?']);
    }
    rows.push(...found.map((price) => answeredRow('gcp', 'Cloud Billing Catalog API', request.date, price)));
  }
  return { rows, unknownTypes: [] };
}

async function allSkus({ origin, fetching, tell }: RefreshRequest, key: string): Promise<Sku[]> {
  const skus: Sku[] = [];
  let token = '';
  for (let page = 1; ; page += 1) {
    tell(`page ${page}`);
    const answer: Page = await askJson<Page>(`${origin}/v1/services/${SERVICE}/skus?pageSize=5000${token === '' ? '' : `&pageToken=${encodeURIComponent(token)}`}&key=${encodeURIComponent(key)}`, fetching);
    skus.push(...(answer.skus ?? []));
    token = answer.nextPageToken ?? '';
    if (token === '') {
      return skus;
    }
  }
}

function nodePrices(skus: readonly Sku[], region: string, { shapes }: RefreshRequest): AnsweredPrice[] {
  return [...shapes].flatMap(([sku, shape]): AnsweredPrice[] => {
    const words = FAMILIES[PLAIN_TYPE.exec(sku)?.[1] ?? ''];
    return words === undefined ? [] : (['Standard', 'Dynamic'] as const).flatMap((category): AnsweredPrice[] => {
      const [cpu, memory] = [rateOf(skus, `${words} Core`, category), rateOf(skus, `${words} Ram`, category)];
      if (cpu === undefined || memory === undefined) {
        return [];
      }
      const price = cpu.price.times(String(shape.milliCpu)).div('1000').plus(memory.price.times(String(shape.memoryMebibytes)).div('1024'));
      return [{ region, kind: 'node', sku, category, price, currency: cpu.currency, unit: 'Hours', shape }];
    });
  });
}

function diskPrices(skus: readonly Sku[], region: string): AnsweredPrice[] {
  return Object.entries(DISKS).flatMap(([words, sku]): AnsweredPrice[] => {
    const rate = rateOf(skus, words, 'Standard');
    return rate === undefined ? [] : [{ region, kind: 'block-storage', sku, price: rate.price, currency: rate.currency, unit: 'GiB-Months' }];
  });
}

/** `E2 Instance Core running in Americas`, or the same with `Spot Preemptible` before it. */
function rateOf(skus: readonly Sku[], words: string, category: PricingCategory): { price: Decimal; currency: string } | undefined {
  const wanted = category === 'Dynamic' ? `Spot Preemptible ${words}` : words;
  const usage = category === 'Dynamic' ? 'Preemptible' : 'OnDemand';
  const sku = skus.find(({ description, category: { usageType } }) => usageType === usage && (description === wanted || description.startsWith(`${wanted} `)) && !description.includes('Custom') && !description.includes('Sole Tenancy'));
  const rate = sku?.pricingInfo[0]?.pricingExpression.tieredRates.map(({ unitPrice }) => unitPrice).find(({ units, nanos }) => nanos > 0 || units !== '0');
  if (rate === undefined) {
    return undefined;
  }
  const price = new Decimal(rate.units === '' ? '0' : rate.units).plus(new Decimal(String(rate.nanos)).div('1e9'));
  return price.gt(ZERO) ? { price, currency: rate.currencyCode } : undefined;
}
