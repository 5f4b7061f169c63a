import { chosenClusters, ClusterWishes } from '../deployment/cluster-choice';
import { Deployment } from '../deployment/deployment';
import { byKubectl, Reach, reachClusters } from '../deployment/reach-clusters';
import { readDeployment } from '../deployment/read-deployment';
import { stackFolders } from '../output/platform-json';
import { readDuration } from '../status/duration';
import { ClusterReader } from '../status/live-cluster';
import { renderStatus } from '../status/render';
import { AskedCluster, exitCodeOf, stackStatus, StackStatus } from '../status/stack-status';
import { statusDocument } from '../status/status-document';
import { untilReady } from '../status/until-ready';
import { ExitCode } from '../terminal/exit-code';
import { withProgress } from '../terminal/progress';
import { Terminal } from '../terminal/terminal';

/** Options of `qtcloud status`. */
export interface StatusOptions extends ClusterWishes {
  readonly wait?: string;
  readonly json?: boolean;
}

/**
 * Tells whether what was applied is ready, and if not, why and what to do.
 *
 * @throws InputError where synth wrote nothing, the duration is none, or it is not clear which cluster is which; MachineError where the cluster is not reached, or is another one
 */
export async function status(folder: string, options: StatusOptions, terminal: Terminal, reach: Reach<ClusterReader> = byKubectl): Promise<ExitCode> {
  const deployments = stackFolders(folder).map(readDeployment);
  const patience = options.wait === undefined ? 0 : readDuration('--wait', options.wait);
  const chosen = chosenClusters(deployments, options);
  const stacks = await reachClusters(chosen, reach, async (readerOf) => {
    const clustersOf = (deployment: Deployment): AskedCluster[] => chosen.filter((each) => each.deployment === deployment).map((each) => ({ name: each.cluster.name, identity: each.cluster.identity, reader: readerOf(each) }));
    const look = async (): Promise<StackStatus[]> => Promise.all(deployments.map(async (deployment) => stackStatus(deployment, clustersOf(deployment))));
    return patience === 0 ? look() : withProgress(terminal, 'waiting until all is ready', async (tell) => untilReady(look, patience, tell));
  });
  if (options.json === true) {
    terminal.out(JSON.stringify(statusDocument(stacks), undefined, 2));
  } else {
    terminal.out(stacks.map((each) => renderStatus(each, terminal.colours, new Date())).join('\n\n'));
  }
  return exitCodeOf(stacks);
}
