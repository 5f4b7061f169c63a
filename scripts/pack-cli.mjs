// Packs the command line into dist/js/ as it is published: compiled files, and the pinned Go modules of which
// `qtcloud sandbox` builds a control plane. Needs the library and the command line compiled before.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const STAGE = 'dist/stage-cli';
const OUT = 'dist/js';
const require = createRequire(import.meta.url);

if (!existsSync('cli/lib/main.js')) {
  console.error('Nothing to pack: run `npm run compile` first.');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync('cli/package.json', 'utf8'));
stage();
const tarball = pack();
console.log(verify(tarball));
console.log(tarball);

function stage() {
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  for (const [from, to] of [['cli/bin', 'bin'], ['cli/lib', 'lib'], ['cli/templates', 'templates'], ['cli/README.md', 'README.md'], ['LICENSE', 'LICENSE']]) {
    cpSync(from, join(STAGE, to), { recursive: true });
  }
  const { TOOLS } = require(resolve('cli/lib/sandbox/tools/pins.js'));
  for (const module of new Set(TOOLS.map((tool) => tool.module))) {
    cpSync(join('tools', module), join(STAGE, 'tools', module), { recursive: true });
  }
  writeFileSync(join(STAGE, 'package.json'), `${JSON.stringify({ ...manifest, files: [...manifest.files, 'tools'] }, undefined, 2)}\n`);
}

function pack() {
  mkdirSync(OUT, { recursive: true });
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', '../js'], { cwd: STAGE, shell: process.platform === 'win32' }).toString(),
  );
  return join(OUT, filename);
}

/** Runs what was packed, with the dependencies that are installed here. */
function verify(packed) {
  mkdirSync('.cache', { recursive: true });
  const root = realpathSync(mkdtempSync(join('.cache', 'package-')));
  try {
    const installed = join(root, 'package');
    execFileSync('tar', ['-xzf', resolve(packed), '-C', root]);
    const run = (...args) => execFileSync(process.execPath, args, { cwd: installed, encoding: 'utf8' }).trim();
    if (run('bin/qtcloud', '--version') !== manifest.version) {
      throw new Error('The packed command line does not tell its version.');
    }
    run('bin/qtcloud', 'schema');
    const tools = run('-p', "require('./lib/sandbox/tools/pins.js').toolsFolder()");
    if (tools !== join(installed, 'tools')) {
      throw new Error(`The packed command line looks for the pinned modules in ${tools}.`);
    }
    run('-e', "const { TOOLS, versionOf, toolsFolder } = require('./lib/sandbox/tools/pins.js'); TOOLS.forEach((tool) => versionOf(toolsFolder(), tool));");
    run('-e', "require('./lib/deployment/kubernetes-types.js')");
    const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const source = files.find(({ name }) => /(?<!\.d)\.ts$/.test(name));
    if (source) {
      throw new Error(`TypeScript source in the package: ${source.name}`);
    }
    return `${files.length} files, runs, and finds its pinned modules.`;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
