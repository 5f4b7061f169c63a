import Ajv from 'ajv';
import { compileJsiiForTest } from 'jsii';
import { Assembly, TypeDeclaration } from '../../src/schema/assembly';
import { blueprintsOf, generateSchema } from '../../src/schema/generate-schema';
import { JsonSchema } from '../../src/schema/json-schema';
import { SOURCES } from './fixture-sources';

let schema: JsonSchema;
let accepts: (data: unknown) => boolean;

beforeAll(() => {
  schema = schemaOf(SOURCES);
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  accepts = (data) => validate({ blueprint: 'tiny-cloud', name: 'acme', target: 'k3s', ...(data as object) });
}, 60_000);

function schemaOf(sources: typeof SOURCES): JsonSchema {
  const compiled = compileJsiiForTest(sources, { captureDiagnostics: true });
  if (compiled.type === 'failure') {
    throw new Error(compiled.diagnostics.map((diagnostic) => JSON.stringify(diagnostic.messageText)).join('\n'));
  }
  const assembly = new Assembly({ name: '@quanttide/cloud', types: compiled.assembly.types as unknown as Record<string, TypeDeclaration> });
  const [blueprint] = blueprintsOf(assembly);
  return generateSchema(assembly, blueprint);
}

function definition(name: string): JsonSchema {
  return schema.definitions?.[name] ?? {};
}

test('a blueprint is a class of the submodule blueprints with props of its own', () => {
  expect(schema.properties?.blueprint.const).toBe('tiny-cloud');
  expect(schema['x-blueprint']).toMatch(/\.blueprints\.TinyCloud$/);
  expect(schema.required).toStrictEqual(['blueprint', 'name', 'target']);
});

test('an enum is its members in kebab case, with their comments', () => {
  expect(definition('Size')).toMatchObject({ enum: ['small', 'very-large'], enumDescriptions: ['One of everything.', 'Highly available.'] });
  expect(accepts({ size: 'very-large' })).toBe(true);
  expect(accepts({ size: 'VERY_LARGE' })).toBe(false);
});

test('descriptions are the doc comments, and defaults come from the typed tag', () => {
  expect(schema.properties?.size).toMatchObject({ default: 'small', description: 'How large. Default: Size.SMALL.' });
  expect(definition('TinyDatabase').properties?.retentionDays).toMatchObject({ type: 'integer', default: 30, minimum: 1 });
});

test('a static factory is a one-key object', () => {
  expect(accepts({ target: { k3s: {} } })).toBe(true);
  expect(accepts({ target: { k3s: { storageClass: 'fast' } } })).toBe(true);
  expect(accepts({ target: { k3s: null } })).toBe(true);
  expect(accepts({ target: {} })).toBe(false);
  expect(accepts({ target: { k3s: {}, at: 'x' } })).toBe(false);
  expect(accepts({ target: { k3s: { storageClas: 'fast' } } })).toBe(false);
});

test('a factory that needs nothing may be named alone; one that needs something may not', () => {
  expect(accepts({ target: 'k3s' })).toBe(true);
  expect(accepts({ target: 'at' })).toBe(false);
});

test('a factory whose only need is a text takes the text', () => {
  expect(accepts({ target: { at: 'https://cluster.example' } })).toBe(true);
  expect(accepts({ target: { at: { address: 'https://cluster.example', storageClass: 'fast' } } })).toBe(true);
  expect(accepts({ target: { at: {} } })).toBe(false);
  expect(definition('Target').properties?.at['x-call']).toStrictEqual({
    parameters: [{ name: 'address' }, { name: 'options', fields: ['storageClass'] }],
    shorthand: 'address',
  });
});

test('a factory with several parameters takes them by name', () => {
  expect(accepts({ target: { moved: { from: 'a', to: 'b' } } })).toBe(true);
  expect(accepts({ target: { moved: { from: 'a' } } })).toBe(false);
});

test('a factory that takes an object is not offered', () => {
  expect(Object.keys(definition('Target').properties ?? {})).toStrictEqual(['at', 'k3s', 'moved']);
});

test('a driver is chosen by the factories of its facade, or by package and class', () => {
  const databases = (driver: unknown) => ({ databases: { orders: { driver } } });
  expect(accepts(databases('inCluster'))).toBe(true);
  expect(accepts(databases({ external: { host: 'db' } }))).toBe(true);
  expect(accepts(databases({ external: {} }))).toBe(false);
  expect(accepts(databases({ package: '@acme/driver', class: 'AcmeDriver', options: { any: 1 } }))).toBe(true);
  expect(accepts(databases({ package: '@acme/driver' }))).toBe(false);
  expect(accepts(databases({ package: '@acme/driver', class: 'AcmeDriver', inCluster: {} }))).toBe(false);
});

test('what no file can hold is left out', () => {
  expect(schema.properties).not.toHaveProperty('foundation');
  expect(schema.properties).not.toHaveProperty('opaque');
});

test('fails where something required cannot be written in a file', () => {
  const required = { ...SOURCES, 'blueprints.ts': SOURCES['blueprints.ts'].replace('readonly foundation?:', 'readonly foundation:') };
  expect(() => schemaOf(required)).toThrow(/foundation is required and cannot be written in a file/);
}, 60_000);

test('structs inherit, and refuse what they do not know', () => {
  expect(definition('TinyApp').required).toStrictEqual(['image']);
  expect(accepts({ apps: { shop: { image: 'a', binds: ['orders'], overrides: { a: { b: [1] } }, environment: { A: 'b' } } } })).toBe(true);
  expect(accepts({ apps: { shop: { image: 'a', prot: 80 } } })).toBe(false);
  expect(accepts({ apps: { shop: { image: 'a', environment: { A: 1 } } } })).toBe(false);
});

test('a struct without required properties may be left empty', () => {
  expect(accepts({ databases: { orders: null } })).toBe(true);
  expect(accepts({ apps: { shop: null } })).toBe(false);
});

test('names of components are names that Kubernetes accepts', () => {
  expect(accepts({ databases: { 'orders-2': {} } })).toBe(true);
  expect(accepts({ databases: { Orders: {} } })).toBe(false);
  expect(schema.properties?.apps['x-names']).toBe(true);
});

test('references and paths are marked for the loader', () => {
  expect(definition('TinyApp').properties?.binds.items).toStrictEqual({ 'type': 'string', 'x-reference': ['databases'] });
  expect(schema.properties?.lockFile).toMatchObject({ 'type': 'string', 'x-path': true });
});
