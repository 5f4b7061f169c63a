import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox, SandboxOptions, SandboxProgress, thisProcess } from '../../../cli/src/sandbox/sandbox';
import { SandboxFolder } from '../../../cli/src/sandbox/state';
import { MachineError } from '../../../cli/src/terminal/machine-error';

/** Says what is done on stderr, which the test runner lets through. */
export const PROGRESS: SandboxProgress = {
  waiting: (process_) => say(`waiting for process ${process_}`),
  building: (tool, version, index, total) => say(`building ${tool.name} ${version}, ${index} of ${total}`),
  built: (tool, seconds) => say(`built ${tool.name} in ${Math.round(seconds)} s`),
  starting: () => undefined,
};

const started = new Map<string, Set<Sandbox>>();

/** A folder of a suite, removed after it, when the sandboxes in it have ended. To be asked for where tests are described; it is there when they run. */
export function scratchFolder(name: string): string {
  const folder = join(tmpdir(), `qtcloud-${name}-${randomUUID().slice(0, 8)}`);
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
  });
  afterAll(async () => {
    await Promise.all([...started.get(folder) ?? []].map((sandbox) => sandbox.down()));
    started.delete(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Starts a sandbox that ends with this process. */
export async function startSandbox(scratch: string, name = 'e2e', options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = Sandbox.in(new SandboxFolder(join(scratch, `sandbox-${name}`)), name, { owner: thisProcess(), ...options });
  started.set(scratch, (started.get(scratch) ?? new Set()).add(sandbox));
  await sandbox.up(PROGRESS).catch(tellAll);
  return sandbox;
}

/** A test runner shows the message alone, and not the end of the log that is told with it. */
export function tellAll(error: unknown): never {
  throw error instanceof MachineError ? new Error(error.text) : error;
}

/** Writes a line that is seen while tests run. */
export function say(text: string): void {
  process.stderr.write(`  e2e: ${text}\n`);
}
