import { ClusterOptions } from '../kubernetes/kubectl';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud recover`. */
export interface RecoverOptions extends ClusterOptions {
  readonly terraform?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export async function recover(_folder: string, options: RecoverOptions, terminal: Terminal): Promise<ExitCode> {
  terminal.error(JSON.stringify(options));
  return Promise.resolve(ExitCode.UNEXPECTED);
}
