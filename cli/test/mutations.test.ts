import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc } from '../../test/support/properties';
import { main } from '../src/main';
import { ExitCode } from '../src/terminal/exit-code';
import { MemoryTerminal } from './support/memory-terminal';
import { contentsOf, temporaryFolders } from './support/temporary-folder';

/** One of everything that costs little to make, so that thousands can be made. */
const GOOD = readFileSync(join(__dirname, 'fixtures', 'good.yaml'), 'utf8');
const RUNS = 2000;
const SEED = 20_261_122;
const newFolder = temporaryFolders();

/** What is put in somewhere: YAML's own signs, and values that look right and are not. */
const INSERTED = [
  ':', ': ', '-', '- ', '\t', '"', "'", '{', '}', '[', ']', '#', ' #', '&a ', '*a', '!', '!!int ', '|', '>', '%', '@', '`', '?', ',', '\n', '\n\n', '---\n', '<<: ',
  '~', 'null', 'true', 'on', '0', '-1', '1e999', '.nan', '0x1F', '99999999999999999999', '1.5', '""', '{}', '[]', '{ a: b }', '[[]]',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', '$ref', '../..', '/', '\\', '\u0000', '\ufeff', '\u2028', 'ü', '😀', 'a'.repeat(300), '${x}', '{{ x }}',
  'shop', 'orders', 'databases', 'apps', 'small', 'k3s', 'image: a', 'password: x', '-----BEGIN PRIVATE KEY-----',
];

type Mutation = (text: string) => string;

function place(text: string, fraction: number): number {
  return Math.floor(fraction * text.length);
}

function onLines(change: (lines: string[], index: number) => void): fc.Arbitrary<Mutation> {
  return fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }).map((fraction) => (text) => {
    const lines = text.split('\n');
    change(lines, Math.floor(fraction * lines.length));
    return lines.join('\n');
  });
}

const fraction = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const inserted = fc.constantFrom(...INSERTED);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fraction, inserted).map(([at, piece]) => (text: string) => text.slice(0, place(text, at)) + piece + text.slice(place(text, at))),
  fc.tuple(fraction, fc.integer({ min: 1, max: 12 })).map(([at, count]) => (text: string) => text.slice(0, place(text, at)) + text.slice(place(text, at) + count)),
  fc.tuple(fraction, inserted).map(([at, piece]) => (text: string) => replaceValue(text, at, piece)),
  fc.tuple(fraction, fraction).map(([from, to]) => (text: string) => text.slice(0, place(text, to)) + text.slice(place(text, from))),
  fraction.map((at) => (text: string) => text.slice(0, place(text, at))),
  onLines((lines, index) => lines.splice(index, 1)),
  onLines((lines, index) => lines.splice(index, 0, lines[index])),
  onLines((lines, index) => lines.splice(index, 2, ...lines.slice(index, index + 2).reverse())),
  onLines((lines, index) => (lines[index] = `  ${lines[index]}`)),
  onLines((lines, index) => (lines[index] = lines[index].replace(/^ {1,2}/, ''))),
  fc.tuple(fraction, fraction).map(([from, to]) => (text: string) => moveLine(text, from, to)),
);

/** Another value behind a key. */
function replaceValue(text: string, at: number, piece: string): string {
  const values = [...text.matchAll(/: (?<value>[^\n]+)$/gm)];
  const chosen = values[Math.floor(at * values.length)];
  return chosen === undefined ? piece : `${text.slice(0, chosen.index)}: ${piece}${text.slice(chosen.index + chosen[0].length)}`;
}

function moveLine(text: string, from: number, to: number): string {
  const lines = text.split('\n');
  const [line] = lines.splice(Math.floor(from * lines.length), 1);
  lines.splice(Math.floor(to * lines.length), 0, line);
  return lines.join('\n');
}

async function synth(file: string, output: string): Promise<{ code: ExitCode; messages: string }> {
  const terminal = new MemoryTerminal();
  const code = await main(['synth', '--file', file, '--output', output, '--json', '--verbose'], terminal);
  return { code, messages: terminal.messages };
}

test('the file that is mutated is a good one', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'platform.yaml'), GOOD);

  expect(await synth(join(folder, 'platform.yaml'), join(folder, 'dist'))).toStrictEqual({ code: ExitCode.DONE, messages: '' });
});

test(`${RUNS} random mutations of a good file: a whole output, or a message and the previous output`, async () => {
  const folder = newFolder();
  const [file, output] = [join(folder, 'platform.yaml'), join(folder, 'dist')];
  const outcomes = new Map<ExitCode, number>();
  mkdirSync(output);
  let previous = contentsOf(output);

  await fc.assert(fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
    writeFileSync(file, mutations.reduce((text, mutate) => mutate(text), GOOD));
    const { code, messages } = await synth(file, output);
    outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
    expectOutcome(code, messages, previous, output);
    previous = contentsOf(output);
  }), { seed: SEED, numRuns: RUNS, endOnFailure: true });

  // Both kinds of outcome were met often, or the mutations would prove little.
  expect(outcomes.get(ExitCode.BAD_INPUT)).toBeGreaterThan(RUNS / 2);
  expect(outcomes.get(ExitCode.DONE)).toBeGreaterThan(RUNS / 50);
}, 240_000);

function expectOutcome(code: ExitCode, messages: string, previous: Record<string, string>, output: string): void {
  const files = existsSync(output) ? contentsOf(output) : {};
  if (code === ExitCode.DONE) {
    const stacks = readdirSync(output);
    expect(stacks.filter((name) => name.startsWith('.'))).toStrictEqual([]);
    stacks.forEach((stack) => expect(JSON.parse(readFileSync(join(output, stack, 'cdk.tf.json'), 'utf8'))).toHaveProperty('terraform'));
    return;
  }
  expect({ code, messages }).toStrictEqual({ code: ExitCode.BAD_INPUT, messages: expect.stringMatching(/platform\.yaml/) as string });
  expect(messages).not.toMatch(/^\s+at .+:\d+/m);
  expect(files).toStrictEqual(previous);
}
