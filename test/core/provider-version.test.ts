import { PrivateCloud } from '../../blueprints/private-cloud';
import { CloudStack } from '../../src/core/cloud-stack';
import { RESOURCE_TYPES } from '../../src/core/engine/resource-types';
import { Target } from '../../src/core/target';
import { WebService } from '../../src/web/web-service';
import { cloud, refusal, synth, valueAt } from '../support/synth';

const written = (kubernetesProviderVersion?: string): unknown => {
  const template = cloud((stack: CloudStack) => new WebService(stack, 'shop', { image: 'ghcr.io/acme/shop:1.4.2' }), { kubernetesProviderVersion });
  return valueAt(template.terraform, 'terraform', 'required_providers', 'kubernetes', 'version');
};

test.each([[undefined, '2.38.0'], ['2.38.0', '2.38.0'], ['3.0.0', '3.0.0'], ['3.2.1', '3.2.1']])('the kubernetes provider %s is written as %s', (given, version) => {
  expect(written(given)).toBe(version);
});

test.each([
  ['2.37.9', 'is outside of what is supported, which is 2.38.0 and later, below 4.0.0'],
  ['4.0.0', 'is outside of what is supported'],
  ['~> 3.0', 'is not a version of the kubernetes provider. Write kubernetesProviderVersion in full'],
  ['3', 'is not a version'],
])('the kubernetes provider %s is refused', (version, said) => {
  expect(refusal(() => written(version))).toContain(said);
  expect(refusal(() => written(version))).toMatch(/^acme \(CloudStack\): .*kubernetes provider.* kubernetesProviderVersion/);
});

test('a blueprint writes it, too', () => {
  const { acme } = synth((app) => new PrivateCloud(app, 'acme', { domain: 'acme.example', target: Target.k3s(), kubernetesProviderVersion: '3.2.1' }));
  expect(valueAt(acme.terraform, 'terraform', 'required_providers', 'kubernetes', 'version')).toBe('3.2.1');
});

test('only versioned names are written, which 2.38 and 3 share', () => {
  const types = [...JSON.stringify(RESOURCE_TYPES).matchAll(/"(kubernetes_\w+)"/g)].map(([, name]) => name);
  expect(types.length).toBeGreaterThan(10);
  expect(types.filter((type) => !/_v\d+$/.test(type))).toStrictEqual([]);
});

test('no null is among labels and annotations, which the kubernetes provider refuses since 3.3', () => {
  const template = cloud((stack: CloudStack) => new WebService(stack, 'shop', { image: 'ghcr.io/acme/shop:1.4.2' }));
  for (const type of template.resourceTypes.filter((name) => name.startsWith('kubernetes_'))) {
    for (const resource of Object.values(template.resources(type))) {
      expect(JSON.stringify(valueAt(resource as Record<string, unknown>, 'metadata'))).not.toContain('null');
    }
  }
});
