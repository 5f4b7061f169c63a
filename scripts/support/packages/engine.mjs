// A second build of the packed package, whose engine is cdktn, the maintained fork of cdktf.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const FORK = { name: 'cdktn', version: '^0.24.0', constructs: '>=10.6.0 <10.8.0' };

/** Names of the engine in compiled files: what is required or imported. */
const IMPORTED = /(?<before>(?:require\(|from |import\()["'])cdktf(?<after>["'/])/g;

/** Copies the staged package and puts the fork in the engine's place; `fork` is the folder the fork is installed in. */
export function withFork(stage, folder, fork) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(stage, folder, { recursive: true });
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => /\.(?:js|d\.ts)$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text.replace(IMPORTED, `$<before>${FORK.name}$<after>`));
  }
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  delete manifest.peerDependencies.cdktf;
  Object.assign(manifest.peerDependencies, { [FORK.name]: FORK.version, constructs: FORK.constructs });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  const assembly = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8').replaceAll('"cdktf.', `"${FORK.name}.`));
  const { jsii } = JSON.parse(readFileSync(join(fork, 'package.json'), 'utf8'));
  delete assembly.dependencies.cdktf;
  delete assembly.dependencyClosure.cdktf;
  Object.assign(assembly.dependencies, { [FORK.name]: FORK.version, constructs: FORK.constructs });
  assembly.dependencyClosure[FORK.name] = { targets: { ...jsii.targets, js: { npm: FORK.name } } };
  writeFileSync(join(folder, '.jsii'), JSON.stringify(assembly));
  return manifest;
}
