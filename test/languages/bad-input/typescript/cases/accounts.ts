import { accounts, Credentials } from '@quanttide/cloud';
import { clientDemands, longClientDemands } from '../helpers';
import { Mistakes } from './mistakes';

const HOST = 'login.acme.example';
const ISSUER = 'https://id.acme.example';
const ENDPOINTS = { authorization: 'https://id.acme.example/auth', token: 'https://id.acme.example/token', jwks: 'https://id.acme.example/jwks' };
const CLIENT = { clientId: 'shop', namespaceName: 'acme', secretName: 'shop-login' };
const NO_URI = clientDemands('', '');

export const ACCOUNTS: Mistakes = {
  'nowhere to sign in at': (acme) => new accounts.IdentityProvider(acme, 'login'),
  'a host to sign in at with a scheme': (acme) => new accounts.IdentityProvider(acme, 'login', { host: 'https://login.acme.example' }),
  'no instances to sign in at': (acme) => new accounts.IdentityProvider(acme, 'login', { host: HOST, instances: 0 }),
  'the realm of Keycloak itself': (acme) => new accounts.IdentityProvider(acme, 'login', { host: HOST, realm: 'master' }),
  'the organization of Casdoor itself': (acme) => new accounts.IdentityProvider(acme, 'login', { host: HOST, realm: 'built-in', driver: accounts.IdentityProviderDrivers.casdoor() }),
  'a revision of Keycloak\'s administrator that is none': () => accounts.IdentityProviderDrivers.keycloak({ administratorRevision: 0 }),
  'a revision of Casdoor\'s administrator that is none': () => accounts.IdentityProviderDrivers.casdoor({ administratorRevision: 0 }),
  'an issuer whose addresses are not known': () => accounts.IdentityProviderDrivers.external({ issuer: 'https://accounts.acme.example', clients: {} }),
  'an issuer without https': () => accounts.IdentityProviderDrivers.external({ issuer: 'http://id.acme.example', clients: {} }),
  'a client that the provider outside does not know': (acme) => {
    const driver = accounts.IdentityProviderDrivers.external({ issuer: ISSUER, endpoints: ENDPOINTS, clients: { blog: Credentials.fromSecret('blog') } });
    const login = new accounts.IdentityProvider(acme, 'login', { driver });
    login.registerClient(acme, CLIENT, NO_URI);
  },
  'a client id that no Secret can carry': (acme) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: HOST });
    login.registerClient(acme, { clientId: 'Shop/1', namespaceName: 'acme', secretName: 'shop-login' }, NO_URI);
  },
  'a revision of a client secret that is none': (acme) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: HOST });
    login.registerClient(acme, { clientId: 'shop', namespaceName: 'acme', secretName: 'shop-login', revision: 0 }, NO_URI);
  },
  'one client id twice': (acme) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: HOST });
    login.registerClient(acme, CLIENT, NO_URI);
    login.registerClient(login, { clientId: 'shop', namespaceName: 'acme', secretName: 'other' }, NO_URI);
  },
  'a client id of Keycloak\'s own': (acme, app) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: HOST });
    login.registerClient(acme, { clientId: 'account', namespaceName: 'acme', secretName: 'account-login' }, NO_URI);
    app.synth();
  },
  'a redirect URI with a wildcard': (acme, app) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: HOST });
    login.registerClient(acme, CLIENT, clientDemands('https://shop.acme.example/*', ''));
    app.synth();
  },
  'a group of a client with a quote': (acme, app) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: HOST });
    login.registerClient(acme, CLIENT, clientDemands('', 'a"b'));
    app.synth();
  },
  'more redirect URIs than Casdoor keeps': (acme, app) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: HOST, driver: accounts.IdentityProviderDrivers.casdoor() });
    login.registerClient(acme, CLIENT, longClientDemands(1001));
    app.synth();
  },
};
