// jsii-pacmak, code only: building is done for each language where its tools are.
import { execFileSync } from 'node:child_process';

/** Node versions that jsii calls out of date are ours to choose. */
export const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '20' };

/** Generates the sources of a jsii package's bindings: `folder`/<language>. */
export function generate(packageFolder, folder, languages) {
  const targets = languages.flatMap((language) => ['--target', language]);
  run('npx', ['jsii-pacmak', packageFolder, '--code-only', ...targets, '--outdir', folder]);
}

/** Runs a tool quietly; what it printed is shown only where it fails. */
export function run(program, args, options = {}) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64e6, ...options, env: { ...process.env, ...QUIET, ...options.env } });
  } catch (error) {
    throw new Error(`${[program, ...args].join(' ')} failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
  }
}

/** Whether a tool is on this machine. */
export function has(program, ...args) {
  try {
    run(program, args);
    return true;
  } catch {
    return false;
  }
}
