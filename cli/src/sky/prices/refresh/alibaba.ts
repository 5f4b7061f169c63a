import { MachineError } from '../../../terminal/machine-error';
import { decimalOf, ZERO } from '../decimal';
import { PriceRow } from '../price-row';
import { AnsweredPrice, answeredRow, Refreshed, RefreshRequest } from './refreshed';
import { askJson } from './vendor-api';

/**
 * The download behind the vendor's public price page, international prices in
 * USD. Its API proper wants a signed request. The number in the address rises
 * now and then; a newer one is named with `--origin`.
 */
export const ALIBABA_ORIGIN = 'https://g.alicdn.com/aliyun/ecs-price-info-intl/2.0.375';

interface PriceList<T> {
  readonly currency?: string;
  readonly pricingInfo?: Readonly<Record<string, T>>;
}

interface InstancePrice {
  readonly hours?: readonly { readonly price: string; readonly period: string }[];
}

/** A price of so much of something, such as one GB or the first 40. */
interface QuantityPrice {
  readonly price: string;
  readonly value: string;
}

interface DiskListPrice {
  readonly hours?: readonly QuantityPrice[];
}

interface BandwidthPrice {
  readonly traffic?: readonly QuantityPrice[];
}

/** Reads the list of instance prices, `region::type::vpc::linux::optimized`, and those of disks and of traffic. Load balancers, objects and control planes are in none. */
export async function refreshAlibaba(request: RefreshRequest): Promise<Refreshed> {
  const address = `${request.origin}/price/download/instancePrice.json`;
  request.tell(address);
  const { currency, pricingInfo } = await askJson<PriceList<InstancePrice>>(address, request.fetching);
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
  const notHad: string[] = [];
  rows.push(...await beside<DiskListPrice>(request, 'diskPrice.json', notHad, diskPrice), ...await beside<BandwidthPrice>(request, 'bandWidthPrice.json', notHad, trafficPrice));
  return { rows, unknownTypes: [...unknown].sort(), notHad };
}

type Priced = Pick<AnsweredPrice, 'region' | 'kind' | 'sku' | 'unit'> & { readonly price: string };

/** A list beside that of the instances. Not every edition of the price page has it. */
async function beside<T>(request: RefreshRequest, name: string, notHad: string[], priced: (key: string, entry: T) => Priced | undefined): Promise<PriceRow[]> {
  const address = `${request.origin}/price/download/${name}`;
  request.tell(address);
  let list: PriceList<T>;
  try {
    list = await askJson<PriceList<T>>(address, request.fetching);
  } catch (error) {
    if (!(error instanceof MachineError)) {
      throw error;
    }
    notHad.push(error.text);
    return [];
  }
  const { currency, pricingInfo } = list;
  return Object.entries(currency === undefined ? {} : pricingInfo ?? {}).flatMap(([key, entry]): PriceRow[] => {
    const found = priced(key, entry);
    const price = decimalOf(found?.price ?? '');
    return found === undefined || currency === undefined || price === undefined || price.lte(ZERO) || !request.regions.includes(found.region) ? [] : [answeredRow('alibaba', 'public price page of Alibaba Cloud', request.date, { ...found, price, currency })];
  });
}

/** `region::cloud_essd::data`, in hours of one GB. */
function diskPrice(key: string, { hours }: DiskListPrice): Priced | undefined {
  const [region, sku, use, ...rest] = key.split('::');
  const price = hours?.find(({ value }) => value === '1')?.price;
  return use === 'data' && rest.length === 0 && sku.startsWith('cloud') && price !== undefined ? { region, kind: 'block-storage', sku, price, unit: 'GiB-Hours' } : undefined;
}

/** By region: what a GB to the internet costs, where traffic is paid for and not the width of the line. */
function trafficPrice(region: string, { traffic }: BandwidthPrice): Priced | undefined {
  const price = traffic?.find(({ value }) => value === '1')?.price;
  return price === undefined ? undefined : { region, kind: 'egress-internet', sku: 'pay-by-traffic', price, unit: 'GB' };
}
