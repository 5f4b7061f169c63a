import { freshFolder } from './support/folders';
import { Language, QUIET } from './support/language';
import { describeLanguage, LANGUAGES } from './support/languages';
import { run } from './support/run';
import { typescript } from './support/typescript';

/** What a mistake raised. */
interface Raised {
  readonly type: string;
  readonly message: string;
}

/** What each language raises for what comes from us. */
const EXCEPTIONS: Record<string, string> = { Python: 'RuntimeError', Java: 'RuntimeException', Go: '*errors.errorString' };

/** All mistakes are made in one program: starting it is what takes long. */
function mistakes(language: Language): Record<string, Raised> {
  language.install();
  const command = language.build(`test/languages/bad-input/${language.folder}`);
  const { code, out, errors } = run(command, { env: { ...QUIET, CDKTF_OUTDIR: freshFolder(language.folder, 'bad-input') } });
  expect({ code, errors }).toStrictEqual({ code: 0, errors: '' });
  return JSON.parse(out) as Record<string, Raised>;
}

let expected: Record<string, Raised>;

beforeAll(() => {
  expected = mistakes(typescript);
});

it('makes mistakes of many kinds, each with a message of our own', () => {
  expect(Object.keys(expected).length).toBeGreaterThanOrEqual(20);
  for (const [name, { type, message }] of Object.entries(expected)) {
    expect({ name, type, message }).toStrictEqual({ name, type: 'ValidationError', message: expect.stringMatching(/^[\w./()-]+( \(\w+\))?(\("\w+"\))?: .+\. .+/) as unknown });
  }
});

LANGUAGES.filter((language) => language !== typescript).forEach((language) => describeLanguage(language, () => {
  let raised: Record<string, Raised>;

  beforeAll(() => {
    raised = mistakes(language);
  });

  it(`raises its own ${EXCEPTIONS[language.name]} for each mistake`, () => {
    expect(Object.keys(raised).sort()).toStrictEqual(Object.keys(expected).sort());
    expect(new Set(Object.values(raised).map(({ type }) => type))).toStrictEqual(new Set([EXCEPTIONS[language.name]]));
  });

  it('says the same as TypeScript, without a JavaScript stack', () => {
    const texts = (all: Record<string, Raised>) => Object.fromEntries(Object.entries(all).map(([name, { message }]) => [name, message.trimEnd()]));
    expect(texts(raised)).toStrictEqual(texts(expected));
  });
}));
