import { Demand } from '../../../src/sky/demand/demand';
import { demandOf } from '../../../src/sky/demand/demand-of';
import { Decimal, sumOf } from '../../../src/sky/prices/decimal';
import { Bill } from '../../../src/sky/pricing/cost-line';
import { regionBill } from '../../../src/sky/pricing/region-bill';
import { SHOP } from '../demand/shop';
import { PRICE_LIST, priceBook } from './price-list';

function bill(vendor: string, region: string, settings = '', prices = PRICE_LIST): Bill {
  const book = priceBook(settings, prices);
  return regionBill(demandOf(SHOP, book.settings), book, vendor, region);
}

function lines({ lines: found }: Bill, part: string): string[] {
  return found.filter((line) => line.part === part).map(({ what, quantity, unit, cost }) => `${what}: ${quantity.toFixed()} ${unit} ${cost.toFixed()}`);
}

test('a disk that is sold whole costs what the next larger one with a price does', () => {
  expect(lines(bill('alpha', 'a1'), 'disk')).toStrictEqual([
    '2 × 20 GiB of whole, a disk of 32 GiB: 2 Months 5',
    '3 × 1 GiB of whole, a disk of 32 GiB: 3 Months 7.5',
    '2 × 50 GiB of whole, a disk of 128 GiB: 2 Months 19.2',
  ]);
});

test('a disk that is sold by size costs its size, and operations above those that are included', () => {
  expect(lines(bill('beta', 'b1', 'components: { orders: { iops: 5000 } }'), 'disk')).toStrictEqual([
    '2 × 20 GiB of ssd: 40 GiB-Months 4',
    '2 × 2000 operations per second more: 4000 IOPS-Months 20',
    '3 × 1 GiB of ssd: 3 GiB-Months 0.3',
    '2 × 50 GiB of ssd: 100 GiB-Months 10',
  ]);
  expect(lines(bill('beta', 'b1', 'components: { orders: { iops: 3000 } }'), 'disk')).toHaveLength(3);
});

test('traffic fills the tiers of its price, and a tier is filled once for all components', () => {
  const settings = 'components: { shop: { egress: 900GB }, orders: { egress: 300GB } }';

  expect(lines(bill('alpha', 'a1', settings), 'egress')).toStrictEqual([
    'to the internet (out, above 0): 900 GB 81',
    'to the internet (out, above 0): 100 GB 9',
    'to the internet (out, above 1000): 200 GB 16',
  ]);
  expect(lines(bill('alpha', 'a1', settings), 'network')).toStrictEqual(['load balancer (lb): 730 Hours 18.25', 'through the load balancer (lb): 1200 GB 9.6']);
});

test('what has no price is told, and is in no sum', () => {
  const { lines: found, unpriced } = bill('alpha', 'a2', 'components: { shop: { egress: 10GB }, archive: { objects: 5GB } }\ncluster: { natGateways: 2 }');

  expect(found.map(({ part, what }) => [part, what])).toStrictEqual([['control plane', 'control plane (managed)']]);
  expect(unpriced.map(({ owner, what, missing, reason }) => `${owner ?? 'platform'}: ${what} (${missing}): ${reason}`)).toStrictEqual([
    'acme/gateway: load balancer (price): no price of load-balancer is known for alpha a2',
    'platform: 2 × NAT gateway (price): no price of nat-gateway is known for alpha a2',
    'acme/orders: 2 × 20 GiB of disk (price): no price of disks is known for alpha a2',
    'acme/files: 3 × 1 GiB of disk (price): no price of disks is known for alpha a2',
    'acme/files: 2 × 50 GiB of disk (price): no price of disks is known for alpha a2',
    'acme/archive: 5 GB objects (price): no price of object-storage is known for alpha a2',
    'acme/shop: 10 GB to the internet (price): no price of egress-internet is known for alpha a2',
    'acme/gateway: 10 GB through the load balancer (price): no price of load-balancer-data is known for alpha a2',
    'platform: 10 GB through the NAT gateway, at most (price): no price of nat-gateway-data is known for alpha a2',
  ]);
});

test('what nobody told is told apart from what has no price', () => {
  expect(bill('alpha', 'a1').unpriced.map(({ owner, missing }) => [owner, missing])).toStrictEqual([['acme/archive', 'amount'], ['acme/shop', 'amount']]);
});

test('what a vendor charges nothing for is neither in the bill nor missing', () => {
  const { lines: found, unpriced } = bill('alpha', 'a2', 'free: [{ vendor: alpha, kind: control-plane }, { vendor: alpha, kind: load-balancer }]');

  expect(found).toStrictEqual([]);
  expect(unpriced.filter(({ part }) => part !== 'disk' && part !== 'egress' && part !== 'object storage')).toStrictEqual([]);
});

test('a price that begins above the first unit does not hold for what is below', () => {
  const later = PRICE_LIST.replace('beta,b1,egress-internet,out,,0.12,USD,GB,,', 'beta,b1,egress-internet,out,,0.12,USD,GB,100,');
  const { lines: found, unpriced } = bill('beta', 'b1', 'components: { shop: { egress: 300GB } }', later);

  expect(found.filter(({ part }) => part === 'egress').map(({ quantity }) => quantity.toFixed())).toStrictEqual(['200']);
  expect(unpriced.map(({ what }) => what)).toContain('the first 100 GB to the internet');
});

test('a class of volumes is the product that the user chose for the vendor', () => {
  const prices = `${PRICE_LIST}beta,b1,block-storage,slow,,0.03,USD,GiB-Months,,,,,,,,,list,2026-06-01,high\n`;

  expect(bill('beta', 'b1', '', prices).unpriced.map(({ reason }) => reason)).toContain('no product of beta is chosen for the class "standard" (storageClasses)');
  expect(lines(bill('beta', 'b1', 'storageClasses: { standard: { beta: slow } }', prices), 'disk')[0]).toBe('2 × 20 GiB of slow: 40 GiB-Months 1.2');
});

test('every line is its quantity times its price, exactly', () => {
  const { lines: found } = bill('alpha', 'a1', 'components: { shop: { egress: 1.234567TB }, archive: { objects: 33GiB } }');

  expect(found.map(({ quantity, price, cost }) => quantity.times(price.unitPrice).minus(cost).abs().lte(new Decimal('0.0000000005')))).not.toContain(false);
  // 73 + 18.25 + 31.7 + 33 × 1.073741824 × 0.02 + 90 + 234.567 × 0.08 + 1234.567 × 0.008, each to the billionth.
  expect(sumOf(found.map(({ cost }) => cost)).toFixed()).toBe('242.300565604');
});

test('demands without a load balancer or traffic cost none', () => {
  const book = priceBook();
  const bare: Demand = { ...demandOf(SHOP, book.settings), loadBalancers: [], egress: [], volumes: [], objects: [] };

  expect(regionBill(bare, book, 'alpha', 'a1').lines.map(({ part }) => part)).toStrictEqual(['control plane']);
});
