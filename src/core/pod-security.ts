import { IConstruct } from 'constructs';
import { ValidationError } from './errors';
import { DriverManifest, PodSecurityLevel } from './manifest';
import { Namespace } from './namespace';

/** The levels, from what allows all to what allows least. */
const LEVELS = [PodSecurityLevel.PRIVILEGED, PodSecurityLevel.BASELINE, PodSecurityLevel.RESTRICTED];

/**
 * Refuses a product whose pods the namespace would not let start: on the
 * cluster that shows only as a time-out.
 *
 * @throws if the product needs a wider pod security level than the namespace enforces
 */
export function checkPodSecurity(scope: IConstruct, { title, podSecurity }: DriverManifest): void {
  const { namespaceName, podSecurity: enforced } = Namespace.of(scope);
  if (podSecurity !== undefined && LEVELS.indexOf(podSecurity.level) < LEVELS.indexOf(enforced)) {
    throw ValidationError.at(
      scope,
      `the pods of ${title} pass the pod security level "${podSecurity.level}" only${podSecurity.reason === undefined ? '' : ` (${podSecurity.reason})`}, `
      + `and the namespace "${namespaceName}" enforces "${enforced}": none of them would start. Put it into a Workspace of its own with podSecurity "${podSecurity.level}", or choose another driver.`,
    );
  }
}
