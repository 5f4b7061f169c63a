// Set-up: a Node that can build, and the locked dependencies.
import { statSync } from 'node:fs';

const OLDEST_NODE = [20, 16];

/** Stops with one readable line where this Node cannot build the project. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    console.error(`Building needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
    process.exit(2);
  }
}

/** Installs what package-lock.json names, unless it is installed already. */
export const install = {
  name: 'Install dependencies',
  run: ['npm', 'ci', '--no-progress', '--loglevel=error'],
  skip: () => (changed('node_modules/.package-lock.json') >= changed('package-lock.json') ? 'up to date' : undefined),
};

function changed(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
