import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Language, PLACE } from '../language';
import { printGo } from './go-printer';
import { printJava } from './java-printer';
import { Case } from './program';
import { printPython } from './python-printer';

/** What is added to each language's own program, and how it is printed. */
const PRINTERS: Record<string, { readonly file: string; readonly print: (cases: readonly Case[]) => string }> = {
  python: { file: 'cases.py', print: (cases) => printPython(cases, 'helpers') },
  java: { file: 'src/main/java/com/acme/mistakes/Cases.java', print: (cases) => printJava(cases, 'com.acme.mistakes') },
  go: { file: 'cases.go', print: printGo },
};

/**
 * A language's own program with cases in its language added.
 *
 * @returns the folder, from which it can be built
 */
export function withTranslation(language: Language, program: string, cases: readonly Case[]): string {
  const { file, print } = PRINTERS[language.folder];
  const folder = join(PLACE, 'translated', language.folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(program, folder, { recursive: true });
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), print(cases));
  return relative(resolve('.'), folder);
}
