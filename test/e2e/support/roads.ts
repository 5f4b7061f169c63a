import { Applier } from './applier';
import { Exported } from './exported';
import { missingTerraform } from './requirements';
import { Terraform } from './terraform';

/** A way to bring a platform onto a cluster, which every case goes. */
export interface Road {
  readonly name: 'Terraform' | 'export';
  /** Why it cannot be gone here; undefined where it can. */
  readonly missing?: string;
  /** Ends of names of files that it leaves, in which no secret may be. */
  readonly records: readonly string[];
  /** What goes it: for a folder that synth wrote, a cluster, and a folder for files of its own. */
  applier(project: string, kubeconfig: string, scratch: string): Applier;
}

/** All of them. */
export function roads(): Road[] {
  return [
    { name: 'Terraform', missing: missingTerraform(), records: ['cdk.tf.json', 'terraform.log', 'terraform.tfstate', 'plan.json'], applier: (project, kubeconfig, scratch) => new Terraform(project, kubeconfig, scratch) },
    { name: 'export', records: ['apply.sh', 'inventory.txt', 'export.log', 'applied.txt'], applier: (project, kubeconfig, scratch) => new Exported(project, kubeconfig, scratch) },
  ];
}
