import { join, relative, resolve } from 'node:path';
import { readDeployment } from '../deployment/read-deployment';
import { ExportPlan, exportPlans, folderOf } from '../export/export-plan';
import { GitOps } from '../export/gitops';
import { inventoryOf } from '../export/inventory';
import { checkTarget, commitExport, stageExport } from '../export/write-export';
import { stackFolders } from '../output/platform-json';
import { Staging } from '../output/write-output';
import { InputError } from '../platform-file/finding';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud export`. */
export interface ExportOptions {
  readonly output: string;
  readonly gitops?: string;
  /** @default - the root of the repository */
  readonly gitopsPath?: string;
  /** @default main */
  readonly gitopsRevision?: string;
  readonly json?: boolean;
}

/** Writes each stack as manifests, values and scripts that need nothing of ours; all of it, or nothing. */
export async function exportPlatform(folder: string, options: ExportOptions, terminal: Terminal): Promise<ExitCode> {
  const gitOps = gitOpsOf(options);
  const plans = stackFolders(folder).map(readDeployment).flatMap(exportPlans);
  const output = resolve(options.output);
  plans.forEach((plan) => checkTarget(join(output, folderOf(plan)), join(options.output, folderOf(plan))));
  const staging = new Staging(output);
  try {
    plans.forEach((plan) => stageExport(plan, join(staging.folder, folderOf(plan)), gitOps));
    plans.forEach((plan) => commitExport(join(staging.folder, folderOf(plan)), join(output, folderOf(plan))));
  } finally {
    staging.discard();
  }
  report(plans, output, options, terminal);
  return Promise.resolve(ExitCode.DONE);
}

/** @throws InputError if the address, the folder or the revision is none */
function gitOpsOf({ gitops, gitopsPath, gitopsRevision }: ExportOptions): GitOps | undefined {
  const refuse = (flag: string, message: string) => new InputError([{ file: flag, message }]);
  if (gitops === undefined) {
    if (gitopsPath !== undefined || gitopsRevision !== undefined) {
      throw refuse(gitopsPath === undefined ? '--gitops-revision' : '--gitops-path', 'without --gitops there is no repository that it would be of. Name that, too.');
    }
    return undefined;
  }
  const { path, revision } = { path: gitopsPath ?? '.', revision: gitopsRevision ?? 'main' };
  if (!/^(?:[a-z+]+:\/\/\S+|[\w.-]+@[\w.-]+:\S+)$/.test(gitops)) {
    throw refuse('--gitops', `"${gitops}" is no address of a Git repository, such as https://git.acme.example/acme/platform.git`);
  }
  if (path.startsWith('/') || path.split('/').includes('..')) {
    throw refuse('--gitops-path', `"${path}" is no folder in the repository: give one relative to its root, such as "deploy".`);
  }
  if (!/^\S+$/.test(revision)) {
    throw refuse('--gitops-revision', `"${revision}" is no branch or tag.`);
  }
  return { repository: gitops, path, revision };
}

function report(plans: readonly ExportPlan[], output: string, options: ExportOptions, terminal: Terminal): void {
  const written = plans.map((plan) => {
    const entries = inventoryOf(plan);
    const objects = entries.filter(({ what }) => what === 'object').length;
    const { stack, cluster, waves, deployment: { foreign } } = plan;
    return { stack, cluster, folder: nearPath(join(output, folderOf(plan))), objects, releases: entries.length - objects, waves: waves.length, foreign };
  });
  if (options.json === true) {
    terminal.out(JSON.stringify({ stacks: written }, undefined, 2));
    return;
  }
  const { bold, green, yellow } = terminal.colours;
  for (const { stack, cluster, folder, objects, releases, waves, foreign } of written) {
    terminal.out(`  ${bold(stack)}${cluster === undefined ? '' : ` on ${cluster}`}  ${objects} objects, ${releases} releases, ${waves} waves`);
    if (foreign.length > 0) {
      terminal.out(`  ${yellow('left out')} nothing of ours: ${foreign.join(', ')}`);
    }
    terminal.out(`  ${green('written')}  ${folder}`);
  }
  terminal.out('');
  written.forEach(({ folder }, index) => terminal.out(`  ${index === 0 ? 'Next:' : '     '} ${folder}/apply.sh`));
}

/** The shorter of the relative and the absolute path. */
function nearPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near !== '' && near.length < path.length ? near : path;
}
