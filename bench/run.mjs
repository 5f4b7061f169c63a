// Measures what the library promises of speed and memory, each case in a process of its own: the least time of several runs,
// to which whatever else the machine does can only add, and the median of the memory:
// node bench/run.mjs [--check] [--runs <number>]. With --check, a limit that is missed makes the exit code 1.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LIBRARY } from './support/case.mjs';

const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false }, runs: { type: 'string', default: '5' } } });
const runs = Number(options.runs);
const root = fileURLToPath(new URL('..', import.meta.url));
if (!Number.isInteger(runs) || runs < 1) {
  console.error('--runs takes a whole number of at least 1.');
  process.exit(2);
}
if (!existsSync(LIBRARY)) {
  console.error('The library is not compiled. Run "npm run compile" first.');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'quanttide-cloud-bench-'));
const rows = [];
try {
  measureImport();
  measureSynth();
  measureWebServices();
  measureGrowth();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.table(Object.fromEntries(rows.map(({ what, measured, limit, unit, holds }) => [what, { measured: `${round(measured)} ${unit}`, 'at most': `${limit} ${unit}`, holds }])));
mkdirSync(join(root, '.reports'), { recursive: true });
const file = join(root, '.reports', 'bench.json');
writeFileSync(file, `${JSON.stringify({ node: process.version, runs, rows }, undefined, 2)}\n`);
console.log(`Times are of the processor, the least of ${runs} runs. Written: .reports/bench.json`);
const missed = rows.filter(({ holds }) => !holds);
if (missed.length > 0) {
  console.log(`Missed: ${missed.map(({ what }) => what).join('; ')}.`);
  process.exitCode = options.check ? 1 : 0;
}

function measureImport() {
  const [own, base] = measurements([['imports', 'library'], ['imports', 'cdktf']], Math.max(runs, 7));
  compare('import, against cdktf alone', own.ms / base.ms, 1.6, 'x', { own, base });
}

function measureSynth() {
  const cli = join(root, 'cli', 'bin', 'qtcloud');
  const [own] = measurements([['command', cli, 'synth', '--file', join(root, 'bench', 'medium.yaml'), '--output', join(folder, 'platform')]]);
  compare('qtcloud synth of the medium private cloud: time', own.ms / 1000, 2, 's', { own });
  compare('qtcloud synth of the medium private cloud: memory', own.mb, 350, 'MB', { own });
}

function measureWebServices() {
  const kept = join(folder, 'web-services.json');
  const [own, base] = measurements([['web-services', '1000', kept], ['raw-classes', kept]]);
  compare('1,000 web services, against the raw classes: time', own.ms / base.ms, 0.5, 'x', { own, base });
  compare('1,000 web services, against the raw classes: memory', own.mb / base.mb, 0.6, 'x', { own, base });
}

function measureGrowth() {
  const [few, many] = measurements([['web-services', '150'], ['web-services', '3180']]);
  const perResource = ({ ms, resources }) => ms / resources;
  compare(`growth from ${few.resources} to ${many.resources} resources: time of each`, (perResource(many) / perResource(few) - 1) * 100, 30, '%', { few, many });
}

/** Cases take turns, so that what else the machine does meets all of them alike. */
function measurements(cases, times = runs) {
  const results = cases.map(() => []);
  for (let run = 0; run < times; run += 1) {
    cases.forEach(([name, ...args], index) => {
      const output = execFileSync(process.execPath, [join(root, 'bench', 'cases', `${name}.mjs`), ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 });
      results[index].push(JSON.parse(output.trim().split('\n').at(-1)));
    });
  }
  return results.map((all) => Object.fromEntries(Object.keys(all[0]).map((key) => [key, (key === 'ms' ? least : median)(all.map((one) => one[key]))])));
}

function least(numbers) {
  return Math.min(...numbers);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function compare(what, measured, limit, unit, details) {
  console.log(`${what}: ${round(measured)} ${unit} of at most ${limit} ${unit}`);
  rows.push({ what, measured, limit, unit, holds: measured <= limit, ...details });
}

function round(number) {
  return Math.round(number * 100) / 100;
}
