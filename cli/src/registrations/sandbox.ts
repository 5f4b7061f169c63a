import { Command } from 'commander';
import type { SandboxNameOptions, SandboxStatusOptions, SandboxUpOptions } from '../commands/sandbox';
import { Terminal } from '../terminal/terminal';

/** Commands for a control plane on this machine. */
export function addSandboxCommands(program: Command, terminal: Terminal): void {
  const sandbox = program.command('sandbox')
    .description('a Kubernetes control plane on this machine to try a platform on, without containers')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', '\nThe API server is a real one; nodes, pods, volumes and operators are simulated. It is built from source once, which needs Go and takes some minutes.');
  sandbox.command('up')
    .description('start one, and wait until it is ready')
    .option('--name <name>', 'name, where there are several', 'default')
    .option('--nodes <count>', 'number of simulated nodes', '3')
    .option('--cpu <quantity>', 'CPU of each', '4')
    .option('--memory <quantity>', 'memory of each', '16Gi')
    .option('--json', 'print the result as JSON')
    .action(async (options: SandboxUpOptions) => {
      const { sandboxUp } = await import('../commands/sandbox.js');
      await sandboxUp(options, terminal);
    });
  sandbox.command('down')
    .description('stop one, and remove all that is in it')
    .option('--name <name>', 'name', 'default')
    .action(async (options: SandboxNameOptions) => {
      const { sandboxDown } = await import('../commands/sandbox.js');
      await sandboxDown(options, terminal);
    });
  sandbox.command('status')
    .description('tell which there are, and whether they run')
    .option('--json', 'print it as JSON')
    .action(async (options: SandboxStatusOptions) => {
      const { sandboxStatus } = await import('../commands/sandbox.js');
      sandboxStatus(options, terminal);
    });
}
