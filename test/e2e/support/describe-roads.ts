import { describeUnless } from '../../support/describe-unless';
import { missingControlPlane } from './requirements';
import { Road, roads } from './roads';

/**
 * Describes the same cases for every road; one that cannot be gone here is
 * skipped, with the reason.
 *
 * @param enough name of the one that is enough, where it can be gone. @default - all are gone
 */
export function describeRoads(title: string, cases: (road: Road) => void, enough?: Road['name']): void {
  const all = roads();
  const one = all.find(({ name, missing }) => name === enough && missing === undefined);
  for (const road of one === undefined ? all : [one]) {
    describeUnless(missingControlPlane() ?? road.missing, `${title} by ${road.name}`, () => cases(road));
  }
}
