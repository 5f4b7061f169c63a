import { Progress } from '../options';
import { Budget, WorkLimits } from '../packing/budget';
import { Problem, Region } from '../problem';
import { Limit, NodePool } from '../solution';
import { Assignment, assignGroups, Cut, Tie } from './assign-groups';
import { atomsOf } from './atoms';
import { RegionFunction } from './region-function';
import { RegionModel } from './region-model';
import { RegionSearch } from './region-search';
import { groupCost, fixedCost } from './search-regions';

/** What is searched: groups divided between several regions. */
export interface RegionSetsInput {
  readonly problem: Problem;
  readonly limits: WorkLimits;
  readonly targetGap: number;
  readonly regionSets: number;
  /** Placements that cost this or more are of no use. */
  readonly cutoff: bigint;
  readonly onProgress?: (progress: Progress) => void;
}

/** A placement in several regions. */
export interface DividedPlacement {
  readonly cost: bigint;
  /** Region of each group, by index. */
  readonly places: readonly Region[];
  readonly nodes: readonly NodePool[];
  readonly egressCost: bigint;
}

/** What was found. */
export interface RegionSetsFound {
  readonly best?: DividedPlacement;
  /** No placement in two or more regions costs less than this; undefined if there is none. */
  readonly bound?: bigint;
  readonly stoppedBy: readonly Limit[];
  readonly budget: Budget;
}

interface RegionSet {
  readonly members: readonly RegionFunction[];
  readonly bound: bigint;
}

/** How often a set is packed, the one with the lowest bound each time. */
const PACKED_SETS = 16;
/** Most cuts of one region. */
const MOST_CUTS = 6;
const NEVER = 1n << 90n;

