import { TerraformStack } from 'cdktf';
import { fc } from '../support/properties';
import { checkName, digest, environmentPrefix, NAME_LIMIT, nearestName, RELEASE_NAME_LIMIT, shorten } from '../../src/core/naming';
import { Cache } from '../../src/data/cache';
import { RelationalDatabase } from '../../src/data/relational-database';
import { cloud, plain, refusal } from '../support/synth';

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const label = fc.stringMatching(/^[a-z][-a-z0-9]{0,120}[a-z0-9]$/);
const limit = fc.integer({ min: 20, max: 63 });
const check = (name: string): string => {
  let checked = '';
  plain((stack: TerraformStack) => { checked = checkName(stack, name); });
  return checked;
};

describe('shorten', () => {
  test('is never longer than the limit', () => {
    fc.assert(fc.property(label, limit, (name, most) => shorten(name, most).length <= most));
  });

  test('leaves what fits as it is', () => {
    fc.assert(fc.property(label, limit, (name, most) => name.length > most || shorten(name, most) === name));
  });

  test('gives a name that Kubernetes accepts', () => {
    fc.assert(fc.property(label, limit, (name, most) => LABEL.test(shorten(name, most))));
  });

  test('gives different names for different ones, and the same for the same', () => {
    fc.assert(fc.property(label, label, limit, (one, other, most) => (shorten(one, most) === shorten(other, most)) === (one === other)));
  });

  test('tells apart names that differ only at their end', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{70}$/), fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[a-z]{1,9}$/), (head, one, other) =>
      one === other || shorten(head + one) !== shorten(head + other)));
  });

  test('never ends its readable part with a dash', () => {
    expect(shorten(`${'a'.repeat(43)}-${'b'.repeat(40)}`, RELEASE_NAME_LIMIT)).toMatch(/^a{43}-[0-9a-f]{8}$/);
  });
});

describe('checkName', () => {
  test.each(['orders', 'a', 'a1-b', 'a'.repeat(NAME_LIMIT)])('accepts %s', (name) => {
    expect(check(name)).toBe(name);
  });

  test.each(['Orders', '1orders', '-orders', 'orders-', 'orders_db', 'orders.db', 'ördérs', '', ' ', 'a'.repeat(64)])('refuses "%s", with the nearest name that it accepts', (name) => {
    const message = refusal(() => check(name));
    expect(message).toContain(`"${name}"`);
    expect(check(/Write "([^"]+)"/.exec(message)?.[1] ?? '')).not.toBe('');
  });

  test('whatever is given, the advice is a name', () => {
    fc.assert(fc.property(fc.string(), (name) => LABEL.test(nearestName(name)) && nearestName(name).length <= NAME_LIMIT));
  });
});

test('a digest is the same for the same content', () => {
  expect(digest('orders')).toBe('1c168adb');
  expect(digest('orders')).not.toBe(digest('order'));
});

test.each([['orders-db', 'ORDERS_DB'], ['a.b--c', 'A_B_C']])('the environment prefix of %s is %s', (name, prefix) => {
  expect(environmentPrefix(name)).toBe(prefix);
});

test('fails where two things in one scope have one name, with both and no stack trace', () => {
  const message = refusal(() => cloud((stack) => [new RelationalDatabase(stack, 'orders'), new Cache(stack, 'orders')]));
  expect(message).toMatch(/^\w+ \(CloudStack\): two things are named "orders" here: this one, and \w+\/orders \(RelationalDatabase\)/);
});
