// What others would do with the same pods and prices: the figures that ours are held against. Each packs into the
// zones that spread asks for, on demand only, and the best region is theirs, too.
import { NodeOffer, PodGroup, Region } from '../../../cli/src/sky/optimizer/problem';
import { fitsOn } from '../../../cli/src/sky/optimizer/region/offer-filter';
import { zoneQuotas } from '../../../cli/src/sky/optimizer/region/zone-plan';

interface Node {
  readonly offer: NodeOffer;
  milliCpu: number;
  memory: number;
  gpus: number;
  volumes: number;
  pods: number;
  readonly groups: Map<PodGroup, number>;
}

interface Pod {
  readonly group: PodGroup;
  readonly zone: number;
}

/** The cheapest nodes of one region by some rule; undefined if it has none. */
export type Baseline = (groups: readonly PodGroup[], region: Region, offers: readonly NodeOffer[]) => bigint | undefined;

/**
 * First fit decreasing, as Karpenter provisions: pods in order of CPU and memory, each on the first planned node of its
 * zone that can still be some type; a planned node becomes the cheapest type that holds its pods.
 */
export const firstFitDecreasing: Baseline = (groups, region, offers) => {
  const plans: { zone: number; pods: Pod[]; options: NodeOffer[] }[] = [];
  for (const pod of podsOf(groups, region)) {
    const home = plans.find((plan) => plan.zone === pod.zone && plan.options.some((offer) => fits([...plan.pods, pod], offer)));
    if (home !== undefined) {
      home.pods.push(pod);
      home.options = home.options.filter((offer) => fits(home.pods, offer));
    } else {
      const options = offers.filter((offer) => fits([pod], offer));
      if (options.length === 0) {
        return undefined;
      }
      plans.push({ zone: pod.zone, pods: [pod], options });
    }
  }
  return plans.reduce((sum, { options }) => sum + cheapest(options).price, 0n);
};

/** Everything on nodes of one type: the type that costs least in all. */
export const cheapestSingleType: Baseline = (groups, region, offers) => {
  const pods = podsOf(groups, region);
  return least(offers.filter((offer) => groups.every((group) => fitsOn(group, offer))).map((offer) => firstFit(pods, offer)));
};

/** For each group the one type that costs least for it alone, as SkyPilot chooses for a task; groups share no nodes. */
export const oneTypePerGroup: Baseline = (groups, region, offers) => groups.reduce<bigint | undefined>((sum, group) => {
  const cost = least(offers.filter((offer) => fitsOn(group, offer)).map((offer) => firstFit(podsOf([group], region), offer)));
  return sum === undefined || cost === undefined ? undefined : sum + cost;
}, 0n);

function podsOf(groups: readonly PodGroup[], region: Region): Pod[] {
  const largest = [...groups].sort((a, b) => (b.requests.gpus ?? 0) - (a.requests.gpus ?? 0)
    || b.requests.milliCpu - a.requests.milliCpu || b.requests.memoryMebibytes - a.requests.memoryMebibytes || (a.name < b.name ? -1 : 1));
  return largest.flatMap((group) => {
    const quotas = zoneQuotas(group, region.zones, {}, 0) ?? [group.replicas];
    return quotas.flatMap((count, zone) => Array.from({ length: count }, () => ({ group, zone })));
  });
}

function firstFit(pods: readonly Pod[], offer: NodeOffer): bigint | undefined {
  const zones = new Map<number, Node[]>();
  for (const { group, zone } of pods) {
    const nodes = zones.get(zone) ?? [];
    zones.set(zone, nodes);
    if (!nodes.some((node) => add(node, group))) {
      const node: Node = { offer, milliCpu: 0, memory: 0, gpus: 0, volumes: 0, pods: 0, groups: new Map() };
      if (!add(node, group)) {
        return undefined;
      }
      nodes.push(node);
    }
  }
  return offer.price * BigInt([...zones.values()].reduce((sum, nodes) => sum + nodes.length, 0));
}

function fits(pods: readonly Pod[], offer: NodeOffer): boolean {
  const node: Node = { offer, milliCpu: 0, memory: 0, gpus: 0, volumes: 0, pods: 0, groups: new Map() };
  return pods.every(({ group }) => fitsOn(group, offer) && add(node, group));
}

function add(node: Node, group: PodGroup): boolean {
  const { capacity } = node.offer;
  const { milliCpu, memoryMebibytes, gpus = 0, volumes = 0 } = group.requests;
  const here = node.groups.get(group) ?? 0;
  const isApart = [...node.groups.keys()].some((other) => (other.apartFrom?.includes(group.name) ?? false) || (group.apartFrom?.includes(other.name) ?? false));
  const hasRoom = node.milliCpu + milliCpu <= capacity.milliCpu && node.memory + memoryMebibytes <= capacity.memoryMebibytes
    && node.gpus + gpus <= (capacity.gpus ?? 0) && node.volumes + volumes <= (capacity.volumes ?? Infinity) && node.pods + 1 <= capacity.pods
    && here < (group.maximumPerNode ?? Infinity) && !isApart;
  if (hasRoom) {
    node.milliCpu += milliCpu;
    node.memory += memoryMebibytes;
    node.gpus += gpus;
    node.volumes += volumes;
    node.pods += 1;
    node.groups.set(group, here + 1);
  }
  return hasRoom;
}

function cheapest(offers: readonly NodeOffer[]): NodeOffer {
  return offers.reduce((low, offer) => (offer.price < low.price || (offer.price === low.price && offer.id < low.id) ? offer : low));
}

function least(costs: readonly (bigint | undefined)[]): bigint | undefined {
  return costs.reduce((low, cost) => (cost === undefined || (low !== undefined && low <= cost) ? low : cost), undefined);
}
