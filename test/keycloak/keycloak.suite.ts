import { IdentityProvider } from '../../src/accounts/identity-provider';
import { IdentityProviderDrivers } from '../../src/accounts/identity-provider-drivers';
import { cloud, textAt, textsAt } from '../support/synth';
import { describeUnless, unlessInCI } from '../support/describe-unless';
import { ClusterSecrets, DeclaredProgram } from './declared-program';
import { KeycloakClient } from './keycloak-client';
import { missingTools } from './keycloak-distribution';
import { KeycloakServer } from './keycloak-server';

const HOST = 'login.acme.example';
const REALM = 'acme';
const MANAGED_BY = 'cloud.quanttide.com/managed-by';

interface DeclaredClient {
  readonly redirectUris?: string[];
  readonly groups?: string[];
  readonly revision?: number;
}

const SHOP = { redirectUris: ['https://shop.acme.example/oauth2/callback', 'https://www.acme.example/oauth2/callback'], groups: ['staff'] };
const WIKI = { redirectUris: ['https://wiki.acme.example/oauth2/callback'], groups: ['ops people', 'staff'] };

/** The registration that a synth with these clients declares. */
function declared(clients: Record<string, DeclaredClient>, administratorRevision = 1): DeclaredProgram {
  return new DeclaredProgram(cloud((stack) => {
    const login = new IdentityProvider(stack, 'login', { driver: IdentityProviderDrivers.keycloak({ administratorRevision }) });
    for (const [clientId, { redirectUris = [], groups = [], revision }] of Object.entries(clients)) {
      login.registerClient(stack, { clientId, namespaceName: 'acme', secretName: `${clientId}-login`, revision }, { redirectUris, groups });
    }
  }, { domain: 'acme.example' }));
}

const TITLE = 'the registration, run against a real Keycloak';

