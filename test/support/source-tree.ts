import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Source files by path, relative to the project, `/`-separated. */
export type SourceTree = ReadonlyMap<string, string>;

const IGNORED = /(^|\/)(node_modules|lib|dist|fixtures|cdktf\.out|__snapshots__)\//;

/** Reads the files below the folders that end in one of the extensions; folders that do not exist are empty. */
export function readSources(root: string, folders: readonly string[], extensions: readonly string[]): SourceTree {
  const files = folders.flatMap((folder) => list(root, folder));
  const sources = files.filter((file) => extensions.some((extension) => file.endsWith(extension)) && !IGNORED.test(file));
  return new Map(sources.sort().map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

function list(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => posix.relative(root, posix.join(entry.parentPath, entry.name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
