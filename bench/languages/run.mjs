// Measures whole programs in several languages, from the start of the process to the files it wrote: medians of several
// runs, and what each takes against TypeScript in the same round. Uses what `npm run test:languages` installed and built.
// node bench/languages/run.mjs [--check] [--runs <number>]. With --check, a limit that is missed makes the exit code 1.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import ts from 'typescript';

const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false }, runs: { type: 'string', default: '7' } } });
const PLACE = resolve('.cache/languages');
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20,22,24' };
/** What a short-lived Java program is started with (docs/languages.md): no time goes into making it fast later. */
const OPTIONS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'];
const MAIN_CLASS = 'com.acme.shop.Main';

const folder = mkdtempSync(join(tmpdir(), 'languages-'));
const rows = [];
try {
  measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.table(Object.fromEntries(rows.map(({ what, measured, unit, limit, holds }) => [what, { measured: `${measured.toFixed(2)} ${unit}`, 'at most': limit === '-' ? limit : `${limit} ${unit}`, holds }])));
mkdirSync('.reports', { recursive: true });
writeFileSync('.reports/bench-languages.json', `${JSON.stringify({ node: process.version, runs: Number(options.runs), rows }, undefined, 2)}\n`);
console.log(`Times are of the clock, from start to end of the process, medians of ${options.runs} runs. Written: .reports/bench-languages.json`);
const missed = rows.filter(({ holds }) => !holds);
if (missed.length > 0) {
  console.log(`Missed: ${missed.map(({ what }) => what).join('; ')}.`);
  process.exitCode = options.check ? 1 : 0;
}

function measure() {
  const shops = built(shopCommands());
  const thousands = built(thousandCommands());
  const shop = medians(shops);
  const thousand = medians(thousands);
  limit('shop in TypeScript', shop.TypeScript, Infinity);
  limit('shop in Python', shop.Python, 1.5);
  limit('shop in Python, against TypeScript', shop.Python / shop.TypeScript, 4, 'x');
  limit('shop in Java, by plain `java`', shop.Java, 1.2);
  limit('shop in Java, with the options of docs/languages.md', shop['Java with options'], 1.2);
  limit('shop in Go', shop.Go, 1.2);
  limit('1,000 services in TypeScript', thousand.TypeScript, Infinity);
  limit('1,000 services in Python', thousand.Python, Infinity);
  limit('1,000 services in Python, against TypeScript', thousand.Python / thousand.TypeScript, 2, 'x');
}

function shopCommands() {
  const java = join(PLACE, 'java/examples-java-shop');
  const classpath = existsSync(join(java, 'classpath.txt')) ? [join(java, 'target/shop-1.0.0.jar'), readFileSync(join(java, 'classpath.txt'), 'utf8').trim()].join(':') : '';
  return {
    TypeScript: [process.execPath, join(PLACE, 'typescript/examples-typescript-shop/lib/main.js')],
    Python: [join(PLACE, 'python/venv/bin/python'), join(PLACE, 'python/examples-python-shop/main.py')],
    'Java': ['java', '-cp', classpath, MAIN_CLASS],
    'Java with options': ['java', ...OPTIONS, ...sharedClasses(classpath), '-cp', classpath, MAIN_CLASS],
    Go: [join(PLACE, 'go/examples-go-shop/main')],
  };
}

/** An archive of the program's classes, which Java writes once and then starts from. */
function sharedClasses(classpath) {
  const archive = join(folder, 'shop.jsa');
  run(['java', `-XX:ArchiveClassesAtExit=${archive}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off', '-cp', classpath, MAIN_CLASS]);
  return existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`] : [];
}

function thousandCommands() {
  const compiled = join(PLACE, 'typescript/thousand/main.js');
  const python = join(PLACE, 'python/thousand');
  mkdirSync(join(compiled, '..'), { recursive: true });
  const program = readFileSync('bench/languages/thousand/main.ts', 'utf8');
  writeFileSync(compiled, ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText);
  cpSync('bench/languages/thousand', python, { recursive: true });
  return { TypeScript: [process.execPath, compiled], Python: [join(PLACE, 'python/venv/bin/python'), join(python, 'main.py')] };
}

/** Each program runs once beforehand, so that caches are as on any but the first day; one that cannot is left out, which CI does not accept. */
function built(commands) {
  return Object.fromEntries(Object.entries(commands).filter(([language, command]) => {
    const { status, stderr } = run(command);
    if (status !== 0) {
      console.log(`${language} is left out: run \`npm run test:languages\` first. ${stderr}`);
      process.exitCode = process.env.CI === 'true' ? 1 : process.exitCode;
    }
    return status === 0;
  }));
}

/** Languages take turns, so that whatever else the machine does touches all of them. */
function medians(commands) {
  const times = Object.fromEntries(Object.keys(commands).map((language) => [language, []]));
  for (let round = 0; round < Number(options.runs); round++) {
    for (const [language, command] of Object.entries(commands)) {
      const started = performance.now();
      run(command);
      times[language].push((performance.now() - started) / 1000);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([language, all]) => [language, all.sort((a, b) => a - b)[Math.floor(all.length / 2)]]));
}

function run([program, ...args]) {
  return spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...QUIET, CDKTF_OUTDIR: join(folder, 'out') } });
}

function limit(what, measured, most, unit = 's') {
  if (Number.isFinite(measured)) {
    rows.push({ what, measured, unit, limit: most === Infinity ? '-' : most, holds: measured <= most });
  }
}
