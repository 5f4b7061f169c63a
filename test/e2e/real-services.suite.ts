import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, createServer } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { KubernetesObject } from '../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../cli/src/sandbox/api-client';
import { KeycloakClient } from '../keycloak/keycloak-client';
import { missingTools } from '../keycloak/keycloak-distribution';
import { KeycloakServer } from '../keycloak/keycloak-server';
import { describeUnless, unlessInCI } from '../support/describe-unless';
import { prepareCharts } from './support/charts/chart-folder';
import { Exported } from './support/exported';
import { ExamplePlatform } from './support/platform';
import { decoded, PodView } from './support/pod-view';
import { missingControlPlane } from './support/requirements';
import { failure, Outcome } from './support/run';
import { AppliedRegistration } from './support/services/applied-registration';
import { AppliedBinding, appliedBindings, serviceBehind } from './support/services/bindings';
import { CacheServer } from './support/services/cache-server';
import { CACHE, missingService, POSTGRESQL } from './support/services/debian-programs';
import { verifiedClaims } from './support/services/id-token';
import { PostgresqlServer } from './support/services/postgresql-server';
import { say, scratchFolder, startSandbox } from './support/test-sandbox';

const CERTIFICATES = '/apis/cert-manager.io/v1/certificates';
const GATEWAYS = '/apis/gateway.networking.k8s.io/v1/gateways';
const ROUTES = '/apis/gateway.networking.k8s.io/v1/httproutes';
const POLICIES = '/apis/gateway.envoyproxy.io/v1alpha1/securitypolicies';
const CLUSTERS = '/apis/postgresql.cnpg.io/v1/clusters';
const POOLERS = '/apis/postgresql.cnpg.io/v1/poolers';

/** As in the example, but one database is reached through a pooler, whose password is not the operator's to make. */
const DATABASES = { orders: { extensions: ['pgcrypto'] }, customers: { storage: '20Gi', connectionPooling: true } };

interface Listener { readonly hostname?: string; readonly tls?: { readonly certificateRefs: readonly { readonly name: string }[] } }
interface Login {
  readonly authorization?: { readonly rules: readonly { readonly principal: { readonly jwt: { readonly claims: readonly { readonly name: string; readonly values: readonly string[] }[] } } }[] };
  readonly oidc: {
    readonly clientID: string;
    readonly clientSecret: { readonly name: string };
    readonly redirectURL: string;
    readonly provider: { readonly issuer: string; readonly authorizationEndpoint: string; readonly tokenEndpoint: string; readonly endSessionEndpoint: string };
  };
}

/** A part of the suite that needs more than a control plane. */
function describePart(title: string, missing: string | undefined, cases: () => void): void {
  describeUnless(unlessInCI(title, missing), title, cases);
}

