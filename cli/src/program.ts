import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { InitOptions } from './commands/init';
import type { LockOptions } from './commands/lock';
import type { SynthOptions } from './commands/synth';
import type { DescribeOptions } from './commands/describe';
import { Terminal } from './terminal/terminal';

const EXIT_CODES = `
Exit codes:
  0  done
  1  something unexpected: a fault of qtcloud (--verbose shows details)
  2  what was given is wrong; nothing was written
  3  the system refused: no permission, no space`;

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

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}
