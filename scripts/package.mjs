// Makes the packages for Python, Java, Go and .NET from the packed npm package (`npm run pack`), which carries the
// pruned providers: dist/python, dist/java (laid out as a Maven repository), dist/go and dist/dotnet.
// Prints what each weighs, and fails where one is too heavy or lacks a licence notice.
// Nothing is made again while the npm package is the same.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dotnetPackage } from './support/packages/dotnet.mjs';
import { goModule } from './support/packages/go.mjs';
import { javaPackage } from './support/packages/java.mjs';
import { besideOldestPeers } from './support/packages/oldest-peers.mjs';
import { generate, has } from './support/packages/pacmak.mjs';
import { pythonPackage } from './support/packages/python.mjs';
import { megabytes, size, verifyNotices } from './support/packages/verify.mjs';

const CACHE = resolve('.cache/packages');
const KEPT = 3;
const LANGUAGES = ['python', 'java', 'go', 'dotnet'];
/** What builds a package, where sources are not enough. */
const TOOLS = { python: ['python3', '-m', 'pip', '--version'], java: ['mvn', '--version'] };
/** What a package may weigh, in bytes. */
const LIMITS = { npm: 3e6, Python: 4e6, Java: 4e6 };

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const tarball = npmPackage();
const missing = Object.keys(TOOLS).filter((language) => !has(...TOOLS[language]));
if (missing.length > 0 && process.env.CI === 'true') {
  console.error(`Cannot be built here: ${missing.map((language) => `${language} (needs ${TOOLS[language][0]})`).join(', ')}.`);
  process.exit(1);
}
const made = join(CACHE, contentKey(tarball));
const cached = existsSync(made);
if (!cached) {
  make(made);
}
publish(made);
report();

function make(folder) {
  const work = `${folder}.partial`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  generate(besideOldestPeers('dist/stage', manifest), work, LANGUAGES);
  const builders = { python: pythonPackage, java: javaPackage, go: goModule, dotnet: dotnetPackage };
  LANGUAGES.filter((language) => !missing.includes(language)).forEach((language) => builders[language](work));
  renameSync(join(work, 'out'), folder);
  rmSync(work, { recursive: true, force: true });
  forgetOldest();
}

function publish(folder) {
  for (const language of LANGUAGES.filter((name) => !missing.includes(name))) {
    rmSync(join('dist', language), { recursive: true, force: true });
    cpSync(join(folder, language), join('dist', language), { recursive: true });
  }
}

function report() {
  const { version } = manifest;
  const dotnet = readdirSync('dist/dotnet');
  const lines = [
    ['npm', tarball],
    missing.includes('python') ? undefined : ['Python', `dist/python/quanttide_cloud-${version}-py3-none-any.whl`],
    missing.includes('java') ? undefined : ['Java', `dist/java/com/quanttide/cloud/${version}/cloud-${version}.jar`],
    ['Go', 'dist/go/cloud'],
    ['.NET', dotnet.some((file) => file.endsWith('.nupkg')) ? join('dist/dotnet', dotnet.find((file) => file.endsWith('.nupkg'))) : 'dist/dotnet/QuantTide.Cloud'],
  ].filter((line) => line !== undefined);
  missing.forEach((language) => console.log(`${language}: skipped, there is no ${TOOLS[language][0]} here to build it`));
  const faults = lines.flatMap(([language, path]) => {
    const bytes = size(path);
    const limit = LIMITS[language];
    const note = path.endsWith('QuantTide.Cloud') ? '  generated as code: there is no dotnet here to build it' : '';
    console.log(`${language.padEnd(7)} ${megabytes(bytes).padStart(7)}${limit === undefined ? '          ' : ` of ${megabytes(limit)}`}  ${path}${note}`);
    return [...(bytes > (limit ?? Infinity) ? [`The ${language} package is heavier than ${megabytes(limit)}.`] : []), ...verifyNotices(language, path)];
  });
  console.log(cached ? 'Taken from the cache: the npm package is the same as before.' : 'Made anew.');
  faults.forEach((fault) => console.error(fault));
  process.exitCode = faults.length === 0 ? 0 : 1;
}

function npmPackage() {
  const found = existsSync('dist/js') ? readdirSync('dist/js').find((file) => file.endsWith('.tgz') && !file.includes('-cli-')) : undefined;
  if (found === undefined || !existsSync('dist/stage/.jsii')) {
    console.error('Nothing to make packages of: run `npm run pack` first.');
    process.exit(1);
  }
  return join('dist/js', found);
}

/** The same content, made by the same tools in the same way, has the same key. */
function contentKey(file) {
  const hash = createHash('sha256').update(readFileSync(file));
  hash.update(readFileSync('node_modules/jsii-pacmak/package.json')).update(readFileSync('node_modules/cdktf/package.json'));
  hash.update(missing.join());
  for (const script of ['scripts/package.mjs', ...readdirSync('scripts/support/packages').sort().map((name) => join('scripts/support/packages', name))]) {
    hash.update(readFileSync(script));
  }
  return hash.digest('hex').slice(0, 16);
}

function forgetOldest() {
  const folders = readdirSync(CACHE).map((name) => ({ path: join(CACHE, name), made: statSync(join(CACHE, name)).mtimeMs })).sort((a, b) => b.made - a.made);
  folders.slice(KEPT).forEach(({ path }) => rmSync(path, { recursive: true, force: true }));
}