describeUnless(missingControlPlane(), 'the private cloud, with real services in the place of simulated ones', () => {
  const scratch = scratchFolder('real-services');
  let client: ApiClient;

  const secret = async (namespace: string | undefined, name: string) => {
    const found = await client.find(`/api/v1/namespaces/${namespace ?? ''}/secrets/${name}`) as { data?: Record<string, string> } | undefined;
    return decoded(found?.data ?? {});
  };

  beforeAll(async () => {
    const charts = prepareCharts(join(scratch, 'charts'));
    const sandbox = await startSandbox(scratch);
    client = sandbox.client();
    const platform = new ExamplePlatform('private-cloud', charts.path, join(scratch, 'platform'), { databases: DATABASES });
    await platform.synth();
    const applier = new Exported(platform.project, sandbox.kubeconfig, scratch);
    await applier.prepare();
    const applied = await applier.apply();
    mustBeDone(applied);
    say(`applied in ${applied.seconds.toFixed(1)} s`);
  });

  afterAll(() => {
    client?.close();
  });

  describe('certificates by cert-manager', () => {
    const served = async () => (await client.list(GATEWAYS)).flatMap(({ metadata, spec }) => (spec as { listeners: Listener[] }).listeners.flatMap(({ hostname = '', tls }) => (tls?.certificateRefs ?? []).map(({ name }) => ({ namespace: metadata.namespace, name, hostname }))));
    const hosts = async () => (await client.list(ROUTES)).flatMap(({ spec }) => (spec as { hostnames?: string[] }).hostnames ?? []);
    const authority = async () => {
      const issuers = await client.list('/apis/cert-manager.io/v1/clusterissuers');
      const [name] = issuers.map(({ spec }) => (spec as { ca?: { secretName: string } }).ca?.secretName).filter((each) => each !== undefined);
      return new X509Certificate((await secret('cert-manager', name))['tls.crt']);
    };

    it('are signed by the platform\'s own authority, for the hosts of every route, with the key that is beside them', async () => {
      const root = await authority();
      expect(root.ca).toBe(true);
      expect(root.verify(root.publicKey)).toBe(true);
      const listeners = await served();
      expect(listeners.length).toBeGreaterThan(0);
      const covered = new Set<string>();
      for (const { namespace, name, hostname } of listeners) {
        const { 'tls.crt': chain, 'tls.key': key, 'ca.crt': ca } = await secret(namespace, name);
        const leaf = new X509Certificate(chain);
        expect(leaf.subjectAltName).toBe(`DNS:${hostname}`);
        expect(leaf.checkPrivateKey(createPrivateKey(key))).toBe(true);
        expect([leaf.ca, leaf.checkIssued(root), leaf.verify(root.publicKey)]).toStrictEqual([false, true, true]);
        expect(new X509Certificate(ca).fingerprint256).toBe(root.fingerprint256);
        expect([new Date(leaf.validFrom) <= new Date(), new Date(leaf.validTo) > new Date()]).toStrictEqual([true, true]);
        (await hosts()).filter((host) => leaf.checkHost(host) !== undefined).forEach((host) => covered.add(host));
      }
      expect([...covered].sort()).toStrictEqual([...new Set(await hosts())].sort());
      expect(covered.size).toBeGreaterThan(2);
    });

    it('let a browser that trusts the authority in, and no other', async () => {
      const [{ namespace, name }] = await served();
      const [host] = await hosts();
      const { 'tls.crt': cert, 'tls.key': key, 'ca.crt': ca } = await secret(namespace, name);
      expect(await handshake({ cert, key }, { ca, servername: host })).toBe('authorized');
      expect(await handshake({ cert, key }, { ca, servername: 'somebody.else.example' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
      expect(await handshake({ cert, key }, { servername: host })).toMatch(/SELF_SIGNED|UNABLE_TO/);
    });

    it('are renewed, with a new key, as soon as the names change', async () => {
      const [{ namespace, name }] = await served();
      const certificate = (await client.list(CERTIFICATES)).find(({ metadata, spec }) => metadata.namespace === namespace && (spec as { secretName: string }).secretName === name);
      const { dnsNames } = certificate?.spec as { dnsNames: string[] };
      const path = `/apis/cert-manager.io/v1/namespaces/${namespace ?? ''}/certificates/${certificate?.metadata.name ?? ''}`;
      const before = await secret(namespace, name);
      const issued = async (names: readonly string[]) => {
        await eventually(async () => new X509Certificate((await secret(namespace, name))['tls.crt']).subjectAltName === names.map((each) => `DNS:${each}`).join(', '));
        return secret(namespace, name);
      };
      await client.merge(path, { spec: { dnsNames: [...dnsNames, 'acme.example'] } });
      const after = await issued([...dnsNames, 'acme.example']);
      const leaf = new X509Certificate(after['tls.crt']);
      expect(after['tls.key']).not.toBe(before['tls.key']);
      expect(leaf.checkPrivateKey(createPrivateKey(after['tls.key']))).toBe(true);
      expect(leaf.verify((await authority()).publicKey)).toBe(true);
      await client.merge(path, { spec: { dnsNames } });
      await issued(dnsNames);
    });
  });

  describePart('bindings of databases, tried with a real PostgreSQL', missingService(POSTGRESQL), () => {
    const servers = new Map<string, PostgresqlServer>();
    /** Cluster, its owner, and the name in the Secret with the owner's password. */
    const owners: (readonly [string, string, string])[] = [];
    let bindings: AppliedBinding[];

    const clusterOf = async ({ keys }: AppliedBinding) => {
      const service = await serviceBehind(client, keys.host, Number(keys.port));
      const { 'cnpg.io/cluster': direct, 'cnpg.io/poolerName': pooler } = (service.spec as { selector: Record<string, string> }).selector;
      const spec = (await client.list(POOLERS)).find(({ metadata }) => metadata.name === pooler)?.spec as { cluster: { name: string } } | undefined;
      return `${service.metadata.namespace ?? ''}/${direct ?? spec?.cluster.name ?? ''}`;
    };
    const serverOf = async (binding: AppliedBinding) => {
      const server = servers.get(await clusterOf(binding));
      if (server === undefined) {
        throw new Error(`${binding.consumer}: ${binding.prefix} leads to no Cluster that was applied.`);
      }
      return server;
    };
    const single = ({ host, port, database, username, password }: Readonly<Record<string, string>>) => ({ PGHOST: host, PGPORT: port, PGDATABASE: database, PGUSER: username, PGPASSWORD: password });
    const each = async (check: (binding: AppliedBinding, server: PostgresqlServer) => Promise<unknown>) => {
      const answers: unknown[] = [];
      for (const binding of bindings) {
        answers.push([binding.consumer, binding.prefix, await check(binding, await serverOf(binding))]);
      }
      return answers;
    };

    beforeAll(async () => {
      const listener = (await client.list(GATEWAYS))[0];
      const [reference] = (listener.spec as { listeners: Listener[] }).listeners.flatMap(({ tls }) => tls?.certificateRefs ?? []);
      const tls = await secret(listener.metadata.namespace, reference.name);
      for (const { metadata, spec } of await client.list(CLUSTERS)) {
        const { database, owner, secret: own } = (spec as { bootstrap: { initdb: { database: string; owner: string; secret?: { name: string } } } }).bootstrap.initdb;
        const { username, password } = await secret(metadata.namespace, own?.name ?? `${metadata.name}-app`);
        const name = `${metadata.namespace ?? ''}/${metadata.name}`;
        owners.push([name, owner, username]);
        servers.set(name, await PostgresqlServer.start({ database, owner, password, certificate: tls['tls.crt'], key: tls['tls.key'] }));
      }
      bindings = await appliedBindings(client, 'postgresql');
      say(`${bindings.length} bindings of databases, ${servers.size} servers`);
    });

    afterAll(async () => {
      await Promise.all([...servers.values()].map((server) => server.stop()));
    });

    it('have a Secret with the name of the owner, or else the operator refuses it', () => {
      expect(owners.length).toBeGreaterThan(2);
      expect(owners.filter(([, owner, name]) => owner !== name)).toStrictEqual([]);
    });

    it('lead every consumer by their URI, encrypted, into its database as the owner of it', async () => {
      expect(new Set(bindings.map(({ consumer }) => consumer))).toStrictEqual(new Set(['acme/shop', 'acme/backoffice', 'acme/catalog', 'acme/exporter', 'acme/weekly-report']));
      const question = 'create table if not exists probe (made_by text); select current_database(), current_user, pg_get_userbyid(datdba), ssl from pg_database join pg_stat_ssl on pid = pg_backend_pid() where datname = current_database()';
      const answers = await each(async ({ keys }, server) => server.query(question, keys.uri).then((outcome) => failure(outcome) || outcome.out.trim().split('\n').slice(-1)[0]));
      expect(answers).toStrictEqual(bindings.map(({ consumer, prefix, keys }) => [consumer, prefix, `${keys.database}|${keys.username}|${keys.username}|t`]));
    });

    it('lead there by their single keys, too', async () => {
      const answers = await each(async ({ keys }, server) => server.query('select current_database(), current_user', undefined, single(keys)).then((outcome) => failure(outcome) || outcome.out.trim()));
      expect(answers).toStrictEqual(bindings.map(({ consumer, prefix, keys }) => [consumer, prefix, `${keys.database}|${keys.username}`]));
    });

    it('lead nowhere with another password, nor with that of another database', async () => {
      const refused = async (keys: Readonly<Record<string, string>>, password: string, server: PostgresqlServer) => server.query('select 1', undefined, single({ ...keys, password })).then(({ code, errors }) => [code, errors.includes('password authentication failed')]);
      const answers = await each(async ({ keys }, server) => {
        const other = bindings.find((binding) => binding.keys.database !== keys.database)?.keys.password ?? '';
        return [await refused(keys, 'wrong', server), await refused(keys, other, server)];
      });
      expect(answers).toStrictEqual(bindings.map(({ consumer, prefix }) => [consumer, prefix, [[2, true], [2, true]]]));
    });
  });

  describePart('bindings of caches, tried with a real Valkey or Redis', missingService(CACHE), () => {
    let server: CacheServer;
    let bindings: AppliedBinding[];

    beforeAll(async () => {
      bindings = await appliedBindings(client, 'redis');
      const [{ keys }] = bindings;
      const { metadata } = await serviceBehind(client, keys.host, Number(keys.port));
      const { auth, valkeyConfig } = await releaseValues(client, metadata.namespace, metadata.name) as {
        auth: { usersExistingSecret: string; aclUsers: Record<string, { permissions: string; passwordKey: string }> };
        valkeyConfig: string;
      };
      const passwords = await secret(metadata.namespace, auth.usersExistingSecret);
      // As the chart's init container writes it: templates/init_config.yaml.
      server = await CacheServer.start({ users: Object.entries(auth.aclUsers).map(([name, { permissions, passwordKey }]) => `user ${name} on >${passwords[passwordKey]} ${permissions}`), configuration: valkeyConfig });
    });

    afterAll(async () => {
      await server?.stop();
    });

    it('lead every consumer in by their URI and by their single keys, and both to the same data', async () => {
      expect(bindings.map(({ consumer, prefix }) => [consumer, prefix])).toStrictEqual([['acme/shop', 'SESSIONS']]);
      for (const { keys } of bindings) {
        expect([keys.tls, new URL(keys.uri).protocol, new URL(keys.uri).hostname, new URL(keys.uri).port]).toStrictEqual(['false', 'redis:', keys.host, keys.port]);
        expect(await server.byUri(keys.uri, 'SET', 'visit', 'first')).toMatchObject({ code: 0, out: 'OK\n' });
        expect(await server.byKeys(keys, 'GET', 'visit')).toMatchObject({ code: 0, out: 'first\n' });
        expect(await server.byUri(keys.uri, 'ACL', 'WHOAMI')).toMatchObject({ out: `${keys.username}\n` });
      }
    });

    it('lead nobody in with another password, nor without one', async () => {
      for (const { keys } of bindings) {
        const wrong = await server.byUri(keys.uri.replace(keys.password, 'wrong'), 'GET', 'visit');
        const none = await server.byUri(`redis://${keys.host}:${keys.port}`.replace('//', '//@'), 'GET', 'visit');
        expect([wrong.code, none.code].every((code) => code !== 0)).toBe(true);
        expect(`${wrong.errors}${wrong.out}`).toContain('WRONGPASS');
        expect(`${none.errors}${none.out}`).toContain('NOAUTH');
      }
    });
  });

  describePart('logins, tried with a real Keycloak', missingTools(), () => {
    let registration: AppliedRegistration;
    let server: KeycloakServer;
    let keycloak: KeycloakClient;
    let policies: { readonly metadata: KubernetesObject['metadata']; readonly spec: Login }[];
    const person = { username: 'ada', password: 'counting-9-engines' };

    const groupsOf = ({ authorization }: Login) => (authorization?.rules ?? []).flatMap(({ principal }) => principal.jwt.claims).filter(({ name }) => name === 'groups').flatMap(({ values }) => values);
    const clientOf = async ({ metadata, spec: { oidc } }: { metadata: KubernetesObject['metadata']; spec: Login }) => ({ id: oidc.clientID, redirectUri: oidc.redirectURL, secret: (await secret(metadata.namespace, oidc.clientSecret.name))['client-secret'] });

    beforeAll(async () => {
      policies = (await client.list(POLICIES)).filter(({ spec }) => (spec as Partial<Login>).oidc !== undefined).map(({ metadata, spec }) => ({ metadata, spec: spec as Login }));
      registration = await AppliedRegistration.on(client);
      await serviceBehind(client, registration.address.hostname, Number(registration.address.port));
      const { origin, host } = new URL(policies[0].spec.oidc.provider.issuer);
      server = await KeycloakServer.start({
        ...await serverSettings(client, registration.job.metadata.namespace),
        KC_HOSTNAME: origin,
        KC_HOSTNAME_BACKCHANNEL_DYNAMIC: 'true',
        KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
        KC_BOOTSTRAP_ADMIN_PASSWORD: registration.secret('registration/password'),
        KC_BOOTSTRAP_ADMIN_CLIENT_ID: 'quanttide-registration',
        KC_BOOTSTRAP_ADMIN_CLIENT_SECRET: registration.secret('registration/client-secret'),
      });
      keycloak = new KeycloakClient(server.url, host);
      mustBeDone(await registration.run(server));
      const groups = [...new Set(policies.flatMap(({ spec }) => groupsOf(spec)))];
      await keycloak.post(registration.secret('registration/password'), registration.realm, 'users', {
        ...person, password: undefined, email: 'ada@acme.example', emailVerified: true, firstName: 'Ada', lastName: 'Lovelace', enabled: true,
        groups: groups.slice(0, 1).map((group) => `/${group}`), credentials: [{ type: 'password', value: person.password, temporary: false }],
      });
    });

    afterAll(async () => {
      await server?.stop();
    });

    it('know the endpoints that the gateway was given', async () => {
      const host = new URL(policies[0].spec.oidc.provider.issuer).host;
      const found = await (await fetch(`${server.url}/realms/${registration.realm}/.well-known/openid-configuration`, { headers: { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' } })).json() as Record<string, string>;
      for (const { spec: { oidc: { provider } } } of policies) {
        expect([provider.issuer, provider.authorizationEndpoint, provider.endSessionEndpoint]).toStrictEqual([found.issuer, found.authorization_endpoint, found.end_session_endpoint]);
        expect(new URL(provider.tokenEndpoint).pathname).toBe(new URL(found.token_endpoint).pathname);
      }
    });

    it('sign people in at every host that asks for it, with the client, the redirect URI and the Secret that the gateway has', async () => {
      expect(policies.map(({ spec }) => spec.oidc.clientID).sort()).toStrictEqual(['acme-backoffice', 'acme-handbook']);
      for (const policy of policies) {
        const { status, body } = await keycloak.signIn(registration.realm, await clientOf(policy), person);
        expect([policy.metadata.name, status, body.error]).toStrictEqual([policy.metadata.name, 200, undefined]);
        const claims = await verifiedClaims(String(body.id_token), `${server.url}/realms/${registration.realm}/protocol/openid-connect/certs`);
        expect(claims).toMatchObject({ iss: policy.spec.oidc.provider.issuer, aud: policy.spec.oidc.clientID, preferred_username: person.username });
        const allowed = groupsOf(policy.spec);
        const groups = new Set(claims.groups as string[]);
        expect(allowed.length === 0 || allowed.some((group) => groups.has(group))).toBe(true);
      }
    });

    it('sign nobody in with the Secret of another host, or for a redirect URI that is not declared', async () => {
      const [own, other] = await Promise.all(policies.map(clientOf));
      expect((await keycloak.signIn(registration.realm, { ...own, secret: other.secret }, person)).status).toBe(401);
      expect((await keycloak.signIn(registration.realm, { ...own, redirectUri: other.redirectUri }, person)).status).toBe(400);
    });
  });
});

function mustBeDone(outcome: Outcome): void {
  if (outcome.code !== 0) {
    throw new Error(failure(outcome));
  }
}

/** How the server itself was set up, as far as its own pods say so. */
async function serverSettings(client: ApiClient, namespace: string | undefined): Promise<Record<string, string>> {
  const sets = (await client.list('/apis/apps/v1/statefulsets')).filter(({ metadata }) => metadata.namespace === namespace);
  const all = await Promise.all(sets.map((set) => new PodView(client, set).environment()));
  return Object.fromEntries(all.flatMap((environment) => Object.entries(environment)).filter(([name]) => /^KC_(HOSTNAME|BOOTSTRAP_ADMIN)/.test(name)));
}

/** The values of a Helm release, as Helm keeps them. */
async function releaseValues(client: ApiClient, namespace: string | undefined, name: string): Promise<unknown> {
  const found = (await client.list('/api/v1/secrets')).find(({ metadata }) => metadata.namespace === namespace && metadata.labels?.owner === 'helm' && metadata.labels.name === name);
  const { release = '' } = (found?.data ?? {}) as { release?: string };
  return (JSON.parse(gunzipSync(Buffer.from(Buffer.from(release, 'base64').toString('utf8'), 'base64')).toString('utf8')) as { config: unknown }).config;
}

/** What comes of a TLS connection: `authorized`, or why not. */
async function handshake(server: { readonly cert: string; readonly key: string }, client: { readonly ca?: string; readonly servername: string }): Promise<string> {
  const listening = createServer(server, (socket) => socket.end());
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = listening.address() as { port: number };
    return await new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, ...client });
      socket.once('secureConnect', () => {
        socket.destroy();
        resolve('authorized');
      });
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  } finally {
    listening.close();
  }
}

async function eventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!await condition()) {
    if (performance.now() > deadline) {
      throw new Error('It did not happen within 60 seconds.');
    }
    await sleep(200);
  }
}
