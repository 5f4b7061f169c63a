import { MachineError } from '../../../terminal/machine-error';
import { decimalOf, ZERO } from '../decimal';
import { PriceRow } from '../price-row';
import { answeredRow, Refreshed, RefreshRequest } from './refreshed';
import { askJson } from './vendor-api';

/**
 * The download behind the vendor's public price page, international prices in
 * USD. Its API proper wants a signed request. The number in the address rises
 * now and then; a newer one is named with `--origin`.
 */
export const ALIBABA_ORIGIN = 'https://g.alicdn.com/aliyun/ecs-price-info-intl/2.0.375';

interface PriceList {
  readonly currency?: string;
  readonly pricingInfo?: Readonly<Record<string, { readonly hours?: readonly { readonly price: string; readonly period: string }[] }>>;
}

/** Reads the list of instance prices: `region::type::vpc::linux::optimized`. */
export async function refreshAlibaba(request: RefreshRequest): Promise<Refreshed> {
  const address = `${request.origin}/price/download/instancePrice.json`;
  request.tell(address);
  const { currency, pricingInfo } = await askJson<PriceList>(address, request.fetching);
  if (currency === undefined || pricingInfo === undefined) {
    throw new MachineError(`${address} is not a price list.`, ['Is it the address of one? --origin names another.']);
  }
  const rows: PriceRow[] = [];
  const unknown = new Set<string>();
  for (const [key, { hours }] of Object.entries(pricingInfo)) {
    const [region, sku, network, system, input] = key.split('::');
    const price = decimalOf(hours?.find(({ period }) => period === '1')?.price ?? '');
    if (!request.regions.includes(region) || network !== 'vpc' || system !== 'linux' || input !== 'optimized' || price === undefined || price.lte(ZERO)) {
      continue;
    }
    const shape = request.shapes.get(sku);
    if (shape === undefined) {
      unknown.add(sku);
      continue;
    }
    rows.push(answeredRow('alibaba', 'public price page of Alibaba Cloud', request.date, { region, kind: 'node', sku, price, currency, unit: 'Hours', shape }));
  }
  return { rows, unknownTypes: [...unknown].sort() };
}
