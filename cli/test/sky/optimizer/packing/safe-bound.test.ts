import { fc } from '../../../../../test/support/properties';
import { Budget } from '../../../../src/sky/optimizer/packing/budget';
import { CoverSearch } from '../../../../src/sky/optimizer/packing/cover-search';
import { Pricer } from '../../../../src/sky/optimizer/packing/pricer';
import { linearBound, safeBound, wholeNeed } from '../../../../src/sky/optimizer/packing/safe-bound';
import { Packing } from '../../../../src/sky/optimizer/packing/packing';
import { Relaxation } from '../../../../src/sky/optimizer/packing/relaxation';
import { smallPackings } from '../support/arbitraries';
import { bruteForcePacking } from '../support/brute-force';

const cases = fc.oneof(smallPackings(), withLimit(smallPackings()), withTransfer(smallPackings()))
  .chain((packing) => fc.record({ packing: fc.constant(packing), values: fc.array(fc.integer({ min: 0, max: 2 ** 30 }), { minLength: packing.items.length, maxLength: packing.items.length }) }));

function withLimit(packings: fc.Arbitrary<Packing>): fc.Arbitrary<Packing> {
  return fc.record({ packing: packings, most: fc.integer({ min: 1, max: 3 }) }).map(({ packing, most }) => ({
    ...packing, pools: [most], bins: packing.bins.map((bin, index) => (index === 0 ? { ...bin, pool: 0 } : bin)),
  }));
}

function withTransfer(packings: fc.Arbitrary<Packing>): fc.Arbitrary<Packing> {
  return fc.record({ packing: packings, most: fc.integer({ min: 1, max: 2 }), percent: fc.constantFrom(100, 75, 50, -20) }).map(({ packing, most, percent }) => ({
    ...packing,
    items: [...packing.items, { ...packing.items[0], demand: 0 }],
    bins: packing.bins.map((bin, index) => ({ ...bin, takes: Uint8Array.from([...bin.takes, index === 0 ? 1 : 0]) })),
    transfers: [{ from: 0, to: packing.items.length, most: Math.min(most, packing.items[0].demand), percent }],
  }));
}

/** No bin is filled with more of an item than there is: so both searches know as much of how much that is. */
function withNoMoreThanThereIs(packing: Packing): Packing {
  const most = packing.items.map(({ demand }, item) => packing.transfers.reduce((sum, { from, to, most: moved, percent }) =>
    sum + (to === item ? moved : 0) + (from === item && percent < 0 ? Math.ceil((moved * -percent) / 100) : 0), demand));
  return { ...packing, items: packing.items.map((item, index) => ({ ...item, perBin: Math.min(item.perBin, most[index]) })) };
}

function worthOf(packing: Packing, values: readonly number[]): number[] {
  const most = Int32Array.from(packing.items, ({ perBin }) => perBin);
  return packing.bins.map((_, bin) => new Pricer(packing).price(bin, Float64Array.from(values), most, 0, 1_000_000).upper);
}

/** All that cannot be packed costs more than anything. */
const optimum = (packing: Packing): bigint => bruteForcePacking(packing) ?? 1n << 60n;

it('is never above the optimum, whatever the values', () => {
  fc.assert(fc.property(cases, ({ packing, values }) => {
    const demand = packing.items.map(({ demand: count }) => count);
    const bound = safeBound(packing, demand, { items: Float64Array.from(values), binRows: new Float64Array(0) }, worthOf(packing, values), [], packing.transfers.map(({ most }) => most));
    expect(bound <= optimum(packing)).toBe(true);
  }), { numRuns: 300 });
});

it('is never above the optimum as a sum of parts, for all items and for some of them', () => {
  fc.assert(fc.property(cases, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), ({ packing, values }, chosen) => {
    const { constant, parts } = linearBound(packing, Float64Array.from(values), worthOf(packing, values));
    const isKept = packing.items.map((_, item) => packing.transfers.length > 0 || chosen[item]);
    const sum = parts.reduce((total, part, item) => total + (isKept[item] ? part : 0n), constant);
    const some = { ...packing, items: packing.items.map((item, index) => (isKept[index] ? item : { ...item, demand: 0 })) };
    expect(sum <= optimum(some)).toBe(true);
  }), { numRuns: 300 });
});

