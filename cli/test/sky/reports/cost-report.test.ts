import { fc } from '../../../../test/support/properties';
import { demandOf } from '../../../src/sky/demand/demand-of';
import { Decimal, sumOf } from '../../../src/sky/prices/decimal';
import { split } from '../../../src/sky/reports/compute-shares';
import { costDocument } from '../../../src/sky/reports/cost-document';
import { costPage } from '../../../src/sky/reports/cost-page';
import { CostReport, costReport, isComplete } from '../../../src/sky/reports/cost-report';
import { costByPart, costTree } from '../../../src/sky/reports/cost-tree';
import { focusCsv } from '../../../src/sky/reports/focus-csv';
import { ageText, daysBetween } from '../../../src/sky/reports/price-age';
import { adviceForMissingPrices, renderCost } from '../../../src/sky/reports/render-cost';
import { ScopeOptions, scopeOf } from '../../../src/sky/reports/scope';
import { readCsv } from '../../../src/sky/prices/csv';
import { MemoryTerminal } from '../../support/memory-terminal';
import { SHOP } from '../demand/shop';
import { PRICE_LIST, priceBook } from '../pricing/price-list';
import { solveWithOneType } from './single-type-solver';

const TRAFFIC = 'components: { shop: { egress: 1.5TB }, archive: { objects: 100GB } }\n';

async function report(settings = TRAFFIC, options: ScopeOptions = {}, prices = PRICE_LIST): Promise<CostReport> {
  const book = priceBook(settings, prices);
  return costReport(demandOf(SHOP, book.settings), book, scopeOf(book, options), solveWithOneType, { isNamed: options.vendors !== undefined });
}

function alternatives({ rows }: CostReport) {
  return rows.flatMap(({ alternative }) => (alternative === undefined ? [] : [alternative]));
}

test('a bill is the sum of its lines, of its parts, and of its components, to the last billionth', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 10 ** 7 }), fc.integer({ min: 1, max: 9_999 }), async (gigabytes, percent) => {
    const settings = `components: { shop: { egress: ${gigabytes / 1000}GB }, archive: { objects: 3GB } }\ndiscounts: [{ vendor: alpha, percent: "${percent / 100}" }]`;
    for (const alternative of alternatives(await report(settings))) {
      const total = alternative.monthly.toFixed();
      expect(sumOf(alternative.lines.map(({ cost }) => cost)).toFixed()).toBe(total);
      expect(sumOf(costByPart(alternative).map(([, cost]) => cost)).toFixed()).toBe(total);
      expect(sumOf(costTree(demandOf(SHOP, priceBook(settings).settings), alternative).map(({ cost }) => cost)).toFixed()).toBe(total);
    }
  }), { numRuns: 30 });
});

test('splitting loses and makes nothing, whatever the weights', () => {
  fc.assert(fc.property(fc.bigInt(0n, 10n ** 20n), fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 1, maxLength: 30 }), (amount, weights) => {
    const parts = split(amount, weights.map((weight, index) => ({ owner: String(index), weight })));
    expect(parts.reduce((sum, [, part]) => sum + part, 0n)).toBe(amount);
    expect(parts.every(([, part], index) => part >= amount * weights[index] / weights.reduce((sum, weight) => sum + weight, 0n))).toBe(true);
  }));
});

test('vendors are listed the cheapest first, what lacks prices after what has them all, and what is not possible last', async () => {
  const { rows, best } = await report();

  expect(rows.map(({ vendor, overBest }) => [vendor, overBest?.toFixed(2)])).toStrictEqual([['alpha', '0.00'], ['beta', undefined], ['gamma', undefined]]);
  expect(best?.vendor).toBe('alpha');
  expect(rows.map(({ alternative }) => alternative !== undefined && isComplete(alternative))).toStrictEqual([true, false, false]);
  expect(rows[2].reasons).toStrictEqual(['prices are in CNY, and there is no rate to USD (exchangeRates; list.csv:23)']);
});

