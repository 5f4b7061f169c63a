import { PatternUse } from '../packing/packing';
import { NodePool, PodCount } from '../solution';
import { RegionModel, RolePacking } from './region-model';

/** One node, before equal ones are counted. */
interface Node {
  readonly offer: string;
  readonly zone: number;
  readonly pods: readonly PodCount[];
}

/** A packing in words of nodes and pods. Which pods are only a reserve is decided here: the last ones. */
export function nodePools(model: RegionModel, { roles, offers, zones, packing }: RolePacking, uses: readonly PatternUse[]): NodePool[] {
  const { region, groups } = model;
  // Firm items may hold the reserve too: all that is more than the replicas.
  const surplus = new Map<number, number>();
  roles.forEach(({ group, kind }, item) => {
    if (kind !== 'reserve') {
      surplus.set(group, (surplus.get(group) ?? -groups[group].replicas) + packing.items[item].demand);
    }
  });
  const pools = new Map<string, NodePool>();
  for (const { pattern, count } of uses) {
    for (let copy = 0; copy < count; copy += 1) {
      const byGroup = new Map<number, { count: number; reserved: number }>();
      pattern.items.forEach((item, index) => {
        const { group, kind } = roles[item];
        const here = pattern.counts[index];
        const spare = kind === 'firm' ? Math.min(here, surplus.get(group) ?? 0) : 0;
        surplus.set(group, (surplus.get(group) ?? 0) - spare);
        const known = byGroup.get(group) ?? { count: 0, reserved: 0 };
        byGroup.set(group, { count: known.count + here, reserved: known.reserved + (kind === 'reserve' ? here : spare) });
      });
      const pods = [...byGroup].map(([group, counts]) => ({ group: groups[group].name, ...counts })).sort((a, b) => (a.group < b.group ? -1 : 1));
      const node: Node = { offer: offers[pattern.bin].id, zone: zones[pattern.bin], pods };
      const key = JSON.stringify(node);
      pools.set(key, { vendor: region.vendor, region: region.region, ...node, count: (pools.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...pools].sort(([a, { zone: first }], [b, { zone: second }]) => first - second || (a < b ? -1 : 1)).map(([, pool]) => pool);
}
