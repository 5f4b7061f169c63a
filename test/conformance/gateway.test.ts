import { conformanceCases, expectEveryDriver, outputCases } from '../support/conformance';
import { expectSound } from '../support/sound';

test('every driver of the facade is in the run', () => {
  expectEveryDriver('gateway');
});

test.each(conformanceCases('gateway'))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});

test.each(outputCases('gateway'))('$driver: its charts know every value, and the API server takes every object', ({ output }) => {
  expectSound(output());
});
