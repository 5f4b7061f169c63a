import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

/** Every file below a folder: path, with "/", and text; sorted. */
export function readFolder(folder: string): Record<string, string> {
  const read = (below: string): [string, string][] => readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? read(path) : [[path, readFileSync(join(folder, path), 'utf8')]];
  });
  return Object.fromEntries(read('').sort(([a], [b]) => (a < b ? -1 : 1)));
}
