import { CloudStack, Size, Target } from '../../src/core';
import { Namespace } from '../../src/core/namespace';
import { RelationalDatabase, RelationalDatabaseProps } from '../../src/data/relational-database';
import { cloud, listAt, plain, refusal, textAt, valueAt } from '../support/synth';
import { environmentOf, expectSoundData, shop } from './consumers';

function orders(props: RelationalDatabaseProps = {}) {
  return (stack: CloudStack) => shop(stack, 'shop', new RelationalDatabase(stack, 'orders', props));
}

test.each([Size.SMALL, Size.MEDIUM, Size.LARGE])('every object of a %s database is valid, and every value known', (size) => {
  expectSoundData(cloud(orders({ extensions: ['pgcrypto', 'hstore'], connectionPooling: true }), { size }));
});

test('a cluster has as many instances and as large volumes as asked for', () => {
  const spec = (props: RelationalDatabaseProps, size?: Size) => cloud(orders(props), { size }).object('Cluster', 'orders').spec;
  expect(spec({})).toMatchObject({ instances: 1, storage: { size: '10Gi' }, bootstrap: { initdb: { database: 'orders', owner: 'orders' } } });
  expect(spec({}, Size.LARGE)).toMatchObject({ instances: 3, storage: { size: '50Gi' } });
  expect(spec({ instances: 2, storage: '200Gi', databaseName: 'shop', owner: 'clerk' })).toMatchObject({ instances: 2, storage: { size: '200Gi' }, bootstrap: { initdb: { database: 'shop', owner: 'clerk' } } });
});

