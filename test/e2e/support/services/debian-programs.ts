import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { withLock } from '../../../../cli/src/sandbox/tools/folder-lock';
import { Toolbox } from '../../../../cli/src/sandbox/tools/toolbox';
import { Outcome, run } from '../run';
import { say } from '../test-sandbox';

/** A server that comes as a Debian package, and the program that speaks to it. */
export interface DebianService {
  /** Package, with which apt finds all that it needs. */
  readonly package: string;
  /** Server and client under each name that they go by; the first that is found is taken. */
  readonly programs: readonly { readonly server: string; readonly client: string }[];
  /** Folders beside those of the PATH, below the root of a file system; `*` stands for one name. */
  readonly folders: readonly string[];
}

/** Programs that can be run. */
export interface Programs {
  /** Folder of the server's own programs. */
  readonly folder: string;
  readonly server: string;
  readonly client: string;
  /** What they need in their environment. */
  readonly env: NodeJS.ProcessEnv;
}

/** PostgreSQL. */
export const POSTGRESQL: DebianService = {
  package: 'postgresql', programs: [{ server: 'postgres', client: 'psql' }], folders: ['usr/lib/postgresql/*/bin', 'usr/bin'],
};

/** Valkey, or Redis, from which it comes and whose protocol it speaks. */
export const CACHE: DebianService = {
  package: 'redis-server', programs: [{ server: 'valkey-server', client: 'valkey-cli' }, { server: 'redis-server', client: 'redis-cli' }], folders: ['usr/bin'],
};

/** Why a service cannot run here; undefined where it can, if need be after its packages were fetched. */
export function missingService(service: DebianService): string | undefined {
  const found = installed(service) !== undefined || unpacked(service) !== undefined;
  const missing = found || spawnSync('apt-get', ['--version']).status === 0 ? undefined : `${service.package} is not installed, and there is no apt to fetch it with.`;
  if (missing !== undefined && process.env.CI === 'true') {
    throw new Error(`The tests with real services cannot run: ${missing}`);
  }
  return missing;
}

/**
 * The programs of a service: those that are installed, or else from Debian's
 * packages, fetched once and unpacked into the cache. Nothing is installed, and
 * no service of the machine is started.
 */
export async function programsOf(service: DebianService): Promise<Programs> {
  const found = installed(service) ?? unpacked(service);
  if (found !== undefined) {
    return found;
  }
  const folder = cacheFolder(service);
  await withLock(`${folder}.lock`, (holder) => say(`waiting for process ${holder}`), () => (existsSync(folder) ? Promise.resolve() : unpack(service, folder)));
  const fetched = unpacked(service);
  if (fetched === undefined) {
    throw new Error(`Debian's package ${service.package} has no ${service.programs.map(({ server }) => server).join(' or ')}.`);
  }
  return fetched;
}

function installed(service: DebianService): Programs | undefined {
  const { PATH: path = '' } = process.env;
  return pick(service, [...path.split(delimiter), ...expand('/', service.folders)], {});
}

function unpacked(service: DebianService): Programs | undefined {
  const folder = cacheFolder(service);
  if (!existsSync(folder)) {
    return undefined;
  }
  const libraries = [...expand(folder, ['usr/lib/*']), ...expand(folder, ['lib/*'])].filter((path) => path.endsWith('-linux-gnu'));
  return pick(service, expand(folder, service.folders), { LD_LIBRARY_PATH: libraries.join(delimiter) });
}

function pick(service: DebianService, folders: readonly string[], env: NodeJS.ProcessEnv): Programs | undefined {
  const find = (name: string) => folders.map((folder) => join(folder, name)).find(isProgram);
  for (const names of service.programs) {
    const [server, client] = [find(names.server), find(names.client)];
    if (server !== undefined && client !== undefined) {
      return { folder: dirname(server), server, client, env };
    }
  }
  return undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function expand(root: string, patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => pattern.split('/').reduce<string[]>((folders, name) => folders.flatMap((folder) => {
    const names = name === '*' ? (existsSync(folder) ? readdirSync(folder).sort().reverse() : []) : [name];
    return names.map((each) => join(folder, each));
  }), [root]));
}

function cacheFolder(service: DebianService): string {
  return join(Toolbox.cache, 'debian', service.package);
}

/** Puts the packages in place by one rename, so that an interrupted run leaves nothing that looks complete. */
async function unpack(service: DebianService, folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const scratch = mkdtempSync(join(dirname(folder), '.fetching-'));
  try {
    const names = await download(service, scratch);
    const complete = join(scratch, 'complete');
    for (const file of readdirSync(scratch).filter((name) => name.endsWith('.deb'))) {
      must(await run('dpkg-deb', ['-x', file, complete], { cwd: scratch }), 'dpkg-deb');
    }
    renameSync(complete, folder);
    say(`fetched from Debian: ${names.join(', ')}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function download(service: DebianService, scratch: string): Promise<string[]> {
  for (const attempt of ['with the lists that are there', 'with new ones']) {
    const { out, code } = await run('apt-get', ['--simulate', '--no-install-recommends', 'install', service.package]);
    const names = out.split('\n').map((line) => /^Inst (\S+)/.exec(line)?.[1]).filter((name) => name !== undefined);
    if (code === 0 && names.length > 0 && (await run('apt-get', ['download', ...names], { cwd: scratch })).code === 0) {
      return names;
    }
    if (attempt === 'with the lists that are there') {
      // Lists are missing, or name versions that are gone.
      must(await run('apt-get', ['update']), 'apt-get update');
    }
  }
  throw new Error(`The package ${service.package} cannot be fetched from Debian.`);
}

function must({ code, errors }: Outcome, what: string): void {
  if (code !== 0) {
    throw new Error(`${what} ended with the code ${code}:\n${errors}`);
  }
}
