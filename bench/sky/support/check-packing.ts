import { PackingAnswer } from '../../../cli/src/sky/optimizer/packing/packing';
import { VectorBinPacking } from './vector-bin-packing';

/** Checks a packing against the instance as it was read: every item once, no bin too full. Answers the number of bins. */
export function checkPacking({ name, capacity, items }: VectorBinPacking, kinds: readonly (readonly number[])[], answer: PackingAnswer): number {
  const left = new Map<string, number>();
  items.forEach((sizes) => left.set(sizes.join(' '), (left.get(sizes.join(' ')) ?? 0) + 1));
  let bins = 0;
  for (const { pattern, count } of answer.uses) {
    const load = capacity.map(() => 0);
    pattern.items.forEach((item, index) => {
      const sizes = kinds[item];
      sizes.forEach((size, d) => (load[d] += size * pattern.counts[index]));
      left.set(sizes.join(' '), (left.get(sizes.join(' ')) ?? 0) - pattern.counts[index] * count);
    });
    if (load.some((size, d) => size > capacity[d])) {
      throw new Error(`${name}: a bin is overfull: ${load.join(' ')}`);
    }
    bins += count;
  }
  if ([...left.values()].some((count) => count !== 0)) {
    throw new Error(`${name}: not every item is packed once`);
  }
  return bins;
}
