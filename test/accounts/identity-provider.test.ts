import { Construct } from 'constructs';
import { ISignInConsumer } from '../../src/accounts/contract';
import { IdentityProvider, IdentityProviderProps } from '../../src/accounts/identity-provider';
import { IdentityProviderDrivers } from '../../src/accounts/identity-provider-drivers';
import { Consumer } from '../../src/core/consumer';
import { Workload } from '../../src/core/workload';
import { RelationalDatabase } from '../../src/data/relational-database';
import { allTexts, cloud, objectAt, plain, refusal, textAt, textsAt } from '../support/synth';
import { expectSound } from '../support/sound';
import { register, registrationJob } from './declaration';

const DOMAIN = { domain: 'acme.example' };
const managed = { keycloak: IdentityProviderDrivers.keycloak(), casdoor: IdentityProviderDrivers.casdoor() };

class Dashboard extends Consumer implements ISignInConsumer {
  public readonly redirectUris = ['https://metrics.acme.example/login'];
}

function consumer(scope: Construct, name: string, namespaceName = 'acme', type: typeof Consumer = Consumer): Consumer {
  const home = new Construct(scope, name);
  const workload = new Workload(home, 'pods', { name, namespaceName, labels: { app: name } });
  return new type(home, 'consumer', { componentName: name, namespaceName, workload });
}

