// Optima by plain enumeration, for tiny problems: what the search is held against. Shares nothing with it but the types.
import { Bin, Item, Packing } from '../../../../src/sky/optimizer/packing/packing';
import { NodeOffer, PodGroup, Problem, Region } from '../../../../src/sky/optimizer/problem';

/** Every way to fill a bin, as counts of the items; the empty one, too. */
export function fillings({ items, dimensions, apart }: Packing, bin: Bin, most: readonly number[]): number[][] {
  const found: number[][] = [];
  const visit = (counts: number[], item: number): void => {
    if (item === items.length) {
      const fits = Array.from({ length: dimensions }, (_, d) => counts.reduce((sum, count, index) => sum + count * items[index].sizes[d], 0) <= bin.capacity[d]);
      if (fits.every((holds) => holds) && apart.every(([one, other]) => counts[one] === 0 || counts[other] === 0)) {
        found.push([...counts]);
      }
      return;
    }
    for (let count = 0; count <= (bin.takes[item] === 1 ? Math.min(most[item], items[item].perBin) : 0); count += 1) {
      counts[item] = count;
      visit(counts, item + 1);
    }
    counts[item] = 0;
  };
  visit(items.map(() => 0), 0);
  return found;
}

/** The least cost of a packing, or undefined if there is none. */
export function bruteForcePacking(packing: Packing): bigint | undefined {
  let best: bigint | undefined;
  const choose = (moved: number[]): void => {
    if (moved.length < packing.transfers.length) {
      for (let count = 0; count <= packing.transfers[moved.length].most; count += 1) {
        choose([...moved, count]);
      }
      return;
    }
    const demand = packing.items.map(({ demand: count }) => count);
    packing.transfers.forEach(({ from, to, percent }, index) => {
      demand[from] -= moved[index] - Math.ceil((moved[index] * (100 - percent)) / 100);
      demand[to] += moved[index];
    });
    const cost = demand.some((count) => count < 0) ? undefined : cheapest(packing, demand, [...packing.pools], new Map());
    best = cost !== undefined && (best === undefined || cost < best) ? cost : best;
  };
  choose([]);
  return best;
}

/** Always fills the bin that takes the first item left: every packing has such a bin. */
function cheapest(packing: Packing, demand: readonly number[], pools: readonly number[], known: Map<string, bigint | undefined>): bigint | undefined {
  const first = demand.findIndex((count) => count > 0);
  if (first < 0) {
    return 0n;
  }
  const key = `${demand.join()} ${pools.join()}`;
  if (known.has(key)) {
    return known.get(key);
  }
  let best: bigint | undefined;
  for (const bin of packing.bins) {
    if (bin.pool >= 0 && pools[bin.pool] <= 0) {
      continue;
    }
    for (const counts of fillings(packing, bin, demand)) {
      if (counts[first] > 0) {
        const rest = cheapest(packing, demand.map((count, item) => count - counts[item]), pools.map((left, pool) => (pool === bin.pool ? left - 1 : left)), known);
        const cost = rest === undefined ? undefined : rest + bin.cost;
        best = cost !== undefined && (best === undefined || cost < best) ? cost : best;
      }
    }
  }
  known.set(key, best);
  return best;
}

