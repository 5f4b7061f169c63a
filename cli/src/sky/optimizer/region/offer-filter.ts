import { NodeOffer, PodGroup, RegionKey, Rules } from '../problem';

/** Whether a region is one of those allowed. No list allows all. */
export function isAllowedRegion({ vendor, region }: RegionKey, allowed: { readonly vendors?: readonly string[]; readonly regions?: readonly RegionKey[] }): boolean {
  return (allowed.vendors?.includes(vendor) ?? true)
    && (allowed.regions?.some((other) => other.vendor === vendor && other.region === region) ?? true);
}

/** Whether a group may run in a region, by its own lists and those of the rules. */
export function mayRunIn(group: PodGroup, region: RegionKey, rules: Rules): boolean {
  return isAllowedRegion(region, rules) && isAllowedRegion(region, group);
}

export function isSpot({ purchase }: NodeOffer): boolean {
  return purchase === 'spot';
}

/** Whether one pod of a group can run on a node of an offer, apart from how the node is bought. */
export function fitsOn(group: PodGroup, offer: NodeOffer): boolean {
  const { requests, architectures, gpuModels } = group;
  const { capacity } = offer;
  return (architectures?.includes(offer.architecture) ?? true)
    && ((requests.gpus ?? 0) === 0 || gpuModels === undefined || (offer.gpuModel !== undefined && gpuModels.includes(offer.gpuModel)))
    && requests.milliCpu <= capacity.milliCpu
    && requests.memoryMebibytes <= capacity.memoryMebibytes
    && (requests.gpus ?? 0) <= (capacity.gpus ?? 0)
    && (requests.volumes ?? 0) <= (capacity.volumes ?? Infinity)
    && capacity.pods >= 1;
}

/** Most replicas of a group that may be on spot nodes. */
export function mostOnSpot({ replicas, spotPercent }: PodGroup): number {
  return Math.floor((replicas * (spotPercent ?? 0)) / 100);
}
