import { Deployment } from '../deployment/deployment';
import { readDeployment } from '../deployment/read-deployment';
import { nextSteps } from '../drift/advice';
import { Drift, findDrift } from '../drift/find-drift';
import { driftDocument, driftLines } from '../drift/report';
import { checkSameCluster } from '../drift/same-cluster';
import { ClusterApi } from '../kubernetes/cluster-api';
import { ClusterOptions, Kubectl } from '../kubernetes/kubectl';
import { stackFolders } from '../output/platform-json';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';
import { withProgress } from '../terminal/progress';

/** Options of `qtcloud drift`. */
export interface DriftOptions extends ClusterOptions {
  readonly json?: boolean;
}

/**
 * Tells which objects on the cluster are not as they were applied. It only reads.
 *
 * @throws InputError where synth wrote nothing; MachineError where the cluster is not reached, or is another one
 */
export async function drift(folder: string, options: DriftOptions, terminal: Terminal): Promise<ExitCode> {
  const deployments = stackFolders(folder).map(readDeployment);
  const kubectl = new Kubectl(options);
  for (const deployment of deployments) {
    await checkSameCluster(kubectl, deployment);
  }
  const found = await ClusterApi.during(kubectl, async (api) => {
    const results: { deployment: Deployment; drift: Drift; seconds: number }[] = [];
    for (const deployment of deployments) {
      const started = performance.now();
      const compared = await withProgress(terminal, `${deployment.stack}: comparing`, (progress) => findDrift(api, deployment, {
        others: deployments,
        onProgress: (done, total) => progress(`${deployment.stack}: ${done} of ${total} objects compared`),
      }));
      results.push({ deployment, drift: compared, seconds: (performance.now() - started) / 1000 });
    }
    return results;
  });
  const differs = found.some(({ drift: { objects, releases } }) => objects.length + releases.length > 0);
  const next = found.flatMap(({ deployment, drift: each }) => nextSteps(deployment, each, options));
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
