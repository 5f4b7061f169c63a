import { Budget } from '../packing/budget';
import { NodeOffer, PodGroup, Problem, Region } from '../problem';
import { assignGroups, Tie } from '../region/assign-groups';
import { atomsOf } from '../region/atoms';
import { canHost } from '../region/region-function';

/** Requested milli-CPU by name of the group: what a vendor's share is counted in, also where a request is left out. */
export type Shares = ReadonlyMap<string, number>;

export function sharesOf({ groups }: Problem): Shares {
  return new Map(groups.map(({ name, replicas, requests }) => [name, replicas * requests.milliCpu]));
}

/** Which groups alone could run where: each kind of group is looked at once, though constraints are left out in many ways. */
export class Hosting {
  private readonly offers: ReadonlyMap<string, readonly NodeOffer[]>;
  /** By what a group asks for and the rules that matter: by region, whether it could run there. */
  private readonly known = new Map<string, readonly boolean[]>();

  /** @param problem with all its constraints: later ones have the same regions and offers */
  constructor(problem: Problem) {
    this.offers = largestOffers(problem);
  }

  /** Offers of a region as far as feasibility needs them. */
  offersOf(problem: Problem, region: Region): readonly NodeOffer[] {
    return limited(problem, this.offers.get(nameOf(region)) ?? []);
  }

  /** By region, whether a group could run there. */
  regionsFor(problem: Problem, group: PodGroup): readonly boolean[] {
    const { rules = {}, regions } = problem;
    const key = JSON.stringify([{ ...group, name: '', apartFrom: [] }, rules.vendors, rules.regions, rules.failureZones, hasLimits(problem)]);
    const known = this.known.get(key) ?? regions.map((region) => canHost(region, group, this.offersOf(problem, region), rules));
    this.known.set(key, known);
    return known;
  }
}

/**
 * Whether nothing is known that rules out every placement: each group alone has room, and the rules on regions can
 * hold. Where time is up, nothing is known.
 */
export function isFeasible(problem: Problem, hosting: Hosting, shares: Shares, budget: Budget): boolean {
  if (budget.isOver) {
    return true;
  }
  const { groups, bindings = [], rules = {} } = problem;
  const can = groups.map((group) => hosting.regionsFor(problem, group));
  const hosts = problem.regions.map((region, index) => ({ region, can: can.map((regions) => regions[index]), room: roomOf(hosting.offersOf(problem, region)) }));
  const vendorPercent = rules.vendorPercent ?? 100;
  if (vendorPercent >= 100 && hosts.some(({ can, room }) => can.every((holds) => holds) && hasRoom(groups, room))) {
    return true;
  }
  const most = rules.maximumRegions ?? 1;
  if (most < 2) {
    return false;
  }
  const atoms = atomsOf(groups, bindings);
  const weights = groups.map(({ name }) => shares.get(name) ?? 0);
  const mostWeight = (weights.reduce((sum, weight) => sum + weight, 0) * vendorPercent) / 100;
  const classes = alike(hosts.filter(({ can }) => can.some((holds) => holds)), problem);
  return someSet(classes, most, (members) => {
    if (budget.isOver) {
      return true;
    }
    const vendors = [...new Set(members.map(({ region }) => region.vendor))];
    if (vendors.length > (rules.maximumVendors ?? Infinity) || vendors.length * vendorPercent < 100) {
      return false;
    }
    const { places, isCut } = assignGroups({
      weights: atoms.map((atom) => atom.reduce((sum, group) => sum + weights[group], 0)),
      places: members.map(({ can }) => [{ constant: 0n, parts: atoms.map((atom) => (atom.every((group) => can[group]) ? 0n : undefined)) }]),
      ties: tiesOf(problem, atoms, members.map(({ region }) => region)),
      vendors: members.map(({ region }) => vendors.indexOf(region.vendor)),
      mostWeight,
      nodeLimit: 2000,
    });
    return places !== undefined || isCut;
  });
}

interface Host {
  readonly region: Region;
  readonly can: readonly boolean[];
}

