// Packs the library into dist/js/ as it is published: compiled files only, and of each bundled
// provider no more than the files in use, with its licence. Needs `npm run compile` before.
// The folder that is packed stays in dist/stage: jsii-pacmak makes the other languages from it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compiledFiles, usedFiles } from './support/used-files.mjs';
import { verifyPackage } from './support/verify-package.mjs';

const STAGE = 'dist/stage';
const OUT = 'dist/js';
const NOTICES = ['package.json', 'LICENSE', 'README.md'];
const DEVELOPMENT_ONLY = ['//', 'allowScripts', 'devDependencies', 'devEngines', 'overrides', 'scripts', 'workspaces'];

if (process.argv.includes('--guard')) {
  console.error('Pack with `npm run pack`: the bundled providers are pruned there (150 MB otherwise).');
  process.exit(1);
}
if (!existsSync('lib/src/index.js') || !existsSync('.jsii')) {
  console.error('Nothing to pack: run `npm run compile` first.');
  process.exit(1);
}

const stale = compiledFiles('lib').filter((file) => !existsSync(file.replace(/\.(js|d\.ts)$/, '.ts')));
if (stale.length > 0) {
  console.error(`Compiled from sources that are gone: lib/${stale[0]}. Remove lib/ and run \`npm run compile\`.`);
  process.exit(1);
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
stage();
const tarball = pack();
console.log(verifyPackage(tarball, manifest));
console.log(tarball);

function stage() {
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  // npm applies the exact patterns of `files` to these when it packs.
  const roots = new Set([...manifest.files.map((pattern) => pattern.split('/')[0]), 'LICENSE', 'README.md']);
  for (const root of [...roots].filter(existsSync)) {
    cpSync(root, join(STAGE, root), { recursive: true });
  }
  const published = Object.fromEntries(Object.entries(manifest).filter(([key]) => !DEVELOPMENT_ONLY.includes(key)));
  writeFileSync(join(STAGE, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);

  for (const provider of manifest.bundledDependencies) {
    const from = join('node_modules', provider);
    const files = [...NOTICES, ...usedFiles({ entries: 'lib', package: provider, directory: from })];
    for (const file of files) {
      const target = join(STAGE, from, file);
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(join(from, file), target);
    }
  }
}

function pack() {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  // npm reads the settings of the folder it runs in, and runs no scripts: the staged package has none.
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', '../js'], { cwd: STAGE, shell: process.platform === 'win32' }).toString(),
  );
  return join(OUT, filename);
}
