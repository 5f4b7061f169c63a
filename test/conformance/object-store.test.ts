import { Credentials } from '../../src/core/secret-reference';
import { ObjectStoreDrivers } from '../../src/data/object-store-drivers';
import { ObjectStoreConformance } from '../../src/testing/object-store-conformance';
import { conformanceCases, expectEveryDriver } from '../support/conformance';

const drivers = {
  seaweedFs: ObjectStoreDrivers.seaweedFs(),
  external: ObjectStoreDrivers.external({ host: 's3.acme.example', buckets: ['media'], credentials: Credentials.fromSecret('media') }),
};

test('every driver of the facade is in the run', () => {
  expectEveryDriver(ObjectStoreDrivers, drivers);
});

test.each(conformanceCases(drivers, (driver) => ObjectStoreConformance.of(driver)))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});
