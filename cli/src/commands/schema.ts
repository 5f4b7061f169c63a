import { resolve } from 'node:path';
import { InputError } from '../platform-file/finding';
import { Library } from '../platform-file/library';
import { listed, suggestion } from '../platform-file/nearest';
import { Terminal } from '../terminal/terminal';

/** What stands for `sky.yaml` where a blueprint's name could stand. */
const SETTINGS = 'sky';

/** Prints a blueprint's JSON Schema, or that of `sky.yaml`. */
export function schema(blueprint: string, terminal: Terminal): void {
  const library = Library.for(resolve('.'));
  if (blueprint !== SETTINGS) {
    checkBlueprint(blueprint, library);
  }
  terminal.out(library.schemaText(blueprint).trimEnd());
}

/** Refuses a blueprint that the library does not have. */
export function checkBlueprint(blueprint: string, library: Library): void {
  if (!library.blueprints.includes(blueprint)) {
    const known = library.blueprints;
    throw new InputError([{ file: 'blueprint', message: `there is no blueprint "${blueprint}".${suggestion(blueprint, known)}`, hints: [`Blueprints: ${listed(known)}.`] }]);
  }
}
