import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildOnce, Language, PLACE } from './language';
import { once } from './once';
import { must } from './run';

const FOLDER = join(PLACE, 'typescript');
const COMPILER = resolve('node_modules/typescript/bin/tsc');
const PLAIN = {
  compilerOptions: {
    target: 'ES2022', module: 'node16', moduleResolution: 'node16', strict: true, skipLibCheck: true, outDir: 'lib', rootDir: '.',
    typeRoots: [resolve('node_modules/@types')], types: ['node'],
  },
};

/** TypeScript, from the packed npm package. */
export const typescript: Language = {
  name: 'TypeScript',
  folder: 'typescript',
  missing: () => undefined,
  install: () => installNpm(FOLDER, { cdktf: '0.21.0', constructs: '~10.7.2' }),
  build: (source) => buildOnce(typescript, source, ['dist/js'], (folder) => {
    if (!existsSync(join(folder, 'tsconfig.json'))) {
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(PLAIN));
    }
    must([process.execPath, COMPILER, '-p', folder]);
    return [process.execPath, join(folder, existsSync(join(folder, 'lib/main.js')) ? 'lib/main.js' : 'lib/src/main.js')];
  }),
};

/** Installs the packed npm package, and whatever else is asked for, into a clean folder. */
export function installNpm(folder: string, dependencies: Record<string, string>, overrides: Record<string, string> = {}): void {
  const tarball = readdirSync('dist/js').find((file) => file.endsWith('.tgz') && !file.includes('-cli-'));
  if (tarball === undefined) {
    throw new Error('There is no packed npm package in dist/js: run `npm run pack`.');
  }
  const manifest = { private: true, dependencies: { '@quanttide/cloud': `file:${resolve('dist/js', tarball)}`, ...dependencies }, overrides };
  once(folder, { files: [join('dist/js', tarball)], settings: manifest }, () => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    must(['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  });
}
