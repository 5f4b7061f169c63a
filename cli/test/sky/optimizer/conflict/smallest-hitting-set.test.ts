import { fc } from '../../../../../test/support/properties';
import { smallestHittingSet } from '../../../../src/sky/optimizer/conflict/smallest-hitting-set';

const COUNT = 8;

function hits(chosen: readonly number[], sets: readonly (readonly number[])[]): boolean {
  return sets.every((set) => set.some((element) => chosen.includes(element)));
}

it('meets every set, and is as small as any set that does', async () => {
  const sets = fc.array(fc.uniqueArray(fc.nat(COUNT - 1), { minLength: 1 }), { maxLength: 10 });
  await fc.assert(fc.asyncProperty(sets, async (given) => {
    const found = await smallestHittingSet(given, COUNT);
    const sizes = Array.from({ length: 2 ** COUNT }, (_, bits) => [...Array(COUNT).keys()].filter((element) => ((bits >> element) & 1) === 1))
      .filter((chosen) => hits(chosen, given)).map(({ length }) => length);
    expect(hits(found, given)).toBe(true);
    expect(found.length).toBe(Math.min(...sizes));
  }), { numRuns: 100 });
});

it('takes the first of equally good elements', async () => {
  expect(await smallestHittingSet([[1, 3, 5], [1, 3, 7]], COUNT)).toStrictEqual([1]);
});
