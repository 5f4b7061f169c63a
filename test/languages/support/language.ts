import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where packages are installed and programs are built. */
export const PLACE = resolve('.cache/languages');

/** The runtime's remark on Node versions is silenced, as the command line does it. */
export const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20,22,24' };

/** A language that programs are written in. */
export interface Language {
  /** As people write it. */
  readonly name: string;
  /** Name of its folder in `examples` and in `test/languages/programs`. */
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

/** A fresh copy of a program's folder, to build it in. */
export function copyOf(language: Language, source: string): string {
  const copy = join(PLACE, language.folder, source.replaceAll(/[\\/]/g, '-'));
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(source, copy, { recursive: true });
  return copy;
}
