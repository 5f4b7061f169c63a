import { ExportPlan } from './export-plan';
import { GitOps, gitOpsFiles } from './gitops';
import { inventoryOf, inventoryText } from './inventory';
import { manifestText } from './manifest-text';
import { readmeText } from './readme';
import { applyScript, commonScript, destroyScript, diffScript } from './scripts';
import { shellComment } from './shell-text';
import { yamlText } from './yaml-text';

/** A file to write. */
export interface ExportFile {
  /** Path below the folder. */
  readonly path: string;
  readonly text: string;
  /** Whether it is a program. @default false */
  readonly executable?: boolean;
}

/** Everything at the top of an export that is ours, in the order in which it is put in place. */
export const EXPORTED_NAMES: readonly string[] = ['argocd', 'charts', 'manifests', 'values', 'README.md', 'common.sh', 'destroy.sh', 'diff.sh', 'inventory.txt', 'apply.sh'];

/** The files of an export; charts that come along are not among them. */
export function exportFiles(plan: ExportPlan, gitOps: GitOps | undefined): ExportFile[] {
  return [
    { path: 'README.md', text: readmeText(plan, gitOps !== undefined) },
    { path: 'apply.sh', text: applyScript(plan), executable: true },
    { path: 'diff.sh', text: diffScript(plan), executable: true },
    { path: 'destroy.sh', text: destroyScript(plan), executable: true },
    { path: 'common.sh', text: commonScript() },
    { path: 'inventory.txt', text: inventoryText(inventoryOf(plan)) },
    ...plan.waves.flatMap(({ manifests, releases }) => [
      ...manifests.map((manifest) => ({ path: manifest.file, text: manifestText(manifest) })),
      ...releases.map(({ step, values }) => ({ path: values, text: `${shellComment(`Values of the release ${step.releaseName} in ${step.namespaceName}: ${step.path}`)}\n${yamlText(step.values)}` })),
    ]),
    ...(gitOps === undefined ? [] : gitOpsFiles(plan, gitOps)),
  ];
}
