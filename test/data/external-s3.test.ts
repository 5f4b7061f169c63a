import { CloudStack, Credentials } from '../../src/core';
import { Namespace } from '../../src/core/namespace';
import { Bucket, BucketProps } from '../../src/data/bucket';
import { ExternalS3Options } from '../../src/data/drivers/external-s3';
import { ObjectStore } from '../../src/data/object-store';
import { ObjectStoreDrivers } from '../../src/data/object-store-drivers';
import { cloud, listAt, refusal, textAt } from '../support/synth';
import { environmentOf, shop } from './consumers';

const HOST = 's3.eu-central-1.amazonaws.com';
const ALL: ExternalS3Options = { host: HOST, region: 'eu-central-1', buckets: ['media', 'reports'], credentials: Credentials.fromSecret('aws') };

function store(stack: CloudStack, options: Partial<ExternalS3Options> = {}): ObjectStore {
  return new ObjectStore(stack, 'files', { driver: ObjectStoreDrivers.external({ ...ALL, ...options }) });
}

function withBucket(options: Partial<ExternalS3Options> = {}, props: BucketProps = {}) {
  return (stack: CloudStack) => shop(stack, 'shop', new Bucket(stack, 'media', { store: store(stack, options), ...props }));
}

test('an existing bucket is bound with the credentials that exist', () => {
  const template = cloud(withBucket());
  expect(environmentOf(template, 'shop')).toMatchObject({
    MEDIA_ENDPOINT: `https://${HOST}:443`, MEDIA_PORT: '443', MEDIA_REGION: 'eu-central-1', MEDIA_BUCKET: 'media', MEDIA_USERNAME: 'aws/username', MEDIA_PASSWORD: 'aws/password',
  });
  expect(template.charts).toStrictEqual([]);
});

test('a bucket may have credentials of its own, under keys of its own', () => {
  const bucketCredentials = { reports: Credentials.fromSecret('reports-key', { usernameKey: 'id', passwordKey: 'key' }) };
  const template = cloud((stack) => {
    const files = store(stack, { bucketCredentials });
    shop(stack, 'shop', new Bucket(stack, 'media', { store: files }), new Bucket(stack, 'reports', { store: files }));
  });
  expect(environmentOf(template, 'shop')).toMatchObject({ MEDIA_PASSWORD: 'aws/password', REPORTS_USERNAME: 'reports-key/id', REPORTS_PASSWORD: 'reports-key/key' });
});

test('without TLS the port is that of HTTP', () => {
  expect(environmentOf(cloud(withBucket({ tls: false })), 'shop').MEDIA_ENDPOINT).toBe(`http://${HOST}:80`);
});

test('the network opens to the addresses that are given, or says that it opens to all', () => {
  const cidrs = (options: Partial<ExternalS3Options>) => JSON.stringify(listAt(cloud(withBucket(options)).networkPolicy('shop'), 'spec', 'egress'));
  expect(cidrs({ addresses: ['52.219.0.0/16'] })).toContain('52.219.0.0/16');
  expect(cidrs({})).toContain('0.0.0.0/0');
  const notes = (options: Partial<ExternalS3Options>) => listAt(cloud((stack) => store(stack, options)).platform, 'components').flatMap((component) => listAt(component, 'notes'));
  expect(notes({}).map((note) => textAt([note], 0))).toStrictEqual([`Network policy opens port 443 to any address, because the addresses of ${HOST} are not given.`]);
  expect(notes({ addresses: ['52.219.0.0/16'] })).toStrictEqual([]);
});

test('a consumer in another workspace reads a copy of the credentials', () => {
  const template = cloud((stack) => shop(new Namespace(stack, 'team-a'), 'shop', new Bucket(stack, 'media', { store: store(stack) })));
  const [copy] = environmentOf(template, 'shop').MEDIA_PASSWORD.split('/');
  expect(listAt(template.object('ExternalSecret', copy), 'spec', 'data').map((entry) => textAt(entry, 'remoteRef', 'key'))).toStrictEqual(['aws', 'aws']);
});

describe('fails where', () => {
  test('the bucket was not named to the driver, naming those that were', () => {
    const message = refusal(() => cloud(withBucket({}, { bucketName: 'medias' })));
    expect(message).toContain('acme/media (Bucket): the external store has no bucket "medias"');
    expect(message).toContain('It names media or reports');
  });

  test('a bucket has no credentials', () => {
    expect(refusal(() => cloud(withBucket({ credentials: undefined })))).toContain('there are no credentials for the bucket "media"');
  });

  test('credentials are for no bucket', () => {
    expect(refusal(() => cloud(withBucket({ bucketCredentials: { other: Credentials.fromSecret('x') } })))).toContain('bucketCredentials names the bucket "other"');
  });

  test('versions are asked for, naming a driver that keeps them', () => {
    expect(refusal(() => cloud(withBucket({}, { versioning: true })))).toContain('cannot keep earlier versions of objects, and versioning of the bucket media is asked for. Drivers that can: seaweedfs.');
  });

  test('new credentials are asked for', () => {
    expect(refusal(() => cloud(withBucket({}, { credentialsRevision: 2 })))).toContain('cannot make new credentials');
  });

  test('several instances are asked for', () => {
    expect(refusal(() => cloud((stack) => new ObjectStore(stack, 'files', { instances: 2, driver: ObjectStoreDrivers.external(ALL) })))).toContain('cannot run more than one instance');
  });
});
