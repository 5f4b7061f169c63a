import { parse } from 'yaml';
import { fc } from '../../../test/support/properties';
import { yamlText } from '../../src/export/yaml-text';

/** As a key the reader of these tests takes it for a merge even in quotes, which others do not. */
const MERGE = '<<';
const AMBIGUOUS = ['y', 'n', 'yes', 'No', 'on', 'OFF', 'true', 'null', '~', '', '0o17', '017', '1_000', '12:30:45', '0x1F', '1e3', '.5', '.inf', '-', '---', '2024-01-01', '=', '!x', '&a', '*a', '# x', 'a: b', ' x', 'x ', ' \n', '\n', '\n x', 'x \n', 'x\n\n', 'x\n ', '%', '@', '`'];

test.each(AMBIGUOUS)('%j stays text for readers of YAML 1.1 and of 1.2', (text) => {
  const written = yamlText({ value: text, list: [text], [text]: 'key' });
  for (const version of ['1.1', '1.2'] as const) {
    const read = parse(written, { version }) as Record<string, unknown>;
    expect([read.value, read.list, Object.keys(read).includes(text)]).toStrictEqual([text, [text], true]);
  }
});

test('every text comes back, whatever is in it', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\n', '\r', '\t', ' ', '\u0085', '\u2028', '\ufeff', '\u007f', ':', '#', '-', '"', '\'', '\\', 'x') }), fc.constantFrom(...AMBIGUOUS));
  fc.assert(fc.property(fc.dictionary(text.filter((key) => key !== MERGE), fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text)), { noNullPrototype: true }), (value) => {
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(yamlText(value), { version })).toStrictEqual(value);
    }
  }), { numRuns: 100 });
});

test('nothing is left that breaks a line for some readers only', () => {
  const written = yamlText({ data: 'a\r\nb\u0085c\u2028d\u2029e\ufefff\u0000g' });
  expect(written).toMatch(/^[\n\x20-\x7e]*$/);
});

test('keys are sorted, and long or many lines stay readable', () => {
  const program = 'set -e\nif true; then\n  echo "a: b"\nfi\n';
  expect(yamlText({ b: program, a: 'word '.repeat(60).trim() })).toBe(`a: ${'word '.repeat(60).trim()}\nb: |\n${program.replace(/^(?=.)/gm, '  ')}`);
});
