import { fc } from '../../../../test/support/properties';
import { Decimal, decimalOf, fromUnits, moneyText, sumOf, toCost, unitsOf } from '../../../src/sky/prices/decimal';
import { convert } from '../../../src/sky/prices/units';

/** Decimals as price lists have them: up to 17 digits after the point. */
const amounts = fc.tuple(fc.bigInt(0n, 10n ** 15n), fc.integer({ min: 0, max: 17 })).map(([digits, places]) => new Decimal(digits.toString()).div(`1e${places}`));

test('a sum is exact, whatever its order', () => {
  fc.assert(fc.property(fc.array(fc.bigInt(0n, 10n ** 24n), { maxLength: 40 }), (units) => {
    const total = units.reduce((sum, each) => sum + each, 0n);
    expect(unitsOf(sumOf(units.map(fromUnits)))).toBe(total);
    expect(unitsOf(sumOf([...units].reverse().map(fromUnits)))).toBe(total);
  }));
});

test('ten times a tenth is one, which binary floats miss', () => {
  expect(sumOf(Array.from({ length: 10 }, () => new Decimal('0.1'))).toFixed()).toBe('1');
  expect(() => new Decimal(0.1)).toThrow('Invalid');
});

test.each([['GB', 'GiB'], ['GB-Months', 'GiB-Months'], ['GiB-Months', 'GiB-Hours'], ['GiB-Months', 'GB-Hours'], ['Months', 'Hours']])('%s to %s and back is the same amount', (from, to) => {
  fc.assert(fc.property(amounts, (amount) => {
    const there = convert({ amount, unit: from }, to);
    const back = convert({ amount: there ?? amount.plus('1'), unit: to }, from);
    // Division is cut at 30 places: what is lost is far below a billionth.
    expect(toCost(back ?? amount.plus('1')).toFixed()).toBe(toCost(amount).toFixed());
  }));
});

test('units of different things are not converted', () => {
  expect(convert({ amount: new Decimal('1'), unit: 'GB' }, 'Hours')).toBeUndefined();
  expect(convert({ amount: new Decimal('1'), unit: 'barrels' }, 'GB')).toBeUndefined();
});

test('a GiB is 1.073741824 GB, and a month 730 hours', () => {
  expect(convert({ amount: new Decimal('1'), unit: 'GiB' }, 'GB')?.toFixed()).toBe('1.073741824');
  expect(convert({ amount: new Decimal('1'), unit: 'Months' }, 'Hours')?.toFixed()).toBe('730');
});

test('a cost survives the way to billionths and back', () => {
  fc.assert(fc.property(amounts, (amount) => {
    expect(fromUnits(unitsOf(toCost(amount))).toFixed()).toBe(toCost(amount).toFixed());
  }));
});

test('texts that are no decimals are none', () => {
  expect(['', 'NaN', 'Infinity', '1,5', '0x10', ' 1', '1e9999', '--1'].map(decimalOf)).toStrictEqual(Array.from({ length: 8 }, () => undefined));
});

test('money for people has thousands apart and two places', () => {
  expect([moneyText(new Decimal('1234567.895')), moneyText(new Decimal('0.004')), moneyText(new Decimal('999'))]).toStrictEqual(['1,234,567.90', '0.00', '999.00']);
});
