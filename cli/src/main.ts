import { CommanderError } from 'commander';
import { createProgram } from './program';
import { ExitCode } from './terminal/exit-code';
import { reportError } from './terminal/report-error';
import { Terminal } from './terminal/terminal';

/**
 * Runs the command line.
 *
 * @param arguments_ what follows the program's name
 * @returns the exit code
 */
export async function main(arguments_: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const verbose = arguments_.includes('--verbose');
  let ended = ExitCode.DONE;
  try {
    const program = createProgram(terminal, (code) => {
      ended = code;
    });
    if (arguments_[0] === 'complete') {
      // Loaded only when a shell asks: it costs more than most commands.
      const { default: tab } = await import('@bomb.sh/tab/commander');
      tab(program);
    }
    await program.parseAsync(arguments_, { from: 'user' });
    return ended;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.DONE : ExitCode.BAD_INPUT;
    }
    return reportError(error, terminal, verbose);
  }
}
