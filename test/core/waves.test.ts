import { fc } from '../support/properties';
import { waves } from '../../src/core/waves';
import { refusal } from '../support/synth';

/** Addresses that wait only for earlier ones: no circle. */
const acyclic = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc.tuple(...Array.from({ length: count }, (_, index) => fc.subarray(Array.from({ length: index }, (__, other) => `r${other}`)))));
const asMap = (lists: readonly (readonly string[])[]): Map<string, readonly string[]> => new Map(lists.map((list, index) => [`r${index}`, list]));

test('each stands in one wave, after everything it waits for', () => {
  fc.assert(fc.property(acyclic, (lists) => {
    const all = waves(asMap(lists));
    expect(all.flat().sort()).toStrictEqual([...asMap(lists).keys()].sort());
    const waveOf = (address: string): number => all.findIndex((wave) => wave.includes(address));
    asMap(lists).forEach((after, address) => after.forEach((other) => expect(waveOf(other)).toBeLessThan(waveOf(address))));
  }));
});

test('each stands in the earliest wave that it could', () => {
  fc.assert(fc.property(acyclic, (lists) => {
    const all = waves(asMap(lists));
    const map = asMap(lists);
    return all.every((wave, index) => index === 0 || wave.every((address) => (map.get(address) ?? []).some((other) => all[index - 1].includes(other))));
  }));
});

test('the order in which they are given does not matter', () => {
  fc.assert(fc.property(acyclic, (lists) => {
    expect(waves(new Map([...asMap(lists)].reverse()))).toStrictEqual(waves(asMap(lists)));
  }));
});

test('what is not declared here is not waited for', () => {
  expect(waves(new Map([['a', ['elsewhere']]]))).toStrictEqual([['a']]);
});

test('a circle is refused, with everything on it', () => {
  expect(refusal(() => waves(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']]])))).toContain('b -> c -> b');
});
