import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IdentityProvider } from '../../src/accounts/identity-provider';
import { IdentityProviderDrivers } from '../../src/accounts/identity-provider-drivers';
import { cloud, objectAt } from '../support/synth';
import { register, registrationJob } from './declaration';

const template = cloud((stack) => {
  register(new IdentityProvider(stack, 'login', { driver: IdentityProviderDrivers.casdoor() }), stack, 'acme-shop', ['https://shop.acme.example/cb'], ['staff']);
}, { domain: 'acme.example' });

/** What the init container writes with these secrets, by file. */
function configured(secrets: Record<string, string>): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'casdoor-'));
  try {
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    const files = objectAt(template.named('kubernetes_config_map_v1', 'login-configuration'), 'data') as Record<string, string>;
    Object.entries(files).forEach(([name, text]) => write(`state/${name}`, text.replaceAll('$${', '${')));
    Object.entries(secrets).forEach(([path, text]) => write(`secrets/${path}`, text));
    mkdirSync(join(folder, 'conf'));
    execFileSync('sh', [join(folder, 'state/program')], { env: { ...process.env, STATE: join(folder, 'state'), SECRETS: join(folder, 'secrets'), CONFIG: join(folder, 'conf') } });
    return Object.fromEntries(['app.conf', 'init_data.json'].map((name) => [name, readFileSync(join(folder, 'conf', name), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SECRETS = { 'database/username': 'accounts', 'database/password': 'plain', 'registration/password': 'first', 'registration/client-secret': 'second' };

test('the configuration gets its secrets in the pod', () => {
  const files = configured(SECRETS);
  expect(files['app.conf']).toContain("user='accounts' password='plain' host=login-database-rw.acme.svc port=5432 dbname=login_database sslmode=require");
  expect(files['app.conf']).toContain('origin = https://login.acme.example');
  expect(JSON.parse(files['init_data.json'])).toMatchObject({ users: [{ owner: 'built-in', name: 'admin', password: 'first' }], applications: [{ clientId: 'quanttide-registration', clientSecret: 'second' }] });
});

test('a password of any letters reaches the database as it is', () => {
  const files = configured({ ...SECRETS, 'database/password': "a'b\\c&d|e$f" });
  expect(files['app.conf']).toContain("password='a\\'b\\\\c&d|e$f'");
});

test('a changed configuration rolls the pods', () => {
  const other = cloud((stack) => new IdentityProvider(stack, 'login', { driver: IdentityProviderDrivers.casdoor(), host: 'id.acme.example' }), { domain: 'acme.example' });
  expect(objectAt(other.release('login').values, 'podAnnotations')).not.toStrictEqual(objectAt(template.release('login').values, 'podAnnotations'));
});

test('a client\'s secret does not open the administration', () => {
  expect(JSON.parse(registrationJob(template).files['client.acme-shop.json'])).toMatchObject({ tags: ['dcr'] });
});

test('groups come by their plain names', () => {
  expect(JSON.parse(registrationJob(template).files['client.acme-shop.json'])).toMatchObject({
    tokenFormat: 'JWT-Custom', tokenAttributes: expect.arrayContaining([{ name: 'groups', category: 'Existing Field', value: 'Roles', type: 'Array' }]) as unknown,
  });
});

test('fails for more redirect URIs than Casdoor keeps', () => {
  const uris = Array.from({ length: 40 }, (_, index) => `https://shop-${index}.acme.example/callback`);
  expect(() => cloud((stack) => {
    register(new IdentityProvider(stack, 'login', { driver: IdentityProviderDrivers.casdoor() }), stack, 'acme-shop', uris);
  }, { domain: 'acme.example' })).toThrow('longer than the 1000 characters');
});
