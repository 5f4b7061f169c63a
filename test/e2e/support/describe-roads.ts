import { describeUnless } from '../../support/describe-unless';
import { missingControlPlane } from './requirements';
import { Road, roads } from './roads';

/**
 * Describes the same cases for every road; one that cannot be gone here is
 * skipped, with the reason.
 *
 * @param isOneEnough true for the first road that can be gone alone
 */
export function describeRoads(title: string, cases: (road: Road) => void, isOneEnough = false): void {
  const all = roads();
  for (const road of isOneEnough ? [all.find(({ missing }) => missing === undefined) ?? all[0]] : all) {
    describeUnless(missingControlPlane() ?? road.missing, `${title} by ${road.name}`, () => cases(road));
  }
}
