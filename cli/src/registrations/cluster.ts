import { Command } from 'commander';
import type { CrdsOptions } from '../commands/crds';
import type { DriftOptions } from '../commands/drift';
import type { RecoverOptions } from '../commands/recover';
import type { StatusOptions } from '../commands/status';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Commands that ask a cluster. */
export function addClusterCommands(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  withCluster(program.command('status'))
    .description('tell whether what was applied is ready, and if not, why and what to do')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .option('--wait <duration>', 'ask again until all is ready, such as 90s or 10m')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExit code 3: something is not ready.')
    .action(async (folder: string, options: StatusOptions) => {
      const { status } = await import('../commands/status.js');
      end(await status(folder, options, terminal));
    });
  withCluster(program.command('drift'))
    .description('compare what is on the cluster with what was applied: objects that were edited or deleted')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExit code 3: something differs.')
    .action(async (folder: string, options: DriftOptions) => {
      const { drift } = await import('../commands/drift.js');
      end(await drift(folder, options, terminal));
    });
  withCluster(program.command('recover'))
    .description('put the records of Terraform and Helm right after an apply that was cut off, or after drift')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .option('--terraform <program>', 'terraform or tofu (default: the one that made the state)')
    .option('--yes', 'do it without asking')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nObjects on the cluster stay as they are: the next apply changes them. Run it after an apply or a removal that was cut off. Exit code 3: nobody agreed, or something that somebody else made was left alone.')
    .action(async (folder: string, options: RecoverOptions) => {
      const { recover } = await import('../commands/recover.js');
      end(await recover(folder, options, terminal));
    });
  withCluster(program.command('crds'))
    .description('bring the custom resource definitions of charts up to date, which neither Helm nor Terraform does')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .option('--yes', 'do it without asking')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nRun it before the apply of a newer chart. Needs helm and kubectl. Exit code 3: something is left to do, or is refused.')
    .action(async (folder: string, options: CrdsOptions) => {
      const { crds } = await import('../commands/crds.js');
      end(await crds(folder, options, terminal));
    });
}

function withCluster(command: Command): Command {
  return command
    .option('--kubeconfig <path>', 'kubeconfig file (default: $KUBECONFIG, else ~/.kube/config)')
    .option('--context <name>', 'context in it (default: what the target says, else its current one)')
    .option('--cluster <name=context>', 'context of one of several clusters: the name that it was added as, or the stack\'s for its own; may be repeated', (pair: string, others: string[] | undefined) => [...others ?? [], pair]);
}
