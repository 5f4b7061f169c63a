import { Aspects, IAspect, TerraformElement, TerraformResource, TerraformVariable } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { Resource } from '../../../src/core/engine/resource';
import { RESOURCE_TYPES, ResourceType } from '../../../src/core/engine/resource-types';
import { Platform } from '../../../src/core/platform';
import { Target } from '../../../src/core/target';
import { Template } from '../../../src/testing/template';
import { cloud, objectAt, plain } from '../../support/synth';
import { ORACLE_CASES, OracleCase } from './oracle-cases';

const types = Object.entries(RESOURCE_TYPES).filter(([key]) => key !== 'terraformData') as [string, ResourceType<object>][];

/** The one resource of a type, without cdktf's own metadata. */
function only(template: Template, type: string): Record<string, unknown> {
  const all = Object.values(template.resources(type));
  expect(all).toHaveLength(1);
  return { ...(all[0] as object), '//': undefined };
}

describe("a resource's JSON is what the provider's own class writes", () => {
  test.each(types)('a case for %s', (key) => {
    expect(ORACLE_CASES[key] ?? []).not.toHaveLength(0);
  });

  const cases = types.flatMap(([key, type]) => (ORACLE_CASES[key] ?? []).map((one, index) => ({ name: `${key} ${index + 1}`, type, one })));

  test.each(cases)('$name', ({ type, one }: { type: ResourceType<object>; one: OracleCase }) => {
    const theirs = plain((stack) => one.make(stack, 'it', one.config as never));
    const ours = plain((stack) => new Resource(stack, 'it', type, one.config));
    expect(only(ours, type.name)).toStrictEqual(only(theirs, type.name));
    expect(ours.addresses).toStrictEqual(theirs.addresses);
  });

  test('lazily made content is the same', () => {
    const config = { metadata: { name: 'shop' }, data: { a: '1' } };
    const [eager, lazy] = [config, () => config].map((content) => plain((stack) => new Resource(stack, 'it', RESOURCE_TYPES.configMap, content)));
    expect(lazy.terraform).toStrictEqual(eager.terraform);
  });
});

const configMap = (scope: Construct, id: string, data: Record<string, string> = {}) =>
  new Resource(scope, id, RESOURCE_TYPES.configMap, { metadata: { name: id, labels: { app: id } }, data });

describe('escape hatches', () => {
  test('addOverride changes and adds attributes', () => {
    const template = plain((stack) => {
      const resource = configMap(stack, 'a');
      resource.addOverride('metadata.labels.team', 'web');
      resource.addOverride('metadata.name', 'b');
      resource.addOverride('lifecycle.prevent_destroy', true);
    });
    expect(template.resource('kubernetes_config_map_v1.a')).toMatchObject({ metadata: { name: 'b', labels: { app: 'a', team: 'web' } }, lifecycle: { prevent_destroy: true } });
  });

  test('an Aspect reaches every resource and changes what is there', () => {
    const labelled: IAspect = {
      visit: (node: IConstruct) => {
        if (node instanceof TerraformResource && node.terraformResourceType.startsWith('kubernetes_')) {
          node.addOverride('metadata.labels.cost-centre', '4711');
        }
      },
    };
    const template = cloud((stack) => {
      configMap(new Construct(stack, 'below'), 'a');
      Platform.of(stack);
      Aspects.of(stack).add(labelled);
    });
    const all = template.resourceTypes.filter((type) => type.startsWith('kubernetes_')).flatMap((type) => Object.values(template.resources(type)));
    expect(all).not.toHaveLength(0);
    expect(all.map((resource) => objectAt(resource, 'metadata', 'labels')['cost-centre'])).toStrictEqual(all.map(() => '4711'));
  });

  test('dependsOn set by users is kept beside our own, sorted, each once', () => {
    const template = plain((stack) => {
      const [a, b] = ['a', 'b'].map((id) => configMap(stack, id));
      const c = new Resource(stack, 'c', RESOURCE_TYPES.configMap, { metadata: { name: 'c' } }, { dependsOn: () => [b.address, b.address] });
      c.dependsOn = [a.fqn];
      c.waitFor(a);
    });
    expect(template.resource('kubernetes_config_map_v1.c').depends_on).toStrictEqual(['kubernetes_config_map_v1.a', 'kubernetes_config_map_v1.b']);
  });

  test('a logical id can be overridden, and the address follows', () => {
    const template = plain((stack) => {
      const a = configMap(stack, 'a');
      a.overrideLogicalId('renamed');
      new Resource(stack, 'c', RESOURCE_TYPES.configMap, { metadata: { name: 'c' } }, { dependsOn: () => [a.address] });
    });
    expect(template.addresses).toStrictEqual(['kubernetes_config_map_v1.c', 'kubernetes_config_map_v1.renamed']);
    expect(template.resource('kubernetes_config_map_v1.c').depends_on).toStrictEqual(['kubernetes_config_map_v1.renamed']);
  });

  test("terraform's meta-arguments of cdktf work", () => {
    const template = plain((stack) => {
      const resource = configMap(stack, 'a');
      resource.count = 2;
      resource.lifecycle = { ignoreChanges: ['data'] };
    });
    expect(template.resource('kubernetes_config_map_v1.a')).toMatchObject({ count: 2, lifecycle: { ignore_changes: ['data'] } });
  });
});

