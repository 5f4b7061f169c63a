import { readFileSync, statSync } from 'node:fs';
import { InputError } from './finding';

/** Far more than any platform needs; what is larger was not meant to be read. */
export const SIZE_LIMIT = 1024 * 1024;

/**
 * The text of a file that a user named.
 *
 * @param path where it is
 * @param name how the user named it, for messages
 * @throws InputError if it is missing, too large, or no text
 */
export function readText(path: string, name: string): string {
  const refuse = (message: string, ...hints: string[]) => new InputError([{ file: name, message, hints }]);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw refuse('there is no such file.', 'Run "qtcloud init" to write one, or name another with --file.');
  }
  if (!stat.isFile()) {
    throw refuse(`this is ${stat.isDirectory() ? 'a folder' : 'a device or a pipe'}, and a file was expected.`, 'Name the YAML file itself with --file.');
  }
  if (stat.size > SIZE_LIMIT) {
    throw refuse(`the file has ${megabytes(stat.size)} MB, and a platform file at most ${megabytes(SIZE_LIMIT)} MB.`, 'Is it the right file?');
  }
  return decode(readBytes(path, refuse), refuse);
}

type Refuse = (message: string, ...hints: string[]) => InputError;

function readBytes(path: string, refuse: Refuse): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw refuse(`the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`, 'Check its permissions.');
  }
}

function decode(bytes: Buffer, refuse: Refuse): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw refuse('the file is in UTF-16.', 'Save it as UTF-8.');
  }
  if (bytes.includes(0)) {
    throw refuse('this is a binary file, and YAML text was expected.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('the file is neither UTF-8 text nor YAML.', 'If it is text, save it as UTF-8.');
  }
}

function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / (1024 * 1024)));
}
