import { fc } from '../../../../test/support/properties';
import { InputError } from '../../../src/platform-file/finding';
import { demandOf } from '../../../src/sky/demand/demand-of';
import { Decimal } from '../../../src/sky/prices/decimal';
import { effectivePrice } from '../../../src/sky/pricing/effective-price';
import { nodeCapacity } from '../../../src/sky/pricing/node-capacity';
import { nodeOffers, wantedNodes } from '../../../src/sky/pricing/node-offers';
import { PriceBook } from '../../../src/sky/pricing/price-book';
import { settingsOf } from '../../../src/sky/settings/settings-of';
import { SHOP } from '../demand/shop';
import { priceBook } from './price-list';

function offers(settings = '', region = 'a1', vendor = 'alpha'): string[] {
  const book = priceBook(settings);
  return nodeOffers(demandOf(SHOP, book.settings), book, vendor, region).offers.map(({ type, price, purchase, limit }) => `${type} ${purchase} ${price}${limit === undefined ? '' : ` up to ${limit}`}`);
}

test('offers are what can be had: no ARM, no spot, no shared CPU, no GPU, unless asked for', () => {
  expect(offers()).toStrictEqual(['large on-demand 73000000000', 'huge on-demand 255500000000']);
  expect(offers('components: { shop: { spotPercent: 50 } }')).toContain('large spot 29200000000');
  expect(offers('components: { shop: { architectures: [amd64, arm64] } }')).toContain('arm on-demand 36500000000');
  expect(offers('cluster: { burstableNodes: true }')).toContain('tiny on-demand 7300000000');
});

test('the user chooses among types by name', () => {
  expect(offers('cluster: { nodeTypes: ["l*"] }')).toStrictEqual(['large on-demand 73000000000']);
  expect(offers('cluster: { withoutNodeTypes: ["*rge"] }')).toStrictEqual(['huge on-demand 255500000000']);
});

test('a committed node costs nothing more, and there are only so many', () => {
  const settings = 'commitments: [{ vendor: alpha, region: a1, sku: huge, count: 3, price: 0.2, unit: Hours, currency: USD, until: 2027-01-31 }]';

  expect(offers(settings)).toContain('huge reserved 0 up to 3');
  expect(offers(settings)).toContain('huge on-demand 255500000000');
});

test('own hardware costs what it wears off, its power and its room', () => {
  const settings = 'hardware: [{ vendor: cellar, region: home, type: box, count: 2, cpu: "8", memory: 64Gi, currency: USD, purchase: 3600, amortisationMonths: 36, watts: 100, pricePerKilowattHour: 0.3, otherPerMonth: "12.5", date: 2026-11-01 }]';

  // 100 + 0.1 kW × 730 h × 0.3 + 12.5
  expect(offers(settings, 'home', 'cellar')).toStrictEqual(['box own 134400000000 up to 2']);
});

test('capacity is net of the system\'s reserve and of what runs on each node', () => {
  const book = priceBook('cluster: { daemons: { cpu: 200m, memory: 500Mi, pods: 4 } }');
  const [large] = nodeOffers(demandOf(SHOP, book.settings), book, 'alpha', 'a1').offers;

  // AKS reserves 140m of 4 CPU, and of 16 GiB 2.6 GiB and 750 MiB.
  expect(large.capacity).toStrictEqual({ milliCpu: 4000 - 140 - 200, memoryMebibytes: 16384 - Math.ceil(2.6 * 1024) - 750 - 500, pods: 106, gpus: 0 });
});

test('what is left for pods as a list tells it is not estimated', () => {
  const shape = { milliCpu: 2000, memoryMebibytes: 8192, gpus: 0, architecture: 'amd64', allocatableMilliCpu: 1930, allocatableMebibytes: 6837, maximumPods: 29 };

  expect(nodeCapacity(shape)).toStrictEqual({ milliCpu: 1930, memoryMebibytes: 6837, pods: 29, estimated: false });
});

test('discounts come off, one after the other, and only of what they are for', () => {
  const book = priceBook('discounts: [{ vendor: alpha, kind: node, sku: "l*", percent: 10 }, { vendor: alpha, region: "a*", percent: 12.5 }]');
  const price = (kind: 'node' | 'load-balancer' | 'control-plane', sku: string) => book.pricesOf('alpha', 'a1', kind).find(({ row }) => row.sku === sku)?.unitPrice.toFixed();

  expect([price('node', 'large'), price('node', 'huge'), price('load-balancer', 'lb'), price('control-plane', 'managed')]).toStrictEqual(['0.07875', '0.30625', '0.021875', '0.1']);
  expect(book.pricesOf('alpha', 'a1', 'node')[0].steps).toStrictEqual(['10 % off (sky.yaml:1)', '12.5 % off (sky.yaml:1)']);
});

