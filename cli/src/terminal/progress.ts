import { Terminal } from './terminal';

/** Shows what takes long, on a terminal only, and beside the results: on stderr. The work can tell how far it is. */
export async function withProgress<T>(terminal: Terminal, text: string, work: (tell: (text: string) => void) => Promise<T>): Promise<T> {
  if (!terminal.interactive) {
    return work(() => undefined);
  }
  const { default: ora } = await import('ora');
  const spinner = ora({ text, stream: process.stderr }).start();
  try {
    return await work((next) => {
      spinner.text = next;
    });
  } finally {
    spinner.stop();
  }
}
