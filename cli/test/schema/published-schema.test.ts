import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import * as cloud from '@quanttide/cloud';
import { JsonSchema } from '../../src/schema/json-schema';

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'schemas', 'private-cloud.schema.json'), 'utf8')) as JsonSchema;

function everySchema(schema: JsonSchema, path: string, visit: (schema: JsonSchema, path: string) => void): void {
  visit(schema, path);
  const groups = [schema.properties, schema.definitions].flatMap((group) => Object.entries(group ?? {}));
  groups.forEach(([key, member]) => everySchema(member, `${path}/${key}`, visit));
  [schema.items, schema.additionalProperties].forEach((member) => (typeof member === 'object' ? everySchema(member, path, visit) : undefined));
}

function exported(fqn: string): unknown {
  return fqn.split('.').slice(1).reduce<unknown>((module, name) => (module as Record<string, unknown> | undefined)?.[name], cloud);
}

test('is a JSON Schema of draft 7', () => {
  expect(new Ajv({ strict: false }).validateSchema(SCHEMA)).toBe(true);
});

test('every key is described, for editors to show', () => {
  const silent: string[] = [];
  everySchema(SCHEMA, '', (schema, path) => Object.entries(schema.properties ?? {}).forEach(([key, member]) => {
    if ((member.description ?? SCHEMA.definitions?.[member.$ref?.split('/')[2] ?? '']?.description) === undefined) {
      silent.push(`${path}/${key}`);
    }
  }));

  expect(silent).toStrictEqual([]);
});

test('every class, factory and enum member that it names is in the library', () => {
  const missing: string[] = [];
  everySchema(SCHEMA, '', (schema) => {
    const names = [schema['x-blueprint'], schema['x-enum'], schema['x-factories']].filter((name) => name !== undefined);
    missing.push(...names.filter((name) => exported(name) === undefined));
    if (schema['x-enum'] !== undefined) {
      const members = Object.keys(exported(schema['x-enum']) as object);
      missing.push(...(schema.enum as string[]).filter((value) => !members.includes(value.toUpperCase().replaceAll('-', '_'))));
    }
    if (schema['x-factories'] !== undefined) {
      const facade = exported(schema['x-factories']) as Record<string, unknown>;
      missing.push(...Object.keys(schema.properties ?? {}).filter((key) => schema.properties?.[key]['x-call'] !== undefined && typeof facade[key] !== 'function'));
    }
  });

  expect(missing).toStrictEqual([]);
});

test('no object takes keys that nobody knows, but those that are meant to', () => {
  const open: string[] = [];
  everySchema(SCHEMA, '', (schema, path) => {
    if (schema.properties !== undefined && schema.additionalProperties !== false) {
      open.push(path);
    }
  });

  expect(open).toStrictEqual([]);
});