test('regions in which something has no price are left out where another one has them all, and looked at when they are asked for', async () => {
  const all = await report();
  const asked = await report(TRAFFIC, { regions: ['alpha/a2'] });

  expect(all.rows[0]).toMatchObject({ leftOut: 1, alternative: { regions: ['alpha/a1'] } });
  expect(asked.rows[0]).toMatchObject({ leftOut: 0, alternative: { regions: ['alpha/a2'] } });
  expect(asked.rows[0].alternative?.unpriced.filter(({ missing }) => missing === 'price').length).toBeGreaterThan(0);
});

test('the same bill, whatever the order of the price list', async () => {
  const [head, ...lines] = PRICE_LIST.trimEnd().split('\n');
  const totals = async (prices: string) => alternatives(await report(TRAFFIC, {}, prices)).map(({ monthly, regions }) => `${regions.join()} ${monthly.toFixed()}`);

  expect(await totals([head, ...lines.reverse()].join('\n'))).toStrictEqual(await totals(PRICE_LIST));
});

test('a commitment is paid wherever the platform runs', async () => {
  const commitment = 'commitments: [{ vendor: beta, region: b1, sku: medium, count: 2, price: 10, unit: Months, currency: USD, until: 2027-01-31 }]';
  const [before, after] = [await report('', { vendors: ['alpha'] }), await report(commitment, { vendors: ['alpha'] })];

  expect(after.best?.alternative?.monthly.minus(before.best?.alternative?.monthly ?? '0').toFixed()).toBe('20');
});

test('time is shared: what one vendor does not use, the next ones have', async () => {
  const book = priceBook();
  const told: (number | undefined)[] = [];
  const left: number[] = [];
  await costReport(demandOf(SHOP, book.settings), book, scopeOf(book, { vendors: ['alpha', 'beta'] }), async (problem, options) => {
    told.push(options?.milliseconds);
    return solveWithOneType(problem);
  }, {
    timeFor: (vendorsLeft) => {
      left.push(vendorsLeft);
      return vendorsLeft * 100;
    },
  });

  expect({ told, left }).toStrictEqual({ told: [200, 100], left: [2, 1] });
});

test('a platform may be divided among vendors where the rules allow it', async () => {
  const { rows } = await report('rules: { maximumRegions: 2 }', { vendors: ['alpha', 'beta'] });
  const alone = await report('', { vendors: ['alpha', 'beta'] });

  expect(rows.map(({ vendor }) => vendor).sort()).toStrictEqual(['alpha', 'beta', 'several vendors']);
  expect(alone.rows.map(({ vendor }) => vendor).sort()).toStrictEqual(['alpha', 'beta']);
});

test('as a table: what each vendor costs, why others cannot, each component, what is not priced, not told, assumed and stale', async () => {
  const text = renderCost(await report(), { colours: new MemoryTerminal().colours, date: '2026-11-22', sources: true });

  expect(text).toMatch(/alpha +a1 +[\d.]+ +0\.\d{4} +the best +100\.00 % +2025-01 \(22 months\) +3 × large/);
  expect(text).toMatch(/beta +b1 +[\d.]+ \+ not priced +[\d.]+ +not known/);
  expect(text).toContain('gamma: prices are in CNY, and there is no rate to USD');
  expect(text).toContain('alpha: 1 region was not compared, because something has no price there');
  expect(text).toContain('  Where something has no price: a price file of your own (prices in sky.yaml) adds what is known to you.');
  expect(text).toMatch(/├─ egress: to the internet \(out, above 0\) +1000 +GB +0\.09 +90\.00 +list\.csv:13 \(list, 2026-06-01, high\)/);
  expect(text).toContain('alpha: the oldest price used is of 2025-01, 22 months ago (managed, list.csv:8).');
  expect(text).toContain('Images are built for amd64');
});

