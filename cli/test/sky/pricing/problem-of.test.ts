import { demandOf } from '../../../src/sky/demand/demand-of';
import { problemOf } from '../../../src/sky/pricing/problem-of';
import { SHOP } from '../demand/shop';
import { PRICE_LIST, priceBook } from './price-list';

const REGIONS = [{ vendor: 'alpha', region: 'a1' }, { vendor: 'alpha', region: 'a2' }, { vendor: 'beta', region: 'b1' }];

/** What a gigabyte costs that leaves each region, in units of the problem's money. */
function egress(prices = PRICE_LIST): Record<string, { readonly sameVendor: number; readonly otherVendor: number }> {
  const book = priceBook('', prices);
  const { problem } = problemOf(demandOf(SHOP, book.settings), book, REGIONS);
  return Object.fromEntries(problem.regions.map(({ region, egress: each }) => [region, { sameVendor: Number(each?.sameVendor), otherVendor: Number(each?.otherVendor) }]));
}

test('traffic between regions that has no price of its own costs what traffic to the internet does', () => {
  const { a1, b1 } = egress();
  expect(a1.sameVendor).toBe(a1.otherVendor);
  expect(b1.otherVendor / a1.otherVendor).toBeCloseTo(0.12 / 0.08);
});

test('traffic out of a region of which no price is known is never nothing: it costs what the dearest region asks', () => {
  const { a2, b1 } = egress();
  expect(a2).toStrictEqual({ sameVendor: b1.otherVendor, otherVendor: b1.otherVendor });
  expect(a2.sameVendor).toBeGreaterThan(0);
});

test('traffic between regions costs its own price where one is known', () => {
  const { a1 } = egress(`${PRICE_LIST}alpha,a1,egress-region,out,,0.02,USD,GB,,,,,,,,,list,2026-06-01,high\n`);
  expect(a1.sameVendor / a1.otherVendor).toBeCloseTo(0.02 / 0.08);
});
