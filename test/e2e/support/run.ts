import { spawn } from 'node:child_process';

/** How a program ended, and what it printed. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
  readonly seconds: number;
}

/** Runs a program to its end. */
export async function run(program: string, arguments_: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {}): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(program, arguments_, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  return { code, out: Buffer.concat(out).toString('utf8'), errors: Buffer.concat(errors).toString('utf8'), seconds: (performance.now() - started) / 1000 };
}
