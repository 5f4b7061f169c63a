// Which files of a package does our compiled code use? Follows requires in .js files and imports in .d.ts files.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/**
 * Paths in `directory`, where `package` is installed, that the files below `entries` need, directly or through others.
 * Fails on an import that leads nowhere and on the package's barrel.
 */
export function usedFiles({ entries, package: name, directory }) {
  const used = new Set();
  for (const file of compiledFiles(entries)) {
    for (const specifier of imports(join(entries, file))) {
      if (specifier === name) {
        throw new Error(`${entries}/${file} imports the whole of ${name}: import a file of it.`);
      }
      if (specifier.startsWith(`${name}/`)) {
        follow(specifier.slice(name.length + 1), kindOf(file), directory, used);
      }
    }
  }
  return [...used].sort();
}

function follow(path, kind, directory, used) {
  const file = resolve(path, kind, directory);
  if (used.has(file)) {
    return;
  }
  used.add(file);
  for (const specifier of imports(join(directory, file)).filter((target) => target.startsWith('.'))) {
    follow(posix.join(posix.dirname(file), specifier), kind, directory, used);
  }
}

function resolve(path, kind, directory) {
  const candidates = [path, `${path}${kind}`, posix.join(path, `index${kind}`)];
  const found = candidates.find((file) => existsSync(join(directory, file)) && statSync(join(directory, file)).isFile());
  if (!found) {
    throw new Error(`No such file in ${directory}: ${candidates.join(', ')}`);
  }
  return found;
}

function imports(file) {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
}

/** Every compiled file below a folder. */
export function compiledFiles(directory) {
  return readdirSync(directory, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(js|d\.ts)$/.test(file));
}

function kindOf(file) {
  return file.endsWith('.d.ts') ? '.d.ts' : '.js';
}
