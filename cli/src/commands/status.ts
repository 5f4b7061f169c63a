import { ClusterOptions } from '../kubernetes/kubectl';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud status`. */
export interface StatusOptions extends ClusterOptions {
  readonly wait?: string;
  readonly json?: boolean;
}

export async function status(_folder: string, options: StatusOptions, terminal: Terminal): Promise<ExitCode> {
  terminal.error(JSON.stringify(options));
  return Promise.resolve(ExitCode.UNEXPECTED);
}
