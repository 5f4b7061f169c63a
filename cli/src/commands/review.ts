import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readDeployment } from '../deployment/read-deployment';
import { readLockFile } from '../output/lock-file';
import { PLATFORM_JSON, stackFolders } from '../output/platform-json';
import { InputError } from '../platform-file/finding';
import { changesOfPlan } from '../review/plan-changes';
import { readPlan } from '../review/plan-file';
import { reportReviews } from '../review/report';
import { review as reviewChanges } from '../review/review';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud review`. */
export interface ReviewOptions {
  readonly allow?: string[];
  readonly project?: string;
  readonly lockFile?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Where a lock file is looked for when none is named. */
const LOCK_FILE = 'platform.lock.json';

/** Tells what a Terraform plan does to what is running, and to data. */
export function review(file: string, options: ReviewOptions, terminal: Terminal): ExitCode {
  const plan = readPlan(file);
  const project = projectOf(file, options.project);
  const deployment = project === undefined ? undefined : readDeployment(project);
  const input = changesOfPlan(plan, { deployment, lock: lockOf(project, options.lockFile) });
  return reportReviews([{ name: deployment?.stack ?? file, review: reviewChanges(input, options.allow ?? []) }], options, terminal);
}

/** The folder that was named; or the plan's own, where synth wrote it. */
function projectOf(file: string, named: string | undefined): string | undefined {
  if (named === undefined) {
    return existsSync(join(dirname(file), PLATFORM_JSON)) ? dirname(file) : undefined;
  }
  const folders = stackFolders(named);
  if (folders.length > 1) {
    throw new InputError([{ file: named, message: 'there are several stacks here, and a plan is of one of them.', hints: [`Name its folder: ${folders.join(', ')}.`] }]);
  }
  return folders[0];
}

function lockOf(project: string | undefined, named: string | undefined): ReturnType<typeof readLockFile> {
  if (named !== undefined && !existsSync(named)) {
    throw new InputError([{ file: named, message: 'there is no such file.', hints: ['"qtcloud lock" writes it.'] }]);
  }
  const near = [LOCK_FILE, ...(project === undefined ? [] : [join(project, LOCK_FILE)])];
  const found = named ?? near.find((each) => existsSync(each));
  return found === undefined ? undefined : readLockFile(found);
}