/** Searches sets of two or three regions in order of their bounds: assigns the groups, then packs each region. */
export async function searchRegionSets(input: RegionSetsInput): Promise<RegionSetsFound> {
  const { problem, limits } = input;
  const { groups, bindings = [], rules = {} } = problem;
  const budget = new Budget(limits);
  const atoms = atomsOf(groups, bindings);
  const functions: RegionFunction[] = [];
  const regions = [...problem.regions].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  for (const [index, region] of regions.entries()) {
    const offers = problem.offers.filter((offer) => nameOf(offer) === nameOf(region));
    const found = new RegionFunction(region, groups, offers, rules, budget);
    if (found.isUseful) {
      for (const part of initialParts()) {
        await found.cutFor(part);
      }
      functions.push(found);
    }
    input.onProgress?.({ phase: 'combining', done: index + 1, total: regions.length, subject: nameOf(region) });
  }
  const weights = groups.map(({ replicas, requests }) => replicas * requests.milliCpu);
  const mostWeight = (weights.reduce((sum, weight) => sum + weight, 0) * (rules.vendorPercent ?? 100)) / 100;
  const stoppedBy = new Set<Limit>();
  let best: DividedPlacement | undefined;
  let bound: bigint | undefined;
  const open: { members: readonly RegionFunction[]; bound: bigint; places?: readonly number[] }[] = [];
  for (const [index, set] of candidateSets().entries()) {
    if (set.bound >= input.cutoff || index >= input.regionSets || budget.isOver) {
      lower(set.bound);
      if (set.bound < input.cutoff) {
        stoppedBy.add(index >= input.regionSets ? 'region-sets' : 'time');
      }
      break;
    }
    const { bound: cost, places } = assignTo(set.members);
    if (cost !== undefined) {
      open.push({ members: set.members, bound: cost, places });
    }
  }
  // The set with the lowest bound is packed and its bound raised, until no other can be better.
  for (let packed = 0; open.length > 0; packed += 1) {
    const lowest = open.reduce((low, set, index) => (set.bound < open[low].bound ? index : low), 0);
    const { members, bound: cost, places } = open[lowest];
    const limit = best?.cost ?? input.cutoff;
    if (cost >= limit || places === undefined || packed >= PACKED_SETS || budget.isOver) {
      lower(cost);
      if (cost < limit) {
        stoppedBy.add(budget.isOver ? 'time' : 'region-sets');
      }
      break;
    }
    open.splice(lowest, 1);
    best = (await packSet(members, places, limit)) ?? best;
    const next = await raised(members, places, cost);
    if (next !== undefined && (next.bound > cost || next.places?.join() !== places.join())) {
      open.push({ members, ...next });
    } else if (next !== undefined) {
      lower(next.bound);
    }
    input.onProgress?.({ phase: 'combining', done: packed + 1, total: packed + 1 + open.length, best: best?.cost, bound: cost });
  }
  return { best, bound, stoppedBy: [...stoppedBy, ...budget.stoppedBy], budget };

  function lower(other: bigint): void {
    bound = bound === undefined || other < bound ? other : bound;
  }

  /** All groups together; and those with GPUs and those without apart, for they need nodes of other kinds. */
  function initialParts(): ReadonlySet<number>[] {
    const hasGpu = groups.map(({ requests }) => (requests.gpus ?? 0) > 0);
    const all = [...groups.keys()];
    return [all, all.filter((index) => hasGpu[index]), all.filter((index) => !hasGpu[index])].map((part) => new Set(part));
  }

  /** Sets of regions that together can host everything, cheapest loose bound first. */
  function candidateSets(): RegionSet[] {
    const found: RegionSet[] = [];
    const most = rules.maximumRegions ?? 1;
    const rough = functions.map(({ cuts }) => cuts.map(({ constant, parts }) => ({
      constant: Number(constant),
      costs: Float64Array.from(atoms, (atom) => Number(partOf(atom, parts) ?? NEVER)),
    })));
    const visit = (members: readonly number[], from: number): void => {
      if (members.length >= 2) {
        const vendors = new Set(members.map((member) => functions[member].region.vendor));
        const isAllowed = vendors.size <= (rules.maximumVendors ?? Infinity) && vendors.size * (rules.vendorPercent ?? 100) >= 100;
        const cost = isAllowed ? looseBound(members.map((member) => rough[member])) : Infinity;
        if (cost < Number(NEVER)) {
          found.push({ members: members.map((member) => functions[member]), bound: BigInt(Math.floor(Math.max(0, cost * (1 - 1e-12)))) });
        }
      }
      for (let next = from; members.length < most && next < functions.length; next += 1) {
        visit([...members, next], next + 1);
      }
    };
    visit([], 0);
    return found.sort((a, b) => compare(a.bound, b.bound));
  }

  /** Every group where it is cheapest, by cuts of one kind; in floating point, with room for its errors left to the caller. */
  function looseBound(members: readonly (readonly { constant: number; costs: Float64Array }[])[]): number {
    let best = 0;
    for (let cut = 0; cut < Math.max(...members.map((cuts) => cuts.length)); cut += 1) {
      const chosen = members.map((cuts) => cuts[Math.min(cut, cuts.length - 1)]);
      let sum = chosen.reduce((total, { constant }) => total + constant, 0);
      for (let atom = 0; atom < atoms.length; atom += 1) {
        sum += chosen.reduce((least, { costs }) => Math.min(least, costs[atom]), Infinity);
      }
      best = Math.max(best, sum);
    }
    return best;
  }

  function partOf(atom: readonly number[], parts: Cut['parts']): bigint | undefined {
    return atom.reduce<bigint | undefined>((sum, group) => {
      const part = parts[group];
      return sum === undefined || part === undefined ? undefined : sum + part;
    }, 0n);
  }

  function assignTo(members: readonly RegionFunction[]): Assignment {
    const vendors = [...new Set(members.map(({ region }) => region.vendor))];
    return assignGroups({
      weights: atoms.map((atom) => atom.reduce((sum, group) => sum + weights[group], 0)),
      places: members.map(({ cuts }) => cuts.map(({ constant, parts }) => ({ constant, parts: atoms.map((atom) => partOf(atom, parts)) }))),
      ties: ties(members.map(({ region }) => region)),
      vendors: members.map(({ region }) => vendors.indexOf(region.vendor)),
      mostWeight,
      nodeLimit: 2000,
    });
  }

  /** Asks for the cuts of the assignment that was best until now, and assigns anew. */
  async function raised(members: readonly RegionFunction[], places: readonly number[], before: bigint): Promise<{ bound: bigint; places?: readonly number[] } | undefined> {
    for (const [place, member] of members.entries()) {
      if (member.cuts.length < MOST_CUTS) {
        await member.cutFor(new Set(atoms.flatMap((atom, index) => (places[index] === place ? atom : []))));
      }
    }
    const { bound: cost, places: next } = assignTo(members);
    return cost === undefined ? undefined : { bound: cost > before ? cost : before, places: next };
  }

  function ties(places: readonly Region[]): Tie[] {
    const atomOf = new Map(atoms.flatMap((atom, index) => atom.map((group) => [groups[group].name, index])));
    return bindings.flatMap(({ from, to, latency = 'any', egressGigabytes = 0 }): Tie[] => {
      const [one, other] = [atomOf.get(from) ?? 0, atomOf.get(to) ?? 0];
      return one === other ? [] : [{
        one,
        other,
        cost: (source, target) => {
          if (source === target) {
            return 0n;
          }
          const isNear = latency === 'any' || (problem.near ?? []).some(([a, b]) => sameKeys([a, b], [places[source], places[target]]));
          return isNear ? egressPrice(places[source], places[target]) * BigInt(egressGigabytes) : undefined;
        },
      }];
    });
  }

  async function packSet(members: readonly RegionFunction[], places: readonly number[], cutoff: bigint): Promise<DividedPlacement | undefined> {
    const placed = groups.map((): Region => members[0].region);
    atoms.forEach((atom, index) => atom.forEach((group) => (placed[group] = members[places[index]].region)));
    const egressCost = bindings.reduce((sum, { from, to, egressGigabytes = 0 }) => {
      const [source, target] = [from, to].map((name) => placed[groups.findIndex((group) => group.name === name)]);
      return sum + (source === target ? 0n : egressPrice(source, target) * BigInt(egressGigabytes));
    }, 0n);
    let cost = egressCost;
    const nodes: NodePool[] = [];
    for (const region of new Set(placed)) {
      const here = groups.filter((_, index) => placed[index] === region);
      const offers = problem.offers.filter((offer) => nameOf(offer) === nameOf(region));
      const search = new RegionSearch(new RegionModel(region, here, offers, rules), budget);
      try {
        const left = cutoff - cost - fixedCost(region) - groupCost(region, here);
        await search.relax(left);
        await search.quick(left, input.targetGap);
        await search.deepen(left, input.targetGap);
      } finally {
        search.dispose();
      }
      if (search.answer === undefined) {
        return undefined;
      }
      cost += fixedCost(region) + groupCost(region, here) + search.answer.nodeCost;
      nodes.push(...search.answer.nodes);
    }
    return cost < cutoff ? { cost, places: placed, nodes, egressCost } : undefined;
  }
}

/** Price of one gigabyte from one region to another. */
export function egressPrice(source: Region, target: Region): bigint {
  const { sameVendor, otherVendor } = source.egress ?? { sameVendor: 0n, otherVendor: 0n };
  return source.vendor === target.vendor ? sameVendor : otherVendor;
}

function sameKeys(pair: readonly { vendor: string; region: string }[], other: readonly Region[]): boolean {
  const [a, b] = pair.map(nameOf);
  const [c, d] = other.map(nameOf);
  return (a === c && b === d) || (a === d && b === c);
}

function nameOf({ vendor, region }: { vendor: string; region: string }): string {
  return `${vendor} ${region}`;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
