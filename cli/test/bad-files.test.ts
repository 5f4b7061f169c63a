import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { main } from '../src/main';
import { ExitCode } from '../src/terminal/exit-code';
import { MemoryTerminal } from './support/memory-terminal';
import { temporaryFolders } from './support/temporary-folder';

const FOLDER = join(__dirname, 'fixtures', 'bad');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml')).sort();
const STACK_TRACE = /^\s+at .+:\d+/m;
const newFolder = temporaryFolders();

/** Runs synth on a file; gives what was said, with the file called by its name. */
async function refuse(file: string): Promise<string> {
  const output = join(newFolder(), 'dist');
  const terminal = new MemoryTerminal();
  const code = await main(['synth', '--file', file, '--output', output], terminal);
  const messages = terminal.messages.replaceAll(file, basename(file));
  expect({ code, messages }).toStrictEqual({ code: ExitCode.BAD_INPUT, messages });
  expect(terminal.results).toBe('');
  expect(existsSync(output)).toBe(false);
  expect(messages).not.toMatch(STACK_TRACE);
  return messages;
}

/** What a file's leading comment says that is said of it. */
function expectations(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const leading = lines.slice(0, lines.findIndex((line, index) => (index === 0 ? !line.startsWith('# expect: ') : !line.startsWith('#         '))));
  return leading.map((line) => line.slice('# expect: '.length));
}

test('there are at least 60 bad files', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(60);
});

test.each(FILES)('fails with a readable message and its place: %s', async (name) => {
  const file = join(FOLDER, name);
  const expected = expectations(file);
  const said = await refuse(file);
  const lines = said.split('\n').map((line) => line.replace(`${name}:`, '').trim());

  expect(expected.length).toBeGreaterThan(0);
  expect(said).toMatch(/:\d+:\d+ {2}/);
  for (const text of expected) {
    expect(lines).toContainEqual(expect.stringContaining(text));
  }
});

describe('files that no editor would show', () => {
  const GOOD = 'blueprint: private-cloud\nname: acme\ndomain: acme.example\ntarget: { k3s: {} }\n';
  const cases: [title: string, content: Buffer | string, said: string][] = [
    ['an empty one', '', 'the file is empty'],
    ['a binary one', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0]), 'this is a binary file'],
    ['one in Latin-1', Buffer.from(`${GOOD}# caf\xe9\n`, 'latin1'), 'neither UTF-8 text nor YAML'],
    ['one in UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le'), 'the file is in UTF-16'],
    ['one of 50 MB', Buffer.alloc(50 * 1024 * 1024, 'a: b\n'), 'the file has 50 MB'],
    ['one with ten thousand brackets', `a: ${'['.repeat(10_000)}`, 'nested too deeply'],
  ];

  test.each(cases)('fails on %s', async (_, content, said) => {
    const file = join(newFolder(), 'platform.yaml');
    writeFileSync(file, content);

    expect(await refuse(file)).toContain(said);
  });

  test('fails on a file that is not there, with what to do', async () => {
    expect(await refuse(join(newFolder(), 'platform.yaml'))).toContain('Run "qtcloud init"');
  });

  test('fails on a folder', async () => {
    expect(await refuse(newFolder())).toContain('this is a folder');
  });
});

test('every mistake is listed, in the order of the file', async () => {
  const said = await refuse(join(FOLDER, 'several-mistakes.yaml'));
  const lines = [...said.matchAll(/several-mistakes\.yaml:(\d+):/g)].map(([, line]) => Number(line));

  expect(lines).toHaveLength(5);
  expect(lines).toStrictEqual([...lines].sort((a, b) => a - b));
});

test('a secret that was written out is not repeated', async () => {
  for (const name of ['secret-written-out', 'password-in-environment', 'password-in-address', 'password-in-argument', 'driver-password-inline', 'secret-in-state-backend']) {
    expect(await refuse(join(FOLDER, `${name}.yaml`))).not.toContain('hunter2');
  }
});
