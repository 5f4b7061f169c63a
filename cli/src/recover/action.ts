import { ReleaseStep, Step } from '../deployment/step';
import { Located } from '../drift/compare';
import { RecordChange, ReleaseRecord } from '../helm/release-record';
import { describeObject, KubernetesObject } from '../kubernetes/kubernetes-object';

/** Something that recover does to a record. */
export type Action = RestoreState | PushState | Define | ChangeRelease | ForgetRelease | Import | Untaint;

/** Takes the state of before in place of one of which only the beginning was written. */
export interface RestoreState {
  readonly kind: 'restore-state';
  readonly file: string;
  /** The state of before. @default - there is none: the first apply was cut off */
  readonly backup?: string;
}

/** Saves the state that Terraform could not save. */
export interface PushState {
  readonly kind: 'push-state';
  readonly file: string;
}

/** Makes the definitions of a chart that an install which was cut off left out, and that no later one makes. */
export interface Define {
  readonly kind: 'define';
  readonly step: ReleaseStep;
  /** Kinds that the cluster does not know. */
  readonly kinds: readonly string[];
}

/** Lets the next apply upgrade a release, from what is really on the cluster. */
export interface ChangeRelease {
  readonly kind: 'change-release';
  readonly step: Step;
  readonly record: ReleaseRecord;
  readonly change: RecordChange;
  /** The older revision that Helm would look at otherwise. @default - none */
  readonly supersede?: ReleaseRecord;
  /** Objects whose record was not what is on the cluster. */
  readonly corrected: readonly KubernetesObject[];
  /** Hooks that run at the first install only, which never ended. */
  readonly hooks: readonly string[];
  /** What hooks made that Helm removes when they have succeeded: it never came to it. */
  readonly leftovers: readonly Located[];
}

/** Removes the record of a first install that had not made anything. */
export interface ForgetRelease {
  readonly kind: 'forget-release';
  readonly step: Step;
  readonly record: ReleaseRecord;
}

/** Takes what is on the cluster into the state. */
export interface Import {
  readonly kind: 'import';
  readonly step: Step;
  readonly id: string;
}

/** Keeps what is alive from being removed and made again. */
export interface Untaint {
  readonly kind: 'untaint';
  readonly step: Step;
}

/** Something on the cluster that has a name of ours and is not ours. */
export interface Refusal {
  readonly step: Step;
  /** Such as `ConfigMap acme/shop`. */
  readonly what: string;
  readonly reason: string;
  readonly remedy: string;
}

/** What an action does, for people. */
export function describeAction(action: Action): string {
  switch (action.kind) {
    case 'restore-state':
      return `sets aside ${action.file}, of which only the beginning was written${action.backup === undefined ? '' : `, and takes ${action.backup} in its place`}`;
    case 'push-state':
      return `saves the state that could not be saved: ${action.file}`;
    case 'define':
      return `makes the definitions of ${whatOf(action.step)} that are missing on the cluster (${action.kinds.join(', ')}): Helm was cut off before it made them, and takes them for done`;
    case 'change-release': {
      const { record, corrected, change, hooks, leftovers } = action;
      const status = record.status === change.status
        ? corrected.length === 0 ? `lets the next apply upgrade the Helm release ${record.key}: it is ${record.status}` : ''
        : `marks the Helm release ${record.key} as ${change.status}: it is ${record.status}`;
      const count = corrected.length;
      const objects = count === 0 ? '' : `${status === '' ? `brings the record of the Helm release ${record.key}` : ', and brings its record'} in line with ${count} ${count === 1 ? 'object' : 'objects'}`;
      return `${status}${objects}${hooks.length === 0 ? '' : `; its hooks of a first install (${hooks.join(', ')}) do not run again`}${leftovers.length === 0 ? '' : `; removes what these left (${leftovers.map(({ object }) => describeObject(object)).join(', ')})`}`;
    }
    case 'forget-release':
      return `removes the record of the Helm release ${action.record.key}: it is ${action.record.status}, and had made nothing`;
    case 'import':
      return `takes ${whatOf(action.step)} into the state, as ${action.step.address}`;
    case 'untaint':
      return `keeps ${whatOf(action.step)}, which lives, from being removed and made again: ${action.step.address} is tainted`;
  }
}

/** What a step makes, in a few words. */
export function whatOf(step: Step): string {
  if (step.kind !== 'object') {
    return `Helm release ${step.namespaceName}/${step.releaseName}`;
  }
  const { kind, metadata: { namespace, name } } = step.object;
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
