import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ChartRelease } from '../../src/core/chart-release';
import { CloudStack } from '../../src/core/cloud-stack';
import { CustomResources } from '../../src/core/custom-resources';
import { Namespace } from '../../src/core/namespace';
import { Platform } from '../../src/core/platform';
import { Size } from '../../src/core/size';
import { StateBackend } from '../../src/core/state-backend';
import { RelationalDatabase } from '../../src/data/relational-database';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { WebService } from '../../src/web/web-service';
import { SampleDriver } from '../testing/sample-driver';
import { cloud, listAt, objectAt, plain, refusal, synth, textAt, valueAt } from '../support/synth';

const chart = { name: 'shop', repository: 'https://charts.acme.example', version: '1.2.3', appVersion: '1', source: { seenIn: 'x', date: '2026-11-22' } };
const thing = (name: string): { [key: string]: unknown } => ({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name } });

describe('a platform', () => {
  test('is found by everything below it, and made once where there is none', () => {
    plain((stack) => {
      const inner = new Construct(stack, 'inner');
      expect(Platform.of(inner)).toBe(Platform.of(stack));
      expect(Platform.of(stack)).toMatchObject({ platformName: 'acme', size: Size.SMALL, domain: undefined });
    });
  });

  test('may be attached to a plain stack', () => {
    const template = plain((stack) => {
      new Platform(stack, 'platform', { size: Size.LARGE });
      new RelationalDatabase(stack, 'orders');
    });
    expect(template.object('Cluster', 'orders')).toMatchObject({ spec: { instances: 3 } });
  });

  test('of another id is refused in the same stack', () => {
    expect(refusal(() => plain((stack) => new Platform(stack, 'other')))).toContain('a stack\'s own platform has the id "platform", and "other" was given');
  });

  test.each(['Acme.example', 'https://acme.example', 'acme', 'acme.example.', 'acme..example', '-acme.example'])('with the domain "%s" is refused', (domain) => {
    expect(refusal(() => cloud(() => undefined, { domain }))).toContain(`the domain "${domain}" is not a host name`);
  });

  test('with two drivers for one contract is refused', () => {
    expect(refusal(() => cloud(() => undefined, { drivers: [new SampleDriver(), RelationalDatabaseDrivers.cloudNativePg()] }))).toContain('two drivers were given for data.RelationalDatabase: sample-db and cloudnative-pg');
  });

  test('gives its driver to components that name none', () => {
    const template = cloud((stack) => {
      new RelationalDatabase(stack, 'orders');
      new RelationalDatabase(stack, 'own', { driver: RelationalDatabaseDrivers.cloudNativePg() });
    }, { drivers: [new SampleDriver()] });
    expect(listAt(template.platform, 'components').filter((component) => textAt(component, 'contract') === 'data.RelationalDatabase').map((component) => valueAt(component, 'driver', 'product'))).toStrictEqual(['sample-db', 'cloudnative-pg']);
  });
});

describe('names', () => {
  test('of two components in one namespace are told apart, with both paths', () => {
    const message = refusal(() => cloud((stack) => {
      new RelationalDatabase(stack, 'orders');
      new RelationalDatabase(stack, 'other', { componentName: 'orders' });
    }));
    expect(message).toContain('acme/other (RelationalDatabase): the name "orders" is taken in the namespace "acme" by acme/orders (RelationalDatabase)');
  });

  test('are the ids from the workspace down', () => {
    const template = cloud((stack) => {
      new RelationalDatabase(new Construct(stack, 'sales'), 'orders');
      new RelationalDatabase(new Construct(new Namespace(stack, 'shop'), 'web'), 'orders');
    });
    expect(template.objectsOfKind('Cluster').map((object) => [valueAt(object, 'metadata', 'namespace'), valueAt(object, 'metadata', 'name')])).toStrictEqual([['acme', 'sales-orders'], ['shop', 'web-orders']]);
  });

  test('that Kubernetes refuses are refused with the nearest one', () => {
    expect(refusal(() => cloud((stack) => new RelationalDatabase(stack, 'OrdersDb')))).toContain('Write "orders-db", for example');
  });
});

