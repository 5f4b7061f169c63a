import { stableJson } from '../../src/core/stable-json';

it('sorts keys, at every depth, and leaves out what is not there', () => {
  expect(stableJson({ b: [{ d: 1, c: undefined, a: null }], a: 'x', B: true })).toBe('{"B":true,"a":"x","b":[{"a":null,"d":1}]}');
});

it('keeps the order of lists', () => {
  expect(stableJson([3, 1, 2])).toBe('[3,1,2]');
});

it('takes every key for a key', () => {
  expect(stableJson(JSON.parse('{"b":1,"__proto__":{"y":2,"x":1},"constructor":3}'))).toBe('{"__proto__":{"x":1,"y":2},"b":1,"constructor":3}');
});
