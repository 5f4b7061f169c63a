import { ClusterEvent, conditionOf, LiveObject, seenAt } from './cluster-objects';
import { Problem, problemOf, Reason } from './problem';

/** How the API server words the refusal of a pod, and what it means. */
const REFUSALS: readonly (readonly [RegExp, Reason])[] = [
  [/violates PodSecurity/i, Reason.POD_SECURITY],
  [/exceeded quota|failed quota/i, Reason.QUOTA],
  [/(maximum|minimum) .* usage per (container|pod)|max limit to request ratio/i, Reason.LIMIT_RANGE],
  [/serviceaccount "[^"]*" not found|error looking up service account/i, Reason.SERVICE_ACCOUNT],
  [/admission webhook|failed calling webhook|ValidatingAdmissionPolicy/i, Reason.ADMISSION],
];

/**
 * Why pods were never made. That stands only in what was said of their maker,
 * or in a condition of it: no pod is there to ask.
 *
 * @param makers what makes the pods: a ReplicaSet, StatefulSet, DaemonSet or Job
 * @param workload what the user knows, such as the Deployment above a ReplicaSet
 */
export function refusedPods(workload: LiveObject, makers: readonly LiveObject[], events: readonly ClusterEvent[]): Problem | undefined {
  for (const maker of makers) {
    const said = events
      .filter(({ reason, involvedObject }) => reason === 'FailedCreate' && involvedObject.uid === maker.metadata.uid)
      .sort((a, b) => (seenAt(a) < seenAt(b) ? 1 : -1))[0]?.message;
    const condition = [maker, workload].map((object) => conditionOf(object, 'ReplicaFailure')).find((found) => found?.status === 'True');
    const message = said ?? condition?.message;
    if (message !== undefined) {
      return problemOf(maker, REFUSALS.find(([words]) => words.test(message))?.[1] ?? Reason.PODS_REFUSED, message);
    }
  }
  return undefined;
}
