import { familyInstance } from '../../../../../bench/sky/support/families';
import { toPacking } from '../../../../../bench/sky/support/vector-bin-packing';
import { Budget } from '../../../../src/sky/optimizer/packing/budget';
import { Packing } from '../../../../src/sky/optimizer/packing/packing';
import { Relaxation } from '../../../../src/sky/optimizer/packing/relaxation';

const NEVER = 1n << 60n;
const single = toPacking(familyInstance('New3', 40, 3, 1));
/** The same with a smaller, cheaper kind of bin besides. */
const [large] = single.bins;
const double: Packing = {
  ...single,
  bins: [{ ...large, cost: 10n }, { ...large, capacity: large.capacity.map((size) => Math.floor(size * 0.8)), cost: 7n }],
};

/** How many linear programs the search for sets of whole bins solves, and how many sets it asks about. */
async function work(packing: Packing): Promise<{ programs: number; asked: number }> {
  const relaxation = new Relaxation(packing, new Budget({ pricingNodes: 100_000, columnRounds: 200, dives: 1 }));
  try {
    await relaxation.run('thorough', NEVER);
    const before = relaxation.master.linearPrograms;
    let asked = 0;
    await relaxation.raiseByBins(() => NEVER, () => {
      asked += 1;
      return Promise.resolve('unknown');
    });
    return { programs: relaxation.master.linearPrograms - before, asked };
  } finally {
    relaxation.dispose();
  }
}

it('looks at no sets of bins where there is one kind: rounding up has counted them', async () => {
  expect(await work(single)).toStrictEqual({ programs: 0, asked: 0 });
});

it('looks at sets of bins where there are several kinds', async () => {
  const { programs, asked } = await work(double);
  expect(programs).toBeGreaterThan(0);
  expect(asked).toBeGreaterThan(0);
});
