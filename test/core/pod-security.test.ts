import { PodSecurityLevel } from '../../src/core';
import { RelationalDatabase } from '../../src/data/relational-database';
import { Workspace } from '../../src/tenancy';
import { plain } from '../support/synth';
import { SampleDriver } from '../testing/sample-driver';

const reason = 'its templates set no security context';

test('a product whose pods the namespace would not let start is refused where it is written, with the reason and the next step', () => {
  const driver = new SampleDriver({ podSecurity: { level: PodSecurityLevel.BASELINE, reason } });

  expect(() => plain((stack) => new RelationalDatabase(stack, 'orders', { driver }))).toThrow(
    /orders.*: the pods of SampleDB pass the pod security level "baseline" only \(its templates set no security context\), and the namespace ".*" enforces "restricted": none of them would start\. Put it into a Workspace of its own with podSecurity "baseline"/,
  );
});

test('it is taken where the namespace lets its pods start', () => {
  const driver = new SampleDriver({ podSecurity: { level: PodSecurityLevel.BASELINE, reason } });
  const template = plain((stack) => new RelationalDatabase(new Workspace(stack, 'wide', { podSecurity: PodSecurityLevel.BASELINE }), 'orders', { driver }));

  expect(template.named('kubernetes_namespace_v1', 'wide')).toMatchObject({ metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } });
});

test.each([PodSecurityLevel.RESTRICTED, PodSecurityLevel.BASELINE])('a product that passes "restricted" goes anywhere: "%s"', (podSecurity) => {
  expect(() => plain((stack) => new RelationalDatabase(new Workspace(stack, 'team', { podSecurity }), 'orders', { driver: new SampleDriver() }))).not.toThrow();
});
