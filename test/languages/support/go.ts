import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildOnce, Language } from './language';
import { must, run } from './run';

const OLDEST = [1, 25];

/** Go, from the module in dist/go. */
export const go: Language = {
  name: 'Go',
  folder: 'go',
  missing: () => {
    const version = /go(?<major>\d+)\.(?<minor>\d+)/.exec(run(['go', 'version']).out)?.groups;
    return version !== undefined && Number(version.major) >= OLDEST[0] && Number(version.minor) >= OLDEST[1] ? undefined : `Go ${OLDEST.join('.')} or later is not installed`;
  },
  install: () => {
    if (!existsSync('dist/go/cloud/go.mod')) {
      throw new Error('There is no Go module in dist/go: run `npm run package`.');
    }
  },
  build: (source) => buildOnce(go, source, ['dist/go'], (folder) => {
    must(['go', 'mod', 'edit', '-replace', `github.com/quanttide/cloud-go/cloud=${resolve('dist/go/cloud')}`], { cwd: folder });
    must(['go', 'build', '-o', 'main', '.'], { cwd: folder });
    return [join(folder, 'main')];
  }),
};
