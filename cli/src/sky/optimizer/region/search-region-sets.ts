import { Progress } from '../options';
import { Budget, WorkLimits } from '../packing/budget';
import { Problem, Region } from '../problem';
import { Limit, NodePool } from '../solution';
import { assignGroups, Tie } from './assign-groups';
import { atomsOf } from './atoms';
import { RegionFunction, regionFunction } from './region-function';
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

/** How many sets are packed after the best of them have been bounded. */
const PACKED_SETS = 12;

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
    const found = await regionFunction(region, groups, offers, rules, budget);
    if (found !== undefined) {
      functions.push(found);
    }
    input.onProgress?.({ phase: 'combining', done: index + 1, total: regions.length, subject: nameOf(region) });
  }
  const weights = groups.map(({ replicas, requests }) => replicas * requests.milliCpu);
  const mostWeight = (weights.reduce((sum, weight) => sum + weight, 0) * (rules.vendorPercent ?? 100)) / 100;
  const stoppedBy = new Set<Limit>();
  let best: DividedPlacement | undefined;
  let bound: bigint | undefined;
  const sets = candidateSets();
  const bounded: (RegionSet & { readonly places?: readonly number[] })[] = [];
  for (const [index, set] of sets.entries()) {
    if (set.bound >= input.cutoff) {
      lower(set.bound);
      break;
    }
    if (index >= input.regionSets || budget.isOver) {
      stoppedBy.add(index >= input.regionSets ? 'region-sets' : 'time');
      lower(set.bound);
      break;
    }
    const assignment = assignTo(set);
    if (assignment.bound !== undefined) {
      bounded.push({ ...set, bound: constantOf(set) + assignment.bound, places: assignment.places });
    }
  }
  bounded.sort((a, b) => compare(a.bound, b.bound));
  for (const [index, set] of bounded.entries()) {
    lower(set.bound);
    if (set.bound < (best?.cost ?? input.cutoff) && set.places !== undefined && index < PACKED_SETS && !budget.isOver) {
      const placement = await packSet(set, set.places, best?.cost ?? input.cutoff);
      best = placement ?? best;
      input.onProgress?.({ phase: 'combining', done: index + 1, total: Math.min(PACKED_SETS, bounded.length), best: best?.cost, bound });
    } else if (set.bound < (best?.cost ?? input.cutoff)) {
      stoppedBy.add('region-sets');
    }
  }
  return { best, bound, stoppedBy: [...stoppedBy, ...budget.stoppedBy], budget };

  function lower(other: bigint): void {
    bound = bound === undefined || other < bound ? other : bound;
  }

  /** Sets of regions that together can host everything, cheapest bound first. */
  function candidateSets(): RegionSet[] {
    const found: RegionSet[] = [];
    const most = rules.maximumRegions ?? 1;
    const visit = (members: RegionFunction[], from: number): void => {
      if (members.length >= 2) {
        const vendors = new Set(members.map(({ region }) => region.vendor));
        const isAllowed = vendors.size <= (rules.maximumVendors ?? Infinity) && vendors.size * (rules.vendorPercent ?? 100) >= 100;
        const cost = isAllowed ? looseBound(members) : undefined;
        if (cost !== undefined) {
          found.push({ members, bound: cost });
        }
      }
      if (members.length < most) {
        for (let next = from; next < functions.length; next += 1) {
          visit([...members, functions[next]], next + 1);
        }
      }
    };
    visit([], 0);
    return found.sort((a, b) => compare(a.bound, b.bound));
  }

  /** Every group where it is cheapest. */
  function looseBound(members: readonly RegionFunction[]): bigint | undefined {
    let sum = members.reduce((total, { constant }) => total + constant, 0n);
    for (const atom of atoms) {
      const low = members.reduce<bigint | undefined>((least, member) => {
        const cost = costIn(atom, member);
        return cost === undefined || (least !== undefined && least <= cost) ? least : cost;
      }, undefined);
      if (low === undefined) {
        return undefined;
      }
      sum += low;
    }
    return sum;
  }

  function costIn(atom: readonly number[], { parts }: RegionFunction): bigint | undefined {
    let sum = 0n;
    for (const group of atom) {
      const part = parts[group];
      if (part === undefined) {
        return undefined;
      }
      sum += part;
    }
    return sum;
  }

  function constantOf({ members }: RegionSet): bigint {
    return members.reduce((sum, { constant }) => sum + constant, 0n);
  }

  function assignTo({ members }: RegionSet): ReturnType<typeof assignGroups> {
    const vendors = [...new Set(members.map(({ region }) => region.vendor))];
    return assignGroups({
      atoms: atoms.map((atom) => ({ costs: members.map((member) => costIn(atom, member)), weight: atom.reduce((sum, group) => sum + weights[group], 0) })),
      ties: ties(members.map(({ region }) => region)),
      vendors: members.map(({ region }) => vendors.indexOf(region.vendor)),
      mostWeight,
      nodeLimit: 2000,
    });
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

  async function packSet({ members }: RegionSet, places: readonly number[], cutoff: bigint): Promise<DividedPlacement | undefined> {
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
