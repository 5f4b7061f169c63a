import { fc } from '../../../../../test/support/properties';
import { FAMILY_NAMES, familyInstance } from '../../../../../bench/sky/support/families';
import { toPacking } from '../../../../../bench/sky/support/vector-bin-packing';
import { Budget, WorkLimits } from '../../../../src/sky/optimizer/packing/budget';
import { pack, Packed } from '../../../../src/sky/optimizer/packing/pack';
import { Packing } from '../../../../src/sky/optimizer/packing/packing';
import { smallPackings } from '../support/arbitraries';
import { bruteForcePacking } from '../support/brute-force';

jest.setTimeout(120_000);

const LIMITS: WorkLimits = { pricingNodes: 100_000, columnRounds: 200, dives: 4 };
const packed = async (packing: Packing, limits = LIMITS): Promise<Packed & { budget: Budget }> => {
  const budget = new Budget(limits);
  return { ...(await pack(packing, { budget, cutoff: 1n << 60n, targetGap: 0, seed: 1 })), budget };
};

/** Whether the answer packs every item once, and nothing too full; counted here from the start. */
function mistakes({ items, bins, dimensions, apart }: Packing, { answer }: Packed): string[] {
  const left = items.map(({ demand }) => demand);
  const wrong: string[] = [];
  answer?.uses.forEach(({ pattern, count }) => {
    pattern.items.forEach((item, index) => (left[item] -= count * pattern.counts[index]));
    for (let d = 0; d < dimensions; d += 1) {
      const load = pattern.items.reduce((sum, item, index) => sum + items[item].sizes[d] * pattern.counts[index], 0);
      wrong.push(...(load > bins[pattern.bin].capacity[d] ? [`overfull in dimension ${d}`] : []));
    }
    wrong.push(...pattern.items.flatMap((item, index) => (pattern.counts[index] > items[item].perBin ? [`too many of ${item}`] : [])));
    wrong.push(...apart.flatMap(([one, other]) => (pattern.items.includes(one) && pattern.items.includes(other) ? [`${one} and ${other} together`] : [])));
  });
  const cost = answer?.uses.reduce((sum, { pattern, count }) => sum + bins[pattern.bin].cost * BigInt(count), 0n);
  return [...wrong, ...left.flatMap((count, item) => (count === 0 ? [] : [`${count} of ${item} left`])), ...(cost === answer?.cost ? [] : ['wrong sum'])];
}

it('finds the optimum of small packings, and never bounds it too high', async () => {
  await fc.assert(fc.asyncProperty(smallPackings(), async (packing) => {
    const optimum = bruteForcePacking(packing);
    const result = await packed(packing);
    expect(mistakes(packing, result)).toStrictEqual([]);
    expect(result.answer?.cost).toBe(optimum);
    expect(result.bound <= (optimum ?? 0n)).toBe(true);
  }), { numRuns: 60 });
});

it('packs items that make room', async () => {
  await fc.assert(fc.asyncProperty(smallPackings({ lowestSize: -3 }), async (packing) => {
    const optimum = bruteForcePacking(packing) ?? 0n;
    const result = await packed(packing);
    expect(mistakes(packing, result)).toStrictEqual([]);
    expect((result.answer?.cost ?? 0n) >= optimum).toBe(true);
    expect(result.bound <= optimum).toBe(true);
  }), { numRuns: 60 });
});

it.each(FAMILY_NAMES)('proves the optimum of an instance of the family %s', async (family) => {
  const packing = toPacking(familyInstance(family, 30, 3, 1));
  const result = await packed(packing);
  expect(mistakes(packing, result)).toStrictEqual([]);
  expect(result.bound).toBe(result.answer?.cost);
});

it('knows the optimum of triplets: a third of the items', async () => {
  const { answer, bound } = await packed(toPacking(familyInstance('TripletC', 60, 3, 2)));
  expect([answer?.cost, bound]).toStrictEqual([20n, 20n]);
});

it('proves a packing of hundreds of large things with little work', async () => {
  const { answer, bound, budget } = await packed(toPacking(familyInstance('Panigrahy9', 500, 10, 1)));
  expect(bound).toBe(answer?.cost);
  expect(budget.pricingNodes).toBeLessThan(500_000);
});

it('takes several steps of a dive as one where a hundred bins are left', async () => {
  const { answer, budget } = await packed(toPacking(familyInstance('New4', 300, 5, 1)), { pricingNodes: 5000, columnRounds: 60, dives: 1 });
  expect((answer?.cost ?? 0n) <= 113n).toBe(true);
  expect(budget.columnRounds).toBeLessThan(300);
});

it('gives the same packing every time', async () => {
  const packing = toPacking(familyInstance('New4', 60, 5, 3));
  const [one, other] = [await packed(packing), await packed(packing)];
  expect(one.answer).toStrictEqual(other.answer);
  expect(one.budget.pricingNodes).toBe(other.budget.pricingNodes);
});

it('answers what it has and says so when time is up', async () => {
  const packing = toPacking(familyInstance('New3', 250, 10, 1));
  const result = await packed(packing, { ...LIMITS, deadline: performance.now() + 300 });
  expect(mistakes(packing, result)).toStrictEqual([]);
  expect(result.budget.stoppedBy).toContain('time');
});

it('says which limits ended the search', async () => {
  const { budget, answer, bound } = await packed(toPacking(familyInstance('New1', 120, 10, 1)), { pricingNodes: 500, columnRounds: 5, dives: 1 });
  expect((answer?.cost ?? 0n) > bound).toBe(true);
  expect(budget.stoppedBy).toStrictEqual(['dives', 'pricing-nodes']);
});
