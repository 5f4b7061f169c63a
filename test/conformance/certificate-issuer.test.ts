import { Credentials } from '../../src/core/secret-reference';
import { CertificateIssuerDrivers } from '../../src/networking/certificate-issuer-drivers';
import { Dns01Solver } from '../../src/networking/drivers/cert-manager/dns01-solver';
import { CertificateIssuerConformance } from '../../src/testing/certificate-issuer-conformance';
import { conformanceCases, expectEveryDriver } from '../support/conformance';

const drivers = {
  'acme': CertificateIssuerDrivers.acme({ email: 'ops@acme.example' }),
  'acme by DNS': CertificateIssuerDrivers.acme({ email: 'ops@acme.example', dns01: Dns01Solver.cloudflare(Credentials.fromSecret('dns')) }),
  'ownAuthority': CertificateIssuerDrivers.ownAuthority(),
  'selfSigned': CertificateIssuerDrivers.selfSigned(),
  'existing': CertificateIssuerDrivers.existing({ issuerName: 'company' }),
};

test('every driver of the facade is in the run', () => {
  expectEveryDriver(CertificateIssuerDrivers, drivers);
});

test.each(conformanceCases(drivers, (driver) => CertificateIssuerConformance.of(driver)))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});
