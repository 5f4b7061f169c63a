import { Reason } from '../../src/status/problem';
import { refusedPods } from '../../src/status/refused-pods';
import { deployment, event, replicaSet } from './live-objects';

const owner = deployment('shop', {});
const set = replicaSet(owner);

describe('why pods were never made', () => {
  it.each([
    ['pod security', 'pods "shop-5d9-x" is forbidden: violates PodSecurity "restricted:latest": host namespaces (hostNetwork=true)', Reason.POD_SECURITY],
    ['a quota', 'pods "shop-5d9-x" is forbidden: exceeded quota: workspace, requested: requests.cpu=1, used: requests.cpu=4, limited: requests.cpu=4', Reason.QUOTA],
    ['a quota that wants requests', 'pods "x" is forbidden: failed quota: workspace: must specify limits.memory for: main', Reason.QUOTA],
    ['a limit range', 'pods "x" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi', Reason.LIMIT_RANGE],
    ['a service account', 'pods "x" is forbidden: error looking up service account acme/shop: serviceaccount "shop" not found', Reason.SERVICE_ACCOUNT],
    ['a webhook that refuses', 'admission webhook "policy.example.com" denied the request: no', Reason.ADMISSION],
    ['a webhook that does not answer', 'Internal error occurred: failed calling webhook "validate.kyverno.svc": connection refused', Reason.ADMISSION],
    ['something else', 'pods "x" is forbidden: unknown', Reason.PODS_REFUSED],
  ] as const)('%s', (_, message, reason) => {
    expect(refusedPods(owner, [set], [event(set, 'FailedCreate', `Error creating: ${message}`)])).toMatchObject({ reason, object: { kind: 'ReplicaSet', name: 'shop-5d9' }, message: `Error creating: ${message}` });
  });

  it('is told by the newest event', () => {
    const events = [event(set, 'FailedCreate', 'exceeded quota: a', '2026-11-22T10:00:00Z'), event(set, 'FailedCreate', 'violates PodSecurity "restricted:latest"', '2026-11-22T11:00:00Z')];
    expect(refusedPods(owner, [set], events)?.reason).toBe(Reason.POD_SECURITY);
  });

  it('is told by a condition, where events are gone', () => {
    const told = deployment('shop', { conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'violates PodSecurity "restricted:latest"' }] });
    expect(refusedPods(told, [set], [])?.reason).toBe(Reason.POD_SECURITY);
  });

  it('is nothing where nobody refused', () => {
    expect(refusedPods(owner, [set], [event(set, 'SuccessfulCreate', 'Created pod'), event(owner, 'FailedCreate', 'of another maker')])).toBeUndefined();
  });
});
