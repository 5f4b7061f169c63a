import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChosenCluster } from '../deployment/cluster-choice';
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
export async function checkSameCluster({ deployment: { stack, folder }, cluster: { name, identity }, options }: ChosenCluster): Promise<void> {
  const found = await new Kubectl(options).find('/api/v1/namespaces/kube-system') as KubernetesObject | undefined;
  const expected = identity ?? rememberedIdentity(folder, name);
  if (expected !== undefined && found?.metadata.uid !== expected) {
    const what = name === undefined ? stack : `what ${stack} puts on "${name}"`;
    throw new MachineError(
      `this is not the cluster that ${what} was applied to: the identity of that one is ${expected}, and this one's is ${found?.metadata.uid ?? 'not readable'}.`,
      [name === undefined ? 'Choose the right one with --kubeconfig and --context.' : `Choose the right one with --cluster ${name}=<context>.`],
    );
  }
}

/** The identity that a state in a file remembers. */
function rememberedIdentity(folder: string, cluster = 'platform'): string | undefined {
  const file = join(folder, LOCAL_STATE);
  if (!existsSync(file)) {
    return undefined;
  }
  try {
    const { resources = [] } = JSON.parse(readFileSync(file, 'utf8')) as { resources?: { type: string; name: string; instances: { attributes: { output?: { value?: unknown } | string } }[] }[] };
    const output = resources.find(({ type, name }) => type === 'terraform_data' && name.startsWith(`${cluster}_guard_identity`))?.instances[0]?.attributes.output;
    const value = typeof output === 'object' ? output.value : output;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
