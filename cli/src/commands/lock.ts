import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { lockFileText, LockFile, LOCK_SCHEMA_VERSION } from '@quanttide/cloud/lib/src/core/platform-lock';
import { readPlatformJson, stackFolders } from '../output/platform-json';
import { InputError } from '../platform-file/finding';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud lock`. */
export interface LockOptions {
  readonly lockFile: string;
  readonly json?: boolean;
}

/** Writes what holds data, and what the whole cluster shares, into the lock file; other stacks in it stay. */
export function lock(folder: string, options: LockOptions, terminal: Terminal): void {
  const platforms = stackFolders(folder).map(readPlatformJson);
  const previous = readLock(options.lockFile);
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

function readLock(path: string): LockFile | undefined {
  if (!existsSync(path)) {
    return undefined;
  }
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as LockFile | null;
    if (content?.schemaVersion === LOCK_SCHEMA_VERSION && typeof content.stacks === 'object') {
      return content;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) {
      throw error;
    }
  }
  throw new InputError([{ file: path, message: 'this is not a lock file of this version.', hints: ['Restore it from version control; only "qtcloud lock" writes it.'] }]);
}
