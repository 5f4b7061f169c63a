import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readDeployment } from '../deployment/read-deployment';
import { readLockFile } from '../output/lock-file';
import { PLATFORM_JSON, readPlatformJson, stackFolders } from '../output/platform-json';
import { InputError } from '../platform-file/finding';
import { changesOfPlan } from '../review/plan-changes';
import { PlanFile, readPlan } from '../review/plan-file';
import { reportReviews } from '../review/report';
import { review as reviewChanges } from '../review/review';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud review`. */
export interface ReviewOptions {
  readonly allow?: string[];
  readonly project?: string;
  /** The program that made the project; it has run already. */
  readonly app?: string;
  readonly lockFile?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Where a lock file is looked for when none is named. */
const LOCK_FILE = 'platform.lock.json';

/** Tells what a Terraform plan does to what is running, and to data. */
export function review(file: string, options: ReviewOptions, terminal: Terminal): ExitCode {
  const plan = readPlan(file);
  const project = projectOf(file, plan, options);
  const deployment = project === undefined ? undefined : readDeployment(project);
  const input = changesOfPlan(plan, { deployment, lock: lockOf(project, options.lockFile) });
  return reportReviews([{ name: deployment?.stack ?? file, review: reviewChanges(input, options.allow ?? []) }], options, terminal);
}

/** The folder that was named, of the stack in it that the plan is of; or the plan's own, where synth wrote it. */
function projectOf(file: string, plan: PlanFile, { project, app }: ReviewOptions): string | undefined {
  if (project === undefined) {
    return existsSync(join(dirname(file), PLATFORM_JSON)) ? dirname(file) : undefined;
  }
  const folders = stackFolders(project);
  if (folders.length === 1) {
    return folders[0];
  }
  const planned = folders.filter((folder) => isPlanOf(plan, folder));
  if (planned.length !== 1) {
    throw new InputError([{
      file: app ?? project,
      message: `there are several stacks here, and the plan ${planned.length === 0 ? 'has not all resources of any of them' : 'could be of more than one of them'}.`,
      hints: [app === undefined ? `Name its folder: ${folders.join(', ')}.` : 'Write them with "qtcloud synth", and name the folder of the one with --project.'],
    }]);
  }
  return planned[0];
}

/** Whether a plan has everything that a stack declares: Terraform lists what does not change, too. */
function isPlanOf({ resource_changes: planned = [] }: PlanFile, folder: string): boolean {
  const addresses = new Set(planned.filter(({ change }) => change.after !== null && change.after !== undefined).map(({ address }) => address));
  return readPlatformJson(folder).resources.waves.flat().every((address) => addresses.has(address));
}

function lockOf(project: string | undefined, named: string | undefined): ReturnType<typeof readLockFile> {
  if (named !== undefined && !existsSync(named)) {
    throw new InputError([{ file: named, message: 'there is no such file.', hints: ['"qtcloud lock" writes it.'] }]);
  }
  const near = [LOCK_FILE, ...(project === undefined ? [] : [join(project, LOCK_FILE)])];
  const found = named ?? near.find((each) => existsSync(each));
  return found === undefined ? undefined : readLockFile(found);
}
