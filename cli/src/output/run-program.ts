import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { InputError } from '../platform-file/finding';
import { Terminal } from '../terminal/terminal';
import { callBehind, mistakeIn } from './program-mistake';

/** Notices of runtimes, which nobody asked for. */
const QUIET = {
  NODE_NO_WARNINGS: '1',
  JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
  JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
  // This one names versions: those that the library supports.
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20,22,24',
  JSII_SILENCE_WARNING_KNOWN_BROKEN_NODE_VERSION: '1',
  PYTHONWARNINGS: 'ignore',
};

/**
 * Runs a program that makes a platform, in any language, with the engine's
 * output directed to a folder.
 *
 * @throws InputError if the program fails
 */
export async function runProgram(command: string, outdir: string, terminal: Terminal): Promise<void> {
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...QUIET, ...process.env, CDKTF_OUTDIR: outdir } });
  const printed: Buffer[] = [];
  // What the program prints is its own business, not a result: all of it goes to stderr.
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, signal) => resolve(exit ?? (signal === null ? 1 : 128)));
  });
  const text = Buffer.concat(printed).toString('utf8').trimEnd();
  if (code === 0) {
    if (text !== '') {
      terminal.error(text);
    }
    return;
  }
  const mistake = mistakeIn(text);
  if (mistake !== undefined) {
    const call = callBehind(mistake, text);
    const hints = call === undefined ? [] : [`It came out of ${call}. Where these are no words of the library, a driver of the program's own panicked: Go does not tell which.`];
    throw new InputError([{ file: command, message: mistake, hints }]);
  }
  throw new InputError([{
    file: command,
    message: code === 127 ? 'there is no such program.' : `the program ended with the code ${code}.`,
    hints: text === '' ? [] : ['It printed:', ...stripVTControlCharacters(text).split('\n')],
  }]);
}
