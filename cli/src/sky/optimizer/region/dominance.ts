import { NodeOffer, PodGroup } from '../problem';
import { fitsOn, isSpot } from './offer-filter';

/**
 * Offers of one region without those that another, no dearer one can always replace. Capacity beyond what all groups
 * take together counts for nothing.
 */
export function undominated(offers: readonly NodeOffer[], groups: readonly PodGroup[], demand: readonly number[]): NodeOffer[] {
  const rows = offers
    .map((offer) => ({ offer, size: sizeOf(offer, demand), takes: groups.map((group) => fitsOn(group, offer)) }))
    .sort((a, b) => compare(a.offer.price, b.offer.price) || b.size.reduce((sum, size, d) => sum + size - a.size[d], 0) || compare(a.offer.id, b.offer.id));
  const kept: typeof rows = [];
  for (const row of rows) {
    const isDominated = kept.some((other) =>
      other.offer.limit === undefined
      && isSpot(other.offer) === isSpot(row.offer)
      && other.size.every((size, d) => size >= row.size[d])
      && row.takes.every((takes, group) => !takes || other.takes[group])
      && (other.offer.zones ?? Infinity) >= (row.offer.zones ?? Infinity));
    if (!isDominated) {
      kept.push(row);
    }
  }
  return kept.map(({ offer }) => offer);
}

function sizeOf({ capacity }: NodeOffer, demand: readonly number[]): number[] {
  return [capacity.milliCpu, capacity.memoryMebibytes, capacity.pods, capacity.gpus ?? 0, capacity.volumes ?? Infinity].map((size, d) => Math.min(size, demand[d]));
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