test('a cluster takes storage class, images and pull Secrets of the site', () => {
  const target = Target.bareMetal({ imageMirror: 'registry.acme.example', imagePullSecrets: ['pull'] });
  const template = cloud(orders({ connectionPooling: true }), { target });
  expect(textAt(template.object('Cluster', 'orders'), 'spec', 'imageName')).toMatch(/^registry\.acme\.example\/cloudnative-pg\/postgresql:/);
  expect(template.object('Cluster', 'orders').spec).toMatchObject({
    imagePullSecrets: [{ name: 'pull' }], storage: { storageClass: 'longhorn' },
  });
  expect(textAt(template.release('cloudnative-pg').values, 'config', 'data', 'PGBOUNCER_IMAGE_NAME')).toMatch(/^registry\.acme\.example\//);
});

test('extensions are created in the database, whatever the order they are written in', () => {
  const extensions = listAt(cloud(orders({ extensions: ['pgcrypto', 'hstore'] })).object('Database', 'orders'), 'spec', 'extensions');
  expect(extensions).toStrictEqual([{ name: 'hstore' }, { name: 'pgcrypto' }]);
  expect(cloud(orders()).objectsOfKind('Database')).toStrictEqual([]);
});

test('consumers read what the operator makes', () => {
  expect(environmentOf(cloud(orders()), 'shop')).toMatchObject({
    ORDERS_HOST: 'orders-rw.acme.svc', ORDERS_PORT: '5432', ORDERS_DATABASE: 'orders', ORDERS_USERNAME: 'orders-app/username', ORDERS_PASSWORD: 'orders-app/password', ORDERS_URI: 'orders-app/uri',
  });
});

test('with a pooler, consumers connect to it, and to nothing past it', () => {
  const template = cloud(orders({ connectionPooling: true }));
  const environment = environmentOf(template, 'shop');
  expect(environment).toMatchObject({ ORDERS_HOST: 'orders-pooler.acme.svc', ORDERS_URI: 'orders-credentials/uri', ORDERS_PASSWORD: 'orders-credentials/password' });
  expect(textAt(template.object('ExternalSecret', 'orders-credentials'), 'spec', 'target', 'template', 'data', 'uri')).toMatch(/^postgresql:\/\/orders:.*@orders-pooler\.acme\.svc:5432\/orders$/);
  expect(valueAt(template.object('Cluster', 'orders'), 'spec', 'bootstrap', 'initdb', 'secret')).toStrictEqual({ name: 'orders-credentials' });
  expect(template.object('Pooler', 'orders-pooler').spec).toMatchObject({ cluster: { name: 'orders' }, type: 'rw' });
  // Pods of the pooler carry the Cluster's label, too: pkg/specs/pgbouncer/deployments.go of the operator.
  expect(valueAt(template.networkPolicy('orders'), 'spec', 'pod_selector', 'match_labels')).toStrictEqual({ 'cnpg.io/cluster': 'orders' });
});

// cloudnative-pg/cloudnative-pg: internal/controller/pooler_update.go @ a95a534: its service account has none of the Cluster's.
test('a pooler has the pull secrets that the instances have', () => {
  const template = cloud(orders({ connectionPooling: true }), { target: Target.kubernetes({ imagePullSecrets: ['registry'] }) });
  const secrets = [{ name: 'registry' }];
  expect(valueAt(template.object('Cluster', 'orders'), 'spec', 'imagePullSecrets')).toStrictEqual(secrets);
  expect(valueAt(template.object('Pooler', 'orders-pooler'), 'spec', 'template', 'spec')).toStrictEqual({ containers: [], imagePullSecrets: secrets });
  expectSoundData(template);
});

test('a password of a higher revision is a new Secret, which the instances set and consumers read', () => {
  const template = cloud(orders({ credentialsRevision: 2 }));
  const secretName = textAt(template.object('Cluster', 'orders'), 'spec', 'bootstrap', 'initdb', 'secret', 'name');
  expect(cloud(orders({ credentialsRevision: 1 })).files).toStrictEqual(cloud(orders()).files);
  expect(valueAt(cloud(orders()).object('Cluster', 'orders'), 'spec', 'bootstrap', 'initdb')).not.toHaveProperty('secret');
  expect(environmentOf(template, 'shop')).toMatchObject({ ORDERS_PASSWORD: `${secretName}/password`, ORDERS_URI: `${secretName}/uri` });
  const made = valueAt(template.object('ExternalSecret', secretName), 'spec', 'target', 'template');
  expect(made).toMatchObject({ data: { username: 'orders' }, metadata: { labels: { 'cnpg.io/reload': 'true' } } });
  expect(environmentOf(cloud(orders({ credentialsRevision: 3 })), 'shop').ORDERS_PASSWORD).not.toBe(`${secretName}/password`);
  expect(template.waitsFor(template.release('orders').address)).toContain(template.release('orders-secrets').address);
});

test('a consumer in another workspace reads a copy of the Secret', () => {
  const template = cloud((stack) => shop(new Namespace(stack, 'team-a'), 'shop', new RelationalDatabase(stack, 'orders')));
  const [copy] = environmentOf(template, 'shop').ORDERS_PASSWORD.split('/');
  expect(template.object('ExternalSecret', copy)).toMatchObject({ metadata: { namespace: 'team-a' } });
  expect(listAt(template.object('ExternalSecret', copy), 'spec', 'data').map((entry) => textAt(entry, 'remoteRef', 'key'))).toStrictEqual(['orders-app', 'orders-app', 'orders-app']);
  expect(JSON.stringify(template.networkPolicy('orders'))).toContain('"kubernetes.io/metadata.name":"team-a"');
});

test('many databases share one operator, and wait for it', () => {
  const template = cloud((stack) => {
    new RelationalDatabase(stack, 'orders');
    new RelationalDatabase(stack, 'people');
  });
  const operators = template.charts.filter(({ chart }) => chart === 'cloudnative-pg');
  expect(operators).toHaveLength(1);
  expect(template.waitsFor(template.release('people').address)).toContain(operators[0].address);
});

test('the network lets in the operator and consumers, and out to the API server', () => {
  const policy = cloud(orders()).networkPolicy('orders');
  const ingress = listAt(policy, 'spec', 'ingress').map((rule) => JSON.stringify(rule));
  expect(ingress).toHaveLength(3);
  expect(ingress.find((rule) => rule.includes('cnpg-system'))).toContain('"port":"8000"');
  expect(ingress.find((rule) => rule.includes('"shop"'))).toContain('"port":"5432"');
  expect(listAt(policy, 'spec', 'egress').map((rule) => JSON.stringify(rule)).find((rule) => rule.includes('6443'))).toBeDefined();
});

test('the user\'s own settings are applied last', () => {
  const overrides = { postgresql: { parameters: { max_connections: '200' } }, resources: { requests: { cpu: '2' } } };
  expect(cloud(orders({ overrides })).object('Cluster', 'orders').spec).toMatchObject({ ...overrides, resources: { requests: { cpu: '2', memory: '512Mi' } } });
});

test('a deep construct gets a name that its objects can bear', () => {
  const template = cloud((stack) => new RelationalDatabase(new Namespace(stack, 'team-a'), `orders-${'x'.repeat(60)}`));
  const name = textAt(template.objectsOfKind('Cluster')[0], 'metadata', 'name');
  expect(name.length).toBeLessThanOrEqual(40);
  expectSoundData(template);
});

test('works alone in a plain stack, and remembers what holds data', () => {
  const template = plain((stack) => new RelationalDatabase(stack, 'orders'));
  expect(template.charts.map(({ chart }) => chart)).toStrictEqual(['cloudnative-pg']);
  expect(listAt(template.platform, 'locked', 'orders', 'objects')).toMatchObject([{ kind: 'Cluster.postgresql.cnpg.io', name: 'orders', namespaceName: 'acme' }]);
});

describe('fails where', () => {
  test.each([
    ['the database is PostgreSQL\'s own', { databaseName: 'postgres' }, 'the database "postgres" is PostgreSQL\'s own. Set databaseName'],
    ['the database is a template', { databaseName: 'template1' }, 'template1'],
    ['the database is no name', { databaseName: 'or;ders' }, 'databaseName: "or;ders" is not a name PostgreSQL takes'],
    ['the owner is the superuser', { owner: 'postgres' }, 'the role "postgres"'],
    ['the owner is the operator\'s', { owner: 'streaming_replica' }, 'the role "streaming_replica"'],
    ['the owner has a reserved prefix', { owner: 'pg_clerk' }, 'the role "pg_clerk"'],
    ['an extension is no name', { extensions: ['pg crypto'] }, '"pg crypto" is not the name of an extension'],
    ['a parameter is a number', { overrides: { postgresql: { parameters: { max_connections: 200 } } } }, 'max_connections is 200, and CloudNativePG takes texts only. Write "200" in quotes'],
    ['instances are a fraction', { instances: 1.5 }, 'instances: 1.5'],
    ['a revision is none', { credentialsRevision: 0 }, 'credentialsRevision 0 is not a revision'],
    ['instances are none', { instances: 0 }, 'instances: 0'],
    ['a volume is no quantity', { storage: 'big' }, '"big" is not a quantity'],
    ['an override breaks the wiring', { overrides: { instances: 5 } }, 'the override of "instances"'],
    ['the name is too long for the product', { componentName: 'o'.repeat(51) }, 'CloudNativePG takes 50 at most'],
    ['it is to restore to a point in time without a backup', { pointInTimeRecovery: true }, 'without a backup to start from'],
  ])('%s', (_, props, message) => {
    expect(refusal(() => cloud(orders(props)))).toContain(message);
  });
});
