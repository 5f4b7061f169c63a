import { PodGroup, Problem } from '../problem';
import { Conflict } from '../solution';
import { Constraint, constraintsOf } from './constraint';
import { isFeasible, largestOffers, OffersByRegion, sharesOf } from './feasibility';

/**
 * The smallest set of constraints that cannot hold together; undefined if nothing is known against the problem.
 *
 * A group that cannot run even alone explains more than a set over several groups: of such groups' sets the smallest is
 * answered. Else the smallest of all is found as a hitting set: whatever can be left out to make the rest hold must meet
 * every set that cannot hold.
 */
export function findConflict(problem: Problem): Conflict[] | undefined {
  const offers = largestOffers(problem);
  if (isFeasible(problem, offers, sharesOf(problem))) {
    return undefined;
  }
  if (problem.offers.length === 0) {
    return [{ subject: 'offers', field: 'offers', words: 'no node is offered' }];
  }
  let smallest: Constraint[] | undefined;
  for (const group of problem.groups) {
    const alone = { ...problem, groups: [withoutOthers(group)], bindings: [], rules: { ...problem.rules, vendorPercent: undefined } };
    if (!isFeasible(alone, offers, sharesOf(alone))) {
      const found = smallestConflict(alone, offers);
      smallest = smallest === undefined || found.length < smallest.length ? found : smallest;
    }
  }
  return (smallest ?? smallestConflict(problem, offers)).map(({ subject, field, words }) => ({ subject, field, words }));
}

function smallestConflict(problem: Problem, offers: OffersByRegion): Constraint[] {
  const constraints = constraintsOf(problem);
  const shares = sharesOf(problem);
  const holds = (kept: ReadonlySet<Constraint>): boolean =>
    isFeasible(constraints.reduce((reduced, constraint) => (kept.has(constraint) ? reduced : constraint.without(reduced)), problem), offers, shares);
  const corrections: Constraint[][] = [];
  for (;;) {
    const hitting = smallestHittingSet(corrections);
    const kept = new Set(hitting);
    if (!holds(kept)) {
      return constraints.filter((constraint) => kept.has(constraint));
    }
    for (const constraint of constraints) {
      if (!kept.has(constraint)) {
        kept.add(constraint);
        if (!holds(kept)) {
          kept.delete(constraint);
        }
      }
    }
    const correction = constraints.filter((constraint) => !kept.has(constraint));
    if (correction.length === 0) {
      return constraints;
    }
    corrections.push(correction);
  }
}

/** The smallest set that has an element of every given set, by search of growing sizes. */
function smallestHittingSet<T>(sets: readonly (readonly T[])[]): T[] {
  const extend = (chosen: readonly T[], size: number): T[] | undefined => {
    const missed = sets.find((set) => !set.some((element) => chosen.includes(element)));
    if (missed === undefined) {
      return [...chosen];
    }
    if (chosen.length === size) {
      return undefined;
    }
    for (const element of missed) {
      const found = extend([...chosen, element], size);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  };
  for (let size = 0; ; size += 1) {
    const found = extend([], size);
    if (found !== undefined) {
      return found;
    }
  }
}

function withoutOthers(group: PodGroup): PodGroup {
  return { ...group, apartFrom: undefined };
}
