// Measures tables of costs, and the optimizer: pure vector bin packing against published optima, and placements of synthetic
// platforms over the full price catalogs. npm run bench:sky [-- --sample <part>] [--only <tables|packing|families|platforms>]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchFamilies } from './cases/families-case';
import { benchPlatforms } from './cases/platforms-case';
import { benchPublished } from './cases/published-case';
import { benchTables } from './cases/tables-case';
import { CaseResult, Check } from './support/case-result';

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string', default: '1' },
    only: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3' },
    shared: { type: 'string', default: join(__dirname, '..', '..', '..', 'shared') },
    check: { type: 'boolean', default: false },
  },
});

void main();

async function main(): Promise<void> {
  const every = Math.max(1, Math.round(1 / Number(options.sample)));
  const seeds = options.seeds.split(',').map(Number);
  const cases: { [name: string]: () => Promise<CaseResult> } = {
    tables: () => benchTables(),
    packing: () => benchPublished(join(options.shared, 'binpacking'), seeds, every),
    families: () => benchFamilies(every),
    platforms: () => benchPlatforms(join(options.shared, 'prices'), every),
  };
  const checks: Check[] = [];
  const results: { [name: string]: CaseResult } = {};
  for (const [name, run] of Object.entries(cases)) {
    if (options.only === undefined || options.only === name) {
      write(`\n${name}\n`);
      const result = await run();
      results[name] = result;
      checks.push(...result.checks);
      if (result.skipped !== undefined) {
        write(`  skipped: ${result.skipped}\n`);
      }
    }
  }
  write('\n');
  checks.forEach(({ what, measured, wanted, holds }) => write(`  ${holds ? 'holds ' : 'MISSED'}  ${what}: ${measured} (wanted: ${wanted})\n`));
  mkdirSync('.reports', { recursive: true });
  writeFileSync(join('.reports', 'bench-sky.json'), `${JSON.stringify({ node: process.version, every, results }, undefined, 2)}\n`);
  write('Written: .reports/bench-sky.json\n');
  process.exitCode = options.check && checks.some(({ holds }) => !holds) ? 1 : 0;
}

function write(text: string): void {
  process.stdout.write(text);
}
