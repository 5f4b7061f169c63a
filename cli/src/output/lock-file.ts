import { existsSync, readFileSync } from 'node:fs';
import { LockFile, LOCK_SCHEMA_VERSION } from '@quanttide/cloud/lib/src/core/platform-lock';
import { InputError } from '../platform-file/finding';

/**
 * What a lock file remembers; undefined where there is none.
 *
 * @throws InputError if it is not one of this version
 */
export function readLockFile(path: string): LockFile | undefined {
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
