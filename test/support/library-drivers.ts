import { IdentityProviderDrivers } from '../../src/accounts/identity-provider-drivers';
import { Driver } from '../../src/core/driver';
import { KnownDriver } from '../../src/core/provider-component';
import { Credentials } from '../../src/core/secret-reference';
import { CacheDrivers } from '../../src/data/cache-drivers';
import { ObjectStoreDrivers } from '../../src/data/object-store-drivers';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { CertificateIssuerDrivers } from '../../src/networking/certificate-issuer-drivers';
import { DnsDrivers } from '../../src/networking/dns-drivers';
import { Dns01Solver } from '../../src/networking/drivers/cert-manager/dns01-solver';
import { GatewayDrivers } from '../../src/networking/gateway-drivers';
import { VaultAuthentication } from '../../src/secrets/drivers/vault.authentication';
import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { CacheConformance } from '../../src/testing/cache-conformance';
import { CertificateIssuerConformance } from '../../src/testing/certificate-issuer-conformance';
import { DnsConformance } from '../../src/testing/dns-conformance';
import { DriverConformance } from '../../src/testing/driver-conformance';
import { GatewayConformance } from '../../src/testing/gateway-conformance';
import { IdentityProviderConformance } from '../../src/testing/identity-provider-conformance';
import { ObjectStoreConformance } from '../../src/testing/object-store-conformance';
import { RelationalDatabaseConformance } from '../../src/testing/relational-database-conformance';
import { SecretStoreConformance } from '../../src/testing/secret-store-conformance';

/** The drivers of one contract. Variants of one factory are named after it: `acme`, `acme by DNS`. */
export interface LibraryDrivers {
  readonly facade: object & { known(): KnownDriver[] };
  readonly suites: Record<string, DriverConformance>;
}

function suites<D extends Driver>(of: (driver: D) => DriverConformance, drivers: Record<string, D>): Record<string, DriverConformance> {
  return Object.fromEntries(Object.entries(drivers).map(([name, driver]) => [name, of(driver)]));
}

const ISSUER = 'https://id.acme.example';
const VAULT = { server: 'https://vault.acme.example:8200', authentication: VaultAuthentication.kubernetes({ role: 'eso' }) };

/** Every driver that the library brings, by contract, with its suite. */
export const LIBRARY_DRIVERS: Record<string, LibraryDrivers> = {
  'cache': {
    facade: CacheDrivers,
    suites: suites((driver) => CacheConformance.of(driver), {
      'valkey': CacheDrivers.valkey(),
      'external': CacheDrivers.external({ host: 'cache.acme.example' }),
      'external with TLS and a password': CacheDrivers.external({ host: 'cache.acme.example', tls: true, credentials: Credentials.fromSecret('cache') }),
    }),
  },
  'certificate-issuer': {
    facade: CertificateIssuerDrivers,
    suites: suites((driver) => CertificateIssuerConformance.of(driver), {
      'acme': CertificateIssuerDrivers.acme({ email: 'ops@acme.example' }),
      'acme by DNS': CertificateIssuerDrivers.acme({ email: 'ops@acme.example', dns01: Dns01Solver.cloudflare(Credentials.fromSecret('dns')) }),
      'ownAuthority': CertificateIssuerDrivers.ownAuthority(),
      'selfSigned': CertificateIssuerDrivers.selfSigned(),
      'existing': CertificateIssuerDrivers.existing({ issuerName: 'company' }),
    }),
  },
  'dns': {
    facade: DnsDrivers,
    suites: suites((driver) => DnsConformance.of(driver), {
      externalDns: DnsDrivers.externalDns({ provider: 'cloudflare', credentials: Credentials.fromSecret('dns-provider') }),
      manual: DnsDrivers.manual(),
    }),
  },
  'gateway': {
    facade: GatewayDrivers,
    suites: suites((driver) => GatewayConformance.of(driver), {
      envoyGateway: GatewayDrivers.envoyGateway(),
      traefik: GatewayDrivers.traefik(),
      existing: GatewayDrivers.existing({ gatewayName: 'edge', namespaceName: 'edge' }),
    }),
  },
  'identity-provider': {
    facade: IdentityProviderDrivers,
    suites: suites((driver) => IdentityProviderConformance.of(driver), {
      keycloak: IdentityProviderDrivers.keycloak(),
      casdoor: IdentityProviderDrivers.casdoor(),
      external: IdentityProviderDrivers.external({
        issuer: ISSUER,
        endpoints: { authorization: `${ISSUER}/authorize`, token: `${ISSUER}/token`, jwks: `${ISSUER}/keys` },
        clients: { 'acme.client': Credentials.fromSecret('client'), 'elsewhere.other-client': Credentials.fromSecret('other-client') },
      }),
    }),
  },
  'object-store': {
    facade: ObjectStoreDrivers,
    suites: suites((driver) => ObjectStoreConformance.of(driver), {
      seaweedFs: ObjectStoreDrivers.seaweedFs(),
      external: ObjectStoreDrivers.external({ host: 's3.acme.example', buckets: ['media'], credentials: Credentials.fromSecret('media') }),
    }),
  },
  'relational-database': {
    facade: RelationalDatabaseDrivers,
    suites: suites((driver) => RelationalDatabaseConformance.of(driver), {
      cloudNativePg: RelationalDatabaseDrivers.cloudNativePg(),
      external: RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: Credentials.fromSecret('orders-db') }),
    }),
  },
  'secret-store': {
    facade: SecretStoreDrivers,
    suites: suites((driver) => SecretStoreConformance.of(driver), {
      'kubernetes': SecretStoreDrivers.kubernetes(),
      'openBao': SecretStoreDrivers.openBao(),
      'vault': SecretStoreDrivers.vault(VAULT),
      'vault that keeps': SecretStoreDrivers.vault({ ...VAULT, keep: true }),
    }),
  },
};

/** What a driver makes when everything is asked of it that it declares. */
export function subjectOf(suite: DriverConformance): NonNullable<DriverConformance['_subject']> {
  if (suite._subject === undefined) {
    throw new Error('The suite has no subject.');
  }
  return suite._subject;
}
