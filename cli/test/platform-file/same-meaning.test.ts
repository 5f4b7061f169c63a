import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Data } from '../../src/platform-file/document';
import { memberSchema, resolveSchema } from '../../src/platform-file/walk';
import { JsonSchema } from '../../src/schema/json-schema';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { contentsOf, temporaryFolders } from '../support/temporary-folder';

const ROOT = join(__dirname, '..', '..', '..');
const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'schemas', 'private-cloud.schema.json'), 'utf8')) as JsonSchema;
const EXAMPLE = parse(readFileSync(join(ROOT, 'examples', 'private-cloud', 'platform.yaml'), 'utf8')) as Data;
const newFolder = temporaryFolders();

async function outputOf(data: Data): Promise<Record<string, string>> {
  const folder = newFolder();
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'platform.yaml'), stringify(data));
  const { code, messages } = await run('synth', '--file', join(folder, 'platform.yaml'), '--output', join(folder, 'dist'));
  expect({ code, messages }).toStrictEqual({ code: ExitCode.DONE, messages: '' });
  return contentsOf(join(folder, 'dist'));
}

function isMap(data: Data): data is { [key: string]: Data } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function reversed(data: Data): Data {
  return isMap(data) ? Object.fromEntries(Object.entries(data).reverse().map(([key, item]) => [key, reversed(item)])) : data;
}

/** The data with every default of its schema written out; counts them. */
function withDefaults(schema: JsonSchema, data: Data, count: { defaults: number }): Data {
  const resolved = resolveSchema(SCHEMA, schema);
  if (!isMap(data)) {
    return data;
  }
  const given = Object.fromEntries(Object.entries(data).map(([key, item]) => [key, withDefaults(memberSchema(resolved, key), item, count)]));
  for (const [key, property] of Object.entries(resolved.properties ?? {})) {
    if (property.default !== undefined && !(key in given)) {
      given[key] = property.default as Data;
      count.defaults += 1;
    }
  }
  return given;
}

test('the order of keys does not matter: the same bytes', async () => {
  expect(await outputOf(reversed(EXAMPLE))).toStrictEqual(await outputOf(EXAMPLE));
});

test('the defaults of the schema are those of the code: written out, they change nothing', async () => {
  const count = { defaults: 0 };
  const written = withDefaults(SCHEMA, EXAMPLE, count);

  expect(count.defaults).toBeGreaterThan(15);
  expect(withoutDemands(await outputOf(written))).toStrictEqual(withoutDemands(await outputOf(EXAMPLE)));
});

/** What was asked for in so many words is told as such, and only there may the two differ. */
function withoutDemands(files: Record<string, string>): Record<string, string> {
  const platform = JSON.parse(files['acme/platform.json']) as { components: object[] };
  return { ...files, 'acme/platform.json': JSON.stringify({ ...platform, components: platform.components.map((component) => ({ ...component, demands: undefined })) }) };
}
