import { ClusterEvent, Pod, seenAt, VolumeClaim } from './cluster-objects';
import { Problem, problemOf, Reason } from './problem';

/** Not a fault: the volume is made when a node was found for the pod. */
const NORMAL = new Set(['WaitForFirstConsumer', 'WaitForPodScheduled', 'Provisioning', 'ProvisioningSucceeded']);

/** Why the volumes of a pod are not there. */
export function volumeProblems(pod: Pod, claims: readonly VolumeClaim[], events: readonly ClusterEvent[]): Problem[] {
  const names = new Set(pod.spec.volumes?.map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName));
  return claims.filter(({ metadata }) => names.has(metadata.name)).flatMap((claim) => claimProblem(claim, events) ?? []);
}

/** Why a claim has no volume; undefined where it has, or where nothing is wrong yet. */
export function claimProblem(claim: VolumeClaim, events: readonly ClusterEvent[]): Problem | undefined {
  const { phase = 'Pending' } = claim.status ?? {};
  if (phase === 'Bound') {
    return undefined;
  }
  if (phase === 'Lost') {
    return problemOf(claim, Reason.VOLUME_LOST, 'Lost: the volume that it was bound to is gone');
  }
  const said = events
    .filter(({ involvedObject, reason }) => involvedObject.uid === claim.metadata.uid && !NORMAL.has(reason ?? ''))
    .sort((a, b) => (seenAt(a) < seenAt(b) ? 1 : -1))[0];
  return said === undefined ? undefined : problemOf(claim, Reason.VOLUME_PENDING, `${said.reason ?? 'Pending'}: ${said.message ?? ''}`);
}
