// Makes one mistake after the other, and prints what each raises.
import { App } from 'cdktf';
import { accounts, blueprints, CloudStack, Credentials, data, StateBackend, Target, web } from '@quanttide/cloud';

const IMAGE = 'ghcr.io/acme/shop:1.4.2';

const mistakes: Record<string, (cloud: CloudStack) => unknown> = {
  'no version': (cloud) => new web.WebService(cloud, 'shop', { image: 'ghcr.io/acme/shop' }),
  'no quantity': (cloud) => new web.WebService(cloud, 'shop', { image: IMAGE, memory: '12 apples' }),
  'no size of a volume': (cloud) => new data.RelationalDatabase(cloud, 'orders', { storage: 'large' }),
  'no name': (cloud) => new web.WebService(cloud, 'shop', { image: IMAGE, componentName: 'My_Shop' }),
  'one name twice': (cloud) => ['a', 'b'].map((id) => new data.RelationalDatabase(cloud, id, { componentName: 'orders' })),
  'nothing to sign in at': (cloud) => new accounts.IdentityProvider(cloud, 'login'),
  'a driver that cannot': (cloud) => new data.RelationalDatabase(cloud, 'orders', {
    driver: data.RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: Credentials.fromSecret('orders-db') }),
    connectionPooling: true,
  }),
  'one host twice': (cloud) => ['a', 'b'].map((id) => new web.WebService(cloud, id, { image: IMAGE }).expose('shop.acme.example')),
  'no host': (cloud) => new web.WebService(cloud, 'shop', { image: IMAGE }).expose('https://shop.acme.example'),
  'a plain secret': (cloud) => new web.WebService(cloud, 'shop', { image: IMAGE, environment: { DB_PASSWORD: 'hunter2' } }),
  'a plain secret for the backend': () => StateBackend.of('s3', { bucket: 'state', secret_key: 'hunter2' }),
  'broken wiring': (cloud) => new data.ObjectStore(cloud, 'files', { overrides: { fullnameOverride: 'other' } }),
  'no schedule': (cloud) => new web.ScheduledJob(cloud, 'report', { image: IMAGE, schedule: '61 6 * * *' }),
  'no time zone': (cloud) => new web.ScheduledJob(cloud, 'report', { image: IMAGE, schedule: '0 6 * * *', timeZone: 'Berlin' }),
  'no path': () => web.Probe.http('healthz'),
  'no mirror': () => Target.k3s({ imageMirror: 'https://registry.acme.example' }),
  'no capital': (cloud) => new web.WebService(cloud, 'shop', { image: IMAGE, replicas: 1.5 }),
  'a negative number': (cloud) => new data.RelationalDatabase(cloud, 'orders', { instances: -1 }),
  'no such host outside': (cloud) => new web.WebService(cloud, 'shop', { image: IMAGE }).allowEgress('https://pay.example'),
  'a name that nothing has': (cloud) => new blueprints.PrivateCloud(App.of(cloud), 'branch', {
    domain: 'branch.acme.example', target: Target.k3s(), databases: { orders: {} }, apps: { shop: { image: IMAGE, binds: ['order'] } },
  }),
};

const raised = Object.entries(mistakes).map(([name, mistake]) => {
  try {
    mistake(new CloudStack(new App(), 'acme'));
    return [name, { type: 'nothing', message: '' }];
  } catch (error) {
    return [name, { type: (error as Error).name, message: (error as Error).message }];
  }
});
process.stdout.write(JSON.stringify(Object.fromEntries(raised)));