describe('a second cluster in one stack', () => {
  const template = cloud((stack) => {
    configMap(stack.platform, 'here');
    const second = stack.addCluster('edge', { target: Target.k3s() });
    configMap(second, 'there');
    new Resource(second, 'mark', RESOURCE_TYPES.terraformData, { input: 'x' });
    new Resource(second, 'chart', RESOURCE_TYPES.helmRelease, { name: 'a', chart: 'a' });
  });

  test('has provider configurations of its own, and what is below it uses them', () => {
    expect(template.named('kubernetes_config_map_v1', 'there').provider).toBe('kubernetes.edge');
    expect(Object.values(template.resources('helm_release'))).toStrictEqual([expect.objectContaining({ provider: 'helm.edge' })]);
    expect(objectAt(template.terraform, 'provider').kubernetes).toStrictEqual([expect.not.objectContaining({ alias: 'edge' }), expect.objectContaining({ alias: 'edge' })]);
  });

  test('leaves the first on the default configurations, and built-in resources on none', () => {
    expect(template.named('kubernetes_config_map_v1', 'here').provider).toBeUndefined();
    expect(Object.entries(template.resources('terraform_data')).filter(([, resource]) => 'provider' in (resource as object))).toStrictEqual([]);
  });
});

describe('text', () => {
  const written = (data: Record<string, string>) => plain((stack) => configMap(stack, 'a', data)).resource('kubernetes_config_map_v1.a').data;

  test.each([
    ['costs ${amount}', 'costs $${amount}'],
    ['%{ if x }', '%%{ if x }'],
    ['$${already}', '$$${already}'],
    ['a $ b % c { d }', 'a $ b % c { d }'],
    ['{"a": "${b}"}', '{"a": "$${b}"}'],
  ])('%s is not evaluated by Terraform', (given, expected) => {
    expect(written({ key: given })).toStrictEqual({ key: expected });
  });

  test('in the key of a map is not evaluated either', () => {
    expect(written({ '${key}': 'x' })).toStrictEqual({ '$${key}': 'x' });
  });

  test('a token of cdktf is evaluated', () => {
    const template = plain((stack) => {
      const variable = new TerraformVariable(stack, 'image-tag', { type: 'string' });
      configMap(stack, 'a', { image: `shop:${variable.stringValue}`, both: `\${literal} ${variable.stringValue}` });
    });
    expect(template.resource('kubernetes_config_map_v1.a').data).toStrictEqual({ image: 'shop:${var.image-tag}', both: '$${literal} ${var.image-tag}' });
  });
});

test('an element of cdktf can be waited for', () => {
  const template = plain((stack) => {
    const theirs: TerraformElement & { fqn: string } = configMap(stack, 'a');
    configMap(stack, 'b').waitFor(theirs);
  });
  expect(template.resource('kubernetes_config_map_v1.b').depends_on).toStrictEqual(['kubernetes_config_map_v1.a']);
});