describeUnless(unlessInCI(TITLE, missingTools()), TITLE, () => {
  const secrets = new ClusterSecrets();
  const first = declared({ shop: SHOP, wiki: WIKI });
  let server: KeycloakServer;
  let keycloak: KeycloakClient;

  const run = async (program: DeclaredProgram) => program.run(secrets, { KEYCLOAK_URL: server.url, KCADM: server.kcadm });
  const passwordOf = (program: DeclaredProgram) => secrets.value(program.secretNameOf('registration/password'), 'password');
  const secretOf = (program: DeclaredProgram, client: string) => secrets.value(program.secretNameOf(`clients/${client}`), 'client-secret');
  const list = async (path: string, realm = REALM) => keycloak.get(passwordOf(first), realm, path);
  const managed = async () => (await list('clients')).filter((client) => textAt(client, 'attributes', MANAGED_BY) === 'acme/login');
  const named = async (clientId: string) => (await list(`clients?clientId=${clientId}`))[0];
  const verified = async (token: unknown) => {
    const { createRemoteJWKSet, jwtVerify } = await import('jose');
    const keys = createRemoteJWKSet(new URL(`${server.url}/realms/${REALM}/protocol/openid-connect/certs`));
    return (await jwtVerify(String(token), keys, { issuer: `https://${HOST}/realms/${REALM}` })).payload;
  };

  beforeAll(async () => {
    server = await KeycloakServer.start({
      KC_HOSTNAME: `https://${HOST}`,
      KC_HOSTNAME_BACKCHANNEL_DYNAMIC: 'true',
      KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
      KC_BOOTSTRAP_ADMIN_PASSWORD: passwordOf(first),
      KC_BOOTSTRAP_ADMIN_CLIENT_ID: 'quanttide-registration',
      KC_BOOTSTRAP_ADMIN_CLIENT_SECRET: secrets.value(first.secretNameOf('registration/client-secret'), 'client-secret'),
    });
    keycloak = new KeycloakClient(server.url, HOST);
  });

  afterAll(async () => {
    await server?.stop();
  });

  test('the first start makes the first administrator', async () => {
    const { status } = await keycloak.token('master', { grant_type: 'password', client_id: 'admin-cli', username: 'admin', password: passwordOf(first) });
    expect(status).toBe(200);
  });

  test('two runs at the same time both succeed on an empty server', async () => {
    const runs = await Promise.all([run(first), run(first)]);
    expect(runs.map(({ code, output }) => (code === 0 ? '' : output))).toStrictEqual(['', '']);
  });

  test('afterwards realm, clients, redirect URIs, groups and claim mapper are there', async () => {
    const clients = await managed();
    expect(Object.fromEntries(clients.map((client) => [client.clientId, textsAt(client, 'redirectUris').sort()]))).toStrictEqual({
      shop: SHOP.redirectUris,
      wiki: WIKI.redirectUris,
    });
    expect((await list('groups')).map(({ name }) => name).sort()).toStrictEqual(['ops people', 'staff']);
    const scope = (await list('default-default-client-scopes')).find(({ name }) => name === 'groups');
    const mappers = await list(`client-scopes/${textAt(scope, 'id')}/protocol-mappers/models`);
    expect(mappers.map((mapper) => [mapper.protocolMapper, textAt(mapper, 'config', 'claim.name')])).toStrictEqual([['oidc-group-membership-mapper', 'groups']]);
  });

  test('running it again changes nothing', async () => {
    const everything = async () => Promise.all(['clients', 'groups', 'client-scopes', 'default-default-client-scopes', 'users'].map(async (path) => list(path)));
    const before = await everything();
    expect(await run(first)).toMatchObject({ code: 0 });
    expect(await everything()).toStrictEqual(before);
  });

  test('a client that was added is there, one that was removed is gone, and one made by hand stays', async () => {
    const without = declared({ blog: { redirectUris: ['https://blog.acme.example/cb'] }, shop: SHOP });
    await keycloak.post(passwordOf(first), REALM, 'clients', { clientId: 'by-hand' });
    expect(await run(without)).toMatchObject({ code: 0 });
    expect((await managed()).map(({ clientId }) => clientId).sort()).toStrictEqual(['blog', 'shop']);
    expect(await named('by-hand')).toBeDefined();
    expect((await list('groups')).map(({ name }) => name)).toContain('ops people');
  });

  test('a redirect URI that changed is brought to the running realm, and the client keeps its identity', async () => {
    const { id } = await named('shop');
    const moved = declared({ shop: { ...SHOP, redirectUris: ['https://shop.acme.example/oauth2/callback'] } });
    expect(moved.jobName).not.toBe(first.jobName);
    expect(await run(moved)).toMatchObject({ code: 0 });
    const shop = await named('shop');
    expect([shop.id, shop.redirectUris]).toStrictEqual([id, ['https://shop.acme.example/oauth2/callback']]);
  });

  test('a person who signs in gets a token that verifies, with the groups', async () => {
    await keycloak.post(passwordOf(first), REALM, 'users', {
      username: 'ada', email: 'ada@acme.example', emailVerified: true, firstName: 'Ada', lastName: 'Lovelace', enabled: true,
      groups: ['/staff'], credentials: [{ type: 'password', value: 'counting-9-engines', temporary: false }],
    });
    const shop = { id: 'shop', secret: secretOf(first, 'shop'), redirectUri: SHOP.redirectUris[0] };
    const { status, body } = await keycloak.signIn(REALM, shop, { username: 'ada', password: 'counting-9-engines' });
    expect(status).toBe(200);
    expect(await verified(body.id_token)).toMatchObject({ aud: 'shop', preferred_username: 'ada', groups: ['staff'] });
    expect(await verified(body.access_token)).toMatchObject({ azp: 'shop', groups: ['staff'] });
  });

  test('fails to sign anybody in for a redirect URI that is not declared', async () => {
    const stranger = { id: 'shop', secret: secretOf(first, 'shop'), redirectUri: 'https://evil.example/callback' };
    const { status } = await keycloak.signIn(REALM, stranger, { username: 'ada', password: 'counting-9-engines' });
    expect(status).toBe(400);
  });

  test('a client without redirect URIs signs in as itself', async () => {
    const meter = declared({ meter: {}, shop: SHOP });
    expect(await run(meter)).toMatchObject({ code: 0 });
    const { body } = await keycloak.token(REALM, { grant_type: 'client_credentials', client_id: 'meter', client_secret: secretOf(meter, 'meter') });
    expect(await verified(body.access_token)).toMatchObject({ azp: 'meter' });
  });

  test('a rotated client secret replaces the old one', async () => {
    const rotated = declared({ meter: { revision: 2 }, shop: SHOP });
    const old = secretOf(declared({ meter: {}, shop: SHOP }), 'meter');
    expect(secretOf(rotated, 'meter')).not.toBe(old);
    expect(await run(rotated)).toMatchObject({ code: 0 });
    const statuses = await Promise.all([secretOf(rotated, 'meter'), old].map(async (secret) => (await keycloak.token(REALM, { grant_type: 'client_credentials', client_id: 'meter', client_secret: secret })).status));
    expect(statuses).toStrictEqual([200, 401]);
  });

  test('a wrong secret of the registration is refused, with a message and no change', async () => {
    const stranger = await first.run(new ClusterSecrets(), { KEYCLOAK_URL: server.url, KCADM: server.kcadm });
    expect(stranger.code).not.toBe(0);
    expect(stranger.output).toContain('Keycloak does not let the registration in');
  });

  test('a rotation replaces the administrator\'s password and the secret of the registration', async () => {
    const rotated = declared({ shop: SHOP }, 2);
    expect(await run(rotated)).toMatchObject({ code: 0 });
    const answers = await Promise.all([rotated, first].map(async (program) => keycloak.token('master', { grant_type: 'password', client_id: 'admin-cli', username: 'admin', password: passwordOf(program) })));
    expect(answers.map(({ body }) => body.error)).toStrictEqual([undefined, 'invalid_grant']);
    expect(await run(rotated)).toMatchObject({ code: 0 });
  });
});
