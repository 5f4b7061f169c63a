import { IdentityProvider } from '../../src/accounts/identity-provider';
import { IdentityProviderDrivers } from '../../src/accounts/identity-provider-drivers';
import { CloudStack } from '../../src/core/cloud-stack';
import { Cache } from '../../src/data/cache';
import { RelationalDatabase } from '../../src/data/relational-database';
import { cloud } from '../support/synth';

/** What the state is to remember, by construct path. */
function records(build: (stack: CloudStack) => void): Record<string, Record<string, unknown>> {
  const resources = Object.values(cloud(build, { domain: 'acme.example' }).resources('terraform_data')) as { input?: Record<string, unknown> }[];
  return Object.fromEntries(resources.flatMap(({ input }) => (typeof input?.path === 'string' ? [[input.path, input]] : [])));
}

test('the state remembers which objects hold a component\'s data, and how it is taken elsewhere', () => {
  expect(records((stack) => { new RelationalDatabase(stack, 'orders'); })['acme/orders']).toStrictEqual({
    path: 'acme/orders',
    type: 'RelationalDatabase',
    name: 'orders',
    namespaceName: 'acme',
    product: 'CloudNativePG',
    migration: expect.stringContaining('kubectl -n acme exec orders-1 -c postgres -- pg_dump') as string,
    objects: [{ kind: 'Cluster.postgresql.cnpg.io', namespaceName: 'acme', name: 'orders', settings: { databaseName: 'orders', owner: 'orders' } }],
  });
});

test('the state remembers of an operator whether its definitions go with it', () => {
  const { objects, definitions } = records((stack) => { new RelationalDatabase(stack, 'orders'); })['acme/platform/cloudnative-pg'];

  expect([objects, definitions]).toStrictEqual([
    [{ kind: 'Operator', namespaceName: 'cnpg-system', name: 'cloudnative-pg' }], [{ group: 'postgresql.cnpg.io', onUninstall: 'kept' }],
  ]);
});

test('what keeps its data with something that it needs has data to take along, and what keeps none has none', () => {
  const found = records((stack) => {
    new IdentityProvider(stack, 'login', { driver: IdentityProviderDrivers.keycloak() });
    new Cache(stack, 'sessions');
  });

  expect(found['acme/login'].migration).toContain('kc.sh export');
  expect([found['acme/sessions'].objects, found['acme/sessions'].migration]).toStrictEqual([[], undefined]);
});
