import { readDeployment } from '../deployment/read-deployment';
import { ClusterApi } from '../kubernetes/cluster-api';
import { ClusterOptions, Kubectl } from '../kubernetes/kubectl';
import { stackFolders } from '../output/platform-json';
import { readDuration } from '../status/duration';
import { ClusterReader } from '../status/live-cluster';
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

/** Gives something to ask while work is done. */
export type Reach = (options: ClusterOptions, work: (reader: ClusterReader) => Promise<StackStatus[]>) => Promise<StackStatus[]>;

const REACH: Reach = async (options, work) => ClusterApi.during(new Kubectl(options), work);

/**
 * Tells whether what was applied is ready, and if not, why and what to do.
 *
 * @throws InputError where synth wrote nothing, or the duration is none; MachineError where the cluster is not reached, or is another one
 */
export async function status(folder: string, options: StatusOptions, terminal: Terminal, reach: Reach = REACH): Promise<ExitCode> {
  const deployments = stackFolders(folder).map(readDeployment);
  const patience = options.wait === undefined ? 0 : readDuration('--wait', options.wait);
  const stacks = await reach(options, async (reader) => {
    const look = async (): Promise<StackStatus[]> => Promise.all(deployments.map(async (deployment) => stackStatus(deployment, reader)));
    return patience === 0 ? look() : withProgress(terminal, 'waiting until all is ready', async (tell) => untilReady(look, patience, tell));
  });
  if (options.json === true) {
    terminal.out(JSON.stringify(statusDocument(stacks), undefined, 2));
  } else {
    terminal.out(stacks.map((each) => renderStatus(each, terminal.colours, new Date())).join('\n\n'));
  }
  return exitCodeOf(stacks);
}
