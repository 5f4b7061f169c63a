import { Quantity } from '@quanttide/cloud/lib/src/core/quantity';
import { Difference } from './differences';

/** Fields that say how large a volume is, in Kubernetes' own objects and in those of operators. */
const SIZE = /(^|\.)(size|storage|storageSize|dataStorageSize|volumeSize|capacity)$/i;

/** Sizes of volumes that are to be smaller than they are: no volume can. */
export function shrinkingVolumes(found: readonly Difference[]): Difference[] {
  return found.filter(({ path, before, after }) => {
    const [old, now] = [bytes(before), bytes(after)];
    return SIZE.test(path) && old !== undefined && now !== undefined && now < old;
  });
}

function bytes(value: unknown): number | undefined {
  try {
    return typeof value === 'string' ? Quantity.parse(value, 'the size').amount : undefined;
  } catch {
    return undefined;
  }
}