describe('a namespace', () => {
  test('is closed and restricted', () => {
    const template = cloud((stack) => { new Namespace(stack, 'shop'); });
    expect(template.named('kubernetes_namespace_v1', 'shop')).toMatchObject({ metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
    expect(template.networkPolicy('default-deny')).toMatchObject({ metadata: { namespace: 'shop' }, spec: { pod_selector: {}, policy_types: ['Egress', 'Ingress'] } });
    expect(template.networkPolicy('default-deny').spec).not.toHaveProperty('ingress');
  });

  test('that exists already is used, and not made', () => {
    const template = cloud((stack) => { new Namespace(stack, 'shop', { create: false }); });
    expect(template.resources('kubernetes_namespace_v1')).toStrictEqual({});
    expect(template.networkPolicy('default-deny')).toMatchObject({ metadata: { namespace: 'shop' } });
  });

  test('that is declared twice is refused', () => {
    expect(refusal(() => cloud((stack) => [1, 2].forEach((id) => new Namespace(stack, `n${id}`, { namespaceName: 'shop' }))))).toContain('the namespace "shop" is declared by acme/n1 (Namespace) already');
  });

  test.each(['default', 'kube-system', 'kube-public'])('"%s" is Kubernetes\' own, and refused', (name) => {
    expect(refusal(() => cloud((stack) => new Namespace(stack, 'n', { namespaceName: name })))).toContain("Kubernetes' own");
  });

  test('may exist on two clusters of one stack', () => {
    const template = cloud((stack) => {
      new Namespace(stack.platform, 'shop');
      new Namespace(stack.addCluster('edge', {}), 'shop');
    });
    expect(Object.values(template.resources('kubernetes_namespace_v1'))).toHaveLength(2);
  });
});

describe('releases', () => {
  test('have names that Helm takes, whatever they are asked for', () => {
    const template = cloud((stack) => {
      ['one', 'two'].forEach((end) => new ChartRelease(stack, end, { chart, releaseName: `${'a'.repeat(60)}-${end}`, namespaceName: 'web' }));
    });
    const names = template.releases.map(({ releaseName }) => releaseName);
    expect(new Set(names).size).toBe(2);
    expect(names.filter((name) => name.length > 53)).toStrictEqual([]);
  });

  test('are not atomic, and wait', () => {
    const { attributes } = cloud((stack) => { new ChartRelease(stack, 'shop', { chart, releaseName: 'shop', namespaceName: 'web' }); }).release('shop');
    expect(attributes).toMatchObject({ wait: true, wait_for_jobs: true, timeout: 600 });
    expect(attributes).not.toHaveProperty('atomic');
  });

  test('have values that do not depend on the order in which they were written', () => {
    const values = (given: { [key: string]: unknown }): unknown => cloud((stack) => { new ChartRelease(stack, 'shop', { chart, releaseName: 'shop', namespaceName: 'web', values: given }); }).release('shop').attributes.values;
    expect(values({ b: { d: 1, c: 2 }, a: 3 })).toStrictEqual(values({ a: 3, b: { c: 2, d: 1 } }));
  });
});

describe('custom resources', () => {
  const release = (stack: CloudStack, ...objects: { [key: string]: unknown }[]) => new CustomResources(stack, 'things', { releaseName: 'things', namespaceName: 'acme', objects });

  test('come in one order, whatever the order of statements', () => {
    const [one, other] = [['a', 'b'], ['b', 'a']].map((names) => cloud((stack) => { release(stack, ...names.map(thing)); }));
    expect(one.release('things').attributes.values).toStrictEqual(other.release('things').attributes.values);
  });

  test('that are declared twice are refused', () => {
    expect(refusal(() => cloud((stack) => release(stack, thing('a'), thing('a'))))).toContain('the object example.com/v1/Thing//a is declared twice');
  });

  test('that do not fit into a Helm release are refused, with advice', () => {
    const large = Array.from({ length: 1100 }, (_, index) => ({ ...thing(`t${index}`), spec: { text: 'x'.repeat(1000) } }));
    const message = refusal(() => cloud((stack) => release(stack, ...large)));
    expect(message).toMatch(/1100 objects of \d+ KiB do not fit into one Helm release, which holds 1024 KiB/);
    expect(message).toContain('several workspaces');
  });

  test('come with a chart whose version derives from its content', () => {
    const { files } = cloud((stack) => { release(stack, thing('a')); });
    expect(files['stacks/acme/charts/custom-resources/Chart.yaml']).toMatch(/^version: \d+\.\d+\.\d+-[0-9a-f]{8}$/m);
  });

  test('text with braces arrives as it was written', () => {
    expect(cloud((stack) => { release(stack, { ...thing('a'), spec: { text: '${x} %{y} {{ .z }}' } }); }).object('Thing', 'a').spec).toStrictEqual({ text: '${x} %{y} {{ .z }}' });
  });
});

describe('state', () => {
  test('is kept in a file beside the project, without a path of this machine', () => {
    const template = cloud(() => undefined);
    expect(valueAt(template.terraform, 'terraform', 'backend')).toStrictEqual({ local: { path: 'terraform.tfstate' } });
    expect(Object.values(template.files).join('\n')).not.toContain(process.cwd());
  });

  test('is kept wherever Terraform can', () => {
    expect(valueAt(cloud(() => undefined, { backend: StateBackend.of('s3', { bucket: 'state', key: 'acme' }) }).terraform, 'terraform', 'backend')).toStrictEqual({ s3: { bucket: 'state', key: 'acme' } });
  });

  test('asks for a Terraform that knows removed blocks', () => {
    expect(valueAt(cloud(() => undefined).terraform, 'terraform', 'required_version')).toBe('>= 1.7.0');
  });
});

test('annotations leave no paths of this machine in the output', () => {
  const { acme } = synth((app) => {
    app.node.setContext('@cdktf/disable_stack_trace_in_metadata', false);
    const stack = new CloudStack(app, 'acme');
    new Namespace(stack, 'shop').node.addMetadata('@cdktf/warn', 'careful', { stackTrace: true });
  });
  expect(objectAt(JSON.parse(acme.files['manifest.json']), 'stacks', 'acme').annotations).toStrictEqual([{ constructPath: 'acme/shop', level: '@cdktf/warn', message: 'careful' }]);
  expect(Object.values(acme.files).join('\n')).not.toContain(process.cwd());
});

test('platform.json is in a plain stack too, and only once something of ours is', () => {
  expect(Object.keys(plain((stack: TerraformStack) => { new RelationalDatabase(stack, 'orders'); }).files)).toContain('stacks/acme/platform.json');
  expect(Object.keys(plain(() => undefined).files)).not.toContain('stacks/acme/platform.json');
});

test('a provider on another cluster is refused: its names and Secrets mean nothing here', () => {
  expect(refusal(() => cloud((stack) => {
    const edge = stack.addCluster('edge', {});
    new WebService(edge, 'shop', { image: 'ghcr.io/acme/shop:1.4.2' }).bind(new RelationalDatabase(stack, 'orders'));
  }))).toMatch(/acme\/edge\/shop \(WebService\): "orders" belongs to acme\/platform \(Platform\), which is not known to be on the same cluster/);
});
