import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { contentsOf, temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();

test('writes a file that synthesizes as it is, and its schema beside it', async () => {
  const folder = newFolder();
  const { code, results } = await run('init', folder, '--name', 'acme');
  const text = readFileSync(join(folder, 'platform.yaml'), 'utf8');

  expect(code).toBe(ExitCode.DONE);
  expect(results).toContain('Next: qtcloud synth');
  expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./private-cloud.schema.json');
  expect(JSON.parse(readFileSync(join(folder, 'private-cloud.schema.json'), 'utf8'))).toHaveProperty('properties.blueprint');
  expect(await run('synth', '--file', join(folder, 'platform.yaml'), '--output', join(folder, 'dist'))).toMatchObject({ code: ExitCode.DONE, messages: '' });
});

test('every line that is commented out may be taken in', async () => {
  const folder = newFolder();
  await run('init', folder, '--name', 'acme');
  const file = join(folder, 'platform.yaml');
  const text = readFileSync(file, 'utf8')
    .replace(/^# (?=(?:caches|workers|jobs):| {2}(?:sessions|mailer|report):)/gm, '')
    .replace(/^( {3,})# (?=\S+:)/gm, '$1')
    .replace(/^ {2}# {3}(?=\S)/gm, '    ')
    .replace(/^ {4}# {3}(?=\S)/gm, '      ')
    .replace(/^ {2}# (?=customers)/m, '  ');
  writeFileSync(file, text);

  expect(parse(text)).toMatchObject({ databases: { customers: { pointInTimeRecovery: true } }, caches: { sessions: {} }, jobs: { report: {} } });
  expect(await run('synth', '--file', file, '--output', join(folder, 'dist'))).toMatchObject({ code: ExitCode.DONE, messages: '' });
});

test('takes the flags', async () => {
  const folder = newFolder();
  await run('init', folder, '--name', 'umbrella', '--domain', 'umbrella.example', '--target', 'eks', '--size', 'large');

  expect(parse(readFileSync(join(folder, 'platform.yaml'), 'utf8'))).toMatchObject({ name: 'umbrella', domain: 'umbrella.example', target: { eks: {} }, size: 'large' });
});

test('never writes over a file, unless it is told to', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'platform.yaml'), 'mine');
  const { code, messages } = await run('init', folder);

  expect(code).toBe(ExitCode.BAD_INPUT);
  expect(messages).toContain('--force');
  expect(contentsOf(folder)).toStrictEqual({ 'platform.yaml': 'mine' });
  expect((await run('init', folder, '--force', '--name', 'acme')).code).toBe(ExitCode.DONE);
  expect(readFileSync(join(folder, 'platform.yaml'), 'utf8')).toContain('name: acme');
});

test.each([
  [['--name', 'Acme Inc'], '--name', 'Write "acme-inc", for example.'],
  [['--domain', 'https://acme.example'], '--domain', 'is not a host name'],
  [['--target', 'k8s'], '--target', 'Did you mean "k3s"?'],
  [['--size', 'smal'], '--size', 'Did you mean "small"?'],
  [['--blueprint', 'public-cloud'], 'blueprint', 'Blueprints: private-cloud.'],
])('fails on %j', async (flags, flag, said) => {
  const folder = newFolder();
  const { code, messages } = await run('init', join(folder, 'new'), ...flags);

  expect(code).toBe(ExitCode.BAD_INPUT);
  expect(messages).toContain(flag);
  expect(messages).toContain(said);
  expect(existsSync(join(folder, 'new'))).toBe(false);
});
