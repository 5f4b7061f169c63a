import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isSame, ProcessId } from '../process-id';

const POLL_MILLISECONDS = 250;

/**
 * Runs work that only one process at a time may do. A lock whose process is
 * gone is taken over.
 *
 * @param file where the lock is
 * @param waiting told once, with the process that is waited for
 */
export async function withLock<T>(file: string, waiting: (holder: number) => void, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    const holder = read(file);
    if (holder !== undefined && !isSame(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told && holder !== undefined) {
      waiting(holder.pid);
      told = true;
    }
    await sleep(POLL_MILLISECONDS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

function read(file: string): ProcessId | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessId;
  } catch {
    return undefined; // Gone again, or still being written.
  }
}
