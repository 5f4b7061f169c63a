import { parse } from 'yaml';
import { chartFixture, knownCharts, valueErrors } from './chart-facts';
import { objectErrors } from './object-facts';
import { expectKnownValues, expectValidObject } from './sound';

const certificate = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'shop', namespace: 'web', labels: { a: 'b' } },
  spec: { secretName: 'shop', dnsNames: ['shop.acme.example'], issuerRef: { name: 'acme', kind: 'ClusterIssuer' } },
};

test('every chart has its name and version', () => {
  expect(knownCharts().map((name) => chartFixture(name)).filter(({ chart, version }) => chart === '' || !/^v?\d+\.\d+\.\d+/.test(version))).toStrictEqual([]);
});

describe('values', () => {
  test('that the chart knows are accepted, free maps included', () => {
    expectKnownValues('cert-manager', parse('crds: {enabled: true}\nnodeSelector: {disk: ssd}\nresources: {requests: {cpu: 10m}}') as object);
  });

  test('fails with a misspelt key, however deep', () => {
    expect(valueErrors('cloudnative-pg', { config: { clusterwide: true } })).toContain('cloudnative-pg: "config.clusterwide" is not a value of the chart');
    expect(valueErrors('oauth2-proxy', { replicas: 2 })).toStrictEqual(['oauth2-proxy: "replicas" is not a value of the chart']);
  });

  test('fails with a map where the chart takes a text', () => {
    expect(valueErrors('oauth2-proxy', { replicaCount: { min: 1 } })).toStrictEqual(['oauth2-proxy: "replicaCount.min" is not a value of the chart']);
  });

  test('fails with what the schema of the chart refuses', () => {
    expect(valueErrors('cloudnative-pg', { replicaCount: 'two' }).join()).toContain('/replicaCount must be');
  });

  test('fails with a chart that nothing is known of', () => {
    expect(() => valueErrors('nonesuch', {})).toThrow('There are no facts of the chart "nonesuch"');
  });
});

describe('custom resources', () => {
  test('that the API server takes are accepted', () => {
    expectValidObject(certificate);
  });

  test.each([
    ['an unknown field', { spec: { ...certificate.spec, dnsnames: [] } }, '("dnsnames")'],
    ['a missing field', { spec: { secretName: 'shop' } }, "must have required property 'issuerRef'"],
    ['a wrong type', { spec: { ...certificate.spec, dnsNames: 'shop' } }, '/spec/dnsNames must be array'],
    ['an unknown field of metadata', { metadata: { name: 'shop', lables: {} } }, '("lables")'],
    ['a label that is no text', { metadata: { name: 'shop', labels: { on: true } } }, '/metadata/labels/on must be string'],
    ['a name that Kubernetes refuses', { metadata: { name: 'Shop' } }, 'metadata.name is not a name'],
    ['a version that is not served', { apiVersion: 'cert-manager.io/v1beta1' }, 'there is no schema'],
    ['an object of Kubernetes itself', { apiVersion: 'v1', kind: 'ConfigMap' }, 'make Kubernetes\' own objects as Terraform resources'],
  ])('fails with %s', (_, change, message) => {
    expect(objectErrors({ ...certificate, ...change }).join('\n')).toContain(message);
  });

  test('take a number or a text where the definition says either', () => {
    const policy = (port: unknown): Record<string, unknown> => ({
      apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'a' }, spec: { rules: [{ backendRefs: [{ name: 'a', port }] }] },
    });
    expectValidObject(policy(80));
    expect(objectErrors(policy('80'))).not.toStrictEqual([]);
  });
});
