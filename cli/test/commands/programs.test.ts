import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';
import { createProgram } from '../../src/program';
import { ExitCode } from '../../src/terminal/exit-code';
import { MemoryTerminal } from '../support/memory-terminal';
import { synthesizeExample } from '../export/support';
import { samplePlan, writePlan } from '../review/sample-plan';
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

/** Commands that read no platform. */
const WITHOUT = ['init', 'prices', 'sandbox', 'schema'];

test('every command takes a program, but for those that read no platform, which say so', async () => {
  const { commands } = createProgram(new MemoryTerminal());
  const others = commands.filter(({ options }) => !options.some(({ long }) => long === '--app')).map((command) => command.name());
  expect(others.sort()).toStrictEqual(WITHOUT);
  for (const command of commands) {
    const { results } = await run(command.name(), '--help');
    expect({ command: command.name(), says: results.includes('It reads no platform, so that there is no --app.') }).toStrictEqual({ command: command.name(), says: WITHOUT.includes(command.name()) });
  }
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

test('reviews a plan of what a program makes, and finds its stack among several', async () => {
  const platform = JSON.parse(readFileSync(join(made, 'acme', 'platform.json'), 'utf8')) as PlatformDocument;
  const shown = platform.resources.waves.flat().map((address) => {
    const [type, name] = address.split('.');
    return { type, name, actions: ['create'], after: {} };
  });
  const plan = writePlan(newFolder(), samplePlan(shown));
  const other = newFolder();
  cpSync(join(made, 'acme'), join(other, 'other'), { recursive: true });
  writeFileSync(join(other, 'other', 'platform.json'), JSON.stringify({ ...platform, stack: 'other', resources: { count: 1, waves: [['terraform_data.other']] } }));
  const two = `require('fs').cpSync(${JSON.stringify(other)}, process.env.CDKTF_OUTDIR + '/stacks', { recursive: true });`;

  for (const more of ['', two]) {
    const { code, results, messages } = await run('review', plan, '--json', '--app', program(more));
    expect({ code, messages }).toStrictEqual({ code: ExitCode.DONE, messages: '' });
    expect((JSON.parse(results) as { reviews: { changes: { path?: string }[] }[] }).reviews[0].changes.map(({ path }) => path)).toContain('acme/orders/cluster/release');
  }
});

test('fails on a plan of several stacks that a program makes, and of a folder beside a program', async () => {
  const plan = writePlan(newFolder(), samplePlan([]));
  const second = `require('fs').cpSync(${JSON.stringify(join(made, 'acme'))}, process.env.CDKTF_OUTDIR + '/stacks/second', { recursive: true });`;
  const several = await run('review', plan, '--app', program(second));
  expect(several).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('Write them with "qtcloud synth", and name the folder of the one with --project.') as string });
  expect(await run('review', plan, '--app', program(), '--project', made)).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('cannot be used with option') as string });
});

test('exports what a program makes', async () => {
  const output = join(newFolder(), 'export');
  expect((await run('export', '--app', program(), '--output', output)).code).toBe(ExitCode.DONE);
  expect(existsSync(join(output, 'acme', 'apply.sh'))).toBe(true);
});

test.each([
  ['describe'], ['lock'], ['export'], ['status'], ['drift'], ['crds'], ['diff', made], ['review', 'plan.json'],
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
