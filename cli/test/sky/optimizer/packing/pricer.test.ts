import { fc } from '../../../../../test/support/properties';
import { Packing } from '../../../../src/sky/optimizer/packing/packing';
import { Pricer } from '../../../../src/sky/optimizer/packing/pricer';
import { smallPackings } from '../support/arbitraries';
import { fillings } from '../support/brute-force';

const cases = fc.oneof(smallPackings(), smallPackings({ lowestSize: -3 }))
  .chain((packing) => fc.record({ packing: fc.constant(packing), values: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: packing.items.length, maxLength: packing.items.length }) }));

const demandOf = ({ items }: Packing): number[] => items.map(({ demand }) => demand);

function bestValue(packing: Packing, values: readonly number[]): number {
  return Math.max(...fillings(packing, packing.bins[0], demandOf(packing)).map((counts) => counts.reduce((sum, count, item) => sum + count * values[item], 0)));
}

it('finds the most valuable filling, also where items make room', () => {
  fc.assert(fc.property(cases, ({ packing, values }) => {
    const priced = new Pricer(packing).price(0, Float64Array.from(values), Int32Array.from(demandOf(packing)), 0, 1_000_000);
    expect(priced.isExact).toBe(true);
    expect(priced.upper).toBe(bestValue(packing, values));
    expect(priced.found.at(-1)?.value ?? 0).toBe(priced.upper);
  }), { numRuns: 500 });
});

it('gives only fillings that fit', () => {
  fc.assert(fc.property(cases, ({ packing, values }) => {
    const { found } = new Pricer(packing).price(0, Float64Array.from(values), Int32Array.from(demandOf(packing)), 0, 1_000_000);
    const allowed = new Set(fillings(packing, packing.bins[0], demandOf(packing)).map((counts) => counts.join()));
    found.forEach(({ items, counts }) => {
      const all = packing.items.map((_, item) => (items.includes(item) ? counts[items.indexOf(item)] : 0));
      expect(allowed).toContain(all.join());
    });
  }), { numRuns: 300 });
});

it('gives a bound that holds wherever the search is cut off', () => {
  fc.assert(fc.property(cases, fc.integer({ min: 1, max: 12 }), ({ packing, values }, nodes) => {
    const priced = new Pricer(packing).price(0, Float64Array.from(values), Int32Array.from(demandOf(packing)), 0, nodes);
    expect(priced.upper).toBeGreaterThanOrEqual(bestValue(packing, values));
  }), { numRuns: 500 });
});

it('finds nothing where nothing is worth more than the threshold', () => {
  fc.assert(fc.property(cases, ({ packing, values }) => {
    const best = bestValue(packing, values);
    const priced = new Pricer(packing).price(0, Float64Array.from(values), Int32Array.from(demandOf(packing)), best, 1_000_000);
    expect(priced.found).toStrictEqual([]);
    expect(priced.upper).toBe(best);
  }));
});
