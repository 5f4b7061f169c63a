import { go } from './go';
import { java } from './java';
import { Language } from './language';
import { python } from './python';
import { typescript } from './typescript';

/** The languages that programs are run in. */
export const LANGUAGES: readonly Language[] = [typescript, python, java, go];

/**
 * Tests of one language, left out with the reason where its tools are missing.
 *
 * @throws where they are missing in CI
 */
export function describeLanguage(language: Language, tests: () => void): void {
  const missing = language.missing();
  if (missing !== undefined && process.env.CI === 'true') {
    throw new Error(`The ${language.name} suite cannot run: ${missing}.`);
  }
  const suite = missing === undefined ? describe : describe.skip;
  suite(`${language.name}${missing === undefined ? '' : ` (skipped: ${missing})`}`, tests);
}
