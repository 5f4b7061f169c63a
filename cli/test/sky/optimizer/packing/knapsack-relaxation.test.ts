import { fc } from '../../../../../test/support/properties';
import { KnapsackRelaxation } from '../../../../src/sky/optimizer/packing/knapsack-relaxation';
import { LinearProgram } from '../../../../src/sky/optimizer/packing/linear-program';

const knapsacks = fc.record({ dimensions: fc.integer({ min: 1, max: 4 }), items: fc.integer({ min: 1, max: 8 }) }).chain(({ dimensions, items }) => fc.record({
  capacity: fc.array(fc.integer({ min: 5, max: 40 }), { minLength: dimensions, maxLength: dimensions }),
  sizes: fc.array(fc.array(fc.integer({ min: 0, max: 15 }), { minLength: dimensions, maxLength: dimensions }), { minLength: items, maxLength: items }),
  values: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: items, maxLength: items }),
  room: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: items, maxLength: items }),
}));

it('prices dimensions so that the bound is that of the fractional optimum', async () => {
  await fc.assert(fc.asyncProperty(knapsacks, async ({ capacity, sizes, values, room }) => {
    const prices = new KnapsackRelaxation(capacity.length, values.length).solve({
      list: Int32Array.from(values.keys()),
      capacity: Float64Array.from(capacity),
      sizes: Float64Array.from(sizes.flat()),
      values: Float64Array.from(values),
      room: Int32Array.from(room),
      counts: new Int32Array(values.length),
    });
    const used = (item: number): number => sizes[item].reduce((sum, size, d) => sum + size * prices[d], 0);
    const bound = values.reduce((sum, value, item) => sum + Math.max(0, value - used(item)) * room[item], capacity.reduce((sum, size, d) => sum + size * prices[d], 0));
    const linear = new LinearProgram();
    capacity.forEach((size) => linear.addRow(-Infinity, size));
    values.forEach((value, item) => linear.addColumn({ cost: -value, upper: room[item], rows: [...capacity.keys()], values: sizes[item] }));
    const optimum = -((await linear.solve())?.objective ?? NaN);
    linear.dispose();
    // Where all fits, the prices are not those of the optimum (0), but still a bound.
    const fitsAll = capacity.every((size, d) => sizes.reduce((sum, item, index) => sum + item[d] * room[index], 0) <= size);
    expect(prices.every((price) => price >= 0)).toBe(true);
    expect(fitsAll ? bound >= optimum - 1e-6 : Math.abs(bound - optimum) < 1e-6).toBe(true);
  }), { numRuns: 150 });
});
