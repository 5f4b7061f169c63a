import Big from 'big.js';

/**
 * Exact decimals for money and what it is multiplied with. Strict: it takes no
 * binary floating-point numbers, so that none slips in.
 */
export const Decimal = Big();
Decimal.strict = true;
// Only division rounds, and 30 places are more than any price has.
Decimal.DP = 30;

/** An exact decimal. */
export type Decimal = Big;

/** Digits after the point of every cost: a billionth of the currency. */
export const COST_DECIMALS = 9;

/** Hours that a month is counted with, as vendors do. */
export const HOURS_A_MONTH = new Decimal('730');

export const ZERO = new Decimal('0');

const FORM = /^-?(?:\d+|\d*\.\d+)(?:[eE][-+]?\d{1,3})?$/;

/** Reads a decimal; undefined where the text is none. */
export function decimalOf(text: string): Decimal | undefined {
  return FORM.test(text) ? new Decimal(text) : undefined;
}

/** Rounds to what a cost can say, half away from zero. From there on sums are exact. */
export function toCost(amount: Decimal): Decimal {
  const decimals = amount.c.length - 1 - amount.e;
  return decimals <= COST_DECIMALS ? amount : amount.round(COST_DECIMALS, Decimal.roundHalfUp);
}

/** The sum, exact. */
export function sumOf(amounts: Iterable<Decimal>): Decimal {
  let sum = ZERO;
  for (const amount of amounts) {
    sum = sum.plus(amount);
  }
  return sum;
}

/** A cost in billionths of the currency, as the optimizer counts; it loses nothing. */
export function unitsOf(cost: Decimal): bigint {
  return BigInt(cost.toFixed(COST_DECIMALS, Decimal.roundHalfUp).replace('.', ''));
}

/** The cost that so many billionths are. */
export function fromUnits(units: bigint): Decimal {
  return new Decimal(units.toString()).div(`1e${COST_DECIMALS}`);
}

/** Without zeros at the end: `0.08`. */
export function plainText(amount: Decimal): string {
  return amount.toFixed();
}

/** For people: `1,234.56`. */
export function moneyText(amount: Decimal, digits = 2): string {
  const [whole, fraction] = amount.toFixed(digits, Decimal.roundHalfUp).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
