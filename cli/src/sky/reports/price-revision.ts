import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { InputError } from '../../platform-file/finding';
import { MachineError } from '../../terminal/machine-error';

/** A platform as it was at an earlier state of the repository. */
export interface Revision {
  /** Folder that synth wrote. */
  readonly folder: string;
  /** The user's file of traffic, prices and rules as it was. @default - there was none */
  readonly settings?: string;
}

/**
 * Gives the platform before a change: a folder that synth wrote is taken as it
 * is; of a Git revision, the platform file is taken out and synthesized.
 *
 * @param reference folder, or Git revision, such as `origin/main`
 * @param file platform file, for a revision
 * @param settings the user's file, which is taken of the same revision
 * @throws InputError where it is neither, or the file is not in that revision
 */
export async function atRevision<T>(reference: string, { file, settings }: { file: string; settings?: string }, work: (revision: Revision) => Promise<T>): Promise<T> {
  if (existsSync(reference)) {
    return work({ folder: reference, settings });
  }
  const home = repositoryOf(file);
  const commit = revision(home, reference);
  const folder = mkdtempSync(join(tmpdir(), 'qtcloud-before-'));
  try {
    extract(home, commit, folder);
    linkPackages(home, resolve(file), folder);
    const path = join(folder, relative(home, resolve(file)));
    if (!existsSync(path)) {
      throw new InputError([{ file, message: `the file is not in the revision ${reference}.`, hints: ['Name another one with --file, or a folder that synth wrote before the change.'] }]);
    }
    const { PlatformFile } = await import('../../platform-file/platform-file.js');
    const output = join(folder, '.qtcloud-before');
    PlatformFile.read(path, `${reference}:${file}`).synthesize(output);
    const old = settings === undefined ? undefined : join(folder, relative(home, resolve(settings)));
    return await work({ folder: join(output, 'stacks'), settings: old !== undefined && existsSync(old) ? old : undefined });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function repositoryOf(file: string): string {
  const { status, stdout } = git(dirname(resolve(file)), ['rev-parse', '--show-toplevel']);
  if (status !== 0) {
    throw new InputError([{ file: '--diff', message: `${file} is in no Git repository.`, hints: ['Name a folder that synth wrote before the change.'] }]);
  }
  return stdout.toString('utf8').trim();
}

function revision(home: string, reference: string): string {
  // Nothing that begins with a dash is a revision; Git would read it as an option.
  const { status, stdout } = git(home, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`]);
  if (status !== 0) {
    throw new InputError([{ file: '--diff', message: `"${reference}" is neither a folder nor a Git revision.`, hints: ['Name a branch, a tag, a commit, or a folder that synth wrote before the change.'] }]);
  }
  return stdout.toString('utf8').trim();
}

function extract(home: string, commit: string, folder: string): void {
  const archive = git(home, ['archive', '--format=tar', commit]);
  const unpacked = archive.status === 0 ? spawnSync('tar', ['-x', '-C', folder], { input: archive.stdout, maxBuffer: BUFFER }) : archive;
  if (unpacked.status !== 0) {
    throw new MachineError('The earlier state cannot be taken out of the repository.', [unpacked.stderr.toString('utf8').trim()]);
  }
}

/** Drivers of other packages are found as they are installed now. */
function linkPackages(home: string, file: string, folder: string): void {
  for (const place of new Set([home, dirname(file)])) {
    const [from, to] = [join(place, 'node_modules'), join(folder, relative(home, place), 'node_modules')];
    if (existsSync(from) && existsSync(dirname(to)) && !existsSync(to)) {
      symlinkSync(from, to, 'dir');
    }
  }
}

const BUFFER = 2 ** 30;

function git(folder: string, arguments_: string[]): ReturnType<typeof spawnSync> & { stdout: Buffer; stderr: Buffer } {
  const result = spawnSync('git', ['-C', folder, ...arguments_], { maxBuffer: BUFFER });
  if (result.error !== undefined) {
    throw new MachineError('Git cannot be run.', [result.error.message]);
  }
  return result;
}
