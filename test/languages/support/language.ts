import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { keyOf } from './once';

/** Where packages are installed and programs are built. */
export const PLACE = resolve('.cache/languages');

/** The runtime's remark on Node versions is silenced, as the command line does it. */
export const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20,22,24' };

/** A language that programs are written in. */
export interface Language {
  /** As people write it. */
  readonly name: string;
  /** Name of its folder in `examples`, and below each folder of programs here. */
  readonly folder: string;
  /** What is missing on this machine; undefined where nothing is. */
  missing(): string | undefined;
  /** Installs the freshly built package into a clean environment. */
  install(): void;
  /**
   * Builds a program from a copy of its folder.
   *
   * @returns the command that runs it
   */
  build(source: string): string[];
}

/** Where a program's copy is, in which it is built. */
export function copyOf(language: Language, source: string): string {
  return join(PLACE, language.folder, source.replaceAll(/[\\/]/g, '-'));
}

/**
 * Builds a program in a fresh copy of its folder, unless the same was built there before with the same package.
 *
 * @returns the command that runs it
 */
export function buildOnce(language: Language, source: string, packages: string[], build: (folder: string) => string[]): string[] {
  const copy = copyOf(language, source);
  const note = join(copy, '.built.json');
  const key = keyOf([source, ...packages], {});
  const known = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) as { key: string; command: string[] } : undefined;
  if (known?.key === key) {
    return known.command;
  }
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(source, copy, { recursive: true });
  const command = build(copy);
  writeFileSync(note, JSON.stringify({ key, command }));
  return command;
}
