import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresService } from '../../examples/typescript/custom-driver/src';
import { RelationalDatabaseConformance } from '../../src/testing/relational-database-conformance';
import { freshFolder, synthesized } from './support/folders';
import { java, testReport } from './support/java';
import { copyOf, QUIET } from './support/language';
import { describeLanguage } from './support/languages';
import { python } from './support/python';
import { run } from './support/run';
import { typescript } from './support/typescript';

/** What the contract demands, as the suite tells it for the driver in TypeScript. */
const titles = RelationalDatabaseConformance.of(new PostgresService()).checks.map(({ title }) => title);

/** Has a driver's conformance suite run, and prints what came of it. */
const REPORT = `
import json
from quanttide_cloud import testing
from postgres_service import PostgresService
report = testing.RelationalDatabaseConformance.of(PostgresService()).run()
print(json.dumps({"passed": report.passed, "failures": [failure.message for failure in report.failures]}))
`;

let expected: Record<string, string>;

beforeAll(() => {
  typescript.install();
  expected = synthesized(typescript, 'examples/typescript/custom-driver');
});

describeLanguage(python, () => {
  beforeAll(() => python.install());

  it('a driver makes the same as the one in TypeScript, chosen for a platform and in a blueprint', () => {
    expect(expected['stacks/branch/cdk.tf.json']).toContain('PostgresInstance');
    expect(synthesized(python, 'examples/python/custom-driver')).toStrictEqual(expected);
  });

  it('does all that the contract demands', () => {
    const [program] = python.build('examples/python/custom-driver');
    const { code, out, errors } = run([program, '-c', REPORT], { cwd: copyOf(python, 'examples/python/custom-driver'), env: QUIET });
    expect({ code, errors }).toStrictEqual({ code: 0, errors: '' });
    expect(JSON.parse(out)).toStrictEqual({ passed: titles, failures: [] });
  });

  it('has the suite as a test of its own', () => {
    const [program] = python.build('examples/python/custom-driver');
    const { code, errors } = run([program, '-m', 'unittest', '-v'], { cwd: copyOf(python, 'examples/python/custom-driver'), env: QUIET });
    expect({ code, errors }).toStrictEqual({ code: 0, errors: expect.stringContaining('Ran 1 test') as string });
  });

  // What typed languages rule out; other faults of drivers are among the mistakes of bad-input.suite.ts.
  it('a driver that returns something else is named', () => {
    const [program] = python.build('examples/python/custom-driver');
    const folder = copyOf(python, 'examples/python/custom-driver');
    writeFileSync(join(folder, 'faulty.py'), `
from cdktf import App
from quanttide_cloud import CloudStack, data
from postgres_service import PostgresService

class Faulty(PostgresService):
    def provision(self, request):
        return "db.acme.example"

data.RelationalDatabase(CloudStack(App(), "acme"), "orders", driver=Faulty())
`);
    const { code, errors } = run([program, 'faulty.py'], { cwd: folder, env: { ...QUIET, CDKTF_OUTDIR: freshFolder('python', 'faulty') } });
    expect(code).toBe(1);
    expect(errors).toMatch(/^RuntimeError: acme\/orders \(RelationalDatabase\): the driver "acme-postgres-service" failed in provision: .+/m);
  });
});

describeLanguage(java, () => {
  beforeAll(() => java.install());

  it('a driver makes the same as the one in TypeScript, and does all that the contract demands', () => {
    // Building it runs its tests: one for each thing that the contract demands.
    expect(synthesized(java, 'examples/java/custom-driver')).toStrictEqual(expected);
    expect(testReport('examples/java/custom-driver')).toMatchObject({ tests: String(titles.length), errors: '0', skipped: '0', failures: '0' });
  });
});
