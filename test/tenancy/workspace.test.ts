import { PodSecurityLevel } from '../../src/core';
import { Workspace } from '../../src/tenancy/workspace';
import { expectSound } from '../support/sound';
import { cloud, listAt, objectAt, plain, refusal, valueAt } from '../support/synth';

describe('Workspace', () => {
  it('is a namespace under restricted pod security, closed but for DNS', () => {
    const template = plain((stack) => new Workspace(stack, 'team'));
    expect(valueAt(template.named('kubernetes_namespace_v1', 'team'), 'metadata', 'labels')).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
    const policy = objectAt(template.networkPolicy('default-deny'), 'spec');
    expect(policy.pod_selector).toStrictEqual({});
    expect(policy.policy_types).toStrictEqual(['Egress', 'Ingress']);
    expect(policy.ingress).toBeUndefined();
    expect(JSON.stringify(listAt(template.networkPolicy('default-deny'), 'spec', 'egress'))).toContain('kube-dns');
    expectSound(template);
  });

  it('sets what containers request that say nothing, without a limit for those that say more, and limits all of them together', () => {
    const template = plain((stack) => new Workspace(stack, 'team', { quota: { cpu: '8', memory: '32Gi', storage: '200Gi', pods: 50 } }));
    expect(valueAt(template.named('kubernetes_resource_quota_v1', 'workspace'), 'spec', 'hard')).toStrictEqual({
      'requests.cpu': '8', 'requests.memory': '32Gi', 'requests.storage': '200Gi', 'pods': '50',
    });
    expect(listAt(template.named('kubernetes_limit_range_v1', 'workspace'), 'spec', 'limit')).toStrictEqual([
      { type: 'Container', default_request: { cpu: '50m', memory: '128Mi' } },
    ]);
  });

  it('lowers pod security only when told to', () => {
    const template = plain((stack) => new Workspace(stack, 'team', { podSecurity: PodSecurityLevel.BASELINE }));
    expect(valueAt(template.named('kubernetes_namespace_v1', 'team'), 'metadata', 'labels')).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'baseline' });
  });

  it.each<[string, object, RegExp]>([
    ['a quota that does not parse', { quota: { memory: '32 gigs' } }, /requests\.memory: "32 gigs" is not a quantity/],
    ['half a pod', { quota: { pods: 0.5 } }, /quota\.pods 0\.5 is not a number of pods/],
    ['Kubernetes\' own namespace', { namespaceName: 'kube-system' }, /Kubernetes' own and cannot be closed/],
    ['the default namespace', { namespaceName: 'default' }, /cannot be closed/],
  ])('fails on %s', (_what, props, message) => {
    expect(refusal(() => cloud((stack) => new Workspace(stack, 'team', props)))).toMatch(message);
  });

  it('fails on a second workspace of the same namespace', () => {
    expect(refusal(() => cloud((stack) => {
      new Workspace(stack, 'one', { namespaceName: 'team' });
      new Workspace(stack, 'two', { namespaceName: 'team' });
    }))).toMatch(/the namespace "team" is declared by acme\/one \(Workspace\) already/);
  });
});
