import { demandOf } from '../../../src/sky/demand/demand-of';
import { costReport } from '../../../src/sky/reports/cost-report';
import { LockIn, lockInOf } from '../../../src/sky/reports/lock-in';
import { lockInDocument, renderLockIn } from '../../../src/sky/reports/render-lock-in';
import { scopeOf } from '../../../src/sky/reports/scope';
import { MemoryTerminal } from '../../support/memory-terminal';
import { SHOP } from '../demand/shop';
import { priceBook } from '../pricing/price-list';
import { solveWithOneType } from './single-type-solver';

async function lockIn(settings = '', at?: string): Promise<LockIn> {
  const book = priceBook(settings);
  const report = await costReport(demandOf(SHOP, book.settings), book, scopeOf(book, {}), solveWithOneType);
  return lockInOf(report, book, '2026-11-22', at);
}

test('what runs outside the cluster does not move with it', async () => {
  expect((await lockIn()).bound).toStrictEqual([{ path: 'acme/archive', name: 'archive', product: 'an existing S3 store', migration: 'rclone sync' }]);
});

test('leaving costs the traffic of all data once, over the tiers of its price', async () => {
  const { exits } = await lockIn('components: { archive: { objects: 2TB } }');

  // 2 × 20, 3 × 1 and 2 × 50 GiB of volumes, and 2,000 GB of objects: 1,000 at 0.09, the rest at 0.08.
  expect(exits.map(({ vendor, gigabytes, cost }) => [vendor, gigabytes.toFixed(), cost.toFixed()])).toStrictEqual([['alpha', '2153.545080832', '182.283606467']]);
});

test('leaving is not priced where traffic has no price', async () => {
  const { exits } = await lockIn('rules: { regions: [alpha/a2] }');

  expect(exits[0].lines).toStrictEqual([]);
  expect(exits[0].unpriced[0].reason).toBe('no price of egress-internet is known for alpha a2');
});

test('a commitment that runs on is still to be paid, one that is over is not', async () => {
  const commitment = (until: string) => `{ vendor: alpha, region: a1, sku: large, count: 2, price: 0.05, unit: Hours, currency: USD, until: ${until} }`;
  const { commitments } = await lockIn(`commitments: [${commitment('2027-05-23')}, ${commitment('2026-11-22')}]`);

  // 182 days of 30.4375 a month; 2 × 730 × 0.05 a month.
  expect(commitments.map(({ months, cost }) => [months.toFixed(), cost.toFixed()])).toStrictEqual([['5.98', '436.54']]);
});

test('the next best place, and what having to go there would cost', async () => {
  const here = await lockIn();
  const there = await lockIn('', 'alpha');

  expect(here.current?.vendor).toBe('beta');
  expect(here.runnerUp?.row.vendor).toBe('alpha');
  expect(there.runnerUp?.row.vendor).toBe('beta');
  expect(there.runnerUp?.regret.plus(here.runnerUp?.regret ?? '1').toFixed()).toBe('0');
  expect(here.concentration.map(({ vendor, percent }) => [vendor, percent.toFixed()])).toStrictEqual([['beta', '100']]);
});

test('as text and as data', async () => {
  const found = await lockIn();
  const text = renderLockIn(found, new MemoryTerminal().colours);

  expect(text).toContain('acme/archive: an existing S3 store. rclone sync');
  expect(text).toContain('gamma: prices are in CNY');
  expect(text).toContain('vendors may charge nothing for switching from 2027-01-12 on (Regulation (EU) 2023/2854');
  expect(JSON.parse(JSON.stringify(lockInDocument(found)))).toMatchObject({ schemaVersion: 1, current: { vendor: 'beta' }, runnerUp: { vendor: 'alpha' }, exit: [{ vendor: 'beta', gigabytes: '153.545080832' }] });
});
