import { accounts, data, web } from '@quanttide/cloud';
import { repeated } from '../helpers';
import { Mistakes } from './mistakes';

const IMAGE = 'ghcr.io/acme/shop:1.4.2';
const ISSUER = 'https://id.acme.example';
const ENDPOINTS = { authorization: 'https://id.acme.example/auth', token: 'https://id.acme.example/token', jwks: 'https://id.acme.example/jwks' };

export const WEB: Mistakes = {
  'an image that is no reference': (acme) => new web.WebService(acme, 'shop', { image: 'not an image' }),
  'an image without a version': (acme) => new web.WebService(acme, 'shop', { image: 'ghcr.io/acme/shop' }),
  'a port of root': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, port: 80 }),
  'a CPU limit below the request': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, cpu: '500m', cpuLimit: '250m' }),
  'no room for a log': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, ephemeralStorage: '0' }),
  'the user root': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, user: 0 }),
  'a variable with a dash': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, environment: { 'A-B': '1' } }),
  'a secret as an argument': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, args: ['serve', '--password=hunter2'] }),
  'a secret in the environment': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, environment: { DB_PASSWORD: 'hunter2' } }),
  'half an instance': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, replicas: 1.5 }),
  'replicas and autoscaling together': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, replicas: 2, autoscaling: { maximum: 3 } }),
  'a maximum below the minimum': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, autoscaling: { minimum: 5, maximum: 3 } }),
  'more than all of the CPU': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, autoscaling: { maximum: 3, targetCpuPercent: 120 } }),
  'a path of a probe without a slash': () => web.Probe.http('healthz'),
  'a prefix that begins no variable': (acme) => {
    const orders = new data.RelationalDatabase(acme, 'orders');
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.bind(orders, { prefix: '1ST' });
  },
  'one prefix for two': (acme) => {
    const orders = new data.RelationalDatabase(acme, 'orders');
    const other = new data.RelationalDatabase(acme, 'other');
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.bind(orders);
    shop.bind(other, { prefix: 'ORDERS' });
  },
  'a service bound to itself': (acme) => {
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.bind(shop);
  },
  'a login asked for twice': (acme) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: 'login.acme.example' });
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.requireLogin(login);
    shop.requireLogin(login);
  },
  'a login that nobody reaches': (acme, app) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: 'login.acme.example' });
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.requireLogin(login);
    app.synth();
  },
  'a group with a quote': (acme) => {
    const login = new accounts.IdentityProvider(acme, 'login', { host: 'login.acme.example' });
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.requireLogin(login, { groups: ['a"b'] });
  },
  'groups of a provider without groups': (acme) => {
    const driver = accounts.IdentityProviderDrivers.external({ issuer: ISSUER, endpoints: ENDPOINTS, clients: {}, groups: false });
    const login = new accounts.IdentityProvider(acme, 'login', { driver });
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.requireLogin(login, { groups: ['staff'] });
  },
  'a schedule of four fields': (acme) => new web.ScheduledJob(acme, 'report', { image: IMAGE, schedule: '0 6 * *' }),
  'a minute that does not exist': (acme) => new web.ScheduledJob(acme, 'report', { image: IMAGE, schedule: '61 6 * * *' }),
  'a time zone that does not exist': (acme) => new web.ScheduledJob(acme, 'report', { image: IMAGE, schedule: '0 6 * * *', timeZone: 'Berlin' }),
  'a job whose name leaves no room for its runs': (acme) => new web.ScheduledJob(acme, 'report', { image: IMAGE, schedule: '0 6 * * *', componentName: repeated('r', 53) }),
  'a deadline that is too short': (acme) => new web.ScheduledJob(acme, 'report', { image: IMAGE, schedule: '0 6 * * *', startingDeadlineSeconds: 5 }),
  'a page in a folder': (acme) => new web.StaticSite(acme, 'docs', { pages: { 'guide/index.html': '<h1>Acme</h1>' } }),
  'a host that is an address': (acme) => {
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.allowEgress('https://pay.example');
  },
  'a port outside that does not exist': (acme) => {
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.allowEgress('pay.example', { ports: [0, 70000] });
  },
  'an address block without a length': (acme) => {
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.allowEgress('pay.example', { addresses: ['198.51.100.7'] });
  },
};
