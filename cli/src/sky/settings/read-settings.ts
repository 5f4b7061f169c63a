import { existsSync } from 'node:fs';
import { InputError } from '../../platform-file/finding';
import { readText } from '../../platform-file/read-text';
import { DEFAULT_SETTINGS } from './default-settings';
import { Settings } from './settings';

/** Name of the file that is read where none is named. */
export const SETTINGS_FILE = 'sky.yaml';

/**
 * Reads what the user tells beside the platform.
 *
 * @param named the file that was named @default - `sky.yaml`, where there is one
 * @throws InputError with everything that is wrong, each with its place
 */
export async function readSettings(named: string | undefined): Promise<Settings> {
  if (named === undefined && !existsSync(SETTINGS_FILE)) {
    return DEFAULT_SETTINGS;
  }
  const file = named ?? SETTINGS_FILE;
  if (!existsSync(file)) {
    throw new InputError([{ file, message: 'there is no such file.', hints: ['Leave out --settings, or name a file that has traffic, prices and rules.'] }]);
  }
  // Loaded where there is a file: most have none, and what checks it is large.
  const { settingsOf } = await import('./settings-of.js');
  return settingsOf(readText(file, file), file);
}
