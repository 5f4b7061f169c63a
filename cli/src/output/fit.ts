import type { FootprintDocument, PlatformDocument } from '@quanttide/cloud';
import { Quantity } from '@quanttide/cloud/lib/src/core/quantity';

/** CPU and memory of the nodes that are counted. */
const NODE = { cpu: 4, memory: 16 * 2 ** 30 };

/** Part of each node that is left for Kubernetes itself and the node's own services. */
const SYSTEM_RESERVE = 0.1;

/** What a platform asks of a cluster. */
export interface Fit {
  /** Sum of CPU requests, in cores. */
  readonly cpu: number;
  /** Sum of memory requests, in bytes. */
  readonly memory: number;
  /** Sum of volumes, in bytes. */
  readonly storage: number;
  /** Nodes of 4 CPU and 16 GiB that it fits on. */
  readonly nodes: number;
  /** Part of those nodes that is used, the scarcer of CPU and memory, the system's share left out. */
  readonly used: number;
}

interface Load {
  readonly cpu: number;
  readonly memory: number;
}

/** Sums what components and operators ask for, and packs their instances on nodes, the largest first, each where it fits first. */
export function fitOf(platform: PlatformDocument): Fit {
  const footprints = [...platform.components, ...platform.operators].flatMap(({ footprint }) => (footprint === undefined ? [] : [footprint]));
  const instances = footprints.flatMap(instancesOf);
  const sum = (of: (footprint: FootprintDocument) => string | undefined) =>
    footprints.reduce((total, footprint) => total + amount(of(footprint)) * footprint.instances, 0);
  const [cpu, memory] = [sum((footprint) => footprint.cpu), sum((footprint) => footprint.memory)];
  const room = { cpu: NODE.cpu * (1 - SYSTEM_RESERVE), memory: NODE.memory * (1 - SYSTEM_RESERVE) };
  const nodes = pack(instances, room);
  const used = nodes === 0 ? 0 : Math.max(cpu / (nodes * room.cpu), memory / (nodes * room.memory));
  return { cpu, memory, storage: sum((footprint) => footprint.storage), nodes, used };
}

/** `3 nodes of 4 CPU, 16 GiB (71 % used); 8.1 CPU, 30 GiB of memory, 120 GiB of volumes`. */
export function fitText(fit: Fit): string {
  const sums = [`${Math.round(fit.cpu * 10) / 10} CPU`, `${gibibytes(fit.memory)} GiB of memory`, ...(fit.storage > 0 ? [`${gibibytes(fit.storage)} GiB of volumes`] : [])];
  return `${fit.nodes} node${fit.nodes === 1 ? '' : 's'} of 4 CPU, 16 GiB (${Math.round(fit.used * 100)} % used); ${sums.join(', ')}`;
}

/** What the count rests on, for those who ask. */
export const FIT_BASIS = `The sum of what components and operators request; ${SYSTEM_RESERVE * 100} % of each node is left to Kubernetes itself.`;

function instancesOf(footprint: FootprintDocument): Load[] {
  return Array.from({ length: footprint.instances }, () => ({ cpu: amount(footprint.cpu), memory: amount(footprint.memory) }));
}

/** First fit, largest first. What is larger than a node has one to itself, and is counted as often as it would fill one. */
function pack(loads: Load[], room: Load): number {
  const share = (load: Load) => Math.max(load.cpu / room.cpu, load.memory / room.memory);
  const free: { cpu: number; memory: number }[] = [];
  let oversized = 0;
  for (const load of [...loads].sort((a, b) => share(b) - share(a))) {
    if (share(load) > 1) {
      oversized += Math.ceil(share(load));
      continue;
    }
    const node = free.find((candidate) => candidate.cpu >= load.cpu && candidate.memory >= load.memory) ?? { ...room };
    if (!free.includes(node)) {
      free.push(node);
    }
    node.cpu -= load.cpu;
    node.memory -= load.memory;
  }
  return free.length + oversized;
}

function amount(quantity: string | undefined): number {
  return quantity === undefined ? 0 : Quantity.parse(quantity, 'footprint').amount;
}

function gibibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 30);
}
