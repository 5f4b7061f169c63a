import { ValidationError } from './errors';

/**
 * Groups addresses into waves: each waits only for those of earlier waves.
 *
 * @param nameOf what an address is called in the message
 * @throws if addresses wait for each other in a circle
 */
export function waves(dependencies: ReadonlyMap<string, readonly string[]>, nameOf: (address: string) => string = (address) => address): string[][] {
  const depth = new Map<string, number>();
  const visiting: string[] = [];
  const visit = (address: string): number => {
    const known = depth.get(address);
    if (known !== undefined) {
      return known;
    }
    if (visiting.includes(address)) {
      throw new ValidationError(`These wait for each other in a circle: ${[...visiting.slice(visiting.indexOf(address)), address].map(nameOf).join(' -> ')}. One of them must do without the other.`);
    }
    visiting.push(address);
    const below = (dependencies.get(address) ?? []).filter((other) => dependencies.has(other)).map(visit);
    visiting.pop();
    const own = below.reduce((deepest, other) => Math.max(deepest, other + 1), 0);
    depth.set(address, own);
    return own;
  };
  const result: string[][] = [];
  for (const address of [...dependencies.keys()].sort()) {
    (result[visit(address)] ??= []).push(address);
  }
  return result;
}
