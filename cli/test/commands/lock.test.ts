import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { SAMPLE, writeSample } from '../support/sample-platform';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();

interface Lock { stacks: Record<string, unknown> }

function read(path: string): Lock {
  return JSON.parse(readFileSync(path, 'utf8')) as Lock;
}

test('remembers what synth said, and keeps what it knows of other stacks', async () => {
  const folder = newFolder();
  const lockFile = join(folder, 'platform.lock.json');
  writeFileSync(lockFile, JSON.stringify({ schemaVersion: 1, stacks: { other: { files: { type: 'ObjectStore', objects: [], addresses: {} } } } }));
  const { code, results } = await run('lock', writeSample(join(folder, 'dist')), '--lock-file', lockFile);

  expect(code).toBe(ExitCode.DONE);
  expect(read(lockFile).stacks).toStrictEqual({ acme: SAMPLE.locked, other: { files: { type: 'ObjectStore', objects: [], addresses: {} } } });
  expect(results).toContain('  acme  orders');
  expect(readdirSync(folder)).toStrictEqual(['dist', 'platform.lock.json']);
});

test('the same platform makes the same bytes', async () => {
  const folder = newFolder();
  const lockFile = join(folder, 'platform.lock.json');
  const dist = writeSample(join(folder, 'dist'));
  await run('lock', dist, '--lock-file', lockFile);
  const first = readFileSync(lockFile, 'utf8');
  const { results } = await run('lock', dist, '--lock-file', lockFile, '--json');

  expect(readFileSync(lockFile, 'utf8')).toBe(first);
  expect(JSON.parse(results)).toStrictEqual({ lockFile, stacks: [{ stack: 'acme', locked: ['orders'] }] });
});

test.each(['not json', '{}', 'null', '{ "schemaVersion": 99, "stacks": {} }'])('fails on a lock file that is none, and leaves it: %s', async (content) => {
  const folder = newFolder();
  const lockFile = join(folder, 'platform.lock.json');
  writeFileSync(lockFile, content);
  const { code, messages } = await run('lock', writeSample(join(folder, 'dist')), '--lock-file', lockFile);

  expect(code).toBe(ExitCode.BAD_INPUT);
  expect(messages).toContain('Restore it from version control');
  expect(readFileSync(lockFile, 'utf8')).toBe(content);
});
