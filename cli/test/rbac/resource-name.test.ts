import { resourceOf } from '../../src/rbac/resource-name';
import { libraryManifests } from '../../../test/support/library-manifests';

test.each([
  ['v1', 'Secret', 'secrets'],
  ['v1', 'Endpoints', 'endpoints'],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies.networking.k8s.io'],
  ['networking.k8s.io/v1', 'Ingress', 'ingresses.networking.k8s.io'],
  ['gateway.networking.k8s.io/v1', 'Gateway', 'gateways.gateway.networking.k8s.io'],
])('the resource of %s %s is %s', (apiVersion, kind, resource) => {
  expect(resourceOf(apiVersion, kind)).toBe(resource);
});

test('it is the one that the real definitions have, for every kind that a chart of the library brings', () => {
  const known = libraryManifests().filter(({ charts: [chart] = [] }) => chart?.objects?.cluster?.['customresourcedefinitions.apiextensions.k8s.io'] !== undefined);
  expect(known.length).toBeGreaterThan(4);
  const missing = known.flatMap(({ product, crds = [], charts: [chart] = [] }) => {
    const definitions = chart?.objects?.cluster?.['customresourcedefinitions.apiextensions.k8s.io'] ?? [];
    return crds.flatMap(({ group, version, kinds }) => kinds.map((kind) => resourceOf(`${group}/${version}`, kind))).filter((name) => !definitions.includes(name)).map((name) => `${product}: ${name}`);
  });
  expect(missing).toStrictEqual([]);
});

test('every chart of the library tells what it makes', () => {
  const silent = libraryManifests().flatMap(({ charts = [] }) => charts).filter(({ objects }) => objects === undefined).map(({ name }) => name);
  expect(silent).toStrictEqual([]);
});
