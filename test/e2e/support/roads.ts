import { Applier } from './applier';
import { missingTerraform } from './requirements';
import { Terraform } from './terraform';

/** A way to bring a platform onto a cluster, which every case goes. */
export interface Road {
  readonly name: string;
  /** Why it cannot be gone here; undefined where it can. */
  readonly missing?: string;
  /** What goes it: for a folder that synth wrote, a cluster, and a folder for files of its own. */
  applier(project: string, kubeconfig: string, scratch: string): Applier;
}

/** All of them. */
export function roads(): Road[] {
  return [
    { name: 'Terraform', missing: missingTerraform(), applier: (project, kubeconfig, scratch) => new Terraform(project, kubeconfig, scratch) },
  ];
}
