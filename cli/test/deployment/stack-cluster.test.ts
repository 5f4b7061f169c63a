import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { CloudStack } from '../../../src/core/cloud-stack';
import { Target } from '../../../src/core/target';
import { WebService } from '../../../src/web/web-service';
import { readDeployment } from '../../src/deployment/read-deployment';
import { stackClusters } from '../../src/deployment/stack-cluster';
import { InputError } from '../../src/platform-file/finding';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();
const IMAGE = 'ghcr.io/acme/shop:1.4.2';

/** What the library itself writes for a stack with a second cluster, whose name comes first. */
function synthesized(own: Target, edge: Target): string {
  const outdir = newFolder();
  const app = new App({ outdir, stackTraces: false });
  const stack = new CloudStack(app, 'acme', { target: own });
  new WebService(stack, 'shop', { image: IMAGE });
  new WebService(stack.addCluster('edge', { target: edge }), 'cache', { image: IMAGE });
  app.synth();
  return join(outdir, 'stacks', 'acme');
}

test('the clusters of a stack are known as their targets say, each with its own identity', () => {
  const deployment = readDeployment(synthesized(Target.k3s({ identity: 'cluster-1' }), Target.k3s({ context: 'edge-admin', kubeconfig: '~/edge.yaml', identity: 'cluster-2' })));
  expect(deployment.identity).toBe('cluster-1');
  expect(stackClusters(deployment)).toStrictEqual([
    { identity: 'cluster-1' },
    { name: 'edge', context: 'edge-admin', kubeconfig: join(homedir(), 'edge.yaml'), identity: 'cluster-2' },
  ]);
});

test('what no target says is not guessed', () => {
  const deployment = readDeployment(synthesized(Target.k3s(), Target.k3s({ identity: 'cluster-2' })));
  expect(deployment.identity).toBeUndefined();
  expect(stackClusters(deployment)).toStrictEqual([{}, { name: 'edge', identity: 'cluster-2' }]);
});

test('a project that is no JSON is refused', () => {
  const folder = synthesized(Target.k3s(), Target.k3s());
  const deployment = readDeployment(folder);
  writeFileSync(join(folder, 'cdk.tf.json'), '{');
  expect(() => stackClusters(deployment)).toThrow(InputError);
});
