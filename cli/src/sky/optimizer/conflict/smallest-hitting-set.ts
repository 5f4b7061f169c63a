import loadHighs from 'highs';

/** Loaded once: that takes as long as many of these programs. */
let solver: ReturnType<typeof loadHighs> | undefined;

/**
 * The smallest set that has an element of every given set; of equally small ones mostly the first elements of all.
 * An integer program: these sets are few and small, but too many for trying every combination.
 *
 * @param sets elements as numbers below `count`; none is empty
 */
export async function smallestHittingSet(sets: readonly (readonly number[])[], count: number): Promise<number[]> {
  if (sets.length === 0) {
    return [];
  }
  const highs = await (solver ??= loadHighs());
  const used = [...new Set(sets.flat())].sort((one, other) => one - other);
  // One element more always costs more than all of the preference for first ones.
  const costs = used.map((element) => `${count * count + element} x${element}`).join(' + ');
  const rows = sets.map((set, index) => ` r${index}: ${set.map((element) => `x${element}`).join(' + ')} >= 1`);
  const program = ['Minimize', ` cost: ${costs}`, 'Subject To', ...rows, 'Binary', ` ${used.map((element) => `x${element}`).join(' ')}`, 'End'].join('\n');
  const solution = highs.solve(program, { mip_rel_gap: 0, random_seed: 0, threads: 1 });
  return used.filter((element) => Number((solution.Columns[`x${element}`] as { Primal?: number }).Primal) > 0.5);
}
