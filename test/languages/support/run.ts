import { spawnSync } from 'node:child_process';

/** What a program printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** How a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

/** Runs a program to its end. */
export function run(command: readonly string[], { cwd, env }: RunOptions = {}): Ended {
  const [program, ...args] = command;
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 64e6 });
  return { code: status ?? 1, out: stdout ?? '', errors: error === undefined ? stderr : error.message };
}

/**
 * Runs a tool that must succeed.
 *
 * @throws with what it printed
 */
export function must(command: readonly string[], options?: RunOptions): string {
  const { code, out, errors } = run(command, options);
  if (code !== 0) {
    throw new Error(`${command.join(' ')} ended with ${code}:\n${out}${errors}`);
  }
  return out;
}

/** Whether a tool can be run here. */
export function has(...command: string[]): boolean {
  return run(command).code === 0;
}
