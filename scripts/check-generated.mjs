// Fails where a file that .projenrc.ts generates is not what it would generate now.
// The files are regenerated on the way: commit them.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const files = new Set([...generated(), 'package.json']);
const before = read(files);
execFileSync(process.execPath, ['node_modules/projen/bin/projen', '--no-post'], { stdio: ['ignore', 'ignore', 'inherit'] });
generated().forEach((file) => files.add(file));
const after = read(files);
const stale = [...files].filter((file) => before.get(file) !== after.get(file));
if (stale.length > 0) {
  console.error(`Not as .projenrc.ts says: ${stale.join(', ')}. Regenerated now: check and commit.`);
  process.exitCode = 1;
}

function generated() {
  return JSON.parse(readFileSync('.projen/files.json', 'utf8')).files;
}

function read(names) {
  return new Map([...names].map((file) => [file, existsSync(file) ? readFileSync(file, 'utf8') : undefined]));
}
