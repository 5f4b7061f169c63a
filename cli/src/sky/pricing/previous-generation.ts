/**
 * Families that a vendor itself calls previous generations: older machines that cost little by the CPU, and do less
 * with it. Source: Amazon EC2 Instance Types, "Previous generation instances" (docs.aws.amazon.com/ec2/latest/instancetypes),
 * read 2026-11-23. The other vendors' lists of types carry no such mark.
 */
const PREVIOUS_FAMILIES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['aws', new Set(['a1', 'm1', 'm2', 'm3', 'm4', 't1', 'c1', 'c3', 'c4', 'r3', 'r4', 'i2', 'g3', 'p3', 'p3dn'])],
]);

/** True for a type that its vendor calls one of a previous generation. */
export function isPreviousGeneration(vendor: string, type: string): boolean {
  return PREVIOUS_FAMILIES.get(vendor)?.has(type.split('.')[0]) ?? false;
}
