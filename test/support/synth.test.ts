import { CustomResources } from '../../src/core/custom-resources';
import { Namespace } from '../../src/core/namespace';
import { plainStack } from '../../src/testing/workbench';
import { cloud, plain, refusal, STACK, synth } from './synth';

const object = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' }, spec: { text: 'costs ${5} or %{ more }' } };

test('a template tells of resources, releases, objects, policies and the platform', () => {
  const template = cloud((stack) => {
    const home = new Namespace(stack, 'shop');
    new CustomResources(stack, 'things', { releaseName: 'things', namespaceName: home.namespaceName, objects: [object] });
  });
  expect(template.named('kubernetes_namespace_v1', 'shop')).toMatchObject({ metadata: { name: 'shop' } });
  expect(template.networkPolicy('default-deny')).toMatchObject({ spec: { policy_types: ['Egress', 'Ingress'] } });
  expect(template.release('things')).toMatchObject({ namespaceName: 'shop' });
  expect(template.object('Thing', 'a')).toMatchObject({ metadata: { namespace: 'shop' }, spec: object.spec });
  expect(template.platform).toMatchObject({ stack: STACK });
  expect(Object.keys(template.files)).toContain(`stacks/${STACK}/charts/custom-resources/Chart.yaml`);
  expect(template.waitsFor(template.release('things').address)).toStrictEqual(Object.keys(template.resources('kubernetes_namespace_v1')).filter((name) => name.startsWith('shop')).map((name) => `kubernetes_namespace_v1.${name}`));
});

test('a plain stack has providers and nothing of ours', () => {
  expect(plain(() => undefined).resourceTypes).toStrictEqual([]);
});

test('an app may have several stacks', () => {
  expect(Object.keys(synth((app) => {
    plainStack(app, 'a');
    plainStack(app, 'b');
  }))).toStrictEqual(['a', 'b']);
});

describe('refusal', () => {
  test('gives the message of a constructor', () => {
    expect(refusal(() => cloud((stack) => new Namespace(stack, 'kube-x')))).toContain("Kubernetes' own");
  });

  test('gives the message of a validation', () => {
    expect(refusal(() => cloud((stack) => new CustomResources(stack, 'x', { releaseName: 'x', namespaceName: 'x', objects: [object, object] })))).toContain('declared twice');
  });

  test('fails where nothing is refused', () => {
    expect(() => refusal(() => undefined)).toThrow('Nothing was refused');
  });

  test('fails where the program crashes', () => {
    expect(() => refusal(() => { throw new TypeError('x is undefined'); })).toThrow(TypeError);
  });
});