/** The least cost of a problem without spot offers and limits, each group in any allowed region; undefined if infeasible. */
export function bruteForceProblem(problem: Problem): bigint | undefined {
  const { groups, regions, rules = {}, bindings = [] } = problem;
  let best: bigint | undefined;
  const choose = (places: Region[]): void => {
    if (places.length < groups.length) {
      regions.forEach((region) => choose([...places, region]));
      return;
    }
    const used = [...new Set(places)];
    const vendors = [...new Set(used.map(({ vendor }) => vendor))];
    const cpu = (wanted: (index: number) => boolean): number => groups.reduce((sum, { replicas, requests }, index) => sum + (wanted(index) ? replicas * requests.milliCpu : 0), 0);
    const isAllowed = used.length <= (rules.maximumRegions ?? 1)
      && vendors.length <= (rules.maximumVendors ?? Infinity)
      && vendors.every((vendor) => cpu((index) => places[index].vendor === vendor) * 100 <= cpu(() => true) * (rules.vendorPercent ?? 100))
      && groups.every((group, index) => [group, rules].every((lists) => lists.vendors?.includes(places[index].vendor) ?? true))
      && bindings.every(({ from, to, latency = 'any' }) => latency === 'any' || placeOf(from) === placeOf(to));
    if (!isAllowed) {
      return;
    }
    let cost = bindings.reduce((sum, { from, to, egressGigabytes = 0 }) => {
      const [source, target] = [placeOf(from), placeOf(to)];
      const price = source === target ? 0n : source.vendor === target.vendor ? source.egress?.sameVendor : source.egress?.otherVendor;
      return sum + (price ?? 0n) * BigInt(egressGigabytes);
    }, 0n);
    for (const region of used) {
      const nodes = cheapestNodes(problem, region, groups.filter((_, index) => places[index] === region));
      if (nodes === undefined) {
        return;
      }
      cost += nodes + (region.fixedCosts ?? []).reduce((sum, { cost: fixed }) => sum + fixed, 0n);
      groups.forEach(({ name }, index) => (cost += places[index] === region ? region.groupCosts?.[name] ?? 0n : 0n));
    }
    best = best === undefined || cost < best ? cost : best;

    function placeOf(name: string): Region {
      return places[groups.findIndex((group) => group.name === name)];
    }
  };
  choose([]);
  return best;
}

function cheapestNodes({ offers, rules = {} }: Problem, region: Region, groups: readonly PodGroup[]): bigint | undefined {
  const here = offers.filter((offer) => offer.vendor === region.vendor && offer.region === region.region);
  let best: bigint | undefined;
  const choose = (distributions: number[][]): void => {
    if (distributions.length < groups.length) {
      zoneCounts(groups[distributions.length], region.zones, rules.failureZones ?? 1).forEach((counts) => choose([...distributions, counts]));
      return;
    }
    let cost: bigint | undefined = 0n;
    for (let zone = 0; zone < region.zones && cost !== undefined; zone += 1) {
      const part = bruteForcePacking(zonePacking(groups, here.filter(({ zones }) => zone < (zones ?? region.zones)), distributions.map((counts) => counts[zone])));
      cost = part === undefined ? undefined : cost + part;
    }
    best = cost !== undefined && (best === undefined || cost < best) ? cost : best;
  };
  choose([]);
  return best;
}

function zoneCounts({ replicas, spread }: PodGroup, zones: number, failureZones: number): number[][] {
  const all: number[][] = [];
  const visit = (counts: number[], left: number): void => {
    if (counts.length === zones - 1) {
      all.push([...counts, left]);
      return;
    }
    for (let count = 0; count <= left; count += 1) {
      visit([...counts, count], left - count);
    }
  };
  visit([], replicas);
  return all.filter((counts) =>
    zones >= (spread?.minimumZones ?? 1)
    && (spread === undefined || Math.max(...counts) - Math.min(...counts) <= spread.maximumSkew)
    && (replicas < 2 || Math.max(...counts) <= Math.ceil(replicas / failureZones)));
}

function zonePacking(groups: readonly PodGroup[], offers: readonly NodeOffer[], demand: readonly number[]): Packing {
  const items: Item[] = groups.map(({ requests, maximumPerNode }, index) => ({
    sizes: [requests.milliCpu, requests.memoryMebibytes, requests.gpus ?? 0, 1],
    demand: demand[index],
    perBin: maximumPerNode ?? demand[index],
  }));
  return {
    dimensions: 4,
    items,
    bins: offers.map(({ capacity, price, architecture, gpuModel }) => ({
      capacity: [capacity.milliCpu, capacity.memoryMebibytes, capacity.gpus ?? 0, capacity.pods],
      cost: price,
      pool: -1,
      takes: Uint8Array.from(groups, ({ architectures, gpuModels, requests }) =>
        ((architectures?.includes(architecture) ?? true) && ((requests.gpus ?? 0) === 0 || (gpuModels?.includes(gpuModel ?? '') ?? true)) ? 1 : 0)),
    })),
    pools: [],
    apart: groups.flatMap(({ apartFrom = [] }, index) => apartFrom.map((name): [number, number] => [index, groups.findIndex((group) => group.name === name)])),
    transfers: [],
  };
}