/** One of the regions that are alike, three times at most: more are never needed. */
function alike<T extends Host>(hosts: readonly T[], { near = [] }: Problem): T[] {
  const counts = new Map<string, number>();
  const named = new Set(near.flat().map(nameOf));
  return hosts.filter(({ region, can }) => {
    const key = `${region.vendor} ${named.has(nameOf(region)) ? region.region : ''} ${can.map(Number).join('')}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return (counts.get(key) ?? 0) <= 3;
  });
}

function someSet<T>(values: readonly T[], most: number, holds: (members: readonly T[]) => boolean): boolean {
  const visit = (members: readonly T[], from: number): boolean =>
    (members.length > 1 && holds(members))
    || (members.length < most && values.some((value, index) => index >= from && visit([...members, value], index + 1)));
  return visit([], 0);
}

function tiesOf({ groups, bindings = [], near = [] }: Problem, atoms: readonly (readonly number[])[], places: readonly Region[]): Tie[] {
  const atomOf = new Map(atoms.flatMap((atom, index) => atom.map((group) => [groups[group].name, index] as const)));
  return bindings.flatMap(({ from, to, latency }): Tie[] => {
    const [one, other] = [atomOf.get(from), atomOf.get(to)];
    return latency !== 'near' || one === undefined || other === undefined || one === other ? [] : [{
      one,
      other,
      cost: (source, target) => (source === target || near.some((pair) => {
        const [a, b] = pair.map(nameOf);
        const [c, d] = [nameOf(places[source]), nameOf(places[target])];
        return (a === c && b === d) || (a === d && b === c);
      }) ? 0n : undefined),
    }];
  });
}

/**
 * Offers of each region without those that others of the same architecture, GPU and purchase are at least as large as:
 * no price matters here. Offers with limits stay.
 */
function largestOffers({ offers, regions }: Problem): Map<string, NodeOffer[]> {
  const kept = new Map<string, NodeOffer[]>(regions.map((region) => [nameOf(region), []]));
  for (const offer of offers) {
    const known = kept.get(nameOf(offer));
    if (known !== undefined && (offer.limit !== undefined || !known.some((other) => covers(other, offer)))) {
      kept.set(nameOf(offer), [...known.filter((other) => other.limit !== undefined || !covers(offer, other)), offer]);
    }
  }
  return kept;
}

/** What all nodes of a region have together; undefined where some offer has no limit. */
function roomOf(offers: readonly NodeOffer[]): { milliCpu: number; memoryMebibytes: number; gpus: number; pods: number } | undefined {
  if (offers.some(({ limit }) => limit === undefined)) {
    return undefined;
  }
  const sum = (size: (offer: NodeOffer) => number): number => offers.reduce((total, offer) => total + size(offer) * (offer.limit ?? 0), 0);
  return {
    milliCpu: sum(({ capacity }) => capacity.milliCpu),
    memoryMebibytes: sum(({ capacity }) => capacity.memoryMebibytes),
    gpus: sum(({ capacity }) => capacity.gpus ?? 0),
    pods: sum(({ capacity }) => capacity.pods),
  };
}

function hasRoom(groups: readonly PodGroup[], room: ReturnType<typeof roomOf>): boolean {
  const sum = (size: (group: PodGroup) => number): number => groups.reduce((total, group) => total + size(group) * group.replicas, 0);
  return room === undefined
    || (sum(({ requests }) => requests.milliCpu) <= room.milliCpu
      && sum(({ requests }) => requests.memoryMebibytes) <= room.memoryMebibytes
      && sum(({ requests }) => requests.gpus ?? 0) <= room.gpus
      && sum(() => 1) <= room.pods);
}

const LIMITED = new WeakMap<readonly NodeOffer[], boolean>();

/** Whether any offer has a limit: asked very often of the same, very long lists. */
function hasLimits({ offers }: Problem): boolean {
  const known = LIMITED.get(offers) ?? offers.some(({ limit }) => limit !== undefined);
  LIMITED.set(offers, known);
  return known;
}

/** The offers as the problem at hand has them: one that left its limits out has none. */
function limited(problem: Problem, offers: readonly NodeOffer[]): readonly NodeOffer[] {
  return hasLimits(problem)
    ? offers.filter(({ limit }) => limit !== 0)
    : offers.map((offer) => (offer.limit === undefined ? offer : { ...offer, limit: undefined }));
}

function covers(one: NodeOffer, other: NodeOffer): boolean {
  return one.limit === undefined && one.architecture === other.architecture && one.gpuModel === other.gpuModel
    && (one.purchase === 'spot') === (other.purchase === 'spot')
    && one.capacity.milliCpu >= other.capacity.milliCpu && one.capacity.memoryMebibytes >= other.capacity.memoryMebibytes
    && one.capacity.pods >= other.capacity.pods && (one.capacity.gpus ?? 0) >= (other.capacity.gpus ?? 0)
    && (one.capacity.volumes ?? Infinity) >= (other.capacity.volumes ?? Infinity);
}

function nameOf({ vendor, region }: { vendor: string; region: string }): string {
  return `${vendor} ${region}`;
}
