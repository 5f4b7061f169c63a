import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolders } from './support/temporary-folder';

const PROGRAM = join(__dirname, '..', 'bin', 'qtcloud');
const COMPILED = ['cli/lib/main.js', 'lib/src/index.js'].map((path) => join(__dirname, '..', '..', path));
const ESCAPE = '\u001b[';
const newFolder = temporaryFolders();
/** What synth writes of a stack with nothing in it. */
const EMPTY_PLATFORM = JSON.stringify({ schemaVersion: 1, stack: 'acme', platforms: [], components: [], operators: [], releases: [], edges: [], resources: { count: 0, waves: [] }, locked: {} });

beforeAll(() => {
  if (!COMPILED.every((path) => existsSync(path))) {
    throw new Error('The command line is not compiled. Run: npm run compile');
  }
});

function launch(arguments_: string[], environment: NodeJS.ProcessEnv = {}) {
  const { PATH, HOME } = process.env;
  return spawnSync(process.execPath, [PROGRAM, ...arguments_], { cwd: newFolder(), encoding: 'utf8', env: { PATH, HOME, ...environment } });
}

test('an installed command line writes a platform, with no notice of the runtime and no colour', () => {
  const folder = newFolder();
  const made = launch(['init', folder, '--name', 'acme']);
  const written = launch(['synth', '--file', join(folder, 'platform.yaml'), '--output', join(folder, 'dist')]);

  expect({ status: made.status, stderr: made.stderr }).toStrictEqual({ status: 0, stderr: '' });
  expect({ status: written.status, stderr: written.stderr }).toStrictEqual({ status: 0, stderr: '' });
  expect(written.stdout).not.toContain(ESCAPE);
  expect(existsSync(join(folder, 'dist', 'acme', 'cdk.tf.json'))).toBe(true);
});

test('colours come where they are asked for, and never where NO_COLOR forbids them', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'platform.json'), EMPTY_PLATFORM);

  expect(launch(['describe', folder], { FORCE_COLOR: '1' }).stdout).toContain(ESCAPE);
  expect(launch(['describe', folder], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain(ESCAPE);
});

test('exits with 2 and a message on stderr for a bad file', () => {
  const { status, stdout, stderr } = launch(['synth']);

  expect({ status, stdout }).toStrictEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^platform\.yaml {2}there is no such file\.\n +Run "qtcloud init"/);
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('writes a completion script for %s', (shell) => {
  const { status, stdout } = launch(['complete', shell]);

  expect(status).toBe(0);
  expect(stdout).toContain('qtcloud');
});

test('completes commands and options', () => {
  expect(launch(['complete', '--', 'de']).stdout).toMatch(/^describe\t/m);
  expect(launch(['complete', '--', 'synth', '--f']).stdout).toMatch(/^--file\t/m);
});

test('a reader that has seen enough is no error', () => {
  const { status, stderr } = spawnSync(`"${process.execPath}" "${PROGRAM}" schema | head -1`, { shell: '/bin/sh', encoding: 'utf8', cwd: newFolder() });

  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
});

/** Answers `kubectl proxy`: says its number in a file, and never answers a request. */
const SILENT_KUBECTL = `#!${process.execPath}
const { writeFileSync } = require('node:fs');
const socket = process.argv.find((argument) => argument.startsWith('--unix-socket=')).replace('--unix-socket=', '');
require('node:net').createServer(() => writeFileSync(__filename + '.pid', String(process.pid))).listen(socket, () => console.log('Starting to serve on ' + socket));
`;

describe('a command that asks a cluster', () => {
  const platform = (): string => {
    const folder = newFolder();
    writeFileSync(join(folder, 'platform.json'), EMPTY_PLATFORM);
    writeFileSync(join(folder, 'cdk.tf.json'), '{}');
    return folder;
  };

  test('leaves no kubectl behind, even where it is killed', async () => {
    const [dist, programs] = [platform(), newFolder()];
    writeFileSync(join(programs, 'kubectl'), SILENT_KUBECTL, { mode: 0o755 });
    const { PATH = '', HOME } = process.env;
    const command = spawn(process.execPath, [PROGRAM, 'status', dist], { stdio: 'ignore', env: { PATH: `${programs}${delimiter}${PATH}`, HOME } });
    const pid = Number(await eventually(() => (existsSync(join(programs, 'kubectl.pid')) ? readFileSync(join(programs, 'kubectl.pid'), 'utf8') : undefined)));
    expect(lives(pid)).toBe(true);
    command.kill('SIGKILL');
    expect(await eventually(() => (lives(pid) ? undefined : 'gone'))).toBe('gone');
  }, 30_000);

  test('says so where there is no kubectl', () => {
    const { status, stderr } = launch(['status', platform()], { PATH: newFolder() });
    expect({ status, stderr: stderr.trim() }).toStrictEqual({ status: 4, stderr: expect.stringContaining('kubectl is not installed.') as string });
  });
});

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What is there within ten seconds. */
async function eventually<T>(look: () => T | undefined): Promise<T | undefined> {
  const until = Date.now() + 10_000;
  let found = look();
  while ((found === undefined || found === '') && Date.now() < until) {
    await sleep(20);
    found = look();
  }
  return found;
}
