import { readFileSync } from 'node:fs';
import { parsePlacement, PlacedStack } from '@quanttide/cloud/lib/src/sky/placement-file';
import { InputError } from '../../platform-file/finding';

/**
 * Decisions of a placement file, by stack.
 *
 * @throws InputError where it was edited by hand, or is none
 */
export function readPlacement(file: string): Readonly<Record<string, PlacedStack>> {
  const text = readFileSync(file, 'utf8');
  try {
    return parsePlacement(text, file).stacks;
  } catch (error) {
    throw new InputError([{ file, position: { line: 1, column: 1 }, message: (error as Error).message }]);
  }
}
