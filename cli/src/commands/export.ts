import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud export`. */
export interface ExportOptions {
  readonly output: string;
  readonly gitops?: string;
  readonly gitopsPath: string;
  readonly gitopsRevision: string;
  readonly json?: boolean;
}

export async function exportPlatform(_folder: string, options: ExportOptions, terminal: Terminal): Promise<ExitCode> {
  terminal.error(JSON.stringify(options));
  return Promise.resolve(ExitCode.UNEXPECTED);
}
