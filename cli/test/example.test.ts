import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fitOf } from '../src/output/fit';
import { readPlatformJson } from '../src/output/platform-json';
import { ExitCode } from '../src/terminal/exit-code';
import { run } from './support/run';
import { temporaryFolders } from './support/temporary-folder';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'private-cloud', 'platform.yaml');
const newFolder = temporaryFolders();

test('the example of a private cloud is synthesized, and small fits on three nodes of 4 CPU and 16 GiB', async () => {
  const output = newFolder();
  const { code, messages } = await run('synth', '--file', EXAMPLE, '--output', output);
  const platform = readPlatformJson(join(output, 'acme'));

  expect({ code, messages }).toStrictEqual({ code: ExitCode.DONE, messages: '' });
  expect(fitOf(platform).nodes).toBeLessThanOrEqual(3);
  expect(platform.components.length).toBeGreaterThan(10);
});

test('the example is a realistic company: several apps, two databases, object storage, a cache and a login', () => {
  const { apps, databases, buckets, caches } = parse(readFileSync(EXAMPLE, 'utf8')) as Record<string, Record<string, { login?: object }>>;

  expect(Object.keys(apps).length).toBeGreaterThanOrEqual(3);
  expect(Object.keys(databases)).toHaveLength(2);
  expect(Object.keys(buckets).length).toBeGreaterThan(0);
  expect(Object.keys(caches).length).toBeGreaterThan(0);
  expect(Object.values(apps).some(({ login }) => login !== undefined)).toBe(true);
});
