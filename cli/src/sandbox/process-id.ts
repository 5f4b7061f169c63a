import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A process, told apart from a later one that got the same number. */
export interface ProcessId {
  readonly pid: number;
  /** When it was started, as the system writes it. */
  readonly started: string;
}

/** The process with a number, if there is one. */
export function identify(pid: number): ProcessId | undefined {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether a process is still running. */
export function isSame(process: ProcessId): boolean {
  return startOf(process.pid) === process.started;
}

function startOf(pid: number): string | undefined {
  try {
    if (existsSync('/proc/self/stat')) {
      // The name, in parentheses, may hold anything; the state follows it, and the start is the 22nd field.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').slice(-1)[0].split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    const printed = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return printed === '' ? undefined : printed;
  } catch {
    return undefined;
  }
}
