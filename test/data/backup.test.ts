import { CloudStack, Credentials, Target } from '../../src/core';
import { Namespace } from '../../src/core/namespace';
import { Bucket } from '../../src/data/bucket';
import { Backup } from '../../src/data/contracts/backup';
import { Recovery } from '../../src/data/contracts/recovery';
import { ObjectStore } from '../../src/data/object-store';
import { ObjectStoreDrivers } from '../../src/data/object-store-drivers';
import { RelationalDatabase, RelationalDatabaseProps } from '../../src/data/relational-database';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { cloud, listAt, objectAt, refusal, textAt, valueAt } from '../support/synth';
import { expectSoundData } from './consumers';

function backedUp(props: RelationalDatabaseProps = {}) {
  return (stack: CloudStack) => new RelationalDatabase(stack, 'orders', { backup: Backup.nightly({ to: new Bucket(stack, 'backups') }), ...props });
}

function restored(recovery: (bucket: Bucket) => Recovery, props: RelationalDatabaseProps = {}, id = 'orders-again') {
  return (stack: CloudStack) => new RelationalDatabase(stack, id, { recoverFrom: recovery(new Bucket(stack, 'backups')), ...props });
}

describe('a backup', () => {
  const template = cloud(backedUp({ pointInTimeRecovery: true }));

  test('is made of valid objects and known values', () => {
    expectSoundData(template);
  });

  test('is scheduled in the six fields that the operator reads', () => {
    expect(template.object('ScheduledBackup', 'orders').spec).toMatchObject({ schedule: '0 0 2 * * *', immediate: true, method: 'plugin', cluster: { name: 'orders' } });
    const hourly = cloud((stack) => new RelationalDatabase(stack, 'orders', { backup: Backup.schedule('15 * * * 1-5', { to: new Bucket(stack, 'backups') }) }));
    expect(textAt(hourly.object('ScheduledBackup', 'orders'), 'spec', 'schedule')).toBe('0 15 * * * 1-5');
  });

  test('goes to a place of its own in the bucket, with keys that are limited to it', () => {
    const spec = objectAt(template.object('ObjectStore', 'orders'), 'spec');
    expect(spec).toMatchObject({ retentionPolicy: '30d', configuration: { destinationPath: 's3://backups/acme/orders', endpointURL: 'http://object-store-s3.acme.svc:8333' } });
    const keys = objectAt(spec, 'configuration', 's3Credentials');
    const secretName = textAt(keys, 'accessKeyId', 'name');
    expect(keys).toStrictEqual({ accessKeyId: { name: secretName, key: 'username' }, secretAccessKey: { name: secretName, key: 'password' } });
    expect(template.object('ExternalSecret', secretName)).toMatchObject({ metadata: { namespace: 'acme' } });
    expect(template.object('Cluster', 'orders').spec).toMatchObject({ plugins: [{ name: 'barman-cloud.cloudnative-pg.io', isWALArchiver: true, parameters: { barmanObjectName: 'orders' } }] });
  });

  test('of databases of one name in two workspaces stay apart', () => {
    const two = cloud((stack) => {
      const to = new Bucket(stack, 'backups');
      ['team-a', 'team-b'].forEach((team) => new RelationalDatabase(new Namespace(stack, team), 'orders', { backup: Backup.nightly({ to }) }));
    });
    const paths = two.objectsOfKind('ObjectStore').map((object) => textAt(object, 'spec', 'configuration', 'destinationPath'));
    expect(paths.sort()).toStrictEqual(['s3://backups/team-a/orders', 's3://backups/team-b/orders']);
    expectSoundData(two);
  });

  test('waits for the store, the plugin and what the plugin needs', () => {
    const waits = template.waitsFor(template.release('orders').address);
    expect(waits).toStrictEqual(expect.arrayContaining(['object-store', 'barman-cloud', 'cert-manager', 'cloudnative-pg'].map((name) => template.release(name).address)));
    expect(template.release('barman-cloud').namespaceName).toBe(template.release('cloudnative-pg').namespaceName);
  });

  test('may leave through the network: to the store, and from the operator to the plugin once', () => {
    expect(JSON.stringify(listAt(template.networkPolicy('orders'), 'spec', 'egress'))).toContain('"app.kubernetes.io/instance":"object-store"');
    const two = cloud((stack) => {
      const to = new Bucket(stack, 'backups');
      ['orders', 'people'].forEach((id) => new RelationalDatabase(stack, id, { backup: Backup.nightly({ to }) }));
    });
    const edges = listAt(two.platform, 'edges').filter((edge) => textAt(edge, 'reason') === 'the operator calls its backup plugin');
    expect(edges).toHaveLength(1);
  });

  test('to an endpoint with TLS trusts the site\'s own authority', () => {
    const external = (caBundle?: string) => cloud((stack) => {
      const driver = ObjectStoreDrivers.external({ host: 's3.acme.example', region: 'acme-1', buckets: ['backups'], credentials: Credentials.fromSecret('s3') });
      const to = new Bucket(stack, 'backups', { store: new ObjectStore(stack, 'files', { driver }) });
      new RelationalDatabase(stack, 'orders', { backup: Backup.nightly({ to, retentionDays: 90 }) });
    }, { target: Target.k3s({ caBundle }) });
    const trusting = external('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    expectSoundData(trusting);
    expect(trusting.object('ObjectStore', 'orders').spec).toMatchObject({
      retentionPolicy: '90d',
      instanceSidecarConfiguration: { env: [{ name: 'AWS_DEFAULT_REGION', value: 'acme-1' }] },
      configuration: { endpointURL: 'https://s3.acme.example:443', endpointCA: { name: 'orders-site-authority', key: 'ca.crt' } },
    });
    expect(textAt(trusting.object('ExternalSecret', 'orders-site-authority'), 'spec', 'target', 'template', 'data', 'ca.crt')).toContain('MIIB');
    expect(valueAt(external().object('ObjectStore', 'orders'), 'spec', 'configuration')).not.toHaveProperty('endpointCA');
  });
});

describe('a recovery', () => {
  const from = (bucket: Bucket) => ({ bucket, backupOf: 'orders' });

  test('starts from the latest state', () => {
    const template = cloud(restored((bucket) => Recovery.latest(from(bucket))));
    expectSoundData(template);
    expect(template.object('Cluster', 'orders-again').spec).toMatchObject({
      bootstrap: { recovery: { source: 'origin', database: 'orders', owner: 'orders' } },
      externalClusters: [{ name: 'origin', plugin: { name: 'barman-cloud.cloudnative-pg.io', parameters: { barmanObjectName: 'orders-again-origin', serverName: 'orders' } } }],
    });
    expect(template.object('ObjectStore', 'orders-again-origin').spec).toMatchObject({ configuration: { destinationPath: 's3://backups/acme/orders' } });
    expect(template.objectsOfKind('ScheduledBackup')).toStrictEqual([]);
    expect(template.object('Cluster', 'orders-again').spec).not.toHaveProperty('plugins');
  });

  test('restores a database of another name where that one had it', () => {
    const template = cloud(restored((bucket) => Recovery.latest(from(bucket)), { databaseName: 'shop', owner: 'clerk' }));
    expect(valueAt(template.object('Cluster', 'orders-again'), 'spec', 'bootstrap', 'recovery')).toMatchObject({ database: 'shop', owner: 'clerk' });
  });

  test('stops at a moment', () => {
    const template = cloud(restored((bucket) => Recovery.pointInTime('2026-11-20T10:15:00Z', from(bucket))));
    expect(valueAt(template.object('Cluster', 'orders-again'), 'spec', 'bootstrap', 'recovery', 'recoveryTarget')).toStrictEqual({ targetTime: '2026-11-20T10:15:00Z' });
    expectSoundData(template);
  });

  test('leaves the archive it came from as it was, and writes its own beside it', () => {
    const template = cloud((stack) => {
      const bucket = new Bucket(stack, 'backups');
      new RelationalDatabase(stack, 'orders-again', { recoverFrom: Recovery.latest(from(bucket)), backup: Backup.nightly({ to: bucket }) });
    });
    expectSoundData(template);
    expect(template.objectsOfKind('ObjectStore').map((object) => textAt(object, 'spec', 'configuration', 'destinationPath')).sort()).toStrictEqual(['s3://backups/acme/orders', 's3://backups/acme/orders-again']);
    expect(valueAt(template.object('ObjectStore', 'orders-again-origin'), 'spec')).not.toHaveProperty('retentionPolicy');
    expect(template.object('Cluster', 'orders-again').spec).toMatchObject({ plugins: [{ parameters: { barmanObjectName: 'orders-again' } }] });
  });

  test('finds the archive of a database in another workspace', () => {
    const template = cloud(restored((bucket) => Recovery.latest({ ...from(bucket), namespaceName: 'team-a' })));
    expect(textAt(template.object('ObjectStore', 'orders-again-origin'), 'spec', 'configuration', 'destinationPath')).toBe('s3://backups/team-a/orders');
  });
});

describe('fails where', () => {
  test.each(['0 2 * *', '0 0 2 * * *', 'nightly', ''])('the schedule is "%s"', (cron) => {
    expect(refusal(() => cloud((stack) => Backup.schedule(cron, { to: new Bucket(stack, 'backups') })))).toContain('does not have five fields');
  });

  test.each([0, -3, 1.5])('backups are kept for %d days', (retentionDays) => {
    expect(refusal(() => cloud((stack) => Backup.nightly({ to: new Bucket(stack, 'backups'), retentionDays })))).toContain('retentionDays');
  });

  test.each(['yesterday', '2026-11-20', '2026-11-20T10:15:00', '2026-13-20T10:15:00Z', '2026-11-20 10:15:00Z', '2026-11-20T25:15:00Z'])('the moment is "%s"', (moment) => {
    expect(refusal(() => cloud(restored((bucket) => Recovery.pointInTime(moment, { bucket, backupOf: 'orders' }))))).toContain(`"${moment}" is not a moment`);
  });

  test('a database would write over the backup it starts from', () => {
    const message = refusal(() => cloud((stack) => {
      const bucket = new Bucket(stack, 'backups');
      new RelationalDatabase(stack, 'orders', { recoverFrom: Recovery.latest({ bucket, backupOf: 'orders' }), backup: Backup.nightly({ to: bucket }) });
    }));
    expect(message).toContain('it would start from its own backup, and write over it');
  });

  interface Asked extends Pick<RelationalDatabaseProps, 'connectionPooling' | 'credentialsRevision' | 'extensions' | 'instances' | 'pointInTimeRecovery'> {
    readonly backup?: boolean;
    readonly recovery?: boolean;
  }

  test.each<[string, Asked, string]>([
    ['a backup', { backup: true }, 'cannot back up to an object store, and backup is asked for'],
    ['a point in time', { pointInTimeRecovery: true }, 'cannot restore to a point in time, and pointInTimeRecovery is asked for'],
    ['a recovery', { recovery: true }, 'cannot start with a backup, and recoverFrom is asked for'],
    ['a pooler', { connectionPooling: true }, 'cannot pool connections'],
    ['instances', { instances: 2 }, 'cannot run more than one instance'],
    ['a new password', { credentialsRevision: 2 }, 'cannot make a new password'],
    ['extensions', { extensions: ['hstore'] }, 'cannot create extensions'],
  ])('an external database is asked for %s, naming a driver that can', (_, { backup, recovery, ...props }, message) => {
    const driver = RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: Credentials.fromSecret('orders-db') });
    const refused = refusal(() => cloud((stack) => {
      const bucket = new Bucket(stack, 'backups');
      new RelationalDatabase(stack, 'orders', {
        driver, ...props,
        backup: backup === true ? Backup.nightly({ to: bucket }) : undefined,
        recoverFrom: recovery === true ? Recovery.latest({ bucket, backupOf: 'orders' }) : undefined,
      });
    }));
    expect(refused).toContain(message);
    expect(refused).toContain('Drivers that can: cloudnative-pg.');
  });
});
