import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { InitOptions } from './commands/init';
import type { LockOptions } from './commands/lock';
import type { SynthOptions } from './commands/synth';
import type { DescribeOptions } from './commands/describe';
import type { SandboxNameOptions, SandboxStatusOptions, SandboxUpOptions } from './commands/sandbox';
import { Terminal } from './terminal/terminal';

const EXIT_CODES = `
Exit codes:
  0  done
  1  something unexpected: a fault of qtcloud (--verbose shows details)
  2  what was given is wrong; nothing was written
  3  the machine refused, or lacks something: no permission, no space, no Go for a sandbox`;

/** The commands and their options. What a command does is loaded when it runs. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('qtcloud')
    .description('A whole cloud platform from one file or one program, deployed on any Kubernetes.')
    .version(version(), '-V, --version', 'print the version')
    .option('--verbose', 'show the details of unexpected errors')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', EXIT_CODES)
    .addHelpText('after', '\nShell completion:\n  source <(qtcloud complete bash)    also zsh, fish, powershell')
    .showHelpAfterError('Run with --help to see what is possible.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
    });
  addInit(program, terminal);
  addSynth(program, terminal);
  addDescribe(program, terminal);
  addLock(program, terminal);
  addSchema(program, terminal);
  addSandbox(program, terminal);
  // Options such as --verbose may stand behind the command, too.
  program.commands.forEach((command) => command.option('--verbose', 'show the details of unexpected errors'));
  return program;
}

function addInit(program: Command, terminal: Terminal): void {
  program.command('init')
    .description('write a platform file to start from, and its JSON Schema beside it')
    .argument('[folder]', 'folder to write into', '.')
    .option('--name <name>', 'name of the platform')
    .option('--domain <domain>', 'domain under which hosts are made')
    .option('--target <kind>', 'kind of cluster, such as k3s or eks')
    .addOption(new Option('--size <size>', 'how large components are made'))
    .option('--blueprint <name>', 'blueprint to fill in', 'private-cloud')
    .option('--force', 'replace files that are there')
    .action(async (folder: string, options: InitOptions) => {
      const { init } = await import('./commands/init.js');
      await init(folder, options, terminal);
    });
}

function addSynth(program: Command, terminal: Terminal): void {
  program.command('synth')
    .description('write the Terraform project of a platform file, or of a program')
    .option('-f, --file <path>', 'platform file (default: platform.yaml)')
    .option('-a, --app <command>', 'program in any language that makes the platform, such as "python main.py"')
    .option('-o, --output <folder>', 'folder that each stack gets a folder in', 'dist')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nA failing run leaves the previous output as it was. Terraform\'s own files in the output are never touched.')
    .action(async (options: SynthOptions) => {
      const { synth } = await import('./commands/synth.js');
      await synth(options, terminal);
    });
}

function addDescribe(program: Command, terminal: Terminal): void {
  program.command('describe')
    .description('tell what a platform consists of: components, drivers, versions, licences, endpoints, connections')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .addOption(new Option('--json', 'print it as JSON').conflicts('mermaid'))
    .addOption(new Option('--mermaid', 'print it as a Mermaid diagram'))
    .option('--system', 'show what products need for themselves, too')
    .action(async (folder: string, options: DescribeOptions) => {
      const { describe } = await import('./commands/describe.js');
      describe(folder, options, terminal);
    });
}

function addLock(program: Command, terminal: Terminal): void {
  program.command('lock')
    .description('remember what holds data, so that nothing with data goes silently')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .option('--lock-file <path>', 'file to write; commit it, and name it as lockFile', join('.', 'platform.lock.json'))
    .option('--json', 'print the result as JSON')
    .action(async (folder: string, options: LockOptions) => {
      const { lock } = await import('./commands/lock.js');
      lock(folder, options, terminal);
    });
}

function addSchema(program: Command, terminal: Terminal): void {
  program.command('schema')
    .description('print the JSON Schema of platform files')
    .argument('[blueprint]', 'blueprint', 'private-cloud')
    .action(async (blueprint: string) => {
      const { schema } = await import('./commands/schema.js');
      schema(blueprint, terminal);
    });
}

function addSandbox(program: Command, terminal: Terminal): void {
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
      const { sandboxUp } = await import('./commands/sandbox.js');
      await sandboxUp(options, terminal);
    });
  sandbox.command('down')
    .description('stop one, and remove all that is in it')
    .option('--name <name>', 'name', 'default')
    .action(async (options: SandboxNameOptions) => {
      const { sandboxDown } = await import('./commands/sandbox.js');
      await sandboxDown(options, terminal);
    });
  sandbox.command('status')
    .description('tell which there are, and whether they run')
    .option('--json', 'print it as JSON')
    .action(async (options: SandboxStatusOptions) => {
      const { sandboxStatus } = await import('./commands/sandbox.js');
      sandboxStatus(options, terminal);
    });
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}
