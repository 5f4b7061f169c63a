import { NodeShape } from '../prices/price-row';

/** What a node has left for pods. */
export interface NodeCapacity {
  readonly milliCpu: number;
  readonly memoryMebibytes: number;
  readonly pods: number;
  /** True where nobody tells it, and it was estimated. */
  readonly estimated: boolean;
}

/** Most pods on a node, as Kubernetes advises. Source: kubernetes.io/docs/setup/best-practices/cluster-large. */
const MAXIMUM_PODS = 110;

/**
 * CPU that is reserved on a node, in thousandths, by number of CPUs. Source:
 * learn.microsoft.com/azure/aks/node-resource-reservations.
 */
const CPU_RESERVES: readonly (readonly [cpus: number, reserve: number])[] = [[1, 60], [2, 100], [4, 140], [8, 180], [16, 260], [32, 420], [64, 740]];

/** Memory reserved of each part of a node's memory, in GiB and percent; the same source, for versions before 1.29, the larger reserve. */
const MEMORY_RESERVES: readonly (readonly [gibibytes: number, percent: number])[] = [[4, 25], [4, 20], [8, 10], [112, 6], [Infinity, 2]];

/** What the kubelet keeps free before it evicts pods. */
const EVICTION_MEBIBYTES = 750;

/** What is left for pods: as the row tells, or, where it does not, as AKS reserves it, which is much on every vendor's scale. */
export function nodeCapacity(shape: NodeShape): NodeCapacity {
  const { allocatableMilliCpu, allocatableMebibytes, maximumPods = MAXIMUM_PODS } = shape;
  return {
    milliCpu: allocatableMilliCpu ?? Math.max(0, shape.milliCpu - cpuReserve(shape.milliCpu)),
    memoryMebibytes: allocatableMebibytes ?? Math.max(0, shape.memoryMebibytes - memoryReserve(shape.memoryMebibytes)),
    pods: maximumPods,
    estimated: allocatableMilliCpu === undefined || allocatableMebibytes === undefined,
  };
}

function cpuReserve(milliCpu: number): number {
  const cpus = milliCpu / 1000;
  const found = CPU_RESERVES.find(([most]) => cpus <= most);
  const [most, reserve] = CPU_RESERVES[CPU_RESERVES.length - 1];
  // Above the table, it grows on as it does in its last step: 10 thousandths for each CPU.
  return found?.[1] ?? Math.ceil(reserve + (cpus - most) * 10);
}

function memoryReserve(mebibytes: number): number {
  let left = mebibytes / 1024;
  let reserve = 0;
  for (const [size, percent] of MEMORY_RESERVES) {
    const part = Math.min(left, size);
    reserve += part * percent / 100;
    left -= part;
  }
  return Math.ceil(reserve * 1024) + EVICTION_MEBIBYTES;
}
