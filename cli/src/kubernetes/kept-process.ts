import { ChildProcessByStdio, spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';

/** The exit code that says that there is no such program, as shells have it. */
export const NO_SUCH_PROGRAM = 127;

/** Runs a program until it ends, is told to end it, or nobody holds the other end of its input any more. */
const KEEPER = `
const [program, ...rest] = process.argv.slice(1);
const child = require('node:child_process').spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit'] });
const end = () => child.kill();
process.on('SIGTERM', end).on('SIGINT', end).on('SIGHUP', end);
process.stdin.on('end', end).on('error', end).resume();
child.once('error', ({ code }) => process.exit(code === 'ENOENT' ? ${NO_SUCH_PROGRAM} : 1));
child.once('close', (code) => process.exit(code ?? 1));
`;

/**
 * Starts a program that ends with this process, however that ends: nobody
 * learns of a SIGKILL, but the system closes the pipe to a process in between,
 * which does.
 *
 * @returns the process in between; to end it ends the program, and it ends with the program's exit code
 */
export function keptProcess(program: string, arguments_: readonly string[]): ChildProcessByStdio<Writable, Readable, Readable> {
  const child = spawn(process.execPath, ['-e', KEEPER, '--', program, ...arguments_], { stdio: ['pipe', 'pipe', 'pipe'], env: process.env });
  // It may be gone before the pipe is.
  child.stdin.on('error', () => undefined);
  return child;
}
