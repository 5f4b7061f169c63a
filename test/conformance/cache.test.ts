import { Credentials } from '../../src/core/secret-reference';
import { CacheDrivers } from '../../src/data/cache-drivers';
import { CacheConformance } from '../../src/testing/cache-conformance';
import { conformanceCases, expectEveryDriver } from '../support/conformance';

const drivers = {
  'valkey': CacheDrivers.valkey(),
  'external': CacheDrivers.external({ host: 'cache.acme.example' }),
  'external with TLS and a password': CacheDrivers.external({ host: 'cache.acme.example', tls: true, credentials: Credentials.fromSecret('cache') }),
};

test('every driver of the facade is in the run', () => {
  expectEveryDriver(CacheDrivers, drivers);
});

test.each(conformanceCases(drivers, (driver) => CacheConformance.of(driver)))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});
