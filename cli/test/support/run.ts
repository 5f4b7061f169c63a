import { main } from '../../src/main';
import { ExitCode } from '../../src/terminal/exit-code';
import { MemoryTerminal } from './memory-terminal';

/** What a command left. */
export interface Ran {
  readonly code: ExitCode;
  readonly results: string;
  readonly messages: string;
}

/** Runs the command line in this process. */
export async function run(...arguments_: string[]): Promise<Ran> {
  const terminal = new MemoryTerminal();
  const code = await main(arguments_, terminal);
  return { code, results: terminal.results, messages: terminal.messages };
}
