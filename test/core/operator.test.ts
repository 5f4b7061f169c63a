import { CloudStack } from '../../src/core/cloud-stack';
import { Operator } from '../../src/core/operator';
import { Target } from '../../src/core/target';
import { RelationalDatabase } from '../../src/data/relational-database';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { SAMPLE } from '../testing/sample-driver';
import { cloud, listAt, plain, refusal, synth, textAt } from '../support/synth';

const advice = 'new Sample().install(stack)';
const props = { manifest: SAMPLE, podLabels: { app: 'sample' }, advice };
const two = (stack: CloudStack): void => ['orders', 'billing'].forEach((id) => new RelationalDatabase(stack, id));

test('an operator appears once, at a fixed address, whoever needs it first', () => {
  const [one, other] = [['orders', 'billing'], ['billing', 'orders']].map((ids) => cloud((stack) => ids.forEach((id) => new RelationalDatabase(stack, id))));
  expect(one.charts.map(({ releaseName }) => releaseName)).toStrictEqual(['cloudnative-pg']);
  expect(one.release('cloudnative-pg').address).toBe(other.release('cloudnative-pg').address);
});

test('every component waits for the operator', () => {
  const template = cloud(two);
  ['orders', 'billing'].forEach((name) => expect(template.waitsFor(template.release(name).address)).toContain(template.release('cloudnative-pg').address));
});

test('two different sets of values for one operator are refused', () => {
  expect(refusal(() => cloud((stack) => [1, 2].forEach((replicas) => Operator.require(stack, { ...props, values: { replicas } }))))).toContain('SampleDB exists once per cluster, and two different sets of values');
});

test('an operator without a chart is refused', () => {
  expect(refusal(() => cloud((stack) => Operator.require(stack, { ...props, manifest: { ...SAMPLE, charts: [] } })))).toContain('names no chart');
});

test('an operator that is installed already is not installed, and its namespace is used', () => {
  const template = cloud((stack) => { new RelationalDatabase(stack, 'orders'); }, { target: Target.kubernetes({ installed: [{ name: 'cloudnative-pg', namespaceName: 'postgres-operator' }] }) });
  expect(template.charts).toStrictEqual([]);
  expect(listAt(template.platform, 'operators')).toStrictEqual([expect.objectContaining({ name: 'cloudnative-pg', namespaceName: 'postgres-operator', owned: false })]);
  expect(JSON.stringify(template.networkPolicy('orders'))).toContain('"kubernetes.io/metadata.name":"postgres-operator"');
  expect(Object.keys(template.platform.locked as object)).toStrictEqual(['orders']);
});

describe('a stack on a foundation', () => {
  const onFoundation = (ground: (stack: CloudStack) => void, house: (stack: CloudStack) => void) => synth((app) => {
    const below = new CloudStack(app, 'ground');
    ground(below);
    house(new CloudStack(app, 'house', { foundation: below.platform }));
  });

  test('owns no operator, no custom resource definition and none of their namespaces', () => {
    const { ground, house } = onFoundation((stack) => RelationalDatabaseDrivers.cloudNativePg().install(stack), two);
    expect(ground.charts.map(({ releaseName }) => releaseName)).toStrictEqual(['cloudnative-pg']);
    expect(house.charts).toStrictEqual([]);
    expect(house.objectsOfKind('Cluster')).toHaveLength(2);
    expect(Object.values(house.resources('kubernetes_namespace_v1')).map((namespace) => textAt(namespace, 'metadata', 'name'))).toStrictEqual(['house']);
  });

  test('is applied after it', () => {
    const { house } = onFoundation((stack) => RelationalDatabaseDrivers.cloudNativePg().install(stack), two);
    expect(JSON.parse(house.files['manifest.json'])).toMatchObject({ stacks: { house: { dependencies: ['ground'] } } });
  });

  test('says what the foundation lacks, with the line to add there', () => {
    const message = refusal(() => onFoundation(() => undefined, two));
    expect(message).toContain('cloudnative-pg is needed here');
    expect(message).toContain('Add there: data.RelationalDatabaseDrivers.cloudNativePg().install(stack)');
  });

  test('may stand on a foundation of a foundation', () => {
    const { attic } = synth((app) => {
      const ground = new CloudStack(app, 'ground');
      RelationalDatabaseDrivers.cloudNativePg().install(ground);
      const house = new CloudStack(app, 'house', { foundation: ground.platform });
      new RelationalDatabase(new CloudStack(app, 'attic', { foundation: house.platform }), 'orders');
    });
    expect(attic.charts).toStrictEqual([]);
  });

  test('is content with an operator that the foundation found installed', () => {
    const { house } = synth((app) => {
      const ground = new CloudStack(app, 'ground', { target: Target.kubernetes({ installed: [{ name: 'cloudnative-pg' }] }) });
      new RelationalDatabase(new CloudStack(app, 'house', { foundation: ground.platform }), 'orders');
    });
    expect(house.charts).toStrictEqual([]);
  });
});

test('in a plain stack a component installs what it needs itself', () => {
  const template = plain((stack) => new RelationalDatabase(stack, 'orders', {}));
  expect(template.charts.map(({ releaseName }) => releaseName)).toStrictEqual(['cloudnative-pg']);
  expect(template.object('Cluster', 'orders')).toMatchObject({ metadata: { namespace: 'acme' }, spec: { bootstrap: { initdb: { database: 'orders', owner: 'orders' } } } });
  expect(template.platform).toMatchObject({ stack: 'acme' });
});
