import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freshFolder } from './support/folders';
import { Language, PLACE, QUIET } from './support/language';
import { describeLanguage, LANGUAGES } from './support/languages';
import { raisingPlaces } from './support/raising-places';
import { run } from './support/run';
import { readCases } from './support/translation/read-cases';
import { withTranslation } from './support/translation/with-translation';
import { typescript } from './support/typescript';
import { UNREACHABLE_PLACES } from './support/unreachable-places';

/** What a mistake raised. */
interface Raised {
  readonly type: string;
  readonly message: string;
}

/** A message that was made, and the calls that led to it. */
interface Recorded {
  readonly message: string;
  readonly places: string[];
}

const PROGRAMS = 'test/languages/bad-input';
const PACKAGE = join(PLACE, 'typescript/node_modules/@quanttide/cloud');

/** What each language raises for what comes from us. */
const EXCEPTIONS: Record<string, string> = { Python: 'RuntimeError', Java: 'RuntimeException', Go: '*errors.errorString' };

/** A panic in a driver unwinds the Go program that it is in: the library behind the border never hears of it, and cannot name the driver. */
const OTHERWISE: Record<string, Record<string, string>> = { Go: { 'a driver with an exception of its own': 'no such region' } };

/** Written once, in TypeScript. */
const cases = readCases(`${PROGRAMS}/typescript/cases`);

/** All mistakes are made in one program: starting it is what takes long. */
function mistakes(language: Language, command: string[], env: Record<string, string> = {}): Record<string, Raised> {
  const { code, out, errors } = run(command, { env: { ...QUIET, CDKTF_OUTDIR: freshFolder(language.folder, 'bad-input'), ...env } });
  expect({ code, errors }).toStrictEqual({ code: 0, errors: '' });
  return JSON.parse(out) as Record<string, Raised>;
}

let expected: Record<string, Raised>;
let recorded: Recorded[];

beforeAll(() => {
  typescript.install();
  const [node, program] = typescript.build(`${PROGRAMS}/typescript`);
  const places = freshFolder('typescript', 'places.json');
  expected = mistakes(typescript, [node, '--require', resolve('test/languages/support/record-places.cjs'), program], { RECORDED_PLACES: places });
  recorded = JSON.parse(readFileSync(places, 'utf8')) as Recorded[];
});

it('makes every mistake, and each raises a message of ours', () => {
  expect(Object.keys(expected).sort()).toStrictEqual(cases.map(({ title }) => title).sort());
  const foreign = Object.entries(expected).filter(([, { type, message }]) => type !== 'ValidationError' || !recorded.some((made) => message.includes(made.message)));
  expect(foreign).toStrictEqual([]);
});

// A new place wants a mistake in bad-input/typescript/cases, from which those of the other languages are made.
it('every place that makes a message has a mistake, but for those that no program gets to', () => {
  const messages = Object.values(expected).map(({ message }) => message);
  const reached = new Set(recorded.filter(({ message }) => messages.some((raised) => raised.includes(message))).flatMap(({ places }) => places));
  const places = raisingPlaces(resolve(PACKAGE));
  expect(places.length).toBeGreaterThan(150);
  expect(places.filter(({ position }) => !reached.has(position)).map(({ title }) => title).sort()).toStrictEqual(Object.keys(UNREACHABLE_PLACES).sort());
});

LANGUAGES.filter((language) => language !== typescript).forEach((language) => describeLanguage(language, () => {
  let raised: Record<string, Raised>;

  beforeAll(() => {
    language.install();
    raised = mistakes(language, language.build(withTranslation(language, `${PROGRAMS}/${language.folder}`, cases)));
  });

  it(`raises its own ${EXCEPTIONS[language.name]} for each mistake`, () => {
    expect(Object.keys(raised).sort()).toStrictEqual(Object.keys(expected).sort());
    expect(Object.entries(raised).filter(([, { type }]) => type !== EXCEPTIONS[language.name])).toStrictEqual([]);
  });

  it('says the same as TypeScript, without a JavaScript stack', () => {
    const texts = (all: Record<string, Raised>) => Object.fromEntries(Object.entries(all).map(([title, { message }]) => [title, message.trimEnd()]));
    expect(texts(raised)).toStrictEqual({ ...texts(expected), ...OTHERWISE[language.name] });
  });
}));
