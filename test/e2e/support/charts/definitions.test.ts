import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeployment } from '../../../../cli/src/deployment/read-deployment';
import { smallPrograms, writeProgram } from '../small-programs';
import { prepareCharts } from './chart-folder';
import { hasRealSchema } from './definitions';

const scratch = mkdtempSync(join(tmpdir(), 'qtcloud-definitions-'));

afterAll(() => rmSync(scratch, { recursive: true }));

test('every custom resource that any component makes is checked by the API server against its real schema', () => {
  const charts = prepareCharts(join(scratch, 'charts')).path;
  const used = smallPrograms().flatMap((program, index) => readDeployment(writeProgram(program, charts, join(scratch, String(index)))).steps
    .flatMap((step) => (step.kind === 'objects' ? step.objects : [])).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  const kinds = [...new Set(used)].filter((each) => each.includes('/')).sort();
  expect(kinds.length).toBeGreaterThan(15);
  expect(kinds.filter((each) => !hasRealSchema(...(each.split(/[/ ]/) as [string, string, string])))).toStrictEqual([]);
});
