import { PriceRow } from '../prices/price-row';

/** How old the prices of a bill are. */
export interface AgeOfPrices {
  /** The oldest date among them, as it is written: a year, a month or a day. */
  readonly oldest: string;
  readonly newest: string;
  /** The row of the oldest. */
  readonly oldestRow: PriceRow;
}

/** Prices older than this are said to be stale. */
export const STALE_DAYS = 180;

/** The oldest and the newest date of some rows; none where there are no rows. */
export function ageOf(rows: readonly PriceRow[]): AgeOfPrices | undefined {
  const sorted = [...rows].sort((a, b) => (lastDay(a.retrievedAt) < lastDay(b.retrievedAt) ? -1 : 1));
  const [first] = sorted;
  return first === undefined ? undefined : { oldest: first.retrievedAt, newest: sorted[sorted.length - 1].retrievedAt, oldestRow: first };
}

/** Days from a date to another; of a month or a year, its last day counts: no price is called older than it is known to be. */
export function daysBetween(date: string, until: string): number {
  return Math.max(0, Math.round((Date.parse(`${lastDay(until)}T00:00:00Z`) - Date.parse(`${lastDay(date)}T00:00:00Z`)) / 86_400_000));
}

/** `2024-12` as `2024-12-31`, and `2026` as `2026-12-31`. */
function lastDay(date: string): string {
  const [year, month, day] = date.split('-');
  if (day !== undefined) {
    return date;
  }
  const last = new Date(Date.UTC(Number(year), month === undefined ? 12 : Number(month), 0));
  return last.toISOString().slice(0, 10);
}

/** `1 day`, `3 months`, `2 years`: for people. */
export function ageText(days: number): string {
  const [count, unit] = days < 60 ? [days, 'day'] : days < 730 ? [Math.floor(days / 30), 'month'] : [Math.floor(days / 365), 'year'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
