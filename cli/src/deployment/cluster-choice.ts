import { Deployment } from './deployment';
import { StackCluster, stackClusters } from './stack-cluster';
import { ClusterOptions } from '../kubernetes/kubectl';
import { InputError } from '../platform-file/finding';

/** What the user says of clusters. */
export interface ClusterWishes extends ClusterOptions {
  /** Contexts of single clusters, such as `edge=edge-admin`. */
  readonly cluster?: readonly string[];
}

/** A cluster of a stack, and how it is reached. */
export interface ChosenCluster {
  readonly deployment: Deployment;
  readonly cluster: StackCluster;
  readonly options: ClusterOptions;
}

/**
 * How each cluster of each stack is reached: as the user says, else as its
 * target says; the stacks' own as kubectl does by itself, where neither does.
 *
 * @throws InputError where a cluster cannot be told from another, or what the user says names none
 */
export function chosenClusters(deployments: readonly Deployment[], wishes: ClusterWishes): ChosenCluster[] {
  const all = deployments.flatMap((deployment) => stackClusters(deployment).map((cluster) => ({ deployment, cluster })));
  const named = contextsOf(wishes.cluster ?? [], all.flatMap(({ deployment: { stack }, cluster }) => namesOf(stack, cluster)));
  const contextOf = ({ deployment: { stack }, cluster }: Omit<ChosenCluster, 'options'>) => namesOf(stack, cluster).map((name) => named.get(name)).find((context) => context !== undefined);
  refuseOneForSeveral(all.filter((each) => each.cluster.name === undefined && contextOf(each) === undefined), wishes);
  refuseUnknown(all.filter((each) => each.cluster.name !== undefined && contextOf(each) === undefined && each.cluster.context === undefined && each.cluster.kubeconfig === undefined));
  return all.map((each) => ({ ...each, options: optionsOf(each.cluster, contextOf(each), wishes) }));
}

/** What a cluster of a stack is called for people. */
export function titleOf({ deployment: { stack }, cluster: { name } }: Omit<ChosenCluster, 'options'>): string {
  return name === undefined ? stack : `${stack} on ${name}`;
}

/** What a cluster is called in `--cluster`: as it was added, or with its stack in front; a stack's own is called as the stack. */
function namesOf(stack: string, { name }: StackCluster): string[] {
  return name === undefined ? [stack] : [`${stack}/${name}`, name];
}

function contextsOf(pairs: readonly string[], known: readonly string[]): Map<string, string> {
  return new Map(pairs.map((pair) => {
    const [, name, context] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    const refuse = (message: string) => new InputError([{ file: '--cluster', message, hints: [`Clusters here: ${known.join(', ')}.`] }]);
    if (name === undefined) {
      throw refuse(`"${pair}" is no cluster with its context. Write both, such as ${known[known.length - 1]}=<context>.`);
    }
    if (!known.includes(name)) {
      throw refuse(`there is no cluster "${name}".`);
    }
    return [name, context];
  }));
}

/** One context, where targets name several. */
function refuseOneForSeveral(own: readonly Omit<ChosenCluster, 'options'>[], { context }: ClusterWishes): void {
  const declared = new Set(own.flatMap(({ cluster }) => cluster.context ?? []));
  if (context !== undefined && declared.size > 1) {
    const stacks = own.map(({ deployment: { stack }, cluster }) => `${stack} (${cluster.context ?? 'none named'})`).join(', ');
    throw new InputError([{ file: '--context', message: `"${context}" is one context, and the targets of these stacks name several: ${stacks}.`, hints: [`Leave it out, or name one for each: ${own.map(({ deployment: { stack } }) => `--cluster ${stack}=<context>`).join(' ')}`] }]);
  }
}

/** A cluster that was added is another one than the stack's own, and somebody has to say which. */
function refuseUnknown(added: readonly Omit<ChosenCluster, 'options'>[]): void {
  if (added.length > 0) {
    throw new InputError(added.map(({ deployment: { stack }, cluster: { name = '' } }) => ({
      file: '--cluster',
      message: `${stack} puts something on the cluster "${name}", too, and nothing says how that one is reached.`,
      hints: [`Name its context: --cluster ${name}=<context>; or say it once, where the cluster is added: the property "context" of its target.`],
    })));
  }
}

function optionsOf({ name, context, kubeconfig }: StackCluster, named: string | undefined, wishes: ClusterWishes): ClusterOptions {
  // Another file has contexts of its own, and its current one is meant for the stack's own cluster.
  const declared = name === undefined && wishes.kubeconfig !== undefined ? undefined : context;
  const chosen = { kubeconfig: wishes.kubeconfig ?? kubeconfig, context: named ?? (name === undefined ? wishes.context : undefined) ?? declared };
  return { ...(chosen.kubeconfig === undefined ? {} : { kubeconfig: chosen.kubeconfig }), ...(chosen.context === undefined ? {} : { context: chosen.context }) };
}
