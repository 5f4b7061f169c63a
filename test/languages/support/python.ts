import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildOnce, Language, PLACE } from './language';
import { once } from './once';
import { has, must } from './run';

/** The virtual environment that the wheel is installed into. */
export const ENVIRONMENT = join(PLACE, 'python/venv');
const CHECK = 'import sys, venv; sys.exit(sys.version_info < (3, 10))';

/** Python, from the wheel, in a virtual environment of its own. */
export const python: Language = {
  name: 'Python',
  folder: 'python',
  missing: () => (has('python3', '-c', CHECK) ? undefined : 'Python 3.10 or later with venv is not installed'),
  install: () => installWheel(ENVIRONMENT, 'dist/python', ['cdktf==0.21.0', 'constructs>=10.4.2,<10.8']),
  build: (source) => buildOnce(python, source, ['dist/python'], (folder) => [interpreter(ENVIRONMENT), join(folder, 'main.py')]),
};

/** The Python of a virtual environment. */
export function interpreter(environment: string): string {
  return join(environment, 'bin/python');
}

/** Makes a virtual environment with the wheel that is in a folder. */
export function installWheel(environment: string, folder: string, requirements: string[]): void {
  const wheel = readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (wheel === undefined) {
    throw new Error(`There is no wheel in ${folder}: run \`npm run package\`.`);
  }
  once(environment, { files: [join(folder, wheel)], settings: requirements }, () => {
    must(['python3', '-m', 'venv', environment]);
    must([interpreter(environment), '-m', 'pip', 'install', '--quiet', ...requirements, resolve(folder, wheel)]);
  });
}
