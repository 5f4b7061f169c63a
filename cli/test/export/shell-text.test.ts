import { execFileSync } from 'node:child_process';
import { fc } from '../../../test/support/properties';
import { shellComment, shellLine, shellWord } from '../../src/export/shell-text';

test('plain words stay as they are', () => {
  expect(shellLine('release', 'acme/orders', '--repo', 'https://charts.acme.example/a_b@1:2')).toBe('release acme/orders --repo https://charts.acme.example/a_b@1:2');
});

test('a shell reads every word as it was meant', () => {
  const words = fc.array(fc.string({ unit: 'binary' }).map((text) => text.replace(/[\0\ud800-\udfff]/g, '')), { minLength: 10, maxLength: 40 });
  fc.assert(fc.property(words, (all) => {
    const printed = execFileSync('bash', ['-c', `printf '%s\\0' ${shellLine(...all)}`], { encoding: 'utf8' });
    expect(printed).toBe(all.map((word) => `${word}\0`).join(''));
  }), { numRuns: 10 });
});

test.each(['$(touch x)', '`x`', 'a b', '~', '*', '\'', '', '#x', '-'])('%j is one word', (text) => {
  expect(execFileSync('bash', ['-c', `set -- ${shellWord(text)}; printf '%s|%s' "$#" "$1"`], { encoding: 'utf8' })).toBe(`1|${text}`);
});

test('a comment has one line', () => {
  expect(shellComment('acme/a\nrm -rf b\r\n')).toBe('# acme/a rm -rf b');
});
