import { setTimeout as sleep } from 'node:timers/promises';
import { readDeployment } from '../deployment/read-deployment';
import { ClusterApi } from '../kubernetes/cluster-api';
import { ClusterOptions, Kubectl } from '../kubernetes/kubectl';
import { stackFolders } from '../output/platform-json';
import { readDuration } from '../status/duration';
import { renderStatus } from '../status/render';
import { exitCodeOf, stackStatus, StackStatus } from '../status/stack-status';
import { statusDocument } from '../status/status-document';
import { ExitCode } from '../terminal/exit-code';
import { MachineError } from '../terminal/machine-error';
import { withProgress } from '../terminal/progress';
import { Terminal } from '../terminal/terminal';

/** Between two looks at a cluster. */
const POLL_MILLISECONDS = 3000;

/** Options of `qtcloud status`. */
export interface StatusOptions extends ClusterOptions {
  readonly wait?: string;
  readonly json?: boolean;
}

/** Tells whether what was applied is ready, and if not, why and what to do. */
export async function status(folder: string, options: StatusOptions, terminal: Terminal): Promise<ExitCode> {
  const deployments = stackFolders(folder).map(readDeployment);
  const patience = options.wait === undefined ? 0 : readDuration('--wait', options.wait);
  const stacks = await ClusterApi.during(new Kubectl(options), async (api) => {
    const look = async (): Promise<StackStatus[]> => Promise.all(deployments.map(async (deployment) => stackStatus(deployment, api)));
    return patience === 0 ? look() : withProgress(terminal, 'waiting until all is ready', async (tell) => waited(look, patience, tell));
  });
  if (options.json === true) {
    terminal.out(JSON.stringify(statusDocument(stacks), undefined, 2));
  } else {
    terminal.out(stacks.map((each) => renderStatus(each, terminal.colours, new Date())).join('\n\n'));
  }
  return exitCodeOf(stacks);
}

/** Looks until all is ready or the time is up. A cluster that answered once may be away for a while. */
async function waited(look: () => Promise<StackStatus[]>, patience: number, tell: (text: string) => void): Promise<StackStatus[]> {
  const deadline = performance.now() + patience;
  let stacks = await look();
  while (exitCodeOf(stacks) !== ExitCode.DONE && performance.now() + POLL_MILLISECONDS < deadline) {
    tell(progressOf(stacks, deadline - performance.now()));
    await sleep(POLL_MILLISECONDS);
    try {
      stacks = await look();
    } catch (error) {
      if (!(error instanceof MachineError) || performance.now() + POLL_MILLISECONDS >= deadline) {
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
  const named = unready.length > 5 ? [...unready.slice(0, 5), `${unready.length - 5} more`] : unready;
  return `${asked.length - unready.length} of ${asked.length} ready, ${Math.ceil(left / 1000)} s left; waiting for ${named.join(', ')}`;
}
