import { conformanceCases, expectEveryDriver, outputCases } from '../support/conformance';
import { expectSound } from '../support/sound';

test('every driver of the facade is in the run', () => {
  expectEveryDriver('relational-database');
});

test.each(conformanceCases('relational-database'))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});

test.each(outputCases('relational-database'))('$driver: its charts know every value, and the API server takes every object', ({ output }) => {
  expectSound(output());
});
