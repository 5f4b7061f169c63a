import { conditionOf, LiveObject } from './cluster-objects';
import { Reason } from './problem';

/** What a question was answered. */
export interface Answer {
  /** Undefined where it could not be asked. */
  readonly ready: boolean | undefined;
  /** A few words for the table. */
  readonly detail: string;
  /** Since when, where the cluster says so. */
  readonly since?: string;
  /** Why it is not ready, where the object itself tells. */
  readonly reason?: Reason;
  /** In the cluster's own words. @default - the detail */
  readonly message?: string;
  /** What people should know of it although it is ready. */
  readonly note?: string;
}

/** Kinds whose rollout this module judges. */
export const ROLLOUT_KINDS: ReadonlySet<string> = new Set(['CronJob', 'DaemonSet', 'Deployment', 'Job', 'StatefulSet']);

type Counts = Readonly<Record<string, number | undefined>>;

/** Whether a rollout is complete, as `kubectl rollout status` decides. */
export function rolloutOf(object: LiveObject): Answer {
  if (object.metadata.deletionTimestamp !== undefined) {
    return { ready: false, detail: 'being deleted', reason: Reason.TERMINATING, message: terminating(object), since: object.metadata.deletionTimestamp };
  }
  if (object.kind === 'Job') {
    return job(object);
  }
  if (object.kind === 'CronJob') {
    return { ready: true, detail: 'scheduled', since: object.metadata.creationTimestamp, ...(object.spec?.suspend === true ? { note: 'It is suspended: no run begins until spec.suspend is false.' } : {}) };
  }
  if ((object.metadata.generation ?? 0) > (object.status?.observedGeneration ?? 0)) {
    return { ready: false, detail: 'not looked at yet', reason: Reason.NOT_OBSERVED, message: `the controller has not looked at generation ${object.metadata.generation ?? 0} yet` };
  }
  switch (object.kind) {
    case 'Deployment': return deployment(object);
    case 'StatefulSet': return statefulSet(object);
    default: return daemonSet(object);
  }
}

function deployment(object: LiveObject): Answer {
  const { replicas: wanted = 1, paused = false } = (object.spec ?? {}) as { replicas?: number; paused?: boolean };
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = (object.status ?? {}) as Counts;
  const available = conditionOf(object, 'Available')?.lastTransitionTime;
  if (updatedReplicas >= wanted && replicas <= updatedReplicas && availableReplicas >= updatedReplicas) {
    return { ready: true, detail: count(availableReplicas, wanted), since: available };
  }
  const detail = count(Math.min(updatedReplicas, availableReplicas), wanted);
  const progressing = conditionOf(object, 'Progressing');
  if (paused) {
    return { ready: false, detail, reason: Reason.PAUSED, message: `its rollout is paused, with ${updatedReplicas} of ${wanted} pods updated`, since: progressing?.lastTransitionTime };
  }
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return { ready: false, detail, reason: Reason.STALLED, message: `${progressing.reason}: ${progressing.message ?? ''}`, since: progressing.lastTransitionTime };
  }
  const message = updatedReplicas < wanted
    ? `${updatedReplicas} of ${wanted} pods are of the newest revision`
    : replicas > updatedReplicas ? `${replicas - updatedReplicas} pods of an older revision still end` : `${availableReplicas} of ${updatedReplicas} pods are available`;
  return { ready: false, detail, message, since: available };
}

function statefulSet(object: LiveObject): Answer {
  const { replicas: wanted = 1, updateStrategy } = (object.spec ?? {}) as { replicas?: number; updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } } };
  const { readyReplicas = 0, updatedReplicas = 0 } = (object.status ?? {}) as Counts;
  const { currentRevision, updateRevision } = (object.status ?? {}) as { currentRevision?: string; updateRevision?: string };
  const detail = count(readyReplicas, wanted);
  if (readyReplicas < wanted) {
    return { ready: false, detail, message: `${readyReplicas} of ${wanted} pods are ready` };
  }
  const isOld = updateRevision !== undefined && currentRevision !== updateRevision;
  if (updateStrategy?.type === 'OnDelete') {
    // Nobody but a person replaces these: all pods run, and some run what was before.
    return isOld && updatedReplicas < wanted
      ? { ready: true, detail, note: `${wanted - updatedReplicas} of ${wanted} pods run the previous revision: its update strategy is OnDelete. Delete them one at a time, each after the one before is ready.` }
      : { ready: true, detail };
  }
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  if (isOld && updatedReplicas < wanted - partition) {
    return { ready: false, detail: `${updatedReplicas} of ${wanted - partition} updated`, message: `${updatedReplicas} of ${wanted - partition} pods are of the newest revision` };
  }
  return { ready: true, detail };
}

function daemonSet(object: LiveObject): Answer {
  const { desiredNumberScheduled: wanted = 0, updatedNumberScheduled: updated = 0, numberAvailable: available = 0 } = (object.status ?? {}) as Counts;
  const { updateStrategy } = (object.spec ?? {}) as { updateStrategy?: { type?: string } };
  const detail = count(available, wanted);
  if (available < wanted) {
    return { ready: false, detail, message: `${available} of ${wanted} pods are available` };
  }
  if (updated < wanted) {
    return updateStrategy?.type === 'OnDelete'
      ? { ready: true, detail, note: `${wanted - updated} of ${wanted} pods run the previous revision: its update strategy is OnDelete. Delete them one at a time, each after the one before is ready.` }
      : { ready: false, detail: `${updated} of ${wanted} updated`, message: `${updated} of ${wanted} pods are of the newest revision` };
  }
  return { ready: true, detail };
}

function job(object: LiveObject): Answer {
  const complete = conditionOf(object, 'Complete');
  if (complete?.status === 'True') {
    return { ready: true, detail: 'done', since: complete.lastTransitionTime };
  }
  const failed = conditionOf(object, 'Failed');
  if (failed?.status === 'True') {
    return { ready: false, detail: 'failed', reason: Reason.JOB_FAILED, message: `${failed.reason ?? 'Failed'}: ${failed.message ?? ''}`, since: failed.lastTransitionTime };
  }
  return { ready: false, detail: 'running', message: 'it has not ended yet', since: object.metadata.creationTimestamp };
}

/** What holds up a deletion. */
export function terminating({ metadata: { finalizers = [], deletionTimestamp = '' } }: LiveObject): string {
  return `it is being deleted since ${deletionTimestamp}${finalizers.length === 0 ? '' : `, and waits for ${finalizers.join(', ')}`}`;
}

function count(ready: number, wanted: number): string {
  return `${ready} of ${wanted} ready`;
}