test('as data: money is exact text, and every figure leads to the line of its price', async () => {
  const document = JSON.parse(JSON.stringify(costDocument(await report(), '2026-11-22'))) as {
    vendors: { placement: { monthly: string; components: { monthly: string; items: { part: string; price?: { file: string; line: number } }[] }[]; nodes: { price: { file: string; line: number } }[] } | null }[];
  };
  const [alpha] = document.vendors;
  const lines = PRICE_LIST.split('\n');
  const items = alpha.placement?.components.flatMap(({ items: each }) => each) ?? [];

  expect(sumOf((alpha.placement?.components ?? []).map(({ monthly }) => new Decimal(monthly))).toFixed()).toBe(alpha.placement?.monthly);
  expect(items.filter(({ part, price }) => part !== 'compute' && price === undefined)).toStrictEqual([]);
  expect([...items.flatMap(({ price }) => price ?? []), ...(alpha.placement?.nodes ?? []).map(({ price }) => price)].map(({ file, line }) => [file, lines[line - 1].startsWith('alpha,')])).not.toContainEqual(['list.csv', false]);
});

test('as FOCUS: the lines of each placement sum up to its cost', async () => {
  const found = await report();
  const { records, faults } = readCsv(focusCsv(found));
  const [head, ...lines] = records.map(({ cells }) => cells);
  const sum = (placement: string) => sumOf(lines.filter((cells) => cells[head.indexOf('x_Placement')] === placement).map((cells) => new Decimal(cells[head.indexOf('BilledCost')]))).toFixed();

  expect(faults).toStrictEqual([]);
  expect(alternatives(found).map(({ regions }) => sum(regions.join(' ')))).toStrictEqual(alternatives(found).map(({ monthly }) => monthly.toFixed()));
  expect(new Set(lines.map((cells) => cells.length))).toStrictEqual(new Set([head.length]));
});

test('as a page: it needs no network and no script, its charts have titles and descriptions, and nothing in it is markup of the user', async () => {
  const hostile = { ...(await report()), currency: 'USD' };
  const page = costPage([{ ...hostile, demand: { ...hostile.demand, stack: '<script>alert(1)</script>' } }], '2026-11-22');

  expect(page).not.toMatch(/<script|javascript:|src=|href=|@import|url\(/);
  expect(page).toContain("default-src 'none'");
  const charts = page.match(/<svg[^]*?<\/svg>/g) ?? [];
  expect(charts).toHaveLength(2);
  for (const chart of charts) {
    const [, ids] = /aria-labelledby="([^"]+)"/.exec(chart) ?? [];
    expect((ids ?? '').split(' ').every((id) => chart.includes(`id="${id}"`))).toBe(true);
    expect(chart).toMatch(/<title id="[^"]+">.+<\/title>\n<desc id="[^"]+">.+<\/desc>/);
  }
});

test('the age of a price is never more than is known', () => {
  expect([daysBetween('2026-11-20', '2026-11-22'), daysBetween('2026-10', '2026-11-22'), daysBetween('2026', '2026-11-22'), daysBetween('2024', '2026-11-22')]).toStrictEqual([2, 22, 0, 691]);
  expect([1, 59, 60, 729, 730].map(ageText)).toStrictEqual(['1 day', '59 days', '2 months', '24 months', '2 years']);
});

test('where something has no price, it is told whom to ask, and nothing is told where all is priced', () => {
  const row = (vendor: string, leftOut: number) => ({ vendor, leftOut, reasons: [] });

  expect(adviceForMissingPrices([row('aws', 14), row('gcp', 0), row('mine', 1)])).toStrictEqual(['Where something has no price: "qtcloud prices refresh aws --region <region>" asks the vendor for prices; a price file of your own (prices in sky.yaml) adds what is known to you.']);
  expect(adviceForMissingPrices([row('aws', 14), row('azure', 2)])[0]).toContain('"qtcloud prices refresh <vendor> --region <region>"');
  expect(adviceForMissingPrices([row('aws', 0)])).toStrictEqual([]);
});
