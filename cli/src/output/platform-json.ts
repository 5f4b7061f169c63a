import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComponentDocument, FootprintDocument } from '@quanttide/cloud';
import type { LockedStack } from '@quanttide/cloud/lib/src/core/platform-lock';
import { InputError } from '../platform-file/finding';

/** Version of the form of `platform.json` that this command line reads. */
const SCHEMA_VERSION = 1;

/** A connection. */
export interface EdgeDocument {
  readonly kind: 'binding' | 'exposure' | 'login' | 'system';
  readonly from: string;
  readonly to: string;
  readonly ports: readonly number[];
  readonly reason: string;
  readonly open?: boolean;
}

/** An operator, once per cluster. */
export interface OperatorDocument {
  readonly path: string;
  readonly name: string;
  readonly title: string;
  readonly version?: string;
  readonly licence?: string;
  readonly namespaceName: string;
  readonly owned: boolean;
  readonly footprint?: FootprintDocument;
}

/** What synth writes of a stack, for tools. */
export interface PlatformDocument {
  readonly schemaVersion: number;
  readonly stack: string;
  readonly platforms: readonly { readonly path: string; readonly name: string; readonly target: string; readonly domain?: string; readonly size: string }[];
  readonly components: readonly ComponentDocument[];
  readonly operators: readonly OperatorDocument[];
  readonly releases: readonly { readonly name: string; readonly namespaceName: string; readonly chart?: { readonly name: string; readonly version: string } }[];
  readonly edges: readonly EdgeDocument[];
  readonly resources: { readonly count: number; readonly waves: readonly (readonly string[])[] };
  readonly locked: LockedStack;
}

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
