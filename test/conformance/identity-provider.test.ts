import { conformanceCases, expectEveryDriver, outputCases } from '../support/conformance';
import { expectSound } from '../support/sound';

test('every driver of the facade is in the run', () => {
  expectEveryDriver('identity-provider');
});

test.each(conformanceCases('identity-provider'))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});

test.each(outputCases('identity-provider'))('$driver: its charts know every value, and the API server takes every object', ({ output }) => {
  expectSound(output());
});
