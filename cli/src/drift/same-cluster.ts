import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from '../deployment/deployment';
import { Kubectl } from '../kubernetes/kubectl';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { MachineError } from '../terminal/machine-error';

/** Where Terraform keeps the state of a project that names no other place. */
const LOCAL_STATE = 'terraform.tfstate';

/**
 * Refuses another cluster than the one that a stack was applied to, as far as
 * is known: by the identity that the user gave, or that Terraform remembers.
 *
 * @throws MachineError if it is another one, or is not reached
 */
export async function checkSameCluster(kubectl: Kubectl, deployment: Deployment): Promise<void> {
  const found = await kubectl.find('/api/v1/namespaces/kube-system') as KubernetesObject | undefined;
  const expected = deployment.identity ?? rememberedIdentity(deployment.folder);
  if (expected !== undefined && found?.metadata.uid !== expected) {
    throw new MachineError(
      `this is not the cluster that ${deployment.stack} was applied to: the identity of that one is ${expected}, and this one's is ${found?.metadata.uid ?? 'not readable'}.`,
      ['Choose the right one with --kubeconfig and --context.'],
    );
  }
}

/** The identity that a state in a file remembers. */
function rememberedIdentity(folder: string): string | undefined {
  const file = join(folder, LOCAL_STATE);
  if (!existsSync(file)) {
    return undefined;
  }
  try {
    const { resources = [] } = JSON.parse(readFileSync(file, 'utf8')) as { resources?: { type: string; name: string; instances: { attributes: { output?: { value?: unknown } | string } }[] }[] };
    const output = resources.find(({ type, name }) => type === 'terraform_data' && name.startsWith('platform_guard_identity'))?.instances[0]?.attributes.output;
    const value = typeof output === 'object' ? output.value : output;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
