import { PodGroup, Problem } from '../problem';
import { Conflict } from '../solution';
import { Constraint, constraintsOf } from './constraint';
import { smallestHittingSet } from './smallest-hitting-set';
import { isFeasible, largestOffers, OffersByRegion, sharesOf } from './feasibility';

/** After as many rounds no smaller set is looked for. */
const MOST_ROUNDS = 60;

/**
 * The smallest set of constraints that cannot hold together; undefined if nothing is known against the problem.
 *
 * A group that cannot run even alone explains more than a set over several groups: of such groups' sets the smallest is
 * answered. Else the smallest of all is found as a hitting set: whatever can be left out to make the rest hold must meet
 * every set that cannot hold. Where that takes too many rounds, a set is answered of which no part can be left out.
 */
export async function findConflict(problem: Problem): Promise<Conflict[] | undefined> {
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
      const found = await smallestConflict(alone, offers);
      smallest = smallest === undefined || found.length < smallest.length ? found : smallest;
    }
  }
  return (smallest ?? await smallestConflict(problem, offers)).map(({ subject, field, words }) => ({ subject, field, words }));
}

async function smallestConflict(problem: Problem, offers: OffersByRegion): Promise<Constraint[]> {
  const constraints = constraintsOf(problem);
  const shares = sharesOf(problem);
  const holds = (kept: ReadonlySet<Constraint>): boolean =>
    isFeasible(constraints.reduce((reduced, constraint) => (kept.has(constraint) ? reduced : constraint.without(reduced)), problem), offers, shares);
  const corrections: number[][] = [];
  for (let round = 0; ; round += 1) {
    if (round === MOST_ROUNDS) {
      return irreducible(constraints, holds);
    }
    const kept = new Set((await smallestHittingSet(corrections, constraints.length)).map((index) => constraints[index]));
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
    const correction = [...constraints.keys()].filter((index) => !kept.has(constraints[index]));
    if (correction.length === 0) {
      return constraints;
    }
    corrections.push(correction);
  }
}

/** A set of which none can be left out, though a smaller one may exist elsewhere: what is found at once. */
function irreducible(constraints: readonly Constraint[], holds: (kept: ReadonlySet<Constraint>) => boolean): Constraint[] {
  const kept = new Set(constraints);
  for (const constraint of constraints) {
    kept.delete(constraint);
    if (holds(kept)) {
      kept.add(constraint);
    }
  }
  return [...kept];
}

function withoutOthers(group: PodGroup): PodGroup {
  return { ...group, apartFrom: undefined };
}