test('another currency is converted at the rate that was given', () => {
  const [great] = priceBook('exchangeRates: { CNY: { rate: 0.1402, date: 2026-11-20, source: a bank } }').pricesOf('gamma', 'c1', 'node');

  expect(great.unitPrice.toFixed()).toBe('0.1402');
  expect(great.steps).toStrictEqual(['1 CNY = 0.1402 USD (a bank, 2026-11-20)']);
});

test('a missing rate is refused with the file and line of the price', () => {
  const refuse = () => priceBook().pricesOf('gamma', 'c1', 'node');

  expect(refuse).toThrow(InputError);
  expect(refuse).toThrow(/^list\.csv:23:1 {2}the price of gamma great is in CNY, and there is no rate to USD\./);
});

test('there and back at inverse rates is the same price', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.constantFrom('0.5', '0.25', '0.125', '4', '8', '0.2'), (units, rate) => {
    const [row] = priceBook('exchangeRates: { CNY: { rate: 1, date: 2026-11-20, source: s } }').catalog.rowsOf('gamma', 'c1', 'nodes');
    const inverse = new Decimal('1').div(rate).toFixed();
    const there = effectivePrice({ ...row, price: new Decimal(String(units)) }, settingsOf(`exchangeRates: { CNY: { rate: "${rate}", date: 2026-11-20, source: s } }`, 'sky.yaml')).unitPrice;
    const back = effectivePrice({ ...row, price: there }, settingsOf(`exchangeRates: { CNY: { rate: "${inverse}", date: 2026-11-20, source: s } }`, 'sky.yaml')).unitPrice;
    expect(back.toFixed()).toBe(String(units));
  }), { numRuns: 50 });
});

test('a user\'s own price takes the place of the shipped one, and says where it is from', () => {
  const book = PriceBook.open(settingsOf('', 'sky.yaml'));
  const [shipped] = book.catalog.rowsOf('aws', 'us-east-1', 'services').filter(({ kind }) => kind === 'control-plane');

  expect(shipped).toMatchObject({ file: 'prices/services.csv', sku: 'eks' });
});

test('a commitment to a type that nobody knows is refused with its place', () => {
  expect(() => priceBook('commitments:\n  - { vendor: alpha, region: a1, sku: hugest, count: 3, price: 0.2, unit: Hours, currency: USD, until: 2027-01-31 }'))
    .toThrow(/^sky\.yaml:2:5 {2}nothing is known of the type "hugest" in alpha a1\./);
});

test('what a vendor calls a previous generation is left out, unless it is allowed or named', () => {
  const types = (settings: string): string[] => {
    const book = PriceBook.open(settingsOf(settings, 'sky.yaml'));
    return [...wantedNodes(demandOf(SHOP, book.settings), book, 'aws', 'us-east-1')].map(({ sku }) => sku);
  };

  expect(types('')).toContain('m5.large');
  expect(types('').filter((type) => /^(m4|c4|r4)\./.test(type))).toStrictEqual([]);
  expect(types('cluster: { previousGenerations: true }')).toContain('m4.large');
  expect(types('cluster: { nodeTypes: ["m4.*"] }')).toContain('m4.large');
});

test('of types that are alike in all that pods ask for, the cheapest is offered', () => {
  const book = PriceBook.open(settingsOf('', 'sky.yaml'));
  const demand = demandOf(SHOP, book.settings);
  const { offers, prices } = nodeOffers(demand, book, 'aws', 'us-east-1');
  const alike = [...wantedNodes(demand, book, 'aws', 'us-east-1')].filter(({ shape }) => shape?.milliCpu === 2000 && shape.memoryMebibytes === 8192 && shape.architecture === 'amd64' && shape.gpus === 0);
  const offered = offers.filter(({ type }) => alike.some(({ sku }) => sku === type));

  expect(alike.length).toBeGreaterThan(5);
  expect(offered.length).toBeLessThan(alike.length);
  for (const row of alike) {
    const price = book.priceOf(row).unitPrice;
    expect(offered.some(({ id }) => prices.get(id)?.unitPrice.lte(price))).toBe(true);
  }
});
