import { spawn } from 'node:child_process';
import { InputError } from '../platform-file/finding';
import { messagesOf } from '../platform-file/map-error';
import { Terminal } from '../terminal/terminal';

/** A mistake in the words of the library, as the runtimes of other languages print it. */
const MISTAKE = /(?:^|\s)(?:ValidationError|RuntimeError|JsiiError|JSIIError|panic)?:?\s*(?<message>(?:\(the app\)|[\w.-]+(?:\/[\w.-]+)*) \([A-Z]\w+\): .+)$/m;

/** Node prints an error without a stack in brackets. */
const BRACKETED = /^\[(?<error>\w*Error: .+)\]$/gm;

/** Notices of runtimes, which nobody asked for. */
const QUIET = {
  NODE_NO_WARNINGS: '1',
  JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
  JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
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
  const mistake = MISTAKE.exec(text.replace(BRACKETED, '$<error>'))?.groups?.message ?? validationFailure(text);
  if (mistake !== undefined) {
    throw new InputError([{ file: command, message: mistake }]);
  }
  throw new InputError([{
    file: command,
    message: code === 127 ? 'there is no such program.' : `the program ended with the code ${code}.`,
    hints: text === '' ? [] : ['It printed:', ...text.split('\n').slice(-20)],
  }]);
}

function validationFailure(text: string): string | undefined {
  const start = text.indexOf('Validation failed with the following errors:');
  return start < 0 ? undefined : messagesOf(new Error(text.slice(start).split('\n    at ')[0]))?.join('\n');
}
