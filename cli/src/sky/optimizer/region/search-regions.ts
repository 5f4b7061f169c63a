import { Budget, WorkLimits } from '../packing/budget';
import { NodeOffer, PodGroup, Region, Rules } from '../problem';
import { Progress } from '../options';
import { RegionVerdict } from '../solution';
import { RegionModel } from './region-model';
import { GroupValues, RegionAnswer, RegionSearch } from './region-search';
import { mayRunIn } from './offer-filter';

/** What is searched: all groups together in one of the regions. */
export interface RegionsInput {
  readonly groups: readonly PodGroup[];
  readonly regions: readonly Region[];
  readonly offers: readonly NodeOffer[];
  readonly rules: Rules;
  readonly limits: WorkLimits;
  readonly targetGap: number;
  /** Whether the best region of every vendor is searched, too. */
  readonly isEachVendorSearched: boolean;
  /** The cheapest that is known from elsewhere: regions that cannot be cheaper are not searched. */
  readonly cutoff?: bigint;
  readonly onProgress?: (progress: Progress) => void;
}

/** What was found. */
export interface RegionsFound {
  readonly verdicts: readonly RegionVerdict[];
  readonly best?: { readonly region: Region; readonly cost: bigint; readonly answer: RegionAnswer };
  readonly budgets: readonly Budget[];
}

/** How far a region has been searched. */
enum Stage {
  NEW,
  RELAXED,
  PACKED,
  DONE,
}

interface Candidate {
  readonly region: Region;
  readonly base: bigint;
  readonly budget: Budget;
  readonly search: RegionSearch;
  stage: Stage;
  /** How many of the other regions' optima its bound knows of. */
  screenedBy: number;
}

const NEVER = 1n << 90n;

/**
 * Searches regions in order of their bounds: the lowest is raised by what other regions' fractional optima tell, then
 * by the region's own, and a region is packed only while its bound is the lowest and below the best cost.
 */
export async function searchRegions(input: RegionsInput): Promise<RegionsFound> {
  const { rules, groups, targetGap } = input;
  const byRegion = new Map<string, NodeOffer[]>();
  input.offers.forEach((offer) => {
    const key = keyOf(offer);
    const known = byRegion.get(key);
    if (known === undefined) {
      byRegion.set(key, [offer]);
    } else {
      known.push(offer);
    }
  });
  const verdicts: RegionVerdict[] = [];
  const optima: GroupValues[] = [];
  const candidates: Candidate[] = [];
  const allowed = input.regions.filter((region) => groups.every((group) => mayRunIn(group, region, rules)));
  for (const region of [...allowed].sort((a, b) => compare(keyOf(a), keyOf(b)))) {
    const { vendor, region: name } = region;
    const model = new RegionModel(region, groups, byRegion.get(keyOf(region)) ?? [], rules);
    if (model.reasons.length > 0) {
      verdicts.push({ vendor, region: name, state: 'infeasible', reasons: model.reasons });
      continue;
    }
    const budget = new Budget(input.limits);
    candidates.push({ region, base: baseCost(region, groups), budget, search: new RegionSearch(model, budget), stage: Stage.NEW, screenedBy: 0 });
  }
  let best: RegionsFound['best'];
  const bestOfVendor = new Map<string, bigint>();
  let done = 0;
  try {
    for (let candidate = next(candidates, best !== undefined); candidate !== undefined; candidate = next(candidates, best !== undefined)) {
      const { search, base, region, budget, stage } = candidate;
      const limit = limitOf(region.vendor);
      const isHopeless = base + search.bound >= limit || isClose(base + search.bound, limit);
      // Some answer is made even if time is up.
      if (isHopeless || (budget.isOver && (best !== undefined || stage === Stage.PACKED))) {
        finish(candidate);
      } else if (stage === Stage.NEW && candidate.screenedBy < optima.length) {
        search.screen(optima[candidate.screenedBy]);
        candidate.screenedBy += 1;
      } else if (stage === Stage.NEW && !budget.isOver) {
        const values = await search.relax(limit - base);
        candidate.stage = Stage.RELAXED;
        if (values !== undefined) {
          optima.push(values);
        }
        report('screening', keyOf(region));
      } else {
        await (stage === Stage.PACKED ? search.deepen(limit - base, targetGap) : search.quick(limit - base, targetGap));
        candidate.stage = Stage.PACKED;
        take(candidate);
        if (stage === Stage.PACKED) {
          finish(candidate);
        }
      }
    }
  } finally {
    candidates.forEach(({ search }) => search.dispose());
  }
  candidates.forEach(({ region: { vendor, region }, base, search }) => {
    const state = search.answer !== undefined ? 'solved' : base + search.bound >= limitOf(vendor) || isClose(base + search.bound, limitOf(vendor)) ? 'pruned' : 'unplaced';
    const cost = search.answer === undefined ? undefined : base + search.answer.nodeCost;
    verdicts.push({ vendor, region, state, bound: base + search.bound, ...(cost === undefined ? {} : { cost }) });
  });
  return { verdicts: verdicts.sort(byMerit), best, budgets: candidates.map(({ budget }) => budget) };

  function limitOf(vendor: string): bigint {
    const own = input.isEachVendorSearched ? bestOfVendor.get(vendor) : best?.cost;
    const known = input.cutoff ?? NEVER;
    return own !== undefined && own < known ? own : known;
  }

  /** Whether a bound is so near to the cost that is known that searching is of no use. */
  function isClose(bound: bigint, limit: bigint): boolean {
    return limit < NEVER && bound * 1_000_000n >= limit * BigInt(Math.ceil(1_000_000 * (1 - targetGap)));
  }

  function take({ region, base, search: { answer } }: Candidate): void {
    const cost = answer === undefined ? undefined : base + answer.nodeCost;
    const known = bestOfVendor.get(region.vendor);
    if (answer !== undefined && cost !== undefined && (known === undefined || cost < known)) {
      bestOfVendor.set(region.vendor, cost);
      if (best === undefined || cost < best.cost) {
        best = { region, cost, answer };
      }
    }
  }

  function finish(candidate: Candidate): void {
    candidate.stage = Stage.DONE;
    candidate.search.dispose();
    done += 1;
    report('solving', keyOf(candidate.region));
  }

  function report(phase: Progress['phase'], subject?: string): void {
    const low = candidates.reduce<bigint | undefined>((least, { base, search }) => (least === undefined || base + search.bound < least ? base + search.bound : least), best?.cost);
    input.onProgress?.({ phase, done, total: candidates.length, subject, best: best?.cost, bound: low });
  }
}

