import { CloudStack, secrets, web } from '@quanttide/cloud';
import { faultySecretStore } from '../helpers';
import { Mistakes } from './mistakes';

const COPY = { secretName: 'orders', fromNamespace: 'data', toNamespace: 'shop', copyName: 'orders-shop', keys: { password: 'password' } };

export const SECRETS: Mistakes = {
  'a second secret store': (acme) => {
    secrets.SecretStore.of(acme);
    new secrets.SecretStore(acme, 'mine');
  },
  'a secret store that is bound': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    new web.WebService(acme, 'shop', { image: 'ghcr.io/acme/shop:1.4.2', binds: [store] });
  },
  'a foundation without a secret store': (acme, app) => {
    const above = new CloudStack(app, 'above', { foundation: acme.platform });
    secrets.SecretStore.of(above);
  },
  'a Secret without keys': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    store.generate(acme, { secretName: 'orders', namespaceName: 'acme', keys: [] });
  },
  'a key twice': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    store.generate(acme, { secretName: 'orders', namespaceName: 'acme', keys: ['a'], fixed: { a: 'b' } });
  },
  'a key with a space': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    store.generate(acme, { secretName: 'orders', namespaceName: 'acme', keys: ['a b'] });
  },
  'a template that gives another value each time': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    store.generate(acme, { secretName: 'orders', namespaceName: 'acme', keys: ['a'], templates: { b: '{{ genSelfSignedCert "x" nil nil 1 }}' } });
  },
  'a password that is too short': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    store.generate(acme, { secretName: 'orders', namespaceName: 'acme', keys: ['a'], length: 8 });
  },
  'a revision of a Secret that is none': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    store.generate(acme, { secretName: 'orders', namespaceName: 'acme', keys: ['a'], revision: 0 });
  },
  'one Secret for two': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    store.generate(acme, { secretName: 'orders', namespaceName: 'acme', keys: ['a'] });
    store.generate(store, { secretName: 'orders', namespaceName: 'acme', keys: ['b'] });
  },
  'one copy of two Secrets': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    store.share(COPY);
    store.share({ secretName: 'other', fromNamespace: 'data', toNamespace: 'shop', copyName: 'orders-shop', keys: { password: 'password' } });
  },
  'one copy with two meanings of a key': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets');
    store.share(COPY);
    store.share({ secretName: 'orders', fromNamespace: 'data', toNamespace: 'shop', copyName: 'orders-shop', keys: { password: 'other' } });
  },
  'a path with a slash in front': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets', { driver: secrets.SecretStoreDrivers.openBao() });
    store.fetch(acme, { secretName: 'x', namespaceName: 'acme', path: '/apps', keys: { a: 'a' } });
  },
  'two servers that agree by majority': (acme) => new secrets.SecretStore(acme, 'secrets', { driver: secrets.SecretStoreDrivers.openBao(), instances: 2 }),
  'an address of a store without a scheme': () => secrets.SecretStoreDrivers.vault({ server: 'vault.acme.example', authentication: secrets.VaultAuthentication.kubernetes({ role: 'acme' }) }),
  'a role without a name': () => secrets.VaultAuthentication.kubernetes({ role: ' ' }),
  'a driver that fetches from nowhere': (acme) => {
    const store = new secrets.SecretStore(acme, 'secrets', { driver: faultySecretStore() });
    store.fetch(acme, { secretName: 'x', namespaceName: 'acme', path: 'apps', keys: { a: 'a' } });
  },
  'a secret of a store that has none': (acme) => new web.WebService(acme, 'shop', { image: 'ghcr.io/acme/shop:1.4.2', secrets: { TOKEN: web.SecretValue.fromStore('apps/shop', 'token') } }),
};
