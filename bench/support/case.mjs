// What every case needs: a case is a process of its own, so that none warms another one up.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The compiled library, as its users import it. */
export const LIBRARY = fileURLToPath(new URL('../../lib/src/index.js', import.meta.url));

/**
 * Returns what tells the milliseconds since: of processor time, which does not
 * depend on what else the machine is doing.
 */
export function stopwatch() {
  const started = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
}

/** Prints the result of the case, with the most memory it held (MB). */
export function report(result) {
  process.stdout.write(`${JSON.stringify({ mb: process.resourceUsage().maxRSS / 1024, ...result })}\n`);
}

/** Gives a folder, and removes it afterwards. */
export function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'quanttide-cloud-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
