import { IdentityProvider } from '../../src/accounts/identity-provider';
import { IdentityProviderDrivers } from '../../src/accounts/identity-provider-drivers';
import { IdentityProviderCapability } from '../../src/accounts/contract';
import { Credentials } from '../../src/core/secret-reference';
import { cloud, objectAt, refusal } from '../support/synth';
import { register } from './declaration';

const ISSUER = 'https://id.acme.example/realms/acme';
const external = (clients: Record<string, Credentials> = { 'acme-shop': Credentials.fromSecret('shop-client', { passwordKey: 'secret' }) }) => IdentityProviderDrivers.external({ issuer: ISSUER, clients });

test('an existing client\'s secret is delivered under the key that gateways read', () => {
  const template = cloud((stack) => {
    const { clientSecret } = register(new IdentityProvider(stack, 'login', { driver: external() }), stack, 'acme-shop');
    expect(clientSecret).toStrictEqual({ namespaceName: 'acme', secretName: 'acme-shop-login', key: 'client-secret' });
  });
  expect(JSON.stringify(objectAt(template.object('ExternalSecret', 'acme-shop-login'), 'spec'))).toContain('"property":"secret"');
  expect(template.resourceTypes).not.toContain('kubernetes_job_v1');
});

test('fails for a client that was not given, listing those that were', () => {
  expect(refusal(() => cloud((stack) => register(new IdentityProvider(stack, 'login', { driver: external() }), stack, 'acme-blog'))))
    .toMatch(/"acme-blog" is not among those .* Given: acme-shop\. Register it at the provider/);
});

test('a client in the secret store is fetched from there', () => {
  expect(refusal(() => cloud((stack) => register(new IdentityProvider(stack, 'login', { driver: external({ blog: Credentials.fromStore('apps/blog') }) }), stack, 'blog'))))
    .toContain('fetch');
});

test('endpoints of a Keycloak realm follow from its issuer', () => {
  cloud((stack) => {
    expect(new IdentityProvider(stack, 'login', { driver: external() }).oidc).toStrictEqual({
      issuer: ISSUER,
      authorization: `${ISSUER}/protocol/openid-connect/auth`,
      token: `${ISSUER}/protocol/openid-connect/token`,
      jwks: `${ISSUER}/protocol/openid-connect/certs`,
      endSession: `${ISSUER}/protocol/openid-connect/logout`,
    });
  });
});

test('fails for an issuer whose endpoints are not known, saying where they stand', () => {
  expect(refusal(() => IdentityProviderDrivers.external({ issuer: 'https://accounts.acme.example', clients: {} }))).toContain('https://accounts.acme.example/.well-known/openid-configuration');
});

test.each([['http://id.acme.example/realms/acme'], ['id.acme.example']])('fails for the issuer %s', (issuer) => {
  expect(refusal(() => IdentityProviderDrivers.external({ issuer, clients: {} }))).toContain('is not an https address');
});

test('groups are a capability only where the user says so', () => {
  expect(external().capabilities).toStrictEqual([]);
  expect(IdentityProviderDrivers.external({ issuer: ISSUER, clients: {}, groups: true }).capabilities).toStrictEqual([IdentityProviderCapability.GROUPS]);
});