describe.each(Object.entries(managed))('with %s', (_, driver) => {
  test('charts take every value that is set, and the API server every object', () => {
    expectSound(cloud((stack) => {
      register(new IdentityProvider(stack, 'login', { driver }), stack, 'acme-shop', ['https://shop.acme.example/cb'], ['staff']);
    }, DOMAIN));
  });

  test('a host of the platform is routed to it', () => {
    const template = cloud((stack) => new IdentityProvider(stack, 'login', { driver }), DOMAIN);
    expect(template.objectsOfKind('HTTPRoute').map((route) => textsAt(route, 'spec', 'hostnames'))).toContainEqual(['login.acme.example']);
  });

  test('the registration waits for the server and for every client secret', () => {
    const template = cloud((stack) => {
      register(new IdentityProvider(stack, 'login', { driver }), stack, 'acme-shop');
    }, DOMAIN);
    const { address } = registrationJob(template);
    expect(template.waitsFor(address)).toStrictEqual(expect.arrayContaining([template.release('login').address, template.release('login-secrets').address]));
  });

  test('a registration that changes is another Job, and one that does not change is the same', () => {
    const name = (redirectUri: string) => registrationJob(cloud((stack) => {
      register(new IdentityProvider(stack, 'login', { driver }), stack, 'acme-shop', [redirectUri]);
    }, DOMAIN)).name;
    expect(name('https://shop.acme.example/cb')).toBe(name('https://shop.acme.example/cb'));
    expect(name('https://shop.acme.example/cb')).not.toBe(name('https://www.acme.example/cb'));
  });

  test('the order of registrations does not change a byte', () => {
    const synth = (ids: string[]) => cloud((stack) => {
      const login = new IdentityProvider(stack, 'login', { driver });
      ids.forEach((id) => register(login, stack, id, [`https://${id}.acme.example/cb`], [id, 'staff']));
    }, DOMAIN).files;
    expect(synth(['b', 'a', 'c'])).toStrictEqual(synth(['c', 'b', 'a']));
  });

  test('redirect URIs and groups that are known later are registered', () => {
    const demands = { redirectUris: [] as string[], groups: [] as string[] };
    const { files } = registrationJob(cloud((stack) => {
      new IdentityProvider(stack, 'login', { driver }).registerClient(stack, { clientId: 'acme-shop', namespaceName: 'acme', secretName: 'shop' }, demands);
      demands.redirectUris.push('https://shop.acme.example/cb');
      demands.groups.push('staff', 'ops people');
    }, DOMAIN));
    expect(files.groups).toBe('ops people\nstaff\n');
    expect(JSON.parse(files['client.acme-shop.json'])).toMatchObject({ redirectUris: ['https://shop.acme.example/cb'] });
  });

  test('the registration is a Job that is waited for, tried again, and stays', () => {
    const { job } = registrationJob(cloud((stack) => new IdentityProvider(stack, 'login', { driver }), DOMAIN));
    expect(job).toMatchObject({ wait_for_completion: true, spec: { backoff_limit: 12, template: { spec: { restart_policy: 'OnFailure' } } } });
    expect(objectAt(job, 'spec')).not.toHaveProperty('ttl_seconds_after_finished');
  });

  test('whoever waits for the provider waits for the registration', () => {
    let ready = '';
    const template = cloud((stack) => {
      ready = new IdentityProvider(stack, 'login', { driver }).ready;
    }, DOMAIN);
    expect(template.waitsFor(ready)).toContain(registrationJob(template).address);
  });

  test('no secret is among the files and environment of the registration', () => {
    const { files, environment } = registrationJob(cloud((stack) => {
      register(new IdentityProvider(stack, 'login', { driver }), stack, 'acme-shop');
    }, DOMAIN));
    const secret = /(secret|password)"?\s*[:=]\s*"(?!@)[^"]+"/i;
    const { program, ...declared } = files;
    expect(program).toContain('$SECRETS/clients/');
    expect(allTexts({ declared, environment }).filter(({ text }) => secret.test(text))).toStrictEqual([]);
  });

  test('a client of another namespace finds its secret there, under the key that gateways read', () => {
    let found = {};
    const template = cloud((stack) => {
      found = register(new IdentityProvider(stack, 'login', { driver }), stack, 'other-shop', [], [], { namespaceName: 'other', secretName: 'shop-login' }).clientSecret;
    }, DOMAIN);
    expect(found).toStrictEqual({ namespaceName: 'other', secretName: 'shop-login', key: 'client-secret' });
    expect(objectAt(template.object('ExternalSecret', 'shop-login'), 'metadata').namespace).toBe('other');
    expect(registrationJob(template).secrets['clients/other-shop']).toBe('login-client-other-shop/client-secret');
  });

  test('a client of the same namespace shares the Secret with the registration', () => {
    const template = cloud((stack) => register(new IdentityProvider(stack, 'login', { driver }), stack, 'acme-shop'), DOMAIN);
    expect(registrationJob(template).secrets['clients/acme-shop']).toBe('acme-shop-login/client-secret');
  });

  test('a raised revision gives the client another Secret', () => {
    const template = cloud((stack) => {
      const { clientSecret } = register(new IdentityProvider(stack, 'login', { driver }), stack, 'acme-shop', [], [], { revision: 2 });
      expect(clientSecret.secretName).not.toBe('acme-shop-login');
    }, DOMAIN);
    expect(registrationJob(template).secrets['clients/acme-shop']).not.toBe('acme-shop-login/client-secret');
  });

  test('the first administrator has a generated password', () => {
    const template = cloud((stack) => new IdentityProvider(stack, 'login', { driver }), DOMAIN);
    expect(template.object('ExternalSecret', 'login-administrator')).toBeDefined();
    expect(JSON.stringify(template.release('login').values)).toContain('"login-administrator');
  });

  test('only what the graph knows may connect, the registration included', () => {
    const template = cloud((stack) => new IdentityProvider(stack, 'login', { driver }), DOMAIN);
    const peers = JSON.stringify(objectAt(template.networkPolicy('login'), 'spec').ingress);
    expect(peers).toContain('"app.kubernetes.io/instance":"login-registration"');
    expect(JSON.stringify(objectAt(template.networkPolicy('login-registration'), 'spec').ingress)).toBe('[]');
  });

  test('a given database is used, and none is made', () => {
    const template = cloud((stack) => {
      const database = new RelationalDatabase(stack, 'accounts');
      new IdentityProvider(stack, 'login', { driver, database });
    }, DOMAIN);
    expect(template.objectsOfKind('Cluster').map((cluster) => textAt(cluster, 'metadata', 'name'))).toStrictEqual(['accounts']);
  });
});

describe('a binding', () => {
  const bound = (type: typeof Consumer) => cloud((stack) => {
    const binding = new IdentityProvider(stack, 'login').bindTo(consumer(stack, 'metrics', 'acme', type));
    expect(Object.keys(binding.values).sort()).toStrictEqual(['certificates', 'client-id', 'client-secret', 'issuer']);
    expect(binding.values.issuer.value).toBe('https://login.acme.example/realms/acme');
  }, DOMAIN);

  test('registers the redirect URIs of a consumer that signs people in', () => {
    expect(JSON.parse(registrationJob(bound(Dashboard)).files['client.acme.metrics.json'])).toMatchObject({
      redirectUris: ['https://metrics.acme.example/login'], standardFlowEnabled: true, serviceAccountsEnabled: false,
    });
  });

  test('lets any other consumer sign in as itself', () => {
    expect(JSON.parse(registrationJob(bound(Consumer)).files['client.acme.metrics.json'])).toMatchObject({
      redirectUris: [], standardFlowEnabled: false, serviceAccountsEnabled: true,
    });
  });

  test('opens the way to the issuer through the gateway', () => {
    const egress = JSON.stringify(objectAt(bound(Consumer).networkPolicy('metrics'), 'spec').egress);
    expect(egress).toContain('"port":"443"');
    expect(egress).toContain('"port":"10443"');
  });
});

describe('bad input', () => {
  const refused = (props: IdentityProviderProps, use: (login: IdentityProvider, stack: Construct) => void = () => undefined) =>
    refusal(() => cloud((stack) => use(new IdentityProvider(stack, 'login', props), stack), DOMAIN));

  test('fails without a host name and a domain, saying which to give', () => {
    expect(refusal(() => cloud((stack) => new IdentityProvider(stack, 'login')))).toMatch(/acme\/login \(IdentityProvider\): no host name .* login\.acme\.example.*domain/);
  });

  test('works in a plain stack with a host name', () => {
    expect(plain((stack) => new IdentityProvider(stack, 'login', { host: 'id.acme.example' })).release('login').chart).toBe('keycloakx');
  });

  test.each([
    ['a host with a scheme', { host: 'https://login.acme.example' }, 'not a host name'],
    ['no instances', { instances: 0 }, 'not a number of instances'],
    ['Keycloak\'s own realm', { realm: 'master' }, '"master" is Keycloak\'s own'],
    ['a realm that no address can hold', { realm: 'a b' }, 'the realm "a b"'],
    ['more instances than Casdoor can have', { driver: managed.casdoor, instances: 2 }, 'the driver "casdoor" cannot run more than one instance'],
    ['Casdoor\'s own organization', { driver: managed.casdoor, realm: 'built-in' }, '"built-in" is Casdoor\'s own'],
    ['an override of the wiring', { overrides: { http: { relativePath: '/auth' } } }, 'http.relativePath'],
  ])('fails for %s', (_, props, message) => {
    expect(refused(props)).toContain(message);
  });

  test('fails for two clients of one id, naming both owners', () => {
    expect(refused({}, (login, stack) => {
      register(login, new Construct(stack, 'shop'), 'shop');
      register(login, new Construct(stack, 'other'), 'shop', [], [], { secretName: 'other' });
    })).toMatch(/acme\/other .*"shop" is taken by acme\/shop/);
  });

  test.each([
    ['an id that no Secret can carry', 'Shop/1', [], [], '"Shop/1" cannot be registered'],
    ['an id of Keycloak\'s own', 'account', [], [], '"account" is Keycloak\'s own'],
    ['a redirect URI with a wildcard', 'shop', ['https://shop.acme.example/*'], [], 'without "*"'],
    ['a group with a quote', 'shop', [], ['a"b'], 'is not a group\'s name'],
  ])('fails for %s', (_, clientId, redirectUris, groups, message) => {
    expect(refused({}, (login, stack) => register(login, stack, clientId, redirectUris, groups))).toContain(message);
  });

  test('fails for a component that has the name of the registration, whose pods it would share a policy with', () => {
    expect(refused({}, (_login, stack) => { new RelationalDatabase(stack, 'login-registration'); })).toContain('the name "login-registration" is taken in the namespace "acme" by acme/login/registration (Program)');
  });

  test.each([['keycloak'], ['casdoor']] as const)('fails for a revision of the administrator of %s that is none', (driver) => {
    expect(refusal(() => IdentityProviderDrivers[driver]({ administratorRevision: 0 }))).toContain('administratorRevision 0');
  });
});
