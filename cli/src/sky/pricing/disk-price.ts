import { VolumeDemand } from '../demand/demand';
import { Decimal, ZERO } from '../prices/decimal';
import { EffectivePrice } from './effective-price';
import { PriceBook } from './price-book';

/** What each vendor's managed Kubernetes gives volumes of where nothing is chosen, or what is nearest to it among general-purpose SSDs. */
const STANDARD_PRODUCTS: Readonly<Record<string, string>> = { alibaba: 'cloud_essd', aws: 'gp3', azure: 'StandardSSD_LRS', gcp: 'pd-balanced' };

/** The price of a volume, or why there is none. */
export type DiskPrice =
  | { readonly price: EffectivePrice; readonly iops?: { readonly price: EffectivePrice; readonly quantity: Decimal }; readonly reason?: undefined }
  | { readonly reason: string };

/** The price of one volume, and of the operations per second that its product has not anyway. */
export function diskPrice(book: PriceBook, volume: VolumeDemand, vendor: string, region: string): DiskPrice {
  const disks = book.pricesOf(vendor, region, 'block-storage');
  const product = productOf(book, volume, vendor, disks);
  const sold = disks.filter(({ row }) => row.sku === product);
  if (product === undefined || sold.length === 0) {
    const chosen = product === undefined ? `no product of ${vendor} is chosen for the class "${volume.storageClass}" (storageClasses)` : `no price of ${product} is known for ${vendor} ${region}`;
    return { reason: disks.length === 0 && product === undefined ? `no price of disks is known for ${vendor} ${region}` : chosen };
  }
  const bySize = sold.filter(({ row }) => row.sizeGibibytes?.gte(volume.gibibytes) === true).sort((a, b) => a.unitPrice.cmp(b.unitPrice));
  const price = sold.find(({ row }) => row.sizeGibibytes === undefined) ?? bySize[0];
  if (price === undefined) {
    return { reason: `no disk of ${product} with a price is large enough in ${vendor} ${region}` };
  }
  return volume.iops === undefined ? { price } : withOperations({ book, vendor, region, product, price }, volume.iops);
}

interface Chosen {
  readonly book: PriceBook;
  readonly vendor: string;
  readonly region: string;
  readonly product: string;
  readonly price: EffectivePrice;
}

function withOperations({ book, vendor, region, product, price }: Chosen, wanted: number): DiskPrice {
  const perOperation = book.pricesOf(vendor, region, 'block-storage-iops').find(({ row }) => row.sku === product);
  if (perOperation === undefined) {
    return { reason: `${wanted} operations per second are asked for, and no price of them is known for ${product} in ${vendor} ${region}` };
  }
  const quantity = new Decimal(String(wanted)).minus(perOperation.row.from ?? ZERO);
  return quantity.gt(ZERO) ? { price, iops: { price: perOperation, quantity } } : { price };
}

function productOf(book: PriceBook, { storageClass }: VolumeDemand, vendor: string, disks: readonly EffectivePrice[]): string | undefined {
  const products = [...new Set(disks.map(({ row }) => row.sku))];
  const chosen = book.settings.storageClasses.get(storageClass)?.get(vendor);
  const standard = storageClass === 'standard' ? STANDARD_PRODUCTS[vendor] : undefined;
  return chosen ?? standard ?? (products.length === 1 ? products[0] : undefined);
}
