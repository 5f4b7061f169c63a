// Shows that Python programs synthesize the same with a second build of the package whose engine is cdktn, the maintained
// fork of cdktf: the only change in a program is the module that App comes from.
// Needs `npm run package` before, and Python 3.10 or later; where there is none it says so, which CI does not accept.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { comparable } from './support/comparable.mjs';
import { FORK, withFork } from './support/packages/engine.mjs';
import { besideOldestPeers } from './support/packages/oldest-peers.mjs';
import { generate, has, QUIET, run } from './support/packages/pacmak.mjs';
import { pythonPackage } from './support/packages/python.mjs';

const FOLDER = resolve('.cache/engine-python');
const EXAMPLES = 'examples/python';

if (!has('python3', '-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))')) {
  console.log('Skipped: Python 3.10 or later with venv is not installed.');
  process.exit(process.env.CI === 'true' ? 1 : 0);
}

const examples = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'main.py'))).sort();
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const wheels = { cdktf: firstWheel('dist/python'), [FORK.name]: buildWithFork() };
const [expected, actual] = Object.entries(wheels).map(([engine, wheel]) => synthesizeAll(engine, wheel));
const different = [...new Set([...expected.keys(), ...actual.keys()])].filter((file) => !isDeepStrictEqual(expected.get(file), actual.get(file)));
if (expected.size === 0 || different.length > 0) {
  console.error(expected.size === 0 ? 'Nothing was synthesized.' : `With ${FORK.name} these differ: ${different.join(', ')}. See ${FOLDER}.`);
  process.exit(1);
}
console.log(`${examples.length} Python programs, ${expected.size} files: the same with cdktf and with a build for ${FORK.name}.`);

function buildWithFork() {
  const peers = { name: '@quanttide/cloud', peerDependencies: { [FORK.name]: FORK.version, constructs: FORK.constructs } };
  const installed = resolve(besideOldestPeers('dist/stage', peers), '../..', FORK.name);
  const manifest = withFork('dist/stage', join(FOLDER, 'stage'), installed);
  const place = besideOldestPeers(join(FOLDER, 'stage'), manifest);
  generate(place, FOLDER, ['python']);
  pythonPackage(FOLDER);
  return firstWheel(join(FOLDER, 'out/python'));
}

function firstWheel(folder) {
  return resolve(folder, readdirSync(folder).find((file) => file.endsWith('.whl')));
}

function synthesizeAll(engine, wheel) {
  const environment = join(FOLDER, `venv-${engine}`);
  const python = join(environment, 'bin/python');
  run('python3', ['-m', 'venv', environment]);
  run(python, ['-m', 'pip', 'install', '--quiet', engine === 'cdktf' ? 'cdktf==0.21.0' : `${FORK.name}==0.24.0`, 'constructs>=10.6,<10.8', wheel]);
  return new Map(examples.flatMap((name) => synthesize(python, engine, name)));
}

function synthesize(python, engine, name) {
  const program = join(FOLDER, 'programs', engine, name);
  cpSync(join(EXAMPLES, name), program, { recursive: true });
  for (const file of readdirSync(program).filter((other) => other.endsWith('.py'))) {
    const text = readFileSync(join(program, file), 'utf8');
    writeFileSync(join(program, file), text.replaceAll('from cdktf import', `from ${engine} import`));
  }
  const out = join(FOLDER, 'out', engine, name);
  mkdirSync(join(out, '..'), { recursive: true });
  run(python, ['main.py'], { cwd: program, env: { ...QUIET, CDKTF_OUTDIR: out, CDKTN_OUTDIR: out } });
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => [`${name}/${file.slice(out.length + 1)}`, comparable(readFileSync(file, 'utf8'))]);
}
