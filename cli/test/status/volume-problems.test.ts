import { Reason } from '../../src/status/problem';
import { claimProblem, volumeProblems } from '../../src/status/volume-problems';
import { claim, event, pod } from './live-objects';

describe('why a volume is not there', () => {
  const pending = claim('data-0', 'Pending');

  it.each([
    ['no class', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set'],
    ['an unknown class', 'ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found'],
    ['a provisioner that is not there', 'ExternalProvisioning', 'Waiting for a volume to be created by the external provisioner \'x\''],
  ])('%s', (_, reason, message) => {
    expect(claimProblem(pending, [event(pending, reason, message)])).toMatchObject({ reason: Reason.VOLUME_PENDING, message: `${reason}: ${message}`, object: { kind: 'PersistentVolumeClaim', name: 'data-0' } });
  });

  it('waits without complaint for a pod', () => {
    expect(claimProblem(pending, [event(pending, 'WaitForFirstConsumer', 'waiting for first consumer')])).toBeUndefined();
  });

  it('says that one is gone', () => {
    expect(claimProblem(claim('data-0', 'Lost'), [])?.reason).toBe(Reason.VOLUME_LOST);
  });

  it('has nothing to say of one that is bound', () => {
    const bound = claim('data-0', 'Bound');
    expect(claimProblem(bound, [event(bound, 'ProvisioningFailed', 'at first')])).toBeUndefined();
  });

  it('looks at the claims of the pod and no others', () => {
    const user = pod('a', {}, { spec: { volumes: [{ persistentVolumeClaim: { claimName: 'data-0' } }, {}] } });
    const other = claim('data-1', 'Lost');
    expect(volumeProblems(user, [other, claim('data-0', 'Lost')], []).map(({ object }) => object.name)).toStrictEqual(['data-0']);
  });
});
