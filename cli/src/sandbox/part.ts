import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isSame, ProcessId } from './process-id';
import { RunningPart } from './state';

/** How long a process may take to end by itself before it is ended. */
const GRACE_MILLISECONDS = 10_000;

const LINES_SHOWN = 12;

/** A program and how it is started. */
export interface PartCommand {
  readonly name: string;
  readonly version?: string;
  readonly program: string;
  readonly arguments: readonly string[];
  /** File that takes what it prints. */
  readonly log: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Starts a program that lives on after this one. */
export function startPart(command: PartCommand): RunningPart {
  const log = openSync(command.log, 'a', 0o600);
  try {
    const child = spawn(command.program, command.arguments, { detached: true, stdio: ['ignore', log, log], env: { ...process.env, ...command.environment } });
    child.on('error', () => undefined); // A program that cannot be started has no number, which is reported below.
    child.unref();
    const started = child.pid === undefined ? undefined : identify(child.pid);
    if (started === undefined) {
      throw new Error(`${command.name} did not start: ${lastLines(command.log)}`);
    }
    return { name: command.name, version: command.version, ...started };
  } finally {
    closeSync(log);
  }
}

/** Ends processes: asks all of them first, and waits for each. */
export async function stopParts(parts: readonly ProcessId[]): Promise<void> {
  parts.forEach((part) => signal(part, 'SIGTERM'));
  await Promise.all(parts.map(async (part) => {
    const deadline = performance.now() + GRACE_MILLISECONDS;
    while (isSame(part)) {
      if (performance.now() > deadline) {
        signal(part, 'SIGKILL');
      }
      await sleep(20);
    }
  }));
}

/** Sends a signal, unless the process is gone. */
export function signal(part: ProcessId, name: NodeJS.Signals): void {
  if (isSame(part)) {
    try {
      process.kill(part.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
        throw error;
      }
    }
  }
}

/** The end of a log, for messages. */
export function lastLines(log: string): string {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
  } catch {
    return '';
  }
}
