import { CaseResult } from '../support/case-result';
import { FAMILY_NAMES, familyInstance } from '../support/families';
import { InstanceResult, solveInstance, summary } from '../support/solve-instance';

const MILLISECONDS = 10_000;

/** The same families in sizes that nobody published: measured, not promised. */
export async function benchFamilies(every: number): Promise<CaseResult> {
  const rows: InstanceResult[] = [];
  for (const dimensions of [3, 5, 10]) {
    for (const items of [100, 250, 500]) {
      const results: InstanceResult[] = [];
      for (const [index, family] of FAMILY_NAMES.entries()) {
        if (index % every === 0) {
          results.push(await solveInstance(familyInstance(family, items, dimensions, 1), 1, MILLISECONDS));
        }
      }
      rows.push(...results);
      const { proven, meanGap, slowest } = summary(results);
      process.stdout.write(`  ${items} items, ${dimensions} dimensions: ${(proven * 100).toFixed(0)} % proven, mean gap ${(meanGap * 100).toFixed(2)} %, slowest ${slowest.toFixed(1)} s\n`);
    }
  }
  return { rows, checks: [] };
}
