import { Credentials } from '../../src/core/secret-reference';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { RelationalDatabaseConformance } from '../../src/testing/relational-database-conformance';
import { conformanceCases, expectEveryDriver } from '../support/conformance';

const drivers = {
  cloudNativePg: RelationalDatabaseDrivers.cloudNativePg(),
  external: RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: Credentials.fromSecret('orders-db') }),
};

test('every driver of the facade is in the run', () => {
  expectEveryDriver(RelationalDatabaseDrivers, drivers);
});

test.each(conformanceCases(drivers, (driver) => RelationalDatabaseConformance.of(driver)))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});
