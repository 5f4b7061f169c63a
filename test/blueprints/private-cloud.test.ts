import { BackupSchedule, PrivateCloud, PrivateCloudProps } from '../../blueprints/private-cloud';
import { Credentials, Quantity, Size, Target } from '../../src/core';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { GatewayDrivers } from '../../src/networking/gateway-drivers';
import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { Template } from '../../src/testing/template';
import { expectSound } from '../support/sound';
import { refusal, synth, textAt } from '../support/synth';

const SHOP = { image: 'ghcr.io/acme/shop:1.4.2', binds: ['media', 'orders', 'sessions'], login: { groups: ['staff'] }, host: 'shop.acme.example' };

const COMPANY: Partial<PrivateCloudProps> = {
  databases: { orders: { backup: BackupSchedule.NIGHTLY, pointInTimeRecovery: true }, ledger: {} },
  buckets: { media: {} },
  caches: { sessions: {} },
  apps: { shop: SHOP, api: { image: 'ghcr.io/acme/api:2.0.0', binds: ['ledger'], host: 'api.acme.example' } },
  workers: { mailer: { image: 'ghcr.io/acme/mailer:1.0.0', binds: ['orders', 'api'] } },
  jobs: { report: { image: 'ghcr.io/acme/report:1.0.0', schedule: '30 6 * * 1-5', binds: ['ledger'] } },
  sites: { docs: { pages: { 'index.html': '<h1>Acme</h1>' }, host: 'docs.acme.example' } },
};

function privateCloud(props: Partial<PrivateCloudProps> = COMPANY): Template {
  return synth((app) => new PrivateCloud(app, 'acme', { domain: 'acme.example', target: Target.k3s(), ...props })).acme;
}

interface Footprint { readonly instances: number; readonly cpu: string; readonly memory: string }

function footprints(template: Template): Footprint[] {
  const { components, operators } = template.platform as Record<string, { footprint?: Footprint }[]>;
  return [...components, ...operators].flatMap(({ footprint }) => (footprint === undefined ? [] : [footprint]));
}

function componentTypes(template: Template): string[] {
  return [...new Set((template.platform.components as { type: string }[]).map(({ type }) => type))].sort();
}

describe('PrivateCloud', () => {
  it('makes what a company asks for, and every object is sound', () => {
    const template = privateCloud();
    expect(componentTypes(template)).toStrictEqual([
      'Bucket', 'Cache', 'CertificateIssuer', 'Gateway', 'IdentityProvider', 'ObjectStore', 'RelationalDatabase', 'ScheduledJob', 'SecretStore', 'StaticSite', 'WebService', 'Worker',
    ]);
    expectSound(template);
  });

  it('makes nothing that nobody asks for', () => {
    const template = privateCloud({ apps: { plain: { image: 'ghcr.io/acme/plain:1.0.0' } } });
    expect(componentTypes(template)).toStrictEqual(['WebService']);
    expect(template.charts).toStrictEqual([]);
  });

  it('puts each product on the cluster once', () => {
    const names = (privateCloud().platform.operators as { name: string }[]).map(({ name }) => name);
    expect(names).toStrictEqual([...new Set(names)]);
    expect(names).toContain('cloudnative-pg');
  });

  it('is the same whatever order things are written in', () => {
    const reversed = Object.fromEntries(Object.entries(COMPANY).reverse().map(([section, things]) => [section, Object.fromEntries(Object.entries(things as object).reverse())]));
    expect(privateCloud(reversed).files).toStrictEqual(privateCloud().files);
  });

  it('fits three nodes of 4 CPU and 16 GiB when small', () => {
    const sum = (of: 'cpu' | 'memory') => footprints(privateCloud()).reduce((total, footprint) => total + footprint.instances * Quantity.parse(footprint[of], of).amount, 0);
    expect(sum('cpu')).toBeGreaterThan(1);
    expect(sum('cpu')).toBeLessThan(3 * 4 * 0.8);
    expect(sum('memory')).toBeLessThan(3 * 16 * 2 ** 30 * 0.8);
  });

  it.each([[Size.SMALL, 1], [Size.MEDIUM, 2], [Size.LARGE, 3]])('runs databases of the size %s on %i instances', (size, instances) => {
    const { spec } = privateCloud({ ...COMPANY, size }).object('Cluster', 'orders') as { spec: { instances: number } };
    expect(spec.instances).toBe(instances);
  });

  it('exchanges parts without a change to the apps', () => {
    const swapped = privateCloud({
      ...COMPANY,
      databases: { ...COMPANY.databases, ledger: { driver: RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: Credentials.fromSecret('ledger-db') }) } },
      gateway: GatewayDrivers.traefik(),
      secrets: SecretStoreDrivers.kubernetes(),
    });
    expect(textAt(swapped.named('kubernetes_deployment_v1', 'shop'), 'metadata', 'name')).toBe('shop');
    expect(swapped.named('kubernetes_deployment_v1', 'shop').spec).toStrictEqual(privateCloud().named('kubernetes_deployment_v1', 'shop').spec);
    expectSound(swapped);
  });

  it('keeps the data of a database that gets another name here', () => {
    const template = privateCloud({ databases: { sales: { componentName: 'orders' } } });
    expect(template.object('Cluster', 'orders').kind).toBe('Cluster');
  });

  it.each<[string, Partial<PrivateCloudProps>, string]>([
    ['a name that nothing has', { apps: { shop: { ...SHOP, binds: ['order'], login: undefined } }, databases: { orders: {} } }, 'apps.shop.binds: nothing is named "order". Named here: orders, shop.'],
    ['two things of one name', { databases: { shop: {} }, apps: { shop: { image: 'ghcr.io/acme/shop:1.4.2' } } }, 'two things are named "shop": databases.shop and apps.shop.'],
    ['a login without accounts', { accounts: { enabled: false }, apps: { shop: { ...SHOP, binds: [] } } }, 'apps.shop.login needs accounts, which is switched off'],
    ['a bucket without storage', { storage: { enabled: false }, buckets: { media: {} } }, 'buckets.media needs storage, which is switched off'],
    ['a backup without storage', { storage: { enabled: false }, databases: { orders: { backup: BackupSchedule.NIGHTLY } } }, 'databases.orders.backup needs storage, which is switched off'],
    ['a login without a host', { apps: { shop: { ...SHOP, binds: [], host: undefined } } }, 'a login is required, and it is not exposed'],
    ['two apps on one host', { apps: { shop: { ...SHOP, binds: [], login: undefined }, other: { image: 'ghcr.io/acme/other:1.0.0', host: 'shop.acme.example' } } }, 'shop.acme.example'],
  ])('fails on %s', (_what, props, message) => {
    expect(refusal(() => privateCloud(props))).toContain(message);
  });
});
