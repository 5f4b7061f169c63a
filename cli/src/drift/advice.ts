import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from '../deployment/deployment';
import { ClusterOptions } from '../kubernetes/kubectl';
import { programOf } from '../recover/terraform-project';
import { Drift } from './find-drift';

/** The commands that put everything back, in order; none where nothing differs. */
export function nextSteps(deployment: Deployment, drift: Drift, options: ClusterOptions): string[] {
  const { objects, releases, isAbsent } = drift;
  if (objects.length + releases.length === 0) {
    return [];
  }
  if (isAbsent) {
    return [`${applyCommand(deployment, options)}   if this is the right cluster`];
  }
  const needsRecords = objects.some(({ record }) => record !== undefined && !record.isServerSide) || releases.some(({ status }) => status !== undefined && status !== 'failed');
  return [
    ...(needsRecords ? [`qtcloud recover ${deployment.folder}${flags(options)}   so that Helm looks at these objects again`] : []),
    applyCommand(deployment, options),
  ];
}

/** How the stack is applied: by Terraform or OpenTofu where the project was used by it, else by what was exported. */
export function applyCommand({ folder }: Deployment, { kubeconfig, context }: ClusterOptions): string {
  if (!existsSync(join(folder, '.terraform')) && !existsSync(join(folder, 'terraform.tfstate'))) {
    return 'apply it again: apply.sh of what "qtcloud export" wrote, or terraform apply';
  }
  const variables = [kubeconfig === undefined ? '' : ` -var kubeconfig=${kubeconfig}`, context === undefined ? '' : ` -var kube_context=${context}`].join('');
  return `${programOf(folder)} -chdir=${folder} apply${variables}`;
}

function flags({ kubeconfig, context }: ClusterOptions): string {
  return [kubeconfig === undefined ? '' : ` --kubeconfig ${kubeconfig}`, context === undefined ? '' : ` --context ${context}`].join('');
}
