import { Deployment } from '../deployment/deployment';
import { readDeployment } from '../deployment/read-deployment';
import { ClusterApi } from '../kubernetes/cluster-api';
import { ClusterOptions, Kubectl } from '../kubernetes/kubectl';
import { stackFolders } from '../output/platform-json';
import { ChosenCluster, chosenClusters, ClusterWishes } from '../status/cluster-choice';
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

/** Gives something to ask while work is done. */
export type Reach = (options: ClusterOptions, work: (reader: ClusterReader) => Promise<StackStatus[]>) => Promise<StackStatus[]>;

const REACH: Reach = async (options, work) => ClusterApi.during(new Kubectl(options), work);

/**
 * Tells whether what was applied is ready, and if not, why and what to do.
 *
 * @throws InputError where synth wrote nothing, the duration is none, or it is not clear which cluster is which; MachineError where the cluster is not reached, or is another one
 */
export async function status(folder: string, options: StatusOptions, terminal: Terminal, reach: Reach = REACH): Promise<ExitCode> {
  const deployments = stackFolders(folder).map(readDeployment);
  const patience = options.wait === undefined ? 0 : readDuration('--wait', options.wait);
  const chosen = chosenClusters(deployments, options);
  const stacks = await reachAll(chosen, reach, async (readers) => {
    const look = async (): Promise<StackStatus[]> => Promise.all(deployments.map(async (deployment) => stackStatus(deployment, clustersOf(deployment, chosen, readers))));
    return patience === 0 ? look() : withProgress(terminal, 'waiting until all is ready', async (tell) => untilReady(look, patience, tell));
  });
  if (options.json === true) {
    terminal.out(JSON.stringify(statusDocument(stacks), undefined, 2));
  } else {
    terminal.out(stacks.map((each) => renderStatus(each, terminal.colours, new Date())).join('\n\n'));
  }
  return exitCodeOf(stacks);
}

/** Something to ask for each cluster, once for those that are reached in the same way. */
type Readers = ReadonlyMap<string, ClusterReader>;

async function reachAll(chosen: readonly ChosenCluster[], reach: Reach, work: (readers: Readers) => Promise<StackStatus[]>): Promise<StackStatus[]> {
  const ways = new Map(chosen.map(({ options }) => [wayOf(options), options]));
  const next = async ([first, ...rest]: readonly (readonly [string, ClusterOptions])[], readers: Readers): Promise<StackStatus[]> =>
    first === undefined ? work(readers) : reach(first[1], async (reader) => next(rest, new Map([...readers, [first[0], reader]])));
  return next([...ways], new Map());
}

function clustersOf(deployment: Deployment, chosen: readonly ChosenCluster[], readers: Readers): AskedCluster[] {
  return chosen.filter((each) => each.deployment === deployment).flatMap(({ cluster: { name, identity }, options }) => {
    const reader = readers.get(wayOf(options));
    return reader === undefined ? [] : [{ name, identity, reader }];
  });
}

function wayOf({ kubeconfig, context }: ClusterOptions): string {
  return JSON.stringify([kubeconfig, context]);
}
