import { Deployment } from '../deployment/deployment';
import { readDeployment } from '../deployment/read-deployment';
import { applyCommand } from '../drift/advice';
import { checkSameCluster } from '../drift/same-cluster';
import { ClusterApi } from '../kubernetes/cluster-api';
import { ClusterOptions, Kubectl } from '../kubernetes/kubectl';
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
export interface RecoverOptions extends ClusterOptions {
  readonly terraform?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** A stack, and what is to be done for it. */
interface Found {
  readonly deployment: Deployment;
  readonly project?: TerraformProject;
  readonly recovery: Recovery;
}

/**
 * Brings the records of Terraform and Helm in line with what is on the cluster.
 * Says what it will do, asks, and does it; objects on the cluster stay as they are.
 *
 * @throws InputError where synth wrote nothing; MachineError where Terraform or the cluster refuses
 */
export async function recover(folder: string, options: RecoverOptions, terminal: Terminal): Promise<ExitCode> {
  const deployments = stackFolders(folder).map(readDeployment);
  const { terraform: program } = options;
  if (program !== undefined && program !== 'terraform' && program !== 'tofu') {
    throw new InputError([{ file: '--terraform', message: `"${program}" is not known.`, hints: ['Allowed: terraform, tofu.'] }]);
  }
  const kubectl = new Kubectl(options);
  return ClusterApi.during(kubectl, async (api) => {
    const found: Found[] = [];
    for (const deployment of deployments) {
      await checkSameCluster(kubectl, deployment);
      const project = TerraformProject.in(deployment.folder, program);
      const recovery = await withProgress(terminal, `${deployment.stack}: looking at its records`, () => findActions(api, deployment, project));
      found.push({ deployment, project, recovery });
    }
    const isNothing = found.every(({ recovery: { actions } }) => actions.length === 0);
    if (options.json !== true) {
      terminal.out(found.map(({ deployment, recovery }) => recoveryLines(deployment, recovery, terminal.colours).join('\n')).join('\n\n'));
    }
    const agreed = isNothing || await agree(options, terminal);
    for (const { deployment, project, recovery } of agreed ? found : []) {
      await performAll(recovery, { api, kubectl, options, project }, deployment, terminal);
    }
    const refused = found.some(({ recovery: { refusals } }) => refusals.length > 0);
    const next = agreed && !isNothing ? found.filter(({ recovery: { actions } }) => actions.length > 0).map(({ deployment }) => applyCommand(deployment, options)) : [];
    if (options.json === true) {
      terminal.out(JSON.stringify({ done: agreed, stacks: found.map(({ deployment, recovery }) => recoveryDocument(deployment, recovery)), next }, undefined, 2));
    } else if (!agreed) {
      terminal.out(`\n  Nothing was done.${terminal.interactive ? '' : ' Add --yes to do it.'}`);
    } else if (next.length > 0) {
      terminal.out(`\n  Next: ${next.join('\n        ')}`);
    }
    return refused || !agreed ? ExitCode.FOUND : ExitCode.DONE;
  });
}

async function performAll({ actions }: Recovery, place: Parameters<typeof perform>[1], deployment: Deployment, terminal: Terminal): Promise<void> {
  for (const [index, action] of actions.entries()) {
    const text = describeAction(action);
    try {
      await withProgress(terminal, `${deployment.stack}: ${index + 1} of ${actions.length}: ${text}`, () => perform(action, place));
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
