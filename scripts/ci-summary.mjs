// Says where the time of a CI run went, then the sum of all suites as the very last line.
// node scripts/ci-summary.mjs <command>=<exit code> …
import { readSummary } from './support/steps.mjs';
import { formatCounts } from './support/summary.mjs';

const total = { passed: 0, failed: 0, skipped: 0 };
console.log('\nWhere the time went:');
for (const argument of process.argv.slice(2)) {
  const [name, code] = argument.split('=');
  const summary = readSummary(name) ?? { seconds: 0, passed: 0, failed: 1, skipped: 0, steps: [] };
  if (code !== '0' && summary.failed === 0) {
    summary.failed = 1;
  }
  for (const key of Object.keys(total)) {
    total[key] += summary[key];
  }
  console.log(`${String(summary.seconds).padStart(8)} s  ${name} (${formatCounts(summary)})`);
  for (const step of summary.steps) {
    console.log(`${String(step.seconds).padStart(8)} s    ${step.name}`);
  }
}
console.log(formatCounts(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
