import { Terminal } from './terminal';

/** Shows what takes long, on a terminal only, and beside the results: on stderr. */
export async function withProgress<T>(terminal: Terminal, text: string, work: () => Promise<T>): Promise<T> {
  if (!terminal.interactive) {
    return work();
  }
  const { default: ora } = await import('ora');
  const spinner = ora({ text, stream: process.stderr }).start();
  try {
    return await work();
  } finally {
    spinner.stop();
  }
}
