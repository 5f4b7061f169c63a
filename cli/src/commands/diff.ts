import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud diff`. */
export interface DiffOptions {
  readonly allow?: string[];
  readonly json?: boolean;
  readonly markdown?: boolean;
}

export async function diff(_before: string, _after: string, options: DiffOptions, terminal: Terminal): Promise<ExitCode> {
  terminal.error(JSON.stringify(options));
  return Promise.resolve(ExitCode.UNEXPECTED);
}
