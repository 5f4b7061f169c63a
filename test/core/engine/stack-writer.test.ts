import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Lazy, TerraformResource, TerraformVariable, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { CloudStack } from '../../../src/core/cloud-stack';
import { Resource } from '../../../src/core/engine/resource';
import { RESOURCE_TYPES } from '../../../src/core/engine/resource-types';
import { Platform } from '../../../src/core/platform';
import { cloud, objectAt, plain, refusal, synth } from '../../support/synth';
import { plainStack } from '../../../src/testing/workbench';

const configMap = (scope: ConstructorParameters<typeof Resource>[0], id: string, data: Record<string, string>) =>
  new Resource(scope, id, RESOURCE_TYPES.configMap, { metadata: { name: id }, data });

test('a stack with a platform writes the same resources as one without, which cdktf resolves by itself', () => {
  const [short, long] = [true, false].map((withPlatform) => plain((stack) => {
    configMap(stack, 'a', { text: '${x}', key: 'value' });
    new Resource(stack, 'b', RESOURCE_TYPES.deployment, { metadata: { name: 'b' }, spec: { template: { metadata: {}, spec: { container: [{ name: 'a', env: [] }] } } } });
    if (withPlatform) {
      Platform.of(stack);
    }
  }));
  expect(short.terraform.resource).toStrictEqual(long.terraform.resource);
});

test('tokens in a text, a key and a list are resolved, beside resources that have none', () => {
  const template = plain((stack) => {
    Platform.of(stack);
    const variable = new TerraformVariable(stack, 'tag', { type: 'string' });
    configMap(stack, 'plain', { a: '1' });
    configMap(stack, 'text', { image: `shop:${variable.stringValue}` });
    configMap(stack, 'key', { [variable.stringValue]: 'x' });
    configMap(stack, 'number', { port: `port ${variable.numberValue}` });
    new Resource(stack, 'list', RESOURCE_TYPES.role, { metadata: { name: 'list' }, rule: [{ apiGroups: [''], verbs: variable.listValue, resources: ['pods'] }] });
    new Resource(stack, 'lazy', RESOURCE_TYPES.configMap, { metadata: { name: Lazy.stringValue({ produce: () => 'late' }) } });
  });
  const data = (name: string) => template.resource(`kubernetes_config_map_v1.${name}`).data;
  expect([data('plain'), data('text'), data('key'), data('number')]).toStrictEqual([{ a: '1' }, { image: 'shop:${var.tag}' }, { '${var.tag}': 'x' }, { port: 'port ${var.tag}' }]);
  expect(template.resource('kubernetes_role_v1.list').rule).toStrictEqual([{ api_groups: [''], verbs: '${var.tag}', resources: ['pods'] }]);
  expect(template.resource('kubernetes_config_map_v1.lazy').metadata).toStrictEqual({ name: 'late' });
});

test("a reference to a resource of another stack is refused: stacks do not read each other's state", () => {
  expect(refusal(() => synth((app) => {
    const first = new CloudStack(app, 'first');
    const theirs = new TerraformResource(first, 'x', { terraformResourceType: 'null_resource' });
    const second = new CloudStack(app, 'second');
    configMap(second, 'a', { id: theirs.getStringAttribute('id') });
  }))).toBe("second (CloudStack): stacks do not read each other's state here. Give the name of what is needed instead: every name is known at synth.");
});

test('an override of the stack itself reaches our resources', () => {
  const template = plain((stack) => {
    Platform.of(stack);
    configMap(stack, 'a', { x: '1' });
    stack.addOverride('resource.kubernetes_config_map_v1.a.data.x', '2');
    stack.addOverride('resource.kubernetes_config_map_v1.other', { metadata: { name: 'other' } });
  });
  expect(template.resource('kubernetes_config_map_v1.a').data).toStrictEqual({ x: '2' });
  expect(template.resource('kubernetes_config_map_v1.other')).toMatchObject({ metadata: { name: 'other' } });
});

test("resources of other providers' classes stay beside ours", () => {
  const template = plain((stack) => {
    Platform.of(stack);
    configMap(stack, 'a', {});
    new TerraformResource(stack, 'x', { terraformResourceType: 'kubernetes_config_map_v1' });
  });
  expect(Object.keys(template.resources('kubernetes_config_map_v1')).sort()).toStrictEqual(['a', 'x', ...Object.keys(template.resources('kubernetes_config_map_v1')).filter((name) => name.startsWith('platform'))].sort());
});

test('Testing.synth and a second synth see everything', () => {
  synth((app) => {
    const stack = plainStack(app, 'acme');
    Platform.of(stack);
    const resource = configMap(stack, 'a', { x: '1' });
    const written = JSON.parse(Testing.synth(stack)) as object;
    expect(objectAt(written, 'resource', 'kubernetes_config_map_v1', 'a')).toMatchObject({ data: { x: '1' } });
    expect(JSON.parse(Testing.synth(stack))).toStrictEqual(written);
    expect(objectAt(resource.toTerraform(), 'resource', 'kubernetes_config_map_v1', 'a')).toMatchObject({ data: { x: '1' } });
  });
});

test('HCL is refused, whoever asks for it: a file of that name would hold JSON', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hcl-'));
  const app = new App({ outdir: folder, hclOutput: true });
  new CloudStack(app, 'acme');
  expect(refusal(() => app.synth())).toContain('acme (CloudStack): this library writes Terraform JSON, and HCL output was asked for. Remove hclOutput from the App');
  expect(readdirSync(folder, { recursive: true })).toStrictEqual(['stacks']);
  rmSync(folder, { recursive: true });
  expect(refusal(() => cloud((stack) => { Testing.synthHcl(stack); }))).toContain('Use Testing.synth in the place of Testing.synthHcl.');
});

test('what is wrong when everything is declared is told in our words alone, each mistake once with its construct', () => {
  const wrong = () => synth((app) => {
    const stack = new CloudStack(app, 'acme');
    const place = new Construct(stack, 'place');
    place.node.addValidation({ validate: () => ['it is not there.', 'acme/other (Cache): it is too small.'] });
    place.node.addValidation({ validate: () => ['acme/other (Cache): it is too small.'] });
  });
  expect(refusal(wrong)).toBe('acme/place (Construct): it is not there.\nacme/other (Cache): it is too small.');
});
