// Checks a packed tarball: nothing in it that must not ship, all in it that must, and it loads.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MOST_BYTES = 25e6;
const FORBIDDEN = [
  [/(?<!\.d)\.ts$/, 'TypeScript source'],
  [/(^|\/)(examples|test)\//, 'example or test'],
  [/\.map$|\.tsbuildinfo$/, 'build leftover'],
];

/** Returns a line that says what was checked; throws on the first fault. */
export function verifyPackage(tarball, manifest) {
  const root = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    const installed = join(root, 'node_modules', manifest.name);
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['-xzf', resolve(tarball), '--strip-components=1'], { cwd: installed });
    const files = list(installed);
    checkContents(files);
    checkLicences(installed, manifest);
    const bytes = files.reduce((sum, file) => sum + statSync(join(installed, file)).size, 0);
    if (bytes > MOST_BYTES) {
      throw new Error(`The package has ${bytes} bytes unpacked, more than ${MOST_BYTES}: are the providers pruned?`);
    }
    load(root, installed, manifest);
    return `${files.length} files, ${(bytes / 1e6).toFixed(1)} MB unpacked, loads with its peers only.`;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function checkContents(files) {
  for (const [pattern, what] of FORBIDDEN) {
    const found = files.find((file) => pattern.test(file));
    if (found) {
      throw new Error(`${what} in the package: ${found}`);
    }
  }
  for (const needed of ['.jsii', 'LICENSE', 'NOTICE', 'README.md', 'charts/', 'lib/src/index.js', 'lib/src/index.d.ts']) {
    if (!files.some((file) => file.startsWith(needed))) {
      throw new Error(`Not in the package: ${needed}`);
    }
  }
}

function checkLicences(installed, manifest) {
  for (const provider of manifest.bundledDependencies) {
    const licence = join(installed, 'node_modules', provider, 'LICENSE');
    if (!existsSync(licence) || !readFileSync(licence, 'utf8').includes('Mozilla Public License')) {
      throw new Error(`The licence of ${provider} is not in the package.`);
    }
  }
}

/** Requires every compiled file where nothing but the package and its peers can be found. */
function load(root, installed, manifest) {
  for (const peer of Object.keys(manifest.peerDependencies)) {
    symlinkSync(resolve('node_modules', peer), join(root, 'node_modules', peer), 'junction');
  }
  const requireAll = `
    const { readdirSync } = require('node:fs');
    for (const file of readdirSync('lib', { recursive: true })) {
      if (file.endsWith('.js')) require('./lib/' + file);
    }`;
  execFileSync(process.execPath, ['--preserve-symlinks', '-e', requireAll], { cwd: installed, stdio: ['ignore', 'inherit', 'inherit'] });
}

function list(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(directory.length + 1).replaceAll('\\', '/'));
}
