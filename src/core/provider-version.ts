import { ValidationError } from './errors';

/** Versions of the kubernetes provider that what is written works with: the first, and the first that it was not tried with. */
const RANGE = { from: [2, 38, 0], below: [4, 0, 0] };

/** Refuses a version of the kubernetes provider that knows not all that is written, or that is not known yet. */
export function checkProviderVersion(where: string, version: string): void {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);
  if (parts === undefined) {
    throw new ValidationError(`${where}: "${version}" is not a version of the kubernetes provider. Write kubernetesProviderVersion in full, such as 3.2.1: whoever applies takes the same one then.`);
  }
  if (isBefore(parts, RANGE.from) || !isBefore(parts, RANGE.below)) {
    throw new ValidationError(`${where}: version ${version} of the kubernetes provider is outside of what is supported, which is ${RANGE.from.join('.')} and later, below ${RANGE.below.join('.')}. Set kubernetesProviderVersion to one of these, or leave it out.`);
  }
}

function isBefore(version: number[], other: number[]): boolean {
  const index = version.findIndex((part, position) => part !== other[position]);
  return index >= 0 && version[index] < other[index];
}
