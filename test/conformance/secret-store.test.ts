import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { VaultAuthentication } from '../../src/secrets/drivers/vault.authentication';
import { SecretStoreConformance } from '../../src/testing/secret-store-conformance';
import { conformanceCases, expectEveryDriver } from '../support/conformance';

const drivers = {
  'kubernetes': SecretStoreDrivers.kubernetes(),
  'openBao': SecretStoreDrivers.openBao(),
  'vault': SecretStoreDrivers.vault({ server: 'https://vault.acme.example:8200', authentication: VaultAuthentication.kubernetes({ role: 'eso' }) }),
  'vault that keeps': SecretStoreDrivers.vault({ server: 'https://vault.acme.example:8200', authentication: VaultAuthentication.kubernetes({ role: 'eso' }), keep: true }),
};

test('every driver of the facade is in the run', () => {
  expectEveryDriver(SecretStoreDrivers, drivers);
});

test.each(conformanceCases(drivers, (driver) => SecretStoreConformance.of(driver)))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});
