import { LiveObject } from '../../src/status/cluster-objects';
import { complaintOf, conditionAnswer } from '../../src/status/condition';
import { Reason } from '../../src/status/problem';

const object = (apiVersion: string, kind: string, status: object, metadata: object = {}): LiveObject => ({ apiVersion, kind, metadata: { name: 'a', namespace: 'acme', generation: 3, ...metadata }, status: status as never });
const cluster = (condition: object, more: object = {}): LiveObject => object('postgresql.cnpg.io/v1', 'Cluster', { conditions: [{ type: 'Ready', ...condition }], ...more });

describe('a condition that a driver asks for', () => {
  it.each([
    ['holds', cluster({ status: 'True', lastTransitionTime: '2026-11-22T10:00:00Z' }), true, undefined],
    ['holds of what is declared now', cluster({ status: 'True', observedGeneration: 3 }), true, undefined],
    ['holds of what was declared before', cluster({ status: 'True', observedGeneration: 2 }), false, Reason.NOT_OBSERVED],
    ['holds, by a controller that is behind', cluster({ status: 'True' }, { observedGeneration: 2 }), false, Reason.NOT_OBSERVED],
    ['does not hold', cluster({ status: 'False', reason: 'ClusterIsNotReady', message: 'Cluster Is Not Ready' }), false, Reason.CONDITION],
    ['is not known', cluster({ status: 'Unknown' }), false, Reason.CONDITION],
    ['is not stated', object('postgresql.cnpg.io/v1', 'Cluster', {}), false, Reason.NOT_OBSERVED],
    ['is of something that goes', object('postgresql.cnpg.io/v1', 'Cluster', { conditions: [{ type: 'Ready', status: 'True' }] }, { deletionTimestamp: 'now' }), false, Reason.TERMINATING],
  ] as const)('%s', (_, asked, ready, reason) => {
    const answer = conditionAnswer(asked, 'Ready');
    expect([answer.ready, answer.reason]).toStrictEqual([ready, reason]);
  });

  it('is told with reason and message', () => {
    expect(conditionAnswer(cluster({ status: 'False', reason: 'ClusterIsNotReady', message: 'no primary' }), 'Ready').message).toBe('Ready is False (ClusterIsNotReady): no primary');
  });
});

describe('what a custom resource complains of', () => {
  const refused = [{ type: 'Accepted', status: 'False', reason: 'NoMatchingParent', message: 'no listener' }];

  it.each([
    ['ExternalSecret', object('external-secrets.io/v1', 'ExternalSecret', { conditions: [{ type: 'Ready', status: 'False', reason: 'SecretSyncedError', message: 'could not get provider client' }] }), /SecretSyncedError.*provider client/],
    ['Certificate', object('cert-manager.io/v1', 'Certificate', { conditions: [{ type: 'Ready', status: 'False', message: 'issuing' }] }), /issuing/],
    ['HTTPRoute, of one of its gateways', object('gateway.networking.k8s.io/v1', 'HTTPRoute', { parents: [{ conditions: [{ type: 'Accepted', status: 'True' }] }, { conditions: refused }] }), /NoMatchingParent/],
    ['SecurityPolicy', object('gateway.envoyproxy.io/v1alpha1', 'SecurityPolicy', { ancestors: [{ conditions: refused }] }), /NoMatchingParent/],
    ['Database', object('postgresql.cnpg.io/v1', 'Database', { applied: false, message: 'no such role' }), /not applied: no such role/],
  ] as const)('%s', (_, asked, message) => {
    expect(complaintOf(asked)).toMatch(message);
  });

  it.each([
    ['nothing is stated yet', object('external-secrets.io/v1', 'ExternalSecret', {})],
    ['it is well', object('external-secrets.io/v1', 'ExternalSecret', { conditions: [{ type: 'Ready', status: 'True' }] })],
    ['a condition that means something else is false', object('cert-manager.io/v1', 'Certificate', { conditions: [{ type: 'Ready', status: 'True' }, { type: 'Issuing', status: 'False' }] })],
    ['nobody knows the kind', object('example.com/v1', 'Thing', { conditions: [{ type: 'Ready', status: 'False' }] })],
  ] as const)('is nothing where %s', (_, asked) => {
    expect(complaintOf(asked)).toBeUndefined();
  });
});
