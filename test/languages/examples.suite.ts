import { existsSync } from 'node:fs';
import { exported, synthesized } from './support/folders';
import { Language } from './support/language';
import { describeLanguage, LANGUAGES } from './support/languages';
import { typescript } from './support/typescript';

/** Programs that are written in several languages; `company` uses every public construct. */
const EXAMPLES = ['ten-lines', 'shop', 'company'];

const folder = (language: Language, example: string): string => `examples/${language.folder}/${example}`;

const remembered = new Map<string, Record<string, string>>();

/** What the TypeScript program gives. */
function expected(example: string, make: typeof synthesized): Record<string, string> {
  const key = `${example} ${make.name}`;
  const known = remembered.get(key) ?? make(typescript, folder(typescript, example));
  remembered.set(key, known);
  return known;
}

beforeAll(() => typescript.install());

describe.each(EXAMPLES)('the example %s', (example) => {
  it('writes several files, with everything in them that Terraform needs', () => {
    const files = expected(example, synthesized);
    expect(Object.keys(files).filter((path) => path.endsWith('/cdk.tf.json')).length).toBe(example === 'company' ? 3 : 1);
  });
});

LANGUAGES.filter((language) => language !== typescript).forEach((language) => describeLanguage(language, () => {
  beforeAll(() => language.install());

  const written = EXAMPLES.filter((example) => existsSync(folder(language, example)));

  it('has the shop and the company, and Python the ten lines of the README', () => {
    expect(written).toStrictEqual(language.name === 'Python' ? EXAMPLES : ['shop', 'company']);
  });

  it.each(written)('writes the same bytes as TypeScript for %s', (example) => {
    expect(synthesized(language, folder(language, example))).toStrictEqual(expected(example, synthesized));
  });

  it.each(written)('is taken by the command line, and %s exported to the same bytes', (example) => {
    const files = exported(language, folder(language, example));
    expect(Object.keys(files).length).toBeGreaterThan(20);
    expect(files).toStrictEqual(expected(example, exported));
  });
}));
