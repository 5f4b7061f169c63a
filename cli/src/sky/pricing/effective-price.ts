import { Finding, InputError } from '../../platform-file/finding';
import { Decimal, toCost } from '../prices/decimal';
import { PriceRow } from '../prices/price-row';
import { Discount, Settings } from '../settings/settings';

/** A price as this user pays it: in the currency of reports, with discounts, and how it came about. */
export interface EffectivePrice {
  readonly row: PriceRow;
  /** Price of one unit, to the billionth. */
  readonly unitPrice: Decimal;
  /** What was done to the row's price, in words. */
  readonly steps: readonly string[];
}

/** A rate that is needed and missing. */
export class MissingRate extends InputError {
  public constructor(public readonly row: PriceRow, settings: Settings) {
    const file = settings.file ?? 'sky.yaml';
    const finding: Finding = {
      file: row.file,
      position: { line: row.line, column: 1 },
      message: `the price of ${row.vendor} ${row.sku} is in ${row.currency}, and there is no rate to ${settings.currency}.`,
      hints: [`Write it to ${file}: exchangeRates: { ${row.currency}: { rate: "…", date: …, source: … } }, or leave the vendor out: --without-vendor ${row.vendor}.`],
    };
    super([finding]);
  }
}

/**
 * What a row costs this user.
 *
 * @throws MissingRate where the row's currency has no rate
 */
export function effectivePrice(row: PriceRow, settings: Settings): EffectivePrice {
  const steps: string[] = [];
  let price = row.price;
  for (const discount of settings.discounts.filter((each) => holds(each, row))) {
    price = price.times(new Decimal('100').minus(discount.percent)).div('100');
    steps.push(`${discount.percent.toFixed()} % off (${discount.file}:${discount.position.line})`);
  }
  if (row.currency !== settings.currency) {
    const rate = settings.exchangeRates.get(row.currency);
    if (rate === undefined) {
      throw new MissingRate(row, settings);
    }
    price = price.times(rate.rate);
    steps.push(`1 ${row.currency} = ${rate.rate.toFixed()} ${settings.currency} (${rate.source}, ${rate.date})`);
  }
  return { row, unitPrice: toCost(price), steps };
}

/** What is committed to, and the user's own, was negotiated already. */
function holds({ vendor, region, kind, sku }: Discount, row: PriceRow): boolean {
  const listed = row.category === 'Standard' || row.category === 'Dynamic';
  return listed && vendor === row.vendor && (kind === undefined || kind === row.kind) && matches(region, row.region) && matches(sku, row.sku);
}

/** True where a name is one of the patterns. */
export function matchesAny(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => matches(pattern, name));
}

/** A pattern in which `*` stands for anything. */
function matches(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) {
    return true;
  }
  const form = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${form}$`).test(text);
}
