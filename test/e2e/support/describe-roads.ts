import { missingControlPlane } from './requirements';
import { Road, roads } from './roads';
import { say } from './test-sandbox';

/**
 * Describes the same cases for every road; one that cannot be gone here is
 * skipped, with the reason.
 *
 * @param isOneEnough true for the first road that can be gone alone
 */
export function describeRoads(title: string, cases: (road: Road) => void, isOneEnough = false): void {
  const all = roads();
  for (const road of isOneEnough ? [all.find(({ missing }) => missing === undefined) ?? all[0]] : all) {
    const missing = missingControlPlane() ?? road.missing;
    const suite = missing === undefined ? describe : describe.skip;
    if (missing !== undefined) {
      say(`skipped: ${title} by ${road.name}: ${missing}`);
    }
    suite(`${title} by ${road.name}${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => cases(road));
  }
}
