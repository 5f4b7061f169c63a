import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const files = ['src', 'blueprints'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join(folder, file)));

test('one file imports the engine, and takes little of it', () => {
  const importing = files.filter((file) => /(?:from|require\(|import\() ?['"]cdktf/.test(readFileSync(file, 'utf8')));
  expect(importing).toStrictEqual(['src/core/engine/terraform.ts']);

  const taken = [...readFileSync(importing[0], 'utf8').matchAll(/export (?:type )?\{(?<names>[^}]+)\}/g)].flatMap(({ groups }) => (groups?.names ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''));
  expect(taken.length).toBeGreaterThan(5);
  expect(taken.length).toBeLessThanOrEqual(15);
});
