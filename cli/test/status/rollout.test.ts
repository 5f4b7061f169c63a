import { LiveObject } from '../../src/status/cluster-objects';
import { Reason } from '../../src/status/problem';
import { rolloutOf } from '../../src/status/rollout';
import { deployment, statefulSet } from './live-objects';

const daemonSet = (status: object, spec: object = {}): LiveObject => ({
  apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent', namespace: 'acme', generation: 1 }, spec: { updateStrategy: { type: 'RollingUpdate' }, ...spec }, status: { observedGeneration: 1, ...status },
});
const job = (conditions: object[]): LiveObject => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate', namespace: 'acme' }, status: { conditions: conditions as never } });
const done = { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2, conditions: [{ type: 'Available', status: 'True', lastTransitionTime: '2026-11-22T10:00:00Z' }] };
const old = { currentRevision: 'a-1', updateRevision: 'a-2' };

type Row = readonly [what: string, object: LiveObject, ready: boolean, detail: RegExp, reason?: Reason];

const ROWS: readonly Row[] = [
  ['a Deployment that is complete', deployment('a', done), true, /^2 of 2 ready$/],
  ['a Deployment without pods, as asked', deployment('a', { conditions: [] }, { replicas: 0 }), true, /^0 of 0 ready$/],
  ['a Deployment whose pods are not available', deployment('a', { ...done, availableReplicas: 1 }), false, /^1 of 2 ready$/],
  ['a Deployment with too few updated pods', deployment('a', { ...done, updatedReplicas: 1 }), false, /^1 of 2 ready$/],
  ['a Deployment with pods of an older revision', deployment('a', { ...done, replicas: 3 }), false, /^2 of 2 ready$/],
  ['a Deployment that nobody has looked at since it changed', deployment('a', { ...done, observedGeneration: 1 }), false, /not looked at/, Reason.NOT_OBSERVED],
  ['a Deployment whose time is up', deployment('a', { updatedReplicas: 2, conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out' }] }), false, /^0 of 2/, Reason.STALLED],
  ['a Deployment that is paused', deployment('a', { ...done, updatedReplicas: 0 }, { paused: true }), false, /^0 of 2/, Reason.PAUSED],
  ['a Deployment that is being deleted', deployment('a', done, {}, { deletionTimestamp: '2026-11-22T10:00:00Z', finalizers: ['foregroundDeletion'] }), false, /being deleted/, Reason.TERMINATING],
  ['a StatefulSet that is complete', statefulSet('a', { readyReplicas: 3, updatedReplicas: 3, currentRevision: 'a-1', updateRevision: 'a-1' }), true, /^3 of 3 ready$/],
  ['a StatefulSet that lacks a pod', statefulSet('a', { readyReplicas: 2, updatedReplicas: 3 }), false, /^2 of 3 ready$/],
  ['a StatefulSet half-way through an update', statefulSet('a', { readyReplicas: 3, updatedReplicas: 1, ...old }), false, /^1 of 3 updated$/],
  ['a StatefulSet up to its partition', statefulSet('a', { readyReplicas: 3, updatedReplicas: 1, ...old }, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }), true, /^3 of 3 ready$/],
  ['a StatefulSet before its partition', statefulSet('a', { readyReplicas: 3, updatedReplicas: 0, ...old }, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }), false, /^0 of 1 updated$/],
  ['a StatefulSet that nobody has looked at', statefulSet('a', { readyReplicas: 3, observedGeneration: 0 }), false, /not looked at/, Reason.NOT_OBSERVED],
  ['a StatefulSet that is updated by hand, and lacks pods', statefulSet('a', { readyReplicas: 1 }, { updateStrategy: { type: 'OnDelete' } }), false, /^1 of 3 ready$/],
  ['a DaemonSet that is complete', daemonSet({ desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3 }), true, /^3 of 3 ready$/],
  ['a DaemonSet that lacks a pod', daemonSet({ desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 2 }), false, /^2 of 3 ready$/],
  ['a DaemonSet half-way through an update', daemonSet({ desiredNumberScheduled: 3, updatedNumberScheduled: 1, numberAvailable: 3 }), false, /^1 of 3 updated$/],
  ['a Job that is done', job([{ type: 'Complete', status: 'True' }]), true, /^done$/],
  ['a Job that gave up', job([{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message: 'too often' }]), false, /^failed$/, Reason.JOB_FAILED],
  ['a Job that runs', job([]), false, /^running$/],
  ['a CronJob', { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'report' }, spec: {} }, true, /^scheduled$/],
];

describe('whether a rollout is complete', () => {
  it.each(ROWS.map((row) => [row[0], row] as const))('%s', (_, [, object, ready, detail, reason]) => {
    const answer = rolloutOf(object);
    expect([answer.ready, answer.reason]).toStrictEqual([ready, reason]);
    expect(answer.detail).toMatch(detail);
    expect(ready || (answer.message ?? '') !== '').toBe(true);
  });

  it('says since when, where the cluster does', () => {
    expect(rolloutOf(deployment('a', done)).since).toBe('2026-11-22T10:00:00Z');
  });

  it('tells of pods that nobody but a person replaces, and counts them as ready', () => {
    const byHand = { updateStrategy: { type: 'OnDelete' } };
    expect(rolloutOf(statefulSet('a', { readyReplicas: 3, updatedReplicas: 1, ...old }, byHand))).toMatchObject({ ready: true, note: expect.stringMatching(/^2 of 3 pods run the previous revision/) as string });
    expect(rolloutOf(daemonSet({ desiredNumberScheduled: 3, updatedNumberScheduled: 1, numberAvailable: 3 }, byHand))).toMatchObject({ ready: true, note: expect.stringMatching(/OnDelete/) as string });
    expect(rolloutOf(statefulSet('a', { readyReplicas: 3, updatedReplicas: 3 }, byHand)).note).toBeUndefined();
  });

  it('names what a deletion waits for', () => {
    expect(rolloutOf(deployment('a', done, {}, { deletionTimestamp: '2026-11-22T10:00:00Z', finalizers: ['foregroundDeletion'] })).message).toContain('foregroundDeletion');
  });

  it('tells of a CronJob that is suspended', () => {
    expect(rolloutOf({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'report' }, spec: { suspend: true } }).note).toMatch(/suspended/);
  });
});
