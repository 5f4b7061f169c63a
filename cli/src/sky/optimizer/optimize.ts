import { checkSolution } from './check-solution';
import { findConflict } from './conflict/find-conflict';
import { OptimizeOptions } from './options';
import { Budget, WorkLimits } from './packing/budget';
import { Problem, Region } from './problem';
import { searchRegionSets } from './region/search-region-sets';
import { fixedCost, groupCost, RegionsFound, searchRegions } from './region/search-regions';
import { Limit, NodePool, Outcome, RegionVerdict, Solution, Trace } from './solution';
import { validateProblem } from './validate-problem';

/** A placement of everything, before it is told in full. */
interface Chosen {
  /** Region of each group, by index. */
  readonly places: readonly Region[];
  readonly nodes: readonly NodePool[];
  readonly egressCost: bigint;
  readonly cost: bigint;
}

const TARGET_GAP = 0.005;

/**
 * Finds the cheapest placement of a platform's pods, with a proven lower bound of what any placement costs.
 *
 * Equal problems and options have equal answers, unless `milliseconds` or `isCancelled` ended the search; the answer
 * says so then.
 *
 * @throws ProblemError where the problem makes no sense.
 */
export async function optimize(problem: Problem, options: OptimizeOptions = {}): Promise<Outcome> {
  validateProblem(problem);
  const limits = workLimits(options);
  const targetGap = options.targetGap ?? TARGET_GAP;
  const sorted = { ...problem, groups: [...problem.groups].sort((a, b) => (a.name < b.name ? -1 : 1)) };
  const found = await findConflict(sorted, new Budget(limits));
  if (found !== undefined) {
    return { kind: 'infeasible', ...found };
  }
  const { groups, rules = {} } = sorted;
  const isDivisible = (rules.maximumRegions ?? 1) > 1;
  const isWhole = (rules.vendorPercent ?? 100) >= 100;
  const whole: RegionsFound = isWhole
    ? await searchRegions({
      groups,
      regions: sorted.regions,
      offers: sorted.offers,
      rules,
      limits,
      targetGap,
      isEachVendorSearched: options.compareVendors ?? false,
      onProgress: options.onProgress,
    })
    : { verdicts: [], budgets: [] };
  let chosen = together(groups.length, whole.best);
  const budgets = [...whole.budgets];
  const stoppedBy = new Set<Limit>();
  let bound = whole.verdicts.reduce<bigint | undefined>((low, verdict) => lower(low, verdict.bound), undefined);
  if (isDivisible) {
    const divided = await searchRegionSets({
      problem: sorted,
      limits,
      targetGap,
      regionSets: options.regionSets ?? 2000,
      cutoff: chosen?.cost ?? 1n << 90n,
      onProgress: options.onProgress,
    });
    chosen = divided.best ?? chosen;
    bound = lower(bound, divided.bound);
    budgets.push(divided.budget);
    divided.stoppedBy.forEach((limit) => stoppedBy.add(limit));
  }
  const trace = traceOf(budgets, whole.verdicts);
  if (chosen === undefined) {
    budgets.forEach((budget) => budget.stoppedBy.forEach((limit) => stoppedBy.add(limit)));
    return { kind: 'unplaced', bound: bound ?? 0n, stoppedBy: [...stoppedBy].sort(), trace };
  }
  const safe = bound === undefined || bound > chosen.cost ? chosen.cost : bound;
  const gap = gapOf(chosen.cost, safe);
  if (gap > targetGap) {
    budgets.forEach((budget) => budget.stoppedBy.forEach((limit) => stoppedBy.add(limit)));
  }
  const solution = tell(sorted, chosen, { bound: safe, gap, verdicts: whole.verdicts, stoppedBy: [...stoppedBy].sort(), trace });
  const wrong = checkSolution(problem, solution);
  if (wrong.length > 0) {
    throw new Error(`The placement that was found does not hold: ${wrong.join('; ')}.`);
  }
  return solution;
}

function together(count: number, best: RegionsFound['best']): Chosen | undefined {
  return best === undefined ? undefined : { places: new Array<Region>(count).fill(best.region), nodes: best.answer.nodes, egressCost: 0n, cost: best.cost };
}

function tell(
  { groups, money }: Problem,
  { places, nodes, egressCost, cost }: Chosen,
  { bound, gap, verdicts, stoppedBy, trace }: { bound: bigint; gap: number; verdicts: readonly RegionVerdict[]; stoppedBy: readonly Limit[]; trace: Trace },
): Solution {
  const regions = [...new Set(places)];
  const fixed = regions.reduce((sum, region) => sum + fixedCost(region), 0n);
  const ofGroups = groups.reduce((sum, group, index) => sum + groupCost(places[index], [group]), 0n);
  return {
    kind: 'solution',
    money,
    cost,
    bound,
    gap,
    nodeCost: cost - fixed - ofGroups - egressCost,
    fixedCost: fixed,
    groupCost: ofGroups,
    egressCost,
    placements: groups.map(({ name }, index) => ({ group: name, vendor: places[index].vendor, region: places[index].region })),
    nodes: [...nodes].sort((a, b) => order(`${a.vendor} ${a.region}`, `${b.vendor} ${b.region}`) || a.zone - b.zone || order(a.offer, b.offer)),
    regions: verdicts,
    stoppedBy,
    trace,
  };
}

function workLimits(options: OptimizeOptions): WorkLimits {
  return {
    pricingNodes: options.pricingNodes ?? 200_000,
    columnRounds: options.columnRounds ?? 400,
    dives: options.dives ?? 4,
    deadline: options.milliseconds === undefined ? undefined : performance.now() + options.milliseconds,
    isCancelled: options.isCancelled,
  };
}

function traceOf(budgets: readonly Budget[], verdicts: readonly RegionVerdict[]): Trace {
  const sum = (count: (budget: Budget) => number): number => budgets.reduce((total, budget) => total + count(budget), 0);
  return {
    columnRounds: sum(({ columnRounds }) => columnRounds),
    columns: sum(({ columns }) => columns),
    pricingNodes: sum(({ pricingNodes }) => pricingNodes),
    dives: sum(({ dives }) => dives),
    linearPrograms: sum(({ linearPrograms }) => linearPrograms),
    solverRestarts: sum(({ restarts }) => restarts),
    regionsSolved: verdicts.filter(({ state }) => state === 'solved').length,
    regionsPruned: verdicts.filter(({ state }) => state === 'pruned').length,
  };
}

/** The gap in millionths of the cost, rounded up. */
function gapOf(cost: bigint, bound: bigint): number {
  return cost === 0n ? 0 : Number(((cost - bound) * 1_000_000n + cost - 1n) / cost) / 1_000_000;
}

function lower(one: bigint | undefined, other: bigint | undefined): bigint | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
