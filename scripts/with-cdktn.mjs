// Shows that programs synthesize the same with cdktn, the maintained fork of cdktf, put in its place by an override.
// node scripts/with-cdktn.mjs [program.ts …]; by default every examples/typescript/*/main.ts. Needs `npm run pack` before.
// Each program runs from the packed package, as a customer's would, and writes to the folder in CDKTF_OUTDIR.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import ts from 'typescript';

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

function examples() {
  const folder = 'examples/typescript';
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, 'main.ts')).filter(existsSync) : [];
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
  const name = basename(dirname(resolve(program)));
  const compiled = join(FOLDER, `${name}.js`);
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  writeFileSync(compiled, ts.transpileModule(readFileSync(program, 'utf8'), { compilerOptions: options }).outputText);
  const out = join(FOLDER, `out-${engine}`, name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(dirname(out), { recursive: true });
  execFileSync(process.execPath, [compiled], { cwd: FOLDER, stdio: 'inherit', env: { ...process.env, CDKTF_OUTDIR: out } });
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => [`${name}/${file.slice(out.length + 1)}`, comparable(readFileSync(file, 'utf8'))]);
}

/** Known differences are the engine's own version and the printing of empty objects. */
function comparable(text) {
  try {
    return withoutEmpty(JSON.parse(text));
  } catch {
    return text;
  }
}

function withoutEmpty(value, key) {
  if (Array.isArray(value)) {
    return value.map((item) => withoutEmpty(item));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const entries = Object.entries(value)
    .filter(([name]) => !(name === 'version' && (key === 'metadata' || 'stacks' in value)))
    .map(([name, item]) => [name, withoutEmpty(item, name)])
    .filter(([, item]) => item === null || typeof item !== 'object' || Object.keys(item).length > 0);
  return Object.fromEntries(entries);
}
