import { Decimal, HOURS_A_MONTH } from './decimal';

/** Bytes in GiB and GB: 1 GiB is 1.073741824 GB, exactly. */
const GB_IN_GIB = new Decimal('1.073741824');

/** A quantity with its unit. */
export interface Amount {
  readonly amount: Decimal;
  readonly unit: string;
}

/**
 * The same quantity in another unit.
 *
 * @returns undefined where the units measure different things
 */
export function convert({ amount, unit }: Amount, to: string): Decimal | undefined {
  const [from, target] = [measureOf(unit), measureOf(to)];
  return from !== undefined && from.of === target?.of ? amount.times(from.worth).div(target.worth) : undefined;
}

interface Measure {
  /** What is measured. */
  readonly of: string;
  /** Worth in GB, in months, or in both. */
  readonly worth: Decimal;
}

function measureOf(unit: string): Measure | undefined {
  return MEASURES.get(unit);
}

const ONE = new Decimal('1');

/** An hour is a 730th of a month, which no decimal says: so hours are the smaller unit, and a month is 730 of them. */
const MEASURES = new Map<string, Measure>([
  ['GB', { of: 'data', worth: ONE }],
  ['GiB', { of: 'data', worth: GB_IN_GIB }],
  ['Hours', { of: 'time', worth: ONE }],
  ['Months', { of: 'time', worth: HOURS_A_MONTH }],
  ['GB-Hours', { of: 'data kept', worth: ONE }],
  ['GiB-Hours', { of: 'data kept', worth: GB_IN_GIB }],
  ['GB-Months', { of: 'data kept', worth: HOURS_A_MONTH }],
  ['GiB-Months', { of: 'data kept', worth: GB_IN_GIB.times(HOURS_A_MONTH) }],
  ['IOPS-Months', { of: 'operations', worth: ONE }],
]);
