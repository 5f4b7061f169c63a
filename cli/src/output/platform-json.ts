import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';
import { InputError } from '../platform-file/finding';

/** Version of the form of `platform.json` that this command line reads. */
const SCHEMA_VERSION = 1;

/** File that synth writes into each stack's folder. */
export const PLATFORM_JSON = 'platform.json';

/**
 * Reads what synth wrote into a folder.
 *
 * @throws InputError if it is not there, or of another version
 */
export function readPlatformJson(folder: string): PlatformDocument {
  const file = join(folder, PLATFORM_JSON);
  const refuse = (message: string, hint: string) => new InputError([{ file, message, hints: [hint] }]);
  if (!existsSync(file)) {
    throw refuse('there is no such file.', 'Run "qtcloud synth" first, or name the folder that it wrote.');
  }
  let content: PlatformDocument;
  try {
    content = JSON.parse(readFileSync(file, 'utf8')) as PlatformDocument;
  } catch {
    throw refuse('the file is not JSON.', 'Run "qtcloud synth" again: it writes the file anew.');
  }
  if (content?.schemaVersion !== SCHEMA_VERSION) {
    throw refuse(`the file has the version ${String(content?.schemaVersion)}, and this command line reads ${SCHEMA_VERSION}.`, 'Run "qtcloud synth" again, with the library and the command line of one version.');
  }
  return content;
}

/**
 * Folders of stacks: the folder itself, or those in it.
 *
 * @throws InputError if there are none
 */
export function stackFolders(folder: string): string[] {
  if (existsSync(join(folder, PLATFORM_JSON))) {
    return [folder];
  }
  const found = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => !name.startsWith('.') && existsSync(join(folder, name, PLATFORM_JSON)))
    .sort();
  if (found.length === 0) {
    throw new InputError([{ file: folder, message: 'no platform was written here.', hints: ['Run "qtcloud synth" first, or name the folder that it wrote.'] }]);
  }
  return found.map((name) => join(folder, name));
}
