import { KubectlError } from '../kubernetes/kubectl';
import { InputError } from '../platform-file/finding';
import { MachineError } from './machine-error';
import { ExitCode } from './exit-code';
import { Terminal } from './terminal';

/** Refusals of the operating system that have nothing to do with what the user asked for. */
const MACHINE_CODES = new Set(['EACCES', 'EPERM', 'ENOSPC', 'EROFS', 'EDQUOT', 'EMFILE', 'EIO', 'ENOTDIR', 'EBUSY']);

/** Says what went wrong, as far as the user needs to know, and gives the exit code. */
export function reportError(error: unknown, terminal: Terminal, verbose: boolean): ExitCode {
  const { bold, red } = terminal.errorColours;
  if (error instanceof InputError) {
    terminal.error(error.text);
    return ExitCode.BAD_INPUT;
  }
  if (error instanceof MachineError) {
    terminal.error(error.text);
    return ExitCode.MACHINE;
  }
  if (error instanceof KubectlError) {
    terminal.error(`the cluster refused: ${error.message}`);
    terminal.error(error.status === 'Forbidden' ? '  Ask its administrator for this right, or sign in as somebody who has it (--kubeconfig, --context).' : '  Run the command again; where it refuses again, ask its administrator.');
    return ExitCode.MACHINE;
  }
  const { code, message, stack }: NodeJS.ErrnoException = typeof error === 'object' && error !== null ? error as Error : new Error(String(error));
  if (code !== undefined && MACHINE_CODES.has(code)) {
    terminal.error(`${bold(red('The system refused:'))} ${message}`);
    return ExitCode.MACHINE;
  }
  terminal.error(`${bold(red('Something unexpected happened:'))} ${message.split('\n')[0]}`);
  terminal.error(verbose ? stack ?? '' : 'This is a fault of qtcloud, or of a driver of another package. Run the command again with --verbose for details to report.');
  return ExitCode.UNEXPECTED;
}
