import { fc } from '../support/properties';
import { Quantity } from '../../src/core/quantity';
import { refusal } from '../support/synth';

test.each([
  ['250m', 0.25], ['2', 2], ['0.5', 0.5], ['1k', 1000], ['512Mi', 536870912], ['10Gi', 10737418240], ['1.5Gi', 1610612736], ['1T', 1e12],
])('%s is worth %d', (text, amount) => {
  expect(Quantity.parse(text, 'cpu')).toMatchObject({ text, amount });
});

test.each(['', ' ', '10 Gi', '10gb', '10GB', 'Gi', '-1', '+1', '1e', '1,5Gi', '1.', '.5', '10Gib', 'ten', '0x10', '1/2', 'NaN', 'Infinity'])('fails with "%s", saying where and what is allowed', (text) => {
  const message = refusal(() => Quantity.parse(text, 'acme/orders: storage'));
  expect(message).toContain(`acme/orders: storage: "${text}"`);
  expect(message).toContain('512Mi');
});

test('larger numbers and larger suffixes are worth more', () => {
  const suffixes = ['m', '', 'k', 'M', 'G', 'T', 'P'];
  fc.assert(fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: suffixes.length - 2 }), (number, index) => {
    const amount = (suffix: string): number => Quantity.parse(`${number}${suffix}`, 'x').amount;
    return amount(suffixes[index]) < amount(suffixes[index + 1]);
  }));
});

test('whatever is given, it is a quantity or a readable message', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    try {
      return Number.isFinite(Quantity.parse(text, 'x').amount);
    } catch (error) {
      return error instanceof Error && error.name === 'ValidationError';
    }
  }));
});
