import { Consumer, Credentials, data, Namespace, Workload } from '@quanttide/cloud';
import { faultyDatabase, repeated } from '../helpers';
import { Mistakes } from './mistakes';

const PASSWORD = Credentials.fromSecret('orders-db');
const FROM_OUTSIDE = data.RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: PASSWORD });
const STORE = { host: 's3.acme.example', buckets: ['media', 'reports'], credentials: Credentials.fromSecret('aws') };

export const DATA: Mistakes = {
  'no size of a volume': (acme) => new data.RelationalDatabase(acme, 'orders', { storage: 'large' }),
  'a volume in thousandths of a byte': (acme) => new data.RelationalDatabase(acme, 'orders', { storage: '512m' }),
  'a volume of nothing': (acme) => new data.RelationalDatabase(acme, 'orders', { storage: '0' }),
  'a negative number of instances': (acme) => new data.RelationalDatabase(acme, 'orders', { instances: -1 }),
  'a name Kubernetes refuses': (acme) => new data.RelationalDatabase(acme, 'orders', { componentName: 'My_Orders' }),
  'a name that is too long for the product': (acme) => new data.RelationalDatabase(acme, 'orders', { componentName: repeated('o', 51) }),
  'a driver that cannot': (acme) => new data.RelationalDatabase(acme, 'orders', { driver: FROM_OUTSIDE, connectionPooling: true }),
  'a demand that no driver meets': (acme) => new data.Cache(acme, 'sessions', { automaticFailover: true }),
  'a driver with an exception of its own': (acme) => new data.RelationalDatabase(acme, 'orders', { driver: faultyDatabase('an exception') }),
  'a driver that returns nothing': (acme) => new data.RelationalDatabase(acme, 'orders', { driver: faultyDatabase('nothing') }),
  'a driver that tells of no peer': (acme) => {
    const orders = new data.RelationalDatabase(acme, 'orders', { driver: faultyDatabase('no peer') });
    const pods = new Workload(acme, 'pods', { name: 'shop', namespaceName: 'acme', labels: { app: 'shop' } });
    const shop = new Consumer(acme, 'shop', { componentName: 'shop', namespaceName: 'acme', workload: pods });
    shop.use(orders);
  },
  'pods that the namespace would not let start': (acme) => new data.RelationalDatabase(acme, 'orders', { driver: faultyDatabase('pods of the level baseline') }),
  'a host outside with a scheme': (acme) => {
    const driver = data.RelationalDatabaseDrivers.external({ host: 'https://db.acme.example', credentials: PASSWORD });
    return new data.RelationalDatabase(acme, 'orders', { driver });
  },
  'a port outside that is none': (acme) => {
    const driver = data.RelationalDatabaseDrivers.external({ host: 'db.acme.example', port: 70000, credentials: PASSWORD });
    return new data.RelationalDatabase(acme, 'orders', { driver });
  },
  'a block of addresses outside that is none': (acme) => {
    const driver = data.RelationalDatabaseDrivers.external({ host: 'db.acme.example', addresses: ['10.2.0.7'], credentials: PASSWORD });
    return new data.RelationalDatabase(acme, 'orders', { driver });
  },
  'pods outside': (acme) => {
    const orders = new data.RelationalDatabase(acme, 'orders', { driver: FROM_OUTSIDE });
    orders.allowEgress('mail.acme.example');
  },
  'a moment without a backup': (acme) => new data.RelationalDatabase(acme, 'orders', { pointInTimeRecovery: true }),
  'a name PostgreSQL refuses': (acme) => new data.RelationalDatabase(acme, 'orders', { databaseName: 'or;ders' }),
  'PostgreSQL\'s own database': (acme) => new data.RelationalDatabase(acme, 'orders', { databaseName: 'postgres' }),
  'PostgreSQL\'s own role': (acme) => new data.RelationalDatabase(acme, 'orders', { owner: 'postgres' }),
  'a revision of credentials that is none': (acme) => new data.RelationalDatabase(acme, 'orders', { credentialsRevision: 0 }),
  'an extension with a space': (acme) => new data.RelationalDatabase(acme, 'orders', { extensions: ['pg crypto'] }),
  'a parameter that is a number': (acme) => new data.RelationalDatabase(acme, 'orders', { overrides: { postgresql: { parameters: { max_connections: 200 } } } }),
  'an override that breaks the wiring': (acme) => new data.ObjectStore(acme, 'files', { overrides: { fullnameOverride: 'other' } }),
  'a secret in an override': (acme) => new data.Cache(acme, 'sessions', { overrides: { env: { PASSWORD: 'hunter2' } } }),
  'a backup on a schedule of words': (acme) => {
    const bucket = new data.Bucket(acme, 'backups');
    data.Backup.schedule('nightly', { to: bucket });
  },
  'a backup that is kept for half a day': (acme) => {
    const bucket = new data.Bucket(acme, 'backups');
    data.Backup.nightly({ to: bucket, retentionDays: 0.5 });
  },
  'a moment that is none': (acme) => {
    const bucket = new data.Bucket(acme, 'backups');
    data.Recovery.pointInTime('yesterday', { bucket, backupOf: 'orders' });
  },
  'a database that would write over its own backup': (acme) => {
    const bucket = new data.Bucket(acme, 'backups');
    const backup = data.Backup.nightly({ to: bucket });
    const recoverFrom = data.Recovery.latest({ bucket, backupOf: 'orders' });
    return new data.RelationalDatabase(acme, 'orders', { backup, recoverFrom });
  },
  'a bucket whose name is none': (acme) => new data.Bucket(acme, 'media', { bucketName: 'Media' }),
  'one bucket for two': (acme) => {
    const sales = new Namespace(acme, 'sales');
    const press = new Namespace(acme, 'press');
    new data.Bucket(sales, 'media');
    new data.Bucket(press, 'media');
  },
  'a whole store that is bound': (acme) => {
    const files = new data.ObjectStore(acme, 'files');
    const pods = new Workload(acme, 'pods', { name: 'shop', namespaceName: 'acme', labels: { app: 'shop' } });
    const shop = new Consumer(acme, 'shop', { componentName: 'shop', namespaceName: 'acme', workload: pods });
    shop.use(files);
  },
  'several filers without a database': (acme) => {
    const driver = data.ObjectStoreDrivers.seaweedFs({ metadataInDatabase: false });
    return new data.ObjectStore(acme, 'files', { driver, instances: 2 });
  },
  'credentials of a bucket that is not named': (acme) => {
    const driver = data.ObjectStoreDrivers.external({ host: 's3.acme.example', buckets: ['media'], bucketCredentials: { other: PASSWORD } });
    return new data.ObjectStore(acme, 'files', { driver });
  },
  'a bucket that the store outside does not have': (acme) => {
    const store = new data.ObjectStore(acme, 'files', { driver: data.ObjectStoreDrivers.external(STORE) });
    return new data.Bucket(acme, 'films', { store });
  },
  'a bucket without credentials': (acme) => {
    const driver = data.ObjectStoreDrivers.external({ host: 's3.acme.example', buckets: ['media'] });
    const store = new data.ObjectStore(acme, 'files', { driver });
    return new data.Bucket(acme, 'media', { store });
  },
  'access to a bucket that was never added': (acme) => {
    const store = new data.ObjectStore(acme, 'files', { driver: data.ObjectStoreDrivers.external(STORE) });
    const pods = new Workload(acme, 'pods', { name: 'shop', namespaceName: 'acme', labels: { app: 'shop' } });
    const shop = new Consumer(acme, 'shop', { componentName: 'shop', namespaceName: 'acme', workload: pods });
    store.grant('media', shop);
  },
};
