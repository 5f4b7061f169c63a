import { ClusterApi } from '../kubernetes/cluster-api';
import { ClusterOptions, Kubectl } from '../kubernetes/kubectl';
import { ChosenCluster } from './cluster-choice';

/** Gives something to ask a cluster by, while work is done. */
export type Reach<Reader> = <Result>(options: ClusterOptions, work: (reader: Reader) => Promise<Result>) => Promise<Result>;

/** As users do, through kubectl. */
export const byKubectl: Reach<ClusterApi> = async (options, work) => ClusterApi.during(new Kubectl(options), work);

/** Reaches clusters while work is done: once those that are reached in the same way. */
export async function reachClusters<Reader, Result>(chosen: readonly ChosenCluster[], reach: Reach<Reader>, work: (readerOf: (cluster: ChosenCluster) => Reader) => Promise<Result>): Promise<Result> {
  const ways = [...new Map(chosen.map(({ options }) => [wayOf(options), options]))];
  const readers = new Map<string, Reader>();
  const readerOf = ({ options }: ChosenCluster): Reader => {
    const reader = readers.get(wayOf(options));
    if (reader === undefined) {
      throw new RangeError(`${wayOf(options)} is not among the clusters that were to be reached.`);
    }
    return reader;
  };
  const next = async (index: number): Promise<Result> => {
    if (index === ways.length) {
      return work(readerOf);
    }
    const [way, options] = ways[index];
    return reach(options, async (reader) => {
      readers.set(way, reader);
      return next(index + 1);
    });
  };
  return next(0);
}

/** Whether two are the same cluster, as far as the way there tells. */
export function isSameWay(one: ChosenCluster, other: ChosenCluster): boolean {
  return wayOf(one.options) === wayOf(other.options);
}

function wayOf({ kubeconfig, context }: ClusterOptions): string {
  return JSON.stringify([kubeconfig, context]);
}
