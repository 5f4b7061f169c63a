import { ChosenCluster, chosenClusters, ClusterWishes, titleOf } from '../deployment/cluster-choice';
import { byKubectl, reachClusters } from '../deployment/reach-clusters';
import { readDeployment } from '../deployment/read-deployment';
import { applyCommand } from '../drift/advice';
import { checkSameCluster } from '../drift/same-cluster';
import { Kubectl } from '../kubernetes/kubectl';
import { stackFolders } from '../output/platform-json';
import { InputError } from '../platform-file/finding';
import { describeAction } from '../recover/action';
import { findActions, Recovery } from '../recover/find-actions';
import { perform } from '../recover/perform';
import { recoveryDocument, recoveryLines } from '../recover/report';
import { TerraformProject } from '../recover/terraform-project';
import { ExitCode } from '../terminal/exit-code';
import { MachineError } from '../terminal/machine-error';
import { withProgress } from '../terminal/progress';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud recover`. */
export interface RecoverOptions extends ClusterWishes {
  readonly terraform?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** A cluster of a stack, and what is to be done for it. */
interface Found {
  readonly chosen: ChosenCluster;
  readonly project?: TerraformProject;
  readonly recovery: Recovery;
}

/**
 * Brings the records of Terraform and Helm in line with what is on the cluster.
 * Says what it will do, asks, and does it; objects on the cluster stay as they are.
 *
 * @throws InputError where synth wrote nothing, or it is not clear which cluster is which; MachineError where Terraform or a cluster refuses
 */
export async function recover(folder: string, options: RecoverOptions, terminal: Terminal): Promise<ExitCode> {
  const deployments = stackFolders(folder).map(readDeployment);
  const { terraform: program } = options;
  if (program !== undefined && program !== 'terraform' && program !== 'tofu') {
    throw new InputError([{ file: '--terraform', message: `"${program}" is not known.`, hints: ['Allowed: terraform, tofu.'] }]);
  }
  const chosen = chosenClusters(deployments, options);
  for (const each of chosen) {
    await checkSameCluster(each);
  }
  return reachClusters(chosen, byKubectl, async (apiOf) => {
    const found: Found[] = [];
    for (const each of chosen) {
      const { deployment, cluster: { name } } = each;
      const project = TerraformProject.in(deployment.folder, program);
      const recovery = await withProgress(terminal, `${titleOf(each)}: looking at its records`, () => findActions(apiOf(each), deployment, project, name));
      found.push({ chosen: each, project, recovery });
    }
    const isNothing = found.every(({ recovery: { actions } }) => actions.length === 0);
    if (options.json !== true) {
      terminal.out(found.map(({ chosen: each, recovery }) => recoveryLines(titleOf(each), recovery, terminal.colours).join('\n')).join('\n\n'));
    }
    const agreed = isNothing || await agree(options, terminal);
    for (const { chosen: each, project, recovery } of agreed ? found : []) {
      const ways = chosen.filter(({ deployment }) => deployment === each.deployment);
      await performAll(recovery, { api: apiOf(each), kubectl: new Kubectl(each.options), folder: each.deployment.folder, ways, project }, titleOf(each), terminal);
    }
    const refused = found.some(({ recovery: { refusals } }) => refusals.length > 0);
    const next = agreed && !isNothing ? [...new Set(found.filter(({ recovery: { actions } }) => actions.length > 0).map(({ chosen: { deployment } }) => applyCommand(deployment, options)))] : [];
    if (options.json === true) {
      terminal.out(JSON.stringify({ done: agreed, stacks: found.map(({ chosen: each, recovery }) => recoveryDocument(each, recovery)), next }, undefined, 2));
    } else if (!agreed) {
      terminal.out(`\n  Nothing was done.${terminal.interactive ? '' : ' Add --yes to do it.'}`);
    } else if (next.length > 0) {
      terminal.out(`\n  Next: ${next.join('\n        ')}`);
    }
    return refused || !agreed ? ExitCode.FOUND : ExitCode.DONE;
  });
}

async function performAll({ actions }: Recovery, place: Parameters<typeof perform>[1], title: string, terminal: Terminal): Promise<void> {
  for (const [index, action] of actions.entries()) {
    const text = describeAction(action);
    try {
      await withProgress(terminal, `${title}: ${index + 1} of ${actions.length}: ${text}`, () => perform(action, place));
    } catch (error) {
      if (!(error instanceof MachineError) || index === 0) {
        throw error;
      }
      throw new MachineError(error.message, [...error.hints, `${index} of ${actions.length} were done before, and stay so.`]);
    }
  }
}

async function agree({ yes, json }: RecoverOptions, terminal: Terminal): Promise<boolean> {
  if (yes === true || json === true || !terminal.interactive) {
    return yes === true;
  }
  const { confirm } = await import('@inquirer/prompts');
  return confirm({ message: 'Do this?', default: false });
}
