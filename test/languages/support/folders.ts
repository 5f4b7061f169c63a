import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../../src/testing/folder';
import { Language, PLACE, QUIET } from './language';
import { must, run } from './run';

const OUT = join(PLACE, 'out');

/** An output folder that is not there yet. */
export function freshFolder(...name: string[]): string {
  const folder = join(OUT, ...name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, '..'), { recursive: true });
  return folder;
}

/** Builds a program and runs it; gives every file that it wrote. */
export function synthesized(language: Language, source: string): Record<string, string> {
  return readFolder(synthesizedFolder(language, source));
}

/** Builds a program and runs it; gives the folder that it wrote. */
export function synthesizedFolder(language: Language, source: string): string {
  const folder = freshFolder(language.folder, source.replaceAll('/', '-'));
  const command = language.build(source);
  const { code, errors } = run(command, { env: { ...QUIET, CDKTF_OUTDIR: folder } });
  expect({ code, errors }).toStrictEqual({ code: 0, errors: '' });
  return folder;
}

/** What `qtcloud` makes of a program, and exports of that: files by path. */
export function exported(language: Language, source: string): Record<string, string> {
  const folder = freshFolder(language.folder, `${source.replaceAll('/', '-')}-export`);
  const app = language.build(source).map((word) => `"${word}"`).join(' ');
  must([process.execPath, 'cli/bin/qtcloud', 'synth', '--app', app, '--output', join(folder, 'dist')]);
  must([process.execPath, 'cli/bin/qtcloud', 'export', join(folder, 'dist'), '--output', join(folder, 'export')]);
  return readFolder(join(folder, 'export'));
}
