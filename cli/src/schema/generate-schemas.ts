import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Assembly } from './assembly';
import { blueprintsOf, generatePlatformSchema, generateSchema } from './generate-schema';
import { SETTINGS_SCHEMA } from '../sky/settings/settings-schema';
import { JsonSchema } from './json-schema';

/** Name of the schema of `sky.yaml`: it is no blueprint's. */
const SETTINGS_SCHEMA_NAME = 'sky';

/** File names and texts of all schemas of a package, from its `.jsii` file: one a blueprint, that of `platform.json`, and that of `sky.yaml`. */
export function schemaFiles(packageRoot: string): Map<string, string> {
  const assembly = Assembly.read(join(packageRoot, '.jsii'));
  const schemas: [string, JsonSchema][] = [
    ...blueprintsOf(assembly).map((blueprint): [string, JsonSchema] => [blueprint.name, generateSchema(assembly, blueprint)]),
    ['platform', generatePlatformSchema(assembly)],
    [SETTINGS_SCHEMA_NAME, SETTINGS_SCHEMA],
  ];
  return new Map(schemas.map(([name, schema]) => [`${name}.schema.json`, `${JSON.stringify(schema, undefined, 2)}\n`]));
}

/**
 * Writes the schemas of a package into its folder `schemas`.
 *
 * @param check only look whether they are what would be written
 * @returns names of the files that were not
 */
export function generateSchemas(packageRoot: string, check = false): string[] {
  const folder = join(packageRoot, 'schemas');
  const wanted = schemaFiles(packageRoot);
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const stale = [...wanted].filter(([file, text]) => !found.includes(file) || readFileSync(join(folder, file), 'utf8') !== text).map(([file]) => file);
  const gone = found.filter((file) => !wanted.has(file));
  if (!check) {
    mkdirSync(folder, { recursive: true });
    stale.forEach((file) => writeFileSync(join(folder, file), wanted.get(file) ?? ''));
    gone.forEach((file) => rmSync(join(folder, file)));
  }
  return [...stale, ...gone].sort();
}
