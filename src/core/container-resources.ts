import { Quantity } from './quantity';

/** CPU that every container may use, in cores, however little it requests. */
const LEAST_CPU_LIMIT = 1;

/** How many times its request a container may use of the CPU. */
const CPU_LIMIT_FACTOR = 4;

/** Room on the node that is kept for a container: its log takes five files of 10 MiB. Source: Kubernetes documentation, "Logging Architecture", "Log rotation", seen 2026-11-22. */
const EPHEMERAL_REQUEST = '64Mi';

/** Room on the node that a container may take. */
const EPHEMERAL_LIMIT = '1Gi';

/** What a container asks for. */
export interface ContainerNeeds {
  readonly cpu: string;
  readonly memory: string;
  /** @default - four times the request, and no less than one core */
  readonly cpuLimit?: string;
  /** @default '1Gi' */
  readonly ephemeralStorage?: string;
}

/** Requests and limits of a container: nothing that it uses is without an end. */
export function containerResources({ cpu, memory, cpuLimit = cpuLimitOf(cpu), ephemeralStorage = EPHEMERAL_LIMIT }: ContainerNeeds): { requests: Record<string, string>; limits: Record<string, string> } {
  return {
    requests: { cpu, memory, 'ephemeral-storage': smaller(EPHEMERAL_REQUEST, ephemeralStorage) },
    limits: { cpu: cpuLimit, memory, 'ephemeral-storage': ephemeralStorage },
  };
}

/** The limit of a container that requests this much. */
export function cpuLimitOf(request: string): string {
  const cores = Math.max(LEAST_CPU_LIMIT, Quantity.parse(request, 'cpu').amount * CPU_LIMIT_FACTOR);
  return Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`;
}

function smaller(one: string, other: string): string {
  return Quantity.parse(one, 'ephemeral-storage').amount <= Quantity.parse(other, 'ephemeral-storage').amount ? one : other;
}
