import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterWishes } from '../deployment/cluster-choice';
import { Deployment } from '../deployment/deployment';
import { programOf } from '../recover/terraform-project';
import { Drift } from './find-drift';

/** The commands that put everything back, in order; none where nothing differs. */
export function nextSteps(deployment: Deployment, drift: Drift, wishes: ClusterWishes): string[] {
  const { objects, releases, isAbsent } = drift;
  if (objects.length + releases.length === 0) {
    return [];
  }
  if (isAbsent) {
    return [`${applyCommand(deployment, wishes)}   if this is the right cluster`];
  }
  const needsRecords = objects.some(({ record }) => record !== undefined && !record.isServerSide) || releases.some(({ status }) => status !== undefined && status !== 'failed');
  return [
    ...(needsRecords ? [`qtcloud recover ${deployment.folder}${flags(wishes)}   so that Helm looks at these objects again`] : []),
    applyCommand(deployment, wishes),
  ];
}

/** How the stack is applied: by Terraform or OpenTofu where the project was used by it, else by what was exported. */
export function applyCommand({ folder, stack }: Deployment, { kubeconfig, context, cluster = [] }: ClusterWishes): string {
  if (!existsSync(join(folder, '.terraform')) && !existsSync(join(folder, 'terraform.tfstate'))) {
    return 'apply it again: apply.sh of what "qtcloud export" wrote, or terraform apply';
  }
  const variables = [
    ...(kubeconfig === undefined ? [] : [`kubeconfig=${kubeconfig}`]),
    ...(context === undefined ? [] : [`kube_context=${context}`]),
    ...cluster.map((pair) => `${contextVariable(stack, pair.slice(0, pair.indexOf('=')))}=${pair.slice(pair.indexOf('=') + 1)}`),
  ].map((variable) => ` -var ${variable}`).join('');
  return `${programOf(folder)} -chdir=${folder} apply${variables}`;
}

function contextVariable(stack: string, name: string): string {
  return name === stack ? 'kube_context' : `kube_context_${name.replace(`${stack}/`, '')}`;
}

function flags({ kubeconfig, context, cluster = [] }: ClusterWishes): string {
  return [
    ...(kubeconfig === undefined ? [] : [`--kubeconfig ${kubeconfig}`]),
    ...(context === undefined ? [] : [`--context ${context}`]),
    ...cluster.map((pair) => `--cluster ${pair}`),
  ].map((flag) => ` ${flag}`).join('');
}
