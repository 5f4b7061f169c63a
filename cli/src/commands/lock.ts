import { renameSync, writeFileSync } from 'node:fs';
import { lockFileText } from '@quanttide/cloud/lib/src/core/platform-lock';
import { readLockFile } from '../output/lock-file';
import { readPlatformJson, stackFolders } from '../output/platform-json';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud lock`. */
export interface LockOptions {
  readonly lockFile: string;
  readonly json?: boolean;
}

/** Writes what holds data, and what the whole cluster shares, into the lock file; other stacks in it stay. */
export function lock(folder: string, options: LockOptions, terminal: Terminal): void {
  const platforms = stackFolders(folder).map(readPlatformJson);
  const previous = readLockFile(options.lockFile);
  const text = lockFileText(previous, Object.fromEntries(platforms.map(({ stack, locked }) => [stack, locked])));
  const temporary = `${options.lockFile}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, options.lockFile);
  const stacks = platforms.map(({ stack, locked }) => ({ stack, locked: Object.keys(locked).sort() }));
  if (options.json === true) {
    terminal.out(JSON.stringify({ lockFile: options.lockFile, stacks }, undefined, 2));
    return;
  }
  const { bold } = terminal.colours;
  for (const { stack, locked } of stacks) {
    terminal.out(`  ${bold(stack)}  ${locked.length === 0 ? 'nothing holds data' : locked.join(', ')}`);
  }
  terminal.out(`  written  ${options.lockFile}`);
  terminal.out('');
  terminal.out('  Next: commit the file, and name it in the platform: lockFile: platform.lock.json');
}
