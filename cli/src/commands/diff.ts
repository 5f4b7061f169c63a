import { readDeployment } from '../deployment/read-deployment';
import { Deployment } from '../deployment/deployment';
import { stackFolders } from '../output/platform-json';
import { InputError } from '../platform-file/finding';
import { changesOfOutputs } from '../review/output-changes';
import { NamedReview, reportReviews } from '../review/report';
import { review } from '../review/review';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud diff`. */
export interface DiffOptions {
  readonly allow?: string[];
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Tells what a change of a platform does, from what synth wrote before it and after it. */
export function diff(before: string, after: string | undefined, options: DiffOptions, terminal: Terminal): ExitCode {
  if (after === undefined) {
    throw new InputError([{ file: 'diff', message: 'only one folder is named.', hints: ['Name the one that synth wrote after the change, too, or the program that makes it: --app "python main.py".'] }]);
  }
  const old = stackFolders(before).map(readDeployment);
  const now = stackFolders(after).map(readDeployment);
  const pairs = old.flatMap((deployment): [Deployment, Deployment][] => {
    const next = now.find(({ stack }) => stack === deployment.stack);
    return next === undefined ? [] : [[deployment, next]];
  });
  const namesOf = (deployments: readonly Deployment[]) => deployments.map(({ stack }) => stack).join(', ');
  if (pairs.length === 0) {
    throw new InputError([{
      file: after, message: `these are different stacks: ${namesOf(old)} in ${before}, and ${namesOf(now)} here.`,
      hints: ['Name two outputs of the same platform. Under another stack name, everything is made anew, and the old stays until it is destroyed.'],
    }]);
  }
  const reviews: NamedReview[] = pairs.map(([deployment, next]) => ({ name: next.stack, review: review(changesOfOutputs(deployment, next), options.allow ?? []) }));
  const alone = (deployments: readonly Deployment[]) => deployments.filter(({ stack }) => !pairs.some(([{ stack: paired }]) => paired === stack));
  alone(old).forEach(({ stack }) => terminal.error(`${stack} is not in ${after}: what was applied of it stays until somebody destroys it.`));
  alone(now).forEach(({ stack }) => terminal.error(`${stack} is new.`));
  return reportReviews(reviews, options, terminal);
}
