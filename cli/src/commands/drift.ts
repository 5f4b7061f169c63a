import { chosenClusters, ClusterWishes, titleOf } from '../deployment/cluster-choice';
import { Deployment, onCluster } from '../deployment/deployment';
import { byKubectl, isSameWay, reachClusters } from '../deployment/reach-clusters';
import { readDeployment } from '../deployment/read-deployment';
import { nextSteps } from '../drift/advice';
import { Drift, findDrift } from '../drift/find-drift';
import { driftDocument, driftLines } from '../drift/report';
import { checkSameCluster } from '../drift/same-cluster';
import { stackFolders } from '../output/platform-json';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';
import { withProgress } from '../terminal/progress';

/** Options of `qtcloud drift`. */
export interface DriftOptions extends ClusterWishes {
  readonly json?: boolean;
}

/**
 * Tells which objects on the cluster are not as they were applied. It only reads.
 *
 * @throws InputError where synth wrote nothing, or it is not clear which cluster is which; MachineError where a cluster is not reached, or is another one
 */
export async function drift(folder: string, options: DriftOptions, terminal: Terminal): Promise<ExitCode> {
  const chosen = chosenClusters(stackFolders(folder).map(readDeployment), options);
  for (const each of chosen) {
    await checkSameCluster(each);
  }
  const found = await reachClusters(chosen, byKubectl, async (apiOf) => {
    const results: { deployment: Deployment; drift: Drift; seconds: number }[] = [];
    for (const each of chosen) {
      const { deployment, cluster: { name } } = each;
      const title = titleOf(each);
      const started = performance.now();
      const compared = await withProgress(terminal, `${title}: comparing`, (progress) => findDrift(apiOf(each), deployment, {
        cluster: name,
        others: chosen.filter((other) => isSameWay(each, other)).map((other) => onCluster(other.deployment, other.cluster.name)),
        onProgress: (done, total) => progress(`${title}: ${done} of ${total} objects compared`),
      }));
      results.push({ deployment, drift: compared, seconds: (performance.now() - started) / 1000 });
    }
    return results;
  });
  const differs = found.some(({ drift: { objects, releases } }) => objects.length + releases.length > 0);
  const next = [...new Set(found.flatMap(({ deployment, drift: each }) => nextSteps(deployment, each, options)))];
  if (options.json === true) {
    terminal.out(JSON.stringify({ stacks: found.map((each) => driftDocument(each.drift)), next }, undefined, 2));
  } else {
    terminal.out(found.map(({ drift: each, seconds }) => driftLines(each, seconds, terminal.colours).join('\n')).join('\n\n'));
    if (next.length > 0) {
      terminal.out(`\n  Next: ${next.join('\n        ')}`);
    }
  }
  return differs ? ExitCode.FOUND : ExitCode.DONE;
}
