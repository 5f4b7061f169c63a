import { Decimal, decimalOf, ZERO } from '../decimal';
import { RefreshRequest } from './refreshed';
import { askJson } from './vendor-api';

/** Services of Google's list that a platform pays for. Source: cloud.google.com/billing/docs/reference/rest/v1/services/list. */
const SERVICES = {
  'Compute Engine': '6F81-5844-456A',
  'Networking': 'E505-1604-58F8',
  'Cloud Storage': '95FF-2EF5-5EA1',
  'Kubernetes Engine': 'CCD8-9BF1-090E',
};

/** One entry of Google's list. */
export interface GcpSku {
  readonly description: string;
  readonly category: { readonly usageType: string; readonly resourceGroup?: string };
  /** Regions; `global` where it costs the same everywhere. */
  readonly serviceRegions: readonly string[];
  readonly pricingInfo: readonly { readonly pricingExpression: { readonly usageUnit: string; readonly tieredRates: readonly TieredRate[] } }[];
}

interface TieredRate {
  readonly startUsageAmount?: number;
  readonly unitPrice: { readonly currencyCode: string; readonly units: string; readonly nanos: number };
}

/** What something costs above a quantity. */
export interface GcpRate {
  readonly price: Decimal;
  readonly currency: string;
  /** @default - from the first on */
  readonly from?: Decimal;
}

interface Page {
  readonly skus?: readonly GcpSku[];
  readonly nextPageToken?: string;
}

/** Asks for all that the services have, page by page. */
export async function gcpSkus({ origin, fetching, tell }: RefreshRequest, key: string): Promise<GcpSku[]> {
  const skus: GcpSku[] = [];
  for (const [name, service] of Object.entries(SERVICES)) {
    let token: string | undefined = '';
    for (let page = 1; token !== undefined; page += 1) {
      tell(`${name}, page ${page}`);
      const answer: Page = await askJson<Page>(`${origin}/v1/services/${service}/skus?pageSize=5000${token === '' ? '' : `&pageToken=${encodeURIComponent(token)}`}&key=${encodeURIComponent(key)}`, fetching);
      skus.push(...(answer.skus ?? []));
      token = answer.nextPageToken === '' ? undefined : answer.nextPageToken;
    }
  }
  return skus;
}

/** Tiers that have a price, the lowest first. */
export function ratesOf({ pricingInfo }: GcpSku): GcpRate[] {
  const tiers = pricingInfo[0]?.pricingExpression.tieredRates ?? [];
  return tiers.map(({ startUsageAmount, unitPrice: { currencyCode, units, nanos } }) => ({
    price: new Decimal(units === '' ? '0' : units).plus(new Decimal(String(nanos)).div('1e9')),
    currency: currencyCode,
    from: startUsageAmount === undefined || startUsageAmount === 0 ? undefined : decimalOf(String(startUsageAmount)),
  })).filter(({ price }) => price.gt(ZERO));
}
