import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { InputError } from '../platform-file/finding';
import { Deployment } from './deployment';
import { hasExpression, unescape } from './expression';

/** Where kubectl looks by itself, too. */
const USUAL_KUBECONFIG = '~/.kube/config';

/** A cluster that a stack puts something on, as its target says. */
export interface StackCluster {
  /** What it was added to the stack as. @default - the stack's own */
  readonly name?: string;
  /** Context in the kubeconfig file. @default - the target names none */
  readonly context?: string;
  /** Path of the kubeconfig file. @default - the usual one */
  readonly kubeconfig?: string;
  /** UID of its namespace `kube-system`. @default - the target names none */
  readonly identity?: string;
}

interface Project {
  readonly variable?: Readonly<Record<string, { readonly default?: string | null }>>;
  readonly resource?: { readonly terraform_data?: Readonly<Record<string, { readonly 'input'?: unknown; readonly '//'?: { readonly metadata?: { readonly path?: string } } }>> };
}

/**
 * The clusters of a stack: its own, and those that were added, by name.
 *
 * @throws InputError if the project is no JSON
 */
export function stackClusters({ folder, steps, stack }: Deployment): [own: StackCluster, ...added: StackCluster[]] {
  const project = readProject(folder);
  const added = [...new Set(steps.flatMap(({ cluster }) => cluster ?? []))].sort();
  return [clusterOf(project, folder, stack), ...added.map((name) => clusterOf(project, folder, stack, name))];
}

function clusterOf({ variable = {}, resource = {} }: Project, folder: string, stack: string, name?: string): StackCluster {
  const suffix = name === undefined ? '' : `_${name}`;
  const context = variable[`kube_context${suffix}`]?.default ?? undefined;
  const kubeconfig = variable[`kubeconfig${suffix}`]?.default ?? USUAL_KUBECONFIG;
  const guard = Object.values(resource.terraform_data ?? {}).find((each) => each['//']?.metadata?.path?.endsWith(`${stack}/${name ?? 'platform'}/guard/identity`) === true)?.input;
  return {
    ...(name === undefined ? {} : { name }),
    ...(context === undefined ? {} : { context: unescape(context) }),
    ...(kubeconfig === USUAL_KUBECONFIG ? {} : { kubeconfig: pathOf(unescape(kubeconfig), folder) }),
    ...(typeof guard === 'string' && !hasExpression(guard) ? { identity: unescape(guard) } : {}),
  };
}

/** As Terraform finds it, which works in the project's folder. */
function pathOf(kubeconfig: string, folder: string): string {
  return kubeconfig.startsWith('~/') ? join(homedir(), kubeconfig.slice(2)) : resolve(folder, kubeconfig);
}

function readProject(folder: string): Project {
  const file = join(folder, 'cdk.tf.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Project;
  } catch {
    throw new InputError([{ file, message: 'there is no such file, or it is not JSON.', hints: ['Run "qtcloud synth" again: it writes the file anew.'] }]);
  }
}
