import { Budget } from '../packing/budget';
import { PodGroup, Problem } from '../problem';
import { Conflict } from '../solution';
import { Constraint, constraintsOf } from './constraint';
import { Hosting, isFeasible, sharesOf } from './feasibility';
import { smallestHittingSet } from './smallest-hitting-set';

/** After as many rounds no smaller set is looked for. */
const MOST_ROUNDS = 60;

/** Constraints that cannot hold together. */
export interface ConflictFound {
  readonly conflict: readonly Conflict[];
  /** False where the search ended early: some of them may not be needed, or there is a smaller set. */
  readonly isSmallest: boolean;
}

interface Found {
  readonly constraints: readonly Constraint[];
  readonly isSmallest: boolean;
}

/**
 * The smallest set of constraints that cannot hold together; undefined if nothing is known against the problem, or
 * time is up before anything is.
 *
 * A group that cannot run even alone explains more than a set over several groups: of such groups' sets the smallest is
 * answered. Else the smallest of all is found as a hitting set: whatever can be left out to make the rest hold must meet
 * every set that cannot hold. Where that takes too many rounds, or time is up, the best set found is answered.
 */
export async function findConflict(problem: Problem, budget: Budget): Promise<ConflictFound | undefined> {
  const hosting = new Hosting(problem);
  if (isFeasible(problem, hosting, sharesOf(problem), budget)) {
    return undefined;
  }
  if (problem.offers.length === 0) {
    return { conflict: [{ subject: 'offers', field: 'offers', words: 'no node is offered' }], isSmallest: true };
  }
  let smallest: Found | undefined;
  let isEachSearched = true;
  for (const group of problem.groups) {
    const alone = { ...problem, groups: [withoutOthers(group)], bindings: [], rules: { ...problem.rules, vendorPercent: undefined } };
    if (!isFeasible(alone, hosting, sharesOf(alone), budget)) {
      const found = await smallestConflict(alone, hosting, budget);
      isEachSearched &&= found.isSmallest;
      smallest = smallest === undefined || found.constraints.length < smallest.constraints.length ? found : smallest;
    }
  }
  const { constraints, isSmallest } = smallest ?? await smallestConflict(problem, hosting, budget);
  return { conflict: constraints.map(({ subject, field, words }) => ({ subject, field, words })), isSmallest: isSmallest && isEachSearched };
}

async function smallestConflict(problem: Problem, hosting: Hosting, budget: Budget): Promise<Found> {
  const constraints = constraintsOf(problem);
  const shares = sharesOf(problem);
  // True where time is up, too: nothing is taken for impossible that was not looked at.
  const holds = (kept: readonly number[]): boolean => {
    const chosen = new Set(kept);
    return isFeasible(constraints.reduce((reduced, constraint, index) => (chosen.has(index) ? reduced : constraint.without(reduced)), problem), hosting, shares, budget);
  };
  const all = [...constraints.keys()];
  const known = needed(all, holds);
  const answer = (kept: readonly number[], isSmallest: boolean): Found => ({ constraints: [...kept].sort((a, b) => a - b).map((index) => constraints[index]), isSmallest });
  const corrections: number[][] = [];
  for (let round = 0; round < MOST_ROUNDS && !budget.isOver; round += 1) {
    const hitting = await smallestHittingSet(corrections, constraints.length);
    if (!holds(hitting)) {
      return answer(hitting, true);
    }
    // Every set that cannot hold has as many constraints as the smallest hitting set, at least.
    if (hitting.length >= known.length && !budget.isOver) {
      return answer(known, true);
    }
    const kept = new Set(grown(hitting, all, holds));
    const correction = all.filter((index) => !kept.has(index));
    if (correction.length === 0) {
      break;
    }
    corrections.push(correction);
  }
  return answer(known, false);
}

/** Constraints that cannot hold together, of which none can be left out; the last ones are left out first, many at once where that goes. */
function needed(all: readonly number[], holds: (kept: readonly number[]) => boolean): number[] {
  let kept = [...all];
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let end = kept.length; end > 0; end -= size) {
      const rest = [...kept.slice(0, Math.max(0, end - size)), ...kept.slice(end)];
      if (!holds(rest)) {
        kept = rest;
      }
    }
  }
  return kept;
}

/** As many constraints as can be had beside those given so that all hold, many at once where that goes. */
function grown(given: readonly number[], all: readonly number[], holds: (kept: readonly number[]) => boolean): number[] {
  let kept = [...given];
  const add = (chunk: readonly number[]): void => {
    if (chunk.length === 0) {
      return;
    }
    if (holds([...kept, ...chunk])) {
      kept = [...kept, ...chunk];
    } else if (chunk.length > 1) {
      const middle = Math.ceil(chunk.length / 2);
      add(chunk.slice(0, middle));
      add(chunk.slice(middle));
    }
  };
  add(all.filter((index) => !given.includes(index)));
  return kept;
}

function withoutOthers(group: PodGroup): PodGroup {
  return { ...group, apartFrom: undefined };
}
