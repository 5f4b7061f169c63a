import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addClusterCommands } from './registrations/cluster';
import { addFileCommands } from './registrations/files';
import { addPrograms } from './registrations/programs';
import { addSandboxCommands } from './registrations/sandbox';
import { addSkyCommands } from './registrations/sky';
import { ExitCode } from './terminal/exit-code';
import { Terminal } from './terminal/terminal';

const EXIT_CODES = `
Exit codes:
  0  done
  1  something unexpected: a fault of qtcloud (--verbose shows details)
  2  what was given is wrong; nothing was written
  3  what was asked for was found: drift, something not ready, a change that destroys data
  4  the machine or the cluster refused, or lacks something: no permission, no space, no answer`;

/**
 * The commands and their options. What a command does is loaded when it runs.
 *
 * @param end told how a command ended that has more than one good ending
 */
export function createProgram(terminal: Terminal, end: (code: ExitCode) => void = () => undefined): Command {
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
  addFileCommands(program, terminal, end);
  addClusterCommands(program, terminal, end);
  addSkyCommands(program, terminal, end);
  addSandboxCommands(program, terminal);
  addPrograms(program, terminal);
  // Options such as --verbose may stand behind the command, too.
  program.commands.forEach((command) => command.option('--verbose', 'show the details of unexpected errors'));
  return program;
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}
