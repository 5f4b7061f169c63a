import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../../src/program';
import { ExitCode } from '../../src/terminal/exit-code';
import { MemoryTerminal } from '../support/memory-terminal';
import { synthesizeExample } from '../export/support';
import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();
const made = mkdtempSync(join(tmpdir(), 'qtcloud-test-'));

beforeAll(async () => {
  await synthesizeExample(made);
});

afterAll(() => rmSync(made, { recursive: true }));

/** A program that makes the example, or fails before. */
function program(more = ''): string {
  const file = join(newFolder(), 'program.js');
  writeFileSync(file, `${more}\nrequire('fs').cpSync(${JSON.stringify(made)}, process.env.CDKTF_OUTDIR + '/stacks', { recursive: true });\n`);
  return `node ${file}`;
}

/** Commands that read nothing that synth wrote, or only what they are told by name. */
const WITHOUT = ['complete', 'cost', 'init', 'plan', 'prices', 'review', 'sandbox', 'schema'];

test('every command that reads what synth wrote takes a program in its place', () => {
  const taking = createProgram(new MemoryTerminal()).commands.filter((command) => command.options.some(({ long }) => long === '--app')).map((command) => command.name());
  for (const name of ['crds', 'describe', 'diff', 'drift', 'export', 'lock', 'recover', 'status', 'synth']) {
    expect(taking).toContain(name);
  }
  const others = createProgram(new MemoryTerminal()).commands.map((command) => command.name()).filter((name) => !taking.includes(name));
  expect(others.filter((name) => !WITHOUT.includes(name))).toStrictEqual([]);
});

test('describes what a program makes, and leaves nothing behind', async () => {
  const before = readdirSync('.');
  const { code, results } = await run('describe', '--json', '--app', program());

  expect(code).toBe(ExitCode.DONE);
  expect(JSON.parse(results)).toMatchObject({ stack: 'acme' });
  expect(readdirSync('.')).toStrictEqual(before);
});

test('locks what a program makes', async () => {
  const lockFile = join(newFolder(), 'platform.lock.json');
  expect((await run('lock', '--app', program(), '--lock-file', lockFile)).code).toBe(ExitCode.DONE);
  expect(existsSync(lockFile)).toBe(true);
});

test('compares what was written with what a program makes', async () => {
  const output = join(newFolder(), 'dist');
  await run('synth', '--app', program(), '--output', output);
  const { code, results } = await run('diff', output, '--app', program());

  expect(code).toBe(ExitCode.DONE);
  expect(results).toContain('acme');
});

test('exports what a program makes', async () => {
  const output = join(newFolder(), 'export');
  expect((await run('export', '--app', program(), '--output', output)).code).toBe(ExitCode.DONE);
  expect(existsSync(join(output, 'acme', 'apply.sh'))).toBe(true);
});

test.each([
  ['describe'], ['lock'], ['export'], ['status'], ['drift'], ['crds'], ['diff', made],
])('%s: fails with the words of the library alone where the program makes a mistake', async (...command) => {
  const { code, results, messages } = await run(...command, '--app', program("console.error('ValidationError: acme/shop (WebService): no. Do this.'); process.exit(1);"));

  expect({ code, results }).toStrictEqual({ code: ExitCode.BAD_INPUT, results: '' });
  expect(messages).toMatch(/^node \S+ {2}acme\/shop \(WebService\): no\. Do this\.$/);
});

test('fails on a difference of one folder', async () => {
  const { code, messages } = await run('diff', 'dist');
  expect(code).toBe(ExitCode.BAD_INPUT);
  expect(messages).toContain('only one folder is named');
});