it('is never above the optimum where bins are whole, wherever the search is cut off, and however many rows come later', () => {
  const row = (packing: Packing, values: readonly number[]) => ({
    need: Number(wholeNeed(packing, Float64Array.from(values))), worth: Float64Array.from(worthOf(packing, [...values]), (worth) => worth * 100),
  });
  fc.assert(fc.property(cases, fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 3 }), ({ packing, values }, nodeLimits) => {
    const costs = packing.bins.map(({ cost }) => Number(cost));
    const search = new CoverSearch(costs, packing.bins.map(({ pool }) => (pool < 0 ? Infinity : packing.pools[pool])), [row(packing, values)]);
    const best = optimum(packing);
    let before = 0;
    nodeLimits.forEach((nodeLimit, round) => {
      const { bound, counts } = search.next(2 ** 50, nodeLimit);
      expect(best === 1n << 60n || BigInt(bound) <= best).toBe(true);
      expect(bound).toBeGreaterThanOrEqual(before);
      expect(counts === undefined || counts.reduce((sum, count, bin) => sum + count * costs[bin], 0) === bound).toBe(true);
      before = bound;
      search.addRow(row(packing, values.map((_, item) => values[(item + round + 1) % values.length])));
    });
  }), { numRuns: 300 });
});

it('is never above the optimum where sets of whole bins are ruled out one by one', async () => {
  await fc.assert(fc.asyncProperty(cases, async ({ packing }) => {
    const relaxation = new Relaxation(packing, new Budget({ pricingNodes: 10_000, columnRounds: 60, dives: 1 }));
    const best = optimum(packing);
    await relaxation.run('thorough', 1n << 60n);
    const bound = await relaxation.raiseByBins(() => 1n << 50n, () => Promise.resolve('unknown'));
    relaxation.dispose();
    expect(bound <= best).toBe(true);
  }), { numRuns: 150 });
});

it('is never above the optimum as column generation finds it, with limits and transfers', async () => {
  await fc.assert(fc.asyncProperty(cases, async ({ packing }) => {
    const relaxation = new Relaxation(packing, new Budget({ pricingNodes: 10_000, columnRounds: 60, dives: 1 }));
    const best = optimum(packing);
    const { bound } = await relaxation.run('thorough', 1n << 60n);
    const weighted = await relaxation.weightedValues(packing.items.map((_, item) => (item === 0 ? 1000 : 1)));
    relaxation.dispose();
    expect(weighted).toHaveLength(packing.items.length);
    expect(bound <= best).toBe(true);
  }), { numRuns: 150 });
});

it('knows that half a bin cannot be had, and goes on past bins that are left out', () => {
  const search = new CoverSearch([10, 12], [Infinity, Infinity], [{ need: 15, worth: Float64Array.from([10, 10]) }]);
  expect(search.next(1000, 100)).toStrictEqual({ bound: 20, counts: [2, 0] });
  search.exclude([2, 0]);
  expect(search.next(1000, 100)).toStrictEqual({ bound: 22, counts: [1, 1] });
  search.addRow({ need: 3, worth: Float64Array.from([1, 0]) });
  expect(search.next(1000, 100)).toStrictEqual({ bound: 30, counts: [3, 0] });
  expect(search.next(30, 100)).toStrictEqual({ bound: 30 });
});

it('keeps out of numbers that doubles cannot hold', () => {
  const rows = [{ need: 15, worth: Float64Array.from([10]) }];
  expect(CoverSearch.isExact([2 ** 60], rows)).toBe(false);
  expect(CoverSearch.isExact([2 ** 50], rows)).toBe(true);
  expect(CoverSearch.isExact([1], [])).toBe(false);
});

it('loses nothing where bins that cannot be worth most for their cost are not searched', () => {
  fc.assert(fc.property(cases, ({ packing: given, values }) => {
    const packing = withNoMoreThanThereIs(given);
    const whole = [2 ** 30, ...values.slice(1)];
    const demand = packing.items.map(({ demand: count }) => count);
    const searched = safeBound(packing, demand, { items: Float64Array.from(whole), binRows: new Float64Array(0) }, worthOf(packing, whole), [], packing.transfers.map(({ most }) => most));
    const found = new Relaxation(packing, new Budget({ pricingNodes: 10_000_000, columnRounds: 60, dives: 1 })).boundFrom(Float64Array.from(whole), 1_000_000);

    expect(found).toBeGreaterThanOrEqual(searched);
    expect(found).toBeLessThanOrEqual(optimum(packing));
  }), { numRuns: 500 });
});
