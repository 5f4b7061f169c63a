import { conformanceCases, expectEveryDriver, outputCases } from '../support/conformance';
import { expectSound } from '../support/sound';

test('every driver of the facade is in the run', () => {
  expectEveryDriver('dns');
});

test.each(conformanceCases('dns'))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});

test.each(outputCases('dns'))('$driver: its charts know every value, and the API server takes every object', ({ output }) => {
  expectSound(output());
});
