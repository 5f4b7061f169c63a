import { describeUnless, unlessInCI } from '../../support/describe-unless';
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
  describeUnless(unlessInCI(language.name, language.missing()), language.name, tests);
}
