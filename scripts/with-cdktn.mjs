// Shows that programs synthesize the same with cdktn, the maintained fork of cdktf, put in its place by an override.
// node scripts/with-cdktn.mjs [folder …]; by default every folder in examples/typescript with a main.ts. Needs `npm run pack` before.
// Each program runs from the packed package, as a customer's would, and writes to the folder in CDKTF_OUTDIR.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import ts from 'typescript';
import { comparable } from './support/comparable.mjs';

const FOLDER = resolve('.cache/engine');
const CONSTRUCTS = '~10.7.2'; // what cdktn 0.24 takes: >=10.6 <10.8
const ENGINES = { cdktf: '0.21.0', cdktn: 'npm:cdktn@0.24.0' };

const programs = process.argv.length > 2 ? process.argv.slice(2) : examples();
if (programs.length === 0) {
  console.error('No program to run: examples/typescript has none, and none was given.');
  process.exit(1);
}

const outputs = Object.entries(ENGINES).map(([engine, version]) => {
  install(version);
  return new Map(programs.flatMap((program) => [...synthesize(program, engine)]));
});
const [expected, actual] = outputs;
const different = [...new Set([...expected.keys(), ...actual.keys()])].filter((file) => !isDeepStrictEqual(expected.get(file), actual.get(file)));
if (expected.size === 0 || different.length > 0) {
  console.error(expected.size === 0 ? 'Nothing was synthesized.' : `With cdktn these differ: ${different.join(', ')}. See ${FOLDER}.`);
  process.exit(1);
}
console.log(`${programs.length} programs, ${expected.size} files: the same with cdktf and cdktn.`);

/** Where a program's sources are: in its folder, or in src below. */
function sources(example) {
  return [example, join(example, 'src')].find((folder) => existsSync(join(folder, 'main.ts')));
}

function examples() {
  const folder = 'examples/typescript';
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)).filter((example) => sources(example) !== undefined) : [];
}

/** Both engines run in one folder, so that paths in the output are the same. */
function install(engine) {
  const [tarball] = readdirSync('dist/js').filter((file) => file.endsWith('.tgz') && !file.includes('-cli-'));
  for (const stale of ['node_modules', 'package-lock.json']) {
    rmSync(join(FOLDER, stale), { recursive: true, force: true });
  }
  mkdirSync(FOLDER, { recursive: true });
  const manifest = {
    private: true,
    dependencies: { '@quanttide/cloud': `file:${resolve('dist/js', tarball)}`, 'cdktf': engine, 'constructs': CONSTRUCTS },
    overrides: { cdktf: '$cdktf' },
  };
  writeFileSync(join(FOLDER, 'package.json'), JSON.stringify(manifest));
  execFileSync('npm', ['install', '--loglevel=error'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
}

function synthesize(program, engine) {
  const name = basename(resolve(program));
  const folder = join(FOLDER, 'programs', name);
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(sources(program)).filter((other) => other.endsWith('.ts'))) {
    const text = readFileSync(join(sources(program), file), 'utf8');
    writeFileSync(join(folder, file.replace(/\.ts$/, '.js')), ts.transpileModule(text, { compilerOptions: options }).outputText);
  }
  const out = join(FOLDER, `out-${engine}`, name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(dirname(out), { recursive: true });
  execFileSync(process.execPath, [join(folder, 'main.js')], { cwd: FOLDER, stdio: 'inherit', env: { ...process.env, CDKTF_OUTDIR: out } });
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => [`${name}/${file.slice(out.length + 1)}`, comparable(readFileSync(file, 'utf8'))]);
}
