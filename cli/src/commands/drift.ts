import { ClusterOptions } from '../kubernetes/kubectl';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud drift`. */
export interface DriftOptions extends ClusterOptions {
  readonly json?: boolean;
}

export async function drift(_folder: string, options: DriftOptions, terminal: Terminal): Promise<ExitCode> {
  terminal.error(JSON.stringify(options));
  return Promise.resolve(ExitCode.UNEXPECTED);
}