/** What a region costs whatever nodes it has. */
export function baseCost(region: Region, groups: readonly PodGroup[]): bigint {
  return fixedCost(region) + groupCost(region, groups);
}

export function fixedCost({ fixedCosts = [] }: Region): bigint {
  return fixedCosts.reduce((sum, { cost }) => sum + cost, 0n);
}

export function groupCost({ groupCosts = {} }: Region, groups: readonly PodGroup[]): bigint {
  return groups.reduce((sum, { name }) => sum + (groupCosts[name] ?? 0n), 0n);
}

/**
 * Every region is packed quickly, or ruled out, before one is searched for long, but where that takes little; the lowest
 * bound first. While there is no answer at all, the region at hand comes first.
 */
function next(candidates: readonly Candidate[], hasAnswer: boolean): Candidate | undefined {
  const relaxed = candidates.find(({ stage }) => stage === Stage.RELAXED);
  if (!hasAnswer && relaxed !== undefined) {
    return relaxed;
  }
  const small = candidates.find(({ stage, search }) => stage === Stage.PACKED && search.isSmall);
  if (small !== undefined) {
    return small;
  }
  const isLate = ({ stage }: Candidate): boolean => stage === Stage.PACKED;
  return candidates.filter(({ stage }) => stage !== Stage.DONE).reduce<Candidate | undefined>((first, other) => {
    if (first === undefined) {
      return other;
    }
    return isLate(first) === isLate(other) ? (other.base + other.search.bound < first.base + first.search.bound ? other : first) : isLate(first) ? other : first;
  }, undefined);
}

function keyOf({ vendor, region }: { vendor: string; region: string }): string {
  return `${vendor} ${region}`;
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byMerit(a: RegionVerdict, b: RegionVerdict): number {
  const rank = ({ state }: RegionVerdict): number => ['solved', 'pruned', 'unplaced', 'infeasible'].indexOf(state);
  return rank(a) - rank(b) || compare(a.cost ?? a.bound ?? 0n, b.cost ?? b.bound ?? 0n) || compare(keyOf(a), keyOf(b));
}
