import { Binding, PodGroup } from '../problem';

/** Groups that must share a region, by indices; each group is in one atom. */
export function atomsOf(groups: readonly PodGroup[], bindings: readonly Binding[]): number[][] {
  const names = new Map(groups.map(({ name }, index) => [name, index]));
  const leader = groups.map((_, index) => index);
  const find = (index: number): number => (leader[index] === index ? index : (leader[index] = find(leader[index])));
  for (const { from, to, latency } of bindings) {
    const [one, other] = [names.get(from), names.get(to)];
    if (latency === 'same-region' && one !== undefined && other !== undefined) {
      const [low, high] = [find(one), find(other)].sort((a, b) => a - b);
      leader[high] = low;
    }
  }
  const atoms = new Map<number, number[]>();
  groups.forEach((_, index) => {
    const first = find(index);
    atoms.set(first, [...(atoms.get(first) ?? []), index]);
  });
  return [...atoms.values()];
}
