import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { CloudStack } from '../../src/core/cloud-stack';
import { RelationalDatabase } from '../../src/data/relational-database';
import { Template } from '../../src/testing/template';
import { WebService } from '../../src/web/web-service';

const outdir = mkdtempSync(join(tmpdir(), 'template-'));
let stack: CloudStack;
let template: Template;

beforeAll(() => {
  stack = new CloudStack(new App({ outdir }), 'acme');
  const orders = new RelationalDatabase(stack, 'orders');
  const shop = new WebService(stack, 'shop', { image: 'ghcr.io/acme/shop:1.4.2', replicas: 2, environment: { GREETING: 'hello' } });
  shop.bind(orders);
  template = Template.synth(stack);
});

afterAll(() => rmSync(outdir, { recursive: true }));

test('synthesizes without writing into the app\'s output folder, which keeps its place', () => {
  expect(readdirSync(join(outdir, 'stacks'))).toStrictEqual([]);
  const app = App.of(stack);
  app.synth();
  expect(readdirSync(join(outdir, 'stacks'))).toStrictEqual(['acme']);
});

test('finds the resources that have all of the attributes', () => {
  expect(template.findResources('kubernetes_deployment_v1')).toHaveLength(1);
  expect(template.findResources('kubernetes_deployment_v1', { metadata: { name: 'shop' } })).toHaveLength(1);
  expect(template.findResources('kubernetes_deployment_v1', { metadata: { name: 'other' } })).toStrictEqual([]);
  expect(template.findResources('kubernetes_pod_v1')).toStrictEqual([]);
});

test('demands a resource, and tells in what each other one differs', () => {
  expect(() => template.assertResource('kubernetes_deployment_v1', { spec: { replicas: '2' } })).not.toThrow();
  expect(() => template.assertResource('kubernetes_deployment_v1', { spec: { replicas: '3' } })).toThrow(/spec\.replicas is "2", and not "3"\.$/);
  expect(() => template.assertResource('kubernetes_pod_v1')).toThrow('There is none of the kind');
});

test('demands a number of resources', () => {
  expect(() => template.assertResourceCount('kubernetes_deployment_v1', 1)).not.toThrow();
  expect(() => template.assertResourceCount('kubernetes_deployment_v1', 2)).toThrow('there are 1 resources of the type kubernetes_deployment_v1, and not 2: shop_');
  expect(() => template.assertResourceCount('kubernetes_pod_v1', 1)).toThrow('and not 1: none.');
});

test('demands an object that comes as a custom resource', () => {
  expect(() => template.assertObject('Cluster', { metadata: { name: 'orders', namespace: 'acme' } })).not.toThrow();
  expect(() => template.assertObject('Cluster', { spec: { instances: 5 } })).toThrow(/orders: spec\.instances is 1, and not 5/);
});

test('demands values of a release; lists must be equal', () => {
  const [{ releaseName, values }] = template.charts;
  expect(() => template.assertValues(releaseName, values)).not.toThrow();
  expect(() => template.assertValues(releaseName, { nothing: { of: 'the kind' } })).toThrow(`Template: the values of the release "${releaseName}" are others: nothing is not there, and not {"of":"the kind"}.`);
  expect(() => template.assertValues('other', {})).toThrow('there is no Helm release "other"');
});
