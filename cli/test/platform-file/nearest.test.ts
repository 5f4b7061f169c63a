import { fc } from '../../../test/support/properties';
import { nearest } from '../../src/platform-file/nearest';

const KEYS = ['databases', 'buckets', 'caches', 'port', 'host', 'pointInTimeRecovery', 'k3s', 'eks'];

test.each([
  ['databses', 'databases'],
  ['prot', 'port'],
  ['point-in-time-recovery', 'pointInTimeRecovery'],
  ['POINT_IN_TIME_RECOVERY', 'pointInTimeRecovery'],
  ['k8s', 'k3s'],
  ['buckts', 'buckets'],
])('%s was meant to be %s', (given, meant) => {
  expect(nearest(given, KEYS)).toBe(meant);
});

test.each(['kubernetes', 'x', 'replicas', ''])('nothing is near "%s"', (given) => {
  expect(nearest(given, KEYS)).toBeUndefined();
});

test('one wrong letter in a long name is always put right, whatever the order of the names', () => {
  fc.assert(fc.property(fc.constantFrom('databases', 'buckets', 'pointInTimeRecovery'), fc.nat(), fc.constantFrom('x', 'q', '1'), fc.shuffledSubarray(KEYS, { minLength: KEYS.length }), (name, at, letter, keys) => {
    const index = at % name.length;
    expect(nearest(name.slice(0, index) + letter + name.slice(index + 1), keys)).toBe(name);
  }));
});
