import { NodeOffer } from '../problem';
import { isSpot } from './offer-filter';

/** An offer, and which groups fit on a node of it. */
export interface FittedOffer {
  readonly offer: NodeOffer;
  /** By group: 1 where one of its pods can run there, apart from how the node is bought. */
  readonly fits: Uint8Array;
}

interface Row extends FittedOffer {
  readonly size: readonly number[];
  readonly isSpot: boolean;
  readonly zones: number;
}

/**
 * Offers of one region without those that another, no dearer one can always replace. Capacity beyond what all groups
 * take together counts for nothing.
 */
export function undominated(offers: readonly FittedOffer[], demand: readonly number[]): FittedOffer[] {
  const rows = offers
    .map(({ offer, fits }): Row => ({ offer, fits, size: sizeOf(offer, demand), isSpot: isSpot(offer), zones: offer.zones ?? Infinity }))
    .sort((a, b) => compare(a.offer.price, b.offer.price) || b.size.reduce((sum, size, d) => sum + size - a.size[d], 0) || compare(a.offer.id, b.offer.id));
  const kept: Row[] = [];
  for (const row of rows) {
    if (!kept.some((other) => replaces(other, row))) {
      kept.push(row);
    }
  }
  return kept;
}

/** Whether the first, which is no dearer, can always take the place of the second. */
function replaces(one: Row, other: Row): boolean {
  if (one.offer.limit !== undefined || one.isSpot !== other.isSpot || one.zones < other.zones) {
    return false;
  }
  // Plain loops: this is asked for every pair of offers of every region.
  for (let d = 0; d < other.size.length; d += 1) {
    if (one.size[d] < other.size[d]) {
      return false;
    }
  }
  for (let group = 0; group < other.fits.length; group += 1) {
    if (one.fits[group] < other.fits[group]) {
      return false;
    }
  }
  return true;
}

function sizeOf({ capacity }: NodeOffer, demand: readonly number[]): number[] {
  return [capacity.milliCpu, capacity.memoryMebibytes, capacity.pods, capacity.gpus ?? 0, capacity.volumes ?? Infinity].map((size, d) => Math.min(size, demand[d]));
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
