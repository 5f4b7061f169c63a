import { chmodSync, cpSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { commitOutput, finishCommit } from '../output/write-output';
import { InputError } from '../platform-file/finding';
import { EXPORTED_NAMES, exportFiles } from './export-files';
import { ExportPlan } from './export-plan';
import { GitOps } from './gitops';

const PROGRAM_MODE = 0o755;
/** Files that synth writes, and we do not. */
const SYNTHESIZED = ['cdk.tf.json', 'platform.json'];

/**
 * Writes an export into a folder, beside the place it goes to.
 *
 * @throws InputError if a chart that comes along is not there
 */
export function stageExport(plan: ExportPlan, folder: string, gitOps: GitOps | undefined): void {
  mkdirSync(folder, { recursive: true });
  for (const { path, text, executable } of exportFiles(plan, gitOps)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (executable === true) {
      chmodSync(file, PROGRAM_MODE);
    }
  }
  copyCharts(plan, folder);
}

/**
 * Puts a complete export into its place. What is not ours in the folder stays,
 * such as what `apply.sh` remembers.
 */
export function commitExport(staged: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  finishCommit(target, EXPORTED_NAMES);
  commitOutput(staged, target, EXPORTED_NAMES);
}

/**
 * Refuses a folder that holds something else.
 *
 * @throws InputError where synth wrote the folder
 */
export function checkTarget(target: string, named: string): void {
  if (SYNTHESIZED.some((name) => existsSync(join(target, name)))) {
    throw new InputError([{ file: named, message: 'this is a folder that synth wrote, and an export would mix with it.', hints: ['Name another folder with --output.'] }]);
  }
}

function copyCharts({ waves, deployment }: ExportPlan, folder: string): void {
  for (const { step, chartPath } of waves.flatMap(({ releases }) => releases)) {
    if (chartPath === undefined || step.chart.path === undefined || existsSync(join(folder, chartPath))) {
      continue;
    }
    const source = resolve(deployment.folder, step.chart.path);
    if (!existsSync(source) || !(statSync(source).isFile() || existsSync(join(source, 'Chart.yaml')))) {
      throw new InputError([{ file: source, message: `there is no chart here, and ${step.owner} needs ${step.chart.name} ${step.chart.version}.`, hints: ['Bring it there, or name the right folder in the platform (target, charts) and run "qtcloud synth" again.'] }]);
    }
    mkdirSync(dirname(join(folder, chartPath)), { recursive: true });
    cpSync(source, join(folder, chartPath), { recursive: true, dereference: true });
  }
}
