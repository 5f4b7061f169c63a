import { ChildProcess, spawn } from 'node:child_process';

const LAST_CHARACTERS = 1000;
/** Where in the project it was, which Terraform says of each error. */
const PLACE = /^(with |on |\d+: )/;

/** How a program ended, and what it printed. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
  readonly seconds: number;
}

/** Where a program runs. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A program that is running, with every program that it started. */
export interface RunningProgram {
  /** How it ended. */
  readonly outcome: Promise<Outcome>;
  /** Sends a signal to it and all that it started, as a terminal does on Ctrl-C; nothing where it has ended. */
  signal(name: NodeJS.Signals): void;
}

/** What a program printed that failed; nothing where it ended well, whatever it printed. */
export function failure({ code, out, errors }: Outcome): string {
  return code === 0 ? '' : `code ${code}: ${errors}\n${out.slice(-LAST_CHARACTERS)}`;
}

/** The errors that a program printed, each in one line: `Error: what it was … why`, without Terraform's frames and places. */
export function firstErrors({ out, errors }: Outcome): string[] {
  const text = `${errors}\n${errors.includes('rror') ? '' : out.slice(-LAST_CHARACTERS)}`;
  const blocks = text.split(/\n(?=\s*Error: )/).map((block) => block.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !PLACE.test(line)).join(' ')).filter((block) => block !== '');
  return [...new Set(blocks)];
}

/** Runs a program to its end. */
export async function run(program: string, arguments_: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return ending(spawn(program, arguments_, settings(options, false)));
}

/** Starts a program in a process group of its own. */
export function start(program: string, arguments_: readonly string[], options: RunOptions = {}): RunningProgram {
  const child = spawn(program, arguments_, settings(options, true));
  // What lives on with the test's end would go on changing a cluster that is being stopped.
  const end = () => signalGroup(child, 'SIGKILL');
  process.once('exit', end);
  const outcome = ending(child).finally(() => process.off('exit', end));
  return { outcome, signal: (name) => signalGroup(child, name) };
}

function settings({ cwd, env }: RunOptions, detached: boolean): { cwd?: string; env: NodeJS.ProcessEnv; detached: boolean; stdio: ['ignore', 'pipe', 'pipe'] } {
  return { cwd, env: { ...process.env, ...env }, detached, stdio: ['ignore', 'pipe', 'pipe'] };
}

async function ending(child: ChildProcess): Promise<Outcome> {
  const started = performance.now();
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  return { code, out: Buffer.concat(out).toString('utf8'), errors: Buffer.concat(errors).toString('utf8'), seconds: (performance.now() - started) / 1000 };
}

function signalGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, name);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}
