import { Quantity } from '../../src/core/quantity';
import { CacheCapability, CacheDriver, CacheOutcome } from '../../src/data/contracts/cache';
import { Cache } from '../../src/data/cache';
import { CloudStack } from '../../src/core/cloud-stack';
import { cloud, refusal } from '../support/synth';

/** A driver that does what a test says. */
class Faulty extends CacheDriver {
  public readonly manifest = { product: 'acme-cache', title: 'Acme cache', contract: 'data.Cache', sources: [] };
  public readonly capabilities: CacheCapability[] = [];

  public constructor(private readonly act: () => CacheOutcome) {
    super();
  }

  public provision(): CacheOutcome {
    return this.act();
  }
}

const said = (act: () => CacheOutcome): string => refusal(() => cloud((stack) => new Cache(stack, 'sessions', { driver: new Faulty(act) })));

test.each<[string, () => CacheOutcome, string]>([
  ['an error', () => { throw new TypeError('no such region'); }, 'failed in provision: no such region. The'],
  ['an error of the jsii kernel', () => { throw new Error('Error: KeyError: no such region'); }, 'failed in provision: KeyError: no such region. The'],
  ['something that is no error', () => { throw 'no such region!' as unknown as Error; }, 'failed in provision: no such region! The'],
])('a driver that fails with %s is named, with the component', (_, act, text) => {
  expect(said(act)).toContain(`acme/sessions (Cache): the driver "acme-cache" ${text} driver's own documentation`);
});

test('what the library itself says of a driver\'s work is not wrapped', () => {
  expect(said(() => {
    Quantity.parse('12 apples', 'memory');
    throw new Error('not reached');
  })).toMatch(/^memory: "12 apples" is not a quantity/);
});

test('the error that the driver raised is kept as the cause', () => {
  const cause = new TypeError('no such region');
  const error = cloudError(() => { throw cause; });
  expect(error.cause).toBe(cause);
});

function cloudError(act: () => CacheOutcome): Error & { cause?: unknown } {
  try {
    cloud((stack: CloudStack) => new Cache(stack, 'sessions', { driver: new Faulty(act) }));
  } catch (error) {
    return error as Error & { cause?: unknown };
  }
  throw new Error('nothing was raised');
}
