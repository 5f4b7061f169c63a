import { missingControlPlane } from './requirements';
import { Road, roads } from './roads';
import { say } from './test-sandbox';

/** Describes the same cases for every road; one that cannot be gone here is skipped, with the reason. */
export function describeRoads(title: string, cases: (road: Road) => void): void {
  for (const road of roads()) {
    const missing = missingControlPlane() ?? road.missing;
    const suite = missing === undefined ? describe : describe.skip;
    if (missing !== undefined) {
      say(`skipped: ${title} by ${road.name}: ${missing}`);
    }
    suite(`${title} by ${road.name}${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => cases(road));
  }
}
