import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_VENDORS } from '../../../cli/src/sky/prices/shipped-prices';
import { CaseResult, Check } from '../support/case-result';

const ROOT = join(__dirname, '..', '..', '..');
const QTCLOUD = join(ROOT, 'cli', 'bin', 'qtcloud');
const USAGE = join(ROOT, 'bench', 'support', 'usage.cjs');
const EXAMPLE = join(ROOT, 'examples', 'private-cloud', 'platform.yaml');
const RUNS = 5;
const ONE_VENDOR_SECONDS = 1;
const ALL_VENDORS_SECONDS = 60;
const MEGABYTES = 1024;

interface Table {
  readonly what: string;
  /** Median of the runs, from the start of the process to its end. */
  readonly seconds: number;
  /** Most memory of all runs. */
  readonly megabytes: number;
}

/** The tables of costs as users ask for them, by the compiled command line: one vendor's, and that of all vendors and regions. */
export function benchTables(): Promise<CaseResult> {
  if (!existsSync(join(ROOT, 'cli', 'lib', 'main.js'))) {
    throw new Error('The command line is not compiled. Run "npx jsii && npx tsc -p cli" first.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'quanttide-cloud-bench-'));
  try {
    const platform = join(folder, 'platform');
    execFileSync(process.execPath, [QTCLOUD, 'synth', '--file', EXAMPLE, '--output', platform], { stdio: 'ignore' });
    const usage = join(folder, 'usage.json');
    const rates = ['--settings', join(ROOT, 'bench', 'sky', 'support', 'rates.yaml')];
    // A currency without a rate would end the table of a vendor that sells in it before anything is compared.
    const one = SHIPPED_VENDORS.map((vendor) => measure(`cost table of ${vendor}`, usage, ['cost', platform, '--vendor', vendor, ...(vendor === 'alibaba' ? rates : [])]));
    const all = measure('cost table of all vendors and regions', usage, ['cost', platform, ...rates]);
    return Promise.resolve({ rows: [...one, all], checks: [...one.map((table) => check(table, ONE_VENDOR_SECONDS)), check(all, ALL_VENDORS_SECONDS)] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(what: string, usage: string, words: readonly string[]): Table {
  const seconds: number[] = [];
  let megabytes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    execFileSync(process.execPath, ['--require', USAGE, QTCLOUD, ...words], { stdio: 'ignore', env: { ...process.env, QTCLOUD_BENCH_USAGE: usage } });
    seconds.push((performance.now() - start) / 1000);
    megabytes = Math.max(megabytes, (JSON.parse(readFileSync(usage, 'utf8')) as { mb: number }).mb);
  }
  const table = { what, seconds: seconds.sort((a, b) => a - b)[Math.floor(RUNS / 2)], megabytes };
  process.stdout.write(`  ${what}: ${table.seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB\n`);
  return table;
}

function check({ what, seconds, megabytes }: Table, limit: number): Check {
  return { what, measured: `${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`, wanted: `under ${limit} s and ${MEGABYTES} MB`, holds: seconds < limit && megabytes < MEGABYTES };
}
