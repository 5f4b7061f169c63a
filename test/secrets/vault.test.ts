import { Credentials, Target } from '../../src/core';
import { VaultOptions } from '../../src/secrets/drivers/vault';
import { VaultAuthentication } from '../../src/secrets/drivers/vault.authentication';
import { SecretStore } from '../../src/secrets/secret-store';
import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { SecretStores } from '../../src/secrets/secret-stores';
import { Template } from '../../src/testing/template';
import { cloud, listAt, objectAt, refusal, textsAt, valueAt } from '../support/synth';
import { expectSound } from '../support/sound';

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const OPTIONS: VaultOptions = { server: 'https://vault.acme.example:8200', authentication: VaultAuthentication.kubernetes({ role: 'acme', audience: 'vault' }) };

function vault(options: Partial<VaultOptions> = {}, target = Target.kubernetes()): Template {
  return cloud((stack) => {
    new SecretStore(stack, 'vault', { driver: SecretStoreDrivers.vault({ ...OPTIONS, ...options }) })
      .generate(stack, { secretName: 'orders', namespaceName: 'acme', keys: ['password'] });
    new SecretStores(stack).resolve(stack, Credentials.fromStore('apps/orders-db'), 'acme');
  }, { target });
}

function provider(template: Template): Record<string, unknown> {
  return objectAt(template.objectsOfKind('ClusterSecretStore')[0], 'spec', 'provider', 'vault');
}

describe('an existing Vault-compatible store', () => {
  it('is read by External Secrets, and installs nothing else', () => {
    const template = vault({ storeNamespace: 'team-a', mount: 'kv' });
    expect(template.charts.map((release) => release.releaseName)).toStrictEqual(['external-secrets']);
    expect(provider(template)).toStrictEqual({
      server: 'https://vault.acme.example:8200',
      path: 'kv',
      version: 'v2',
      namespace: 'team-a',
      auth: {
        kubernetes: { mountPath: 'kubernetes', role: 'acme', serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets', audiences: ['vault'] } },
      },
    });
    expectSound(template);
  });

  it('is signed in to by a role whose secret half is in a Secret', () => {
    const template = vault({ authentication: VaultAuthentication.appRole({ roleId: 'r-1', secretName: 'vault-login', namespaceName: 'acme' }) });
    expect(provider(template).auth).toStrictEqual({
      appRole: { path: 'approle', roleId: 'r-1', secretRef: { namespace: 'acme', name: 'vault-login', key: 'secret-id' } },
    });
    expectSound(template);
  });

  it('is trusted by the target\'s certificate authority, or by its own', () => {
    const own = CERTIFICATE.replace('MIIB', 'MIIC');
    const target = Target.kubernetes({ caBundle: CERTIFICATE });
    const decoded = (template: Template): string => Buffer.from(String(provider(template).caBundle), 'base64').toString();
    expect(decoded(vault({}, target))).toBe(CERTIFICATE);
    expect(decoded(vault({ caBundle: own }, target))).toBe(own);
  });

  it('is reached on its own port and at its own addresses', () => {
    const rules = listAt(vault({ addresses: ['10.2.0.0/24'] }).named('kubernetes_network_policy_v1', 'external-secrets'), 'spec', 'egress');
    expect(rules).toContainEqual({ to: [{ ip_block: { cidr: '10.2.0.0/24' } }], ports: [{ port: '8200', protocol: 'TCP' }] });
  });

  it('says what is open where its addresses are not given, and what is not encrypted', () => {
    const notes = textsAt((listAt(vault({ server: 'http://vault.acme.example' }).platform, 'components') as Record<string, unknown>[])[0], 'notes');
    expect(notes).toStrictEqual([
      expect.stringContaining('opens port 80 to any address'),
      expect.stringContaining('cross the network in plain text'),
    ]);
  });

  it('keeps generated Secrets only where that is asked for', () => {
    expect(vault().objectsOfKind('PushSecret')).toStrictEqual([]);
    const [kept] = vault({ keep: true }).objectsOfKind('PushSecret');
    expect(valueAt(kept, 'spec', 'updatePolicy')).toBe('IfNotExists');
  });

  it.each(['vault.acme.example', 'https://', 'https://vault.acme.example/v1', 'ftp://vault'])('fails for the address "%s"', (server) => {
    expect(refusal(() => vault({ server }))).toContain(`"${server}" is not the address of a store`);
  });

  it('fails for an empty role', () => {
    expect(refusal(() => VaultAuthentication.kubernetes({ role: ' ' }))).toContain('role is empty');
  });
});
