import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode } from '../terminal/exit-code';
import { MachineError } from '../terminal/machine-error';
import { exitCodeOf, StackStatus } from './stack-status';

/** Between two looks at a cluster. */
const POLL_MILLISECONDS = 3000;
/** Names that fit on a line. */
const NAMED = 5;

/** Time, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

const CLOCK: Clock = { now: () => performance.now(), sleep };

/**
 * Looks until all is ready or the time is up, and gives the last look.
 *
 * @param patience in milliseconds
 * @param tell told how far it is
 * @throws MachineError where the cluster does not answer at first, or at last: in between it may be away for a while
 */
export async function untilReady(look: () => Promise<StackStatus[]>, patience: number, tell: (text: string) => void, clock: Clock = CLOCK): Promise<StackStatus[]> {
  const deadline = clock.now() + patience;
  const isLast = (): boolean => clock.now() + POLL_MILLISECONDS >= deadline;
  let stacks = await look();
  while (exitCodeOf(stacks) !== ExitCode.DONE && !isLast()) {
    tell(progressOf(stacks, deadline - clock.now()));
    await clock.sleep(POLL_MILLISECONDS);
    try {
      stacks = await look();
    } catch (error) {
      if (!(error instanceof MachineError) || isLast()) {
        throw error;
      }
      tell(error.message);
    }
  }
  return stacks;
}

function progressOf(stacks: readonly StackStatus[], left: number): string {
  const asked = stacks.flatMap(({ judgements }) => judgements).filter(({ ready }) => ready !== undefined);
  const unready = asked.filter(({ ready }) => ready === false).map(({ subject }) => subject.name);
  const named = unready.length > NAMED ? [...unready.slice(0, NAMED), `${unready.length - NAMED} more`] : unready;
  return `${asked.length - unready.length} of ${asked.length} ready, ${Math.ceil(left / 1000)} s left; waiting for ${named.join(', ')}`;
}
