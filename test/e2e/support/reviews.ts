import { join } from 'node:path';
import { commandLineTools } from './command-line-tools';
import { Outcome, run } from './run';

const COMMAND_LINE = join(__dirname, '..', '..', '..', 'cli', 'bin', 'qtcloud');

/** Runs the compiled command line, with helm and kubectl at hand. */
export async function qtcloud(...arguments_: string[]): Promise<Outcome> {
  const { path } = await commandLineTools();
  return run(process.execPath, [COMMAND_LINE, ...arguments_], { env: { PATH: path } });
}

/** A change as `review` and `diff` print it. */
export interface PrintedChange {
  readonly address: string;
  readonly component?: string;
  readonly path?: string;
  readonly action: string;
  readonly class: string;
  readonly why: readonly string[];
  readonly lost: readonly string[];
  readonly next: readonly string[];
  readonly allowed: boolean;
}

/** The changes in what `review --json` or `diff --json` printed. */
export function printedChanges({ out }: Outcome): PrintedChange[] {
  const { reviews } = JSON.parse(out) as { reviews: { changes: PrintedChange[] }[] };
  return reviews.flatMap(({ changes }) => changes);
}
