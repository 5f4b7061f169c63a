import { fc } from '../../../test/support/properties';
import { fileNames, shortName } from '../../src/export/file-names';

test('a name says what it is of', () => {
  expect([...fileNames(['acme/accounts/login', 'shop']).values()]).toStrictEqual(['acme-accounts-login', 'shop']);
});

test('names that would be the same are told apart, in whatever order they come', () => {
  const texts = ['a/b-c', 'a-b/c', 'A/B-C', 'ä', 'ö', '../..', 'x'.repeat(200), `${'x'.repeat(200)}y`];
  const names = fileNames(texts);
  expect(new Set([...names.values()].map((name) => name.toLowerCase())).size).toBe(texts.length);
  expect(fileNames([...texts].reverse()).get('ä')).toBe(names.get('ä'));
  expect([...names.values()].filter((name) => !/^[a-z0-9][a-z0-9.-]{0,100}$/.test(name))).toStrictEqual([]);
});

test('different texts have different names', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.string(), { maxLength: 20 }), (texts) => {
    expect(new Set(fileNames(texts).values()).size).toBe(texts.length);
  }));
});

test('a short name is no longer than asked for, and long ones stay different', () => {
  const [one, other] = [`acme.${'x'.repeat(60)}.one`, `acme.${'x'.repeat(60)}.two`].map((text) => shortName(text, 53));
  expect([one.length <= 53, other.length <= 53, one === other]).toStrictEqual([true, true, false]);
  expect(shortName('acme.login', 53)).toBe('acme.login');
});
