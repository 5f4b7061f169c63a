import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything at the top of an output folder that synth writes, in the order it is moved: Terraform's configuration last. */
const OURS = ['assets', 'charts', 'platform.json', 'cdk.tf.json'];

/** A complete output on its way into place: its presence means that the move has begun. */
const JOURNAL = '.qtcloud-commit';

/** Names of what the journal moves, for a run that finishes it. */
const CONTENTS = '.contents.json';

const STAGING = /^\.qtcloud-(?<pid>\d+)-/;

/** Folder for an output that is still being written, beside the place it goes to. */
export class Staging {
  /** Folder to write into. */
  public readonly folder: string;
  /** The topmost folder that had to be made. */
  private readonly made?: string;

  public constructor(private readonly parent: string) {
    this.made = mkdirSync(parent, { recursive: true });
    clearAbandoned(parent);
    this.folder = mkdtempSync(join(parent, `.qtcloud-${process.pid}-`));
  }

  /** Takes away what was not moved into place. */
  public discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
    if (this.made !== undefined && readdirSync(this.parent).length === 0) {
      rmSync(this.made, { recursive: true });
    }
  }
}

/**
 * Puts a complete output into its place. One rename decides: before it, the
 * previous output is as it was; after it, the new one is complete on disk, and
 * an interrupted move is finished by the next run. Terraform's own files in
 * the folder, its state above all, are never touched.
 *
 * @param ours everything at the top of the folder that may be replaced or removed, in the order it is moved
 */
export function commitOutput(staged: string, target: string, ours: readonly string[] = OURS): void {
  if (!existsSync(target)) {
    renameSync(staged, target);
    return;
  }
  finishCommit(target, ours);
  writeFileSync(join(staged, CONTENTS), JSON.stringify(readdirSync(staged)));
  renameSync(staged, join(target, JOURNAL));
  finishCommit(target, ours);
}

/** Finishes a move that was interrupted, if there was one. */
export function finishCommit(target: string, ours: readonly string[] = OURS): void {
  const journal = join(target, JOURNAL);
  if (!existsSync(join(journal, CONTENTS))) {
    rmSync(journal, { recursive: true, force: true });
    return;
  }
  const names = JSON.parse(readFileSync(join(journal, CONTENTS), 'utf8')) as string[];
  for (const name of [...names.filter((other) => !ours.includes(other)), ...ours]) {
    if (!names.includes(name)) {
      rmSync(join(target, name), { recursive: true, force: true });
    } else if (existsSync(join(journal, name))) {
      replace(join(journal, name), join(target, name), join(journal, `.old-${name}`));
    }
  }
  rmSync(journal, { recursive: true, force: true });
}

/** A file is replaced by one rename; a folder must make room first. */
function replace(from: string, to: string, retired: string): void {
  if (existsSync(to) && isFolder(from)) {
    rmSync(retired, { recursive: true, force: true });
    renameSync(to, retired);
  }
  renameSync(from, to);
}

function isFolder(path: string): boolean {
  return statSync(path).isDirectory();
}

/** Runs that were killed leave their folder behind. */
function clearAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = STAGING.exec(name)?.groups?.pid;
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
