import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud review`. */
export interface ReviewOptions {
  readonly allow?: string[];
  readonly json?: boolean;
  readonly markdown?: boolean;
}

export async function review(_plan: string, options: ReviewOptions, terminal: Terminal): Promise<ExitCode> {
  terminal.error(JSON.stringify(options));
  return Promise.resolve(ExitCode.UNEXPECTED);
}
