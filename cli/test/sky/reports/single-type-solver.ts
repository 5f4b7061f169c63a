import type { NodeOffer, PodGroup, Problem } from '../../../src/sky/optimizer/problem';
import type { NodePool, Outcome, PodCount, RegionVerdict } from '../../../src/sky/optimizer/solution';

/**
 * A solver for tests of what is around the optimizer: everything in one
 * region, on nodes of one type, packed the first where it fits. Its bound is
 * zero, which is always true.
 */
export async function solveWithOneType(problem: Problem): Promise<Outcome> {
  let best: { cost: bigint; pools: NodePool[]; nodeCost: bigint; fixedCost: bigint; groupCost: bigint; region: { vendor: string; region: string } } | undefined;
  for (const region of problem.regions) {
    const fixedCost = (region.fixedCosts ?? []).reduce((sum, { cost }) => sum + cost, 0n);
    const groupCost = Object.values(region.groupCosts ?? {}).reduce((sum, cost) => sum + cost, 0n);
    for (const offer of problem.offers.filter((each) => each.vendor === region.vendor && each.region === region.region && each.purchase !== 'spot')) {
      const pools = pack(problem.groups, offer);
      const nodeCost = offer.price * BigInt(pools.length);
      const cost = nodeCost + fixedCost + groupCost;
      if (pools.length > 0 && pools.length <= (offer.limit ?? Infinity) && (best === undefined || cost < best.cost)) {
        best = { cost, pools, nodeCost, fixedCost, groupCost, region: { vendor: region.vendor, region: region.region } };
      }
    }
  }
  if (best === undefined) {
    return Promise.resolve({ kind: 'infeasible', conflict: [{ subject: 'all', field: 'requests', words: 'no node is large enough' }], isSmallest: true });
  }
  const { cost, pools, nodeCost, fixedCost, groupCost, region } = best;
  return Promise.resolve({
    kind: 'solution', money: problem.money, cost, bound: 0n, gap: 1, nodeCost, fixedCost, groupCost, egressCost: 0n,
    placements: problem.groups.map(({ name }) => ({ group: name, ...region })),
    nodes: pools, regions: [{ ...region, state: 'solved', cost, bound: 0n } satisfies RegionVerdict], stoppedBy: [],
    trace: { columnRounds: 0, columns: 0, pricingNodes: 0, dives: 0, linearPrograms: 0, solverRestarts: 0, regionsSolved: 1, regionsPruned: 0 },
  });
}

function pack(groups: readonly PodGroup[], offer: NodeOffer): NodePool[] {
  const nodes: { cpu: number; memory: number; pods: Map<string, number> }[] = [];
  for (const group of groups) {
    if (group.architectures?.includes(offer.architecture) === false || (group.requests.gpus ?? 0) > (offer.capacity.gpus ?? 0)) {
      return [];
    }
    for (let pod = 0; pod < group.replicas; pod += 1) {
      let node = nodes.find(({ cpu, memory, pods }) => cpu >= group.requests.milliCpu && memory >= group.requests.memoryMebibytes && (pods.get(group.name) ?? 0) < (group.maximumPerNode ?? Infinity));
      if (node === undefined) {
        node = { cpu: offer.capacity.milliCpu, memory: offer.capacity.memoryMebibytes, pods: new Map() };
        nodes.push(node);
      }
      node.cpu -= group.requests.milliCpu;
      node.memory -= group.requests.memoryMebibytes;
      node.pods.set(group.name, (node.pods.get(group.name) ?? 0) + 1);
      if (node.cpu < 0 || node.memory < 0) {
        return [];
      }
    }
  }
  return nodes.map(({ pods }) => ({
    vendor: offer.vendor, region: offer.region, offer: offer.id, zone: 0, count: 1,
    pods: [...pods].map(([group, count]): PodCount => ({ group, count, reserved: 0 })),
  }));
}
