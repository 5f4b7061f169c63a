import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Installs into a clean folder, unless the same was installed there before. */
export function once(folder: string, what: { readonly files: string[]; readonly settings: unknown }, install: () => void): void {
  const stamp = join(folder, '.installed');
  const key = keyOf(what.files, what.settings);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) {
    return;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  install();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, key);
}

/** The same files and settings have the same key. */
export function keyOf(paths: string[], settings: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const file of paths.flatMap(filesOf)) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  return path.endsWith('__pycache__') ? [] : statSync(path).isFile() ? [path] : readdirSync(path).sort().flatMap((name) => filesOf(join(path, name)));
}
