import { testing } from '@quanttide/cloud';
import { PostgresService } from '../src';

const { checks } = testing.RelationalDatabaseConformance.of(new PostgresService());

// One test for each thing that the contract demands.
test.each(checks.map((check) => ({ title: check.title, check })))('$title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});
