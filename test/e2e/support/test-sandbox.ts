import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox, SandboxOptions, SandboxProgress, thisProcess } from '../../../cli/src/sandbox/sandbox';
import { SandboxFolder } from '../../../cli/src/sandbox/state';

/** Says what is done on stderr, which the test runner lets through. */
export const PROGRESS: SandboxProgress = {
  waiting: (process_) => say(`waiting for process ${process_}`),
  building: (tool, version, index, total) => say(`building ${tool.name} ${version}, ${index} of ${total}`),
  built: (tool, seconds) => say(`built ${tool.name} in ${Math.round(seconds)} s`),
  starting: () => undefined,
};

/** A folder of a suite, removed by the operating system. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `qtcloud-${name}-`));
}

/** Starts a sandbox that ends with this process. */
export async function startSandbox(scratch: string, name = 'e2e', options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = Sandbox.in(new SandboxFolder(join(scratch, `sandbox-${name}`)), name, { owner: thisProcess(), ...options });
  await sandbox.up(PROGRESS);
  return sandbox;
}

/** Writes a line that is seen while tests run. */
export function say(text: string): void {
  process.stderr.write(`  e2e: ${text}\n`);
}
