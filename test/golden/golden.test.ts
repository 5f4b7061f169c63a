import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IdentityProvider } from '../../src/accounts/identity-provider';
import { CloudStack } from '../../src/core/cloud-stack';
import { Bucket } from '../../src/data/bucket';
import { Cache } from '../../src/data/cache';
import { Backup } from '../../src/data/contracts/backup';
import { RelationalDatabase } from '../../src/data/relational-database';
import { Dns } from '../../src/networking/dns';
import { DnsDrivers } from '../../src/networking/dns-drivers';
import { Workspace } from '../../src/tenancy/workspace';
import { Template } from '../../src/testing/template';
import { ScheduledJob } from '../../src/web/scheduled-job';
import { StaticSite } from '../../src/web/static-site';
import { WebService } from '../../src/web/web-service';
import { Worker } from '../../src/web/worker';
import { outputCases } from '../support/conformance';
import { LIBRARY_DRIVERS } from '../support/library-drivers';
import { cloud } from '../support/synth';
import { identitiesOf } from './identities';

const UPDATE = process.env.QTCLOUD_GOLDEN === 'update';
const IMAGE = 'ghcr.io/acme/shop:1.4.2';

const inCloud = (build: (stack: CloudStack) => void) => (): Template => cloud(build, { domain: 'acme.example' });

/** What is pinned beside the drivers: components without one, and how they are put together. */
const COMPONENTS: Record<string, () => Template> = {
  'bucket': inCloud((stack) => { new Bucket(stack, 'media', { versioning: true }); }),
  'dns': inCloud((stack) => {
    new Dns(stack, 'dns', { driver: DnsDrivers.externalDns({ provider: 'rfc2136' }) });
    new WebService(stack, 'shop', { image: IMAGE, port: 8080 }).expose('shop.acme.example');
  }),
  'namespaces': inCloud((stack) => {
    const [sales, support] = ['sales', 'support'].map((id) => new Workspace(stack, id, { quota: { cpu: '8' } }));
    const orders = new RelationalDatabase(sales, 'orders');
    [sales, support].forEach((workspace) => new WebService(workspace, 'shop', { image: IMAGE, port: 8080 }).bind(orders));
  }),
  'shop': inCloud((stack) => {
    const login = new IdentityProvider(stack, 'login');
    const media = new Bucket(stack, 'media');
    const orders = new RelationalDatabase(stack, 'orders', { backup: Backup.nightly({ to: new Bucket(stack, 'backups') }), pointInTimeRecovery: true });
    const shop = new WebService(stack, 'shop', { image: IMAGE, port: 8080, autoscaling: { maximum: 4 } });
    [orders, media, new Cache(stack, 'sessions')].forEach((provider) => shop.bind(provider));
    shop.requireLogin(login, { groups: ['staff'] });
    shop.expose('shop.acme.example');
  }),
  'web': inCloud((stack) => {
    new WebService(stack, 'shop', { image: IMAGE, port: 8080, replicas: 3 });
    new Worker(stack, 'exporter', { image: IMAGE });
    new ScheduledJob(stack, 'report', { image: IMAGE, schedule: '0 6 * * 1' });
    new StaticSite(stack, 'handbook', { pages: { 'index.html': '<h1>Handbook</h1>' } });
  }),
};

const cases = [
  ...Object.entries(COMPONENTS).map(([name, output]) => ({ name, output })),
  ...Object.keys(LIBRARY_DRIVERS).flatMap((contract) => outputCases(contract).map(({ driver, output }) => ({ name: `${contract}.${driver.replaceAll(' ', '-')}`, output }))),
];

// Another one is another object on the cluster: it takes a line in CHANGELOG.md and a move, and "npm run golden:update".
test.each(cases)('addresses, objects, releases and volumes are as they were: $name', ({ name, output }) => {
  const file = join(__dirname, `${name}.json`);
  const text = `${JSON.stringify(identitiesOf(output()), undefined, 2)}\n`;
  if (UPDATE) {
    writeFileSync(file, text);
  }
  expect(existsSync(file)).toBe(true);
  expect(JSON.parse(text)).toStrictEqual(JSON.parse(readFileSync(file, 'utf8')));
});

test('every golden file is of something that there is', () => {
  expect(readdirSync(__dirname).filter((file) => file.endsWith('.json')).map((file) => file.replace(/\.json$/, '')).sort()).toStrictEqual(cases.map(({ name }) => name).sort());
});
