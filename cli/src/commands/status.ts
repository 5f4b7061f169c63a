import { readDeployment } from '../deployment/read-deployment';
import { ClusterApi } from '../kubernetes/cluster-api';
import { ClusterOptions, Kubectl } from '../kubernetes/kubectl';
import { stackFolders } from '../output/platform-json';
import { readDuration } from '../status/duration';
import { renderStatus } from '../status/render';
import { exitCodeOf, stackStatus, StackStatus } from '../status/stack-status';
import { statusDocument } from '../status/status-document';
import { untilReady } from '../status/until-ready';
import { ExitCode } from '../terminal/exit-code';
import { withProgress } from '../terminal/progress';
import { Terminal } from '../terminal/terminal';

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
    return patience === 0 ? look() : withProgress(terminal, 'waiting until all is ready', async (tell) => untilReady(look, patience, tell));
  });
  if (options.json === true) {
    terminal.out(JSON.stringify(statusDocument(stacks), undefined, 2));
  } else {
    terminal.out(stacks.map((each) => renderStatus(each, terminal.colours, new Date())).join('\n\n'));
  }
  return exitCodeOf(stacks);
}
