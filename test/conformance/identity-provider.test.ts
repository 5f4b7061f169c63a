import { Credentials } from '../../src/core/secret-reference';
import { IdentityProviderDrivers } from '../../src/accounts/identity-provider-drivers';
import { IdentityProviderConformance } from '../../src/testing/identity-provider-conformance';
import { conformanceCases, expectEveryDriver } from '../support/conformance';

const drivers = {
  keycloak: IdentityProviderDrivers.keycloak(),
  casdoor: IdentityProviderDrivers.casdoor(),
  external: IdentityProviderDrivers.external({
    issuer: 'https://id.acme.example',
    endpoints: { authorization: 'https://id.acme.example/authorize', token: 'https://id.acme.example/token', jwks: 'https://id.acme.example/keys' },
    clients: { 'acme.client': Credentials.fromSecret('client'), 'elsewhere.other-client': Credentials.fromSecret('other-client') },
  }),
};

test('every driver of the facade is in the run', () => {
  expectEveryDriver(IdentityProviderDrivers, drivers);
});

test.each(conformanceCases(drivers, (driver) => IdentityProviderConformance.of(driver)))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});
