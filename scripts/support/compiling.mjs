// A step that compiles, left out where it would make what is there already.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @param step name and program
 * @param reads files and folders whose text decides what is made
 * @param makes files that are there when it was made
 */
export function compiling({ reads, makes, ...step }) {
  const stamp = join('.cache', 'compiled', `${step.name.toLowerCase().replaceAll(' ', '-')}.txt`);
  return {
    ...step,
    skip: () => {
      if (makes.every((file) => existsSync(file)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(reads)) {
        return 'up to date';
      }
      rmSync(stamp, { force: true }); // What fails may leave half of it.
      return undefined;
    },
    succeeded: () => {
      mkdirSync(dirname(stamp), { recursive: true });
      writeFileSync(stamp, digest(reads));
    },
  };
}

function digest(paths) {
  const hash = createHash('sha256').update(process.version);
  paths.flatMap(files).forEach((file) => hash.update(`\n${file}\n`).update(readFileSync(file)));
  return hash.digest('hex');
}

function files(path) {
  return statSync(path).isFile() ? [path] : readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
