import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './pacmak.mjs';

/**
 * Puts the staged package beside the oldest peers that it allows, and returns its folder there: bindings that are
 * generated beside newer peers name types which the older ones do not have, and do not compile with those.
 */
export function besideOldestPeers(stage, { name, peerDependencies }) {
  const peers = Object.fromEntries(Object.entries(peerDependencies).map(([peer, range]) => [peer, oldest(range)]));
  const folder = resolve('.cache/peers', Object.entries(peers).map(([peer, version]) => `${peer}-${version}`).join('_'));
  if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: peers }));
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  }
  const place = join(folder, 'node_modules', name);
  rmSync(place, { recursive: true, force: true });
  cpSync(stage, place, { recursive: true });
  return place;
}

function oldest(range) {
  return /\d+\.\d+\.\d+/.exec(range)[0];
}
