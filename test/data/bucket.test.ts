import { CloudStack, Consumer, Credentials, Workload } from '../../src/core';
import { Namespace } from '../../src/core/namespace';
import { Bucket } from '../../src/data/bucket';
import { ObjectStore } from '../../src/data/object-store';
import { ObjectStoreDrivers } from '../../src/data/object-store-drivers';
import { cloud, listAt, refusal, textAt, valueAt } from '../support/synth';
import { environmentOf, shop } from './consumers';

test('buckets without a store share one, whatever their workspace', () => {
  const template = cloud((stack) => {
    new Bucket(new Namespace(stack, 'team-a'), 'media');
    new Bucket(stack, 'reports');
  });
  expect(template.charts.filter(({ chart }) => chart === 'seaweedfs').map(({ namespaceName, releaseName }) => `${namespaceName}/${releaseName}`)).toStrictEqual(['acme/object-store']);
  expect(valueAt(template.release('object-store').values, 's3', 'createBuckets')).toStrictEqual([{ name: 'media' }, { name: 'reports' }]);
});

test('a bucket of a store of its own leaves the shared one alone', () => {
  const template = cloud((stack) => shop(stack, 'shop', new Bucket(stack, 'media', { store: new ObjectStore(stack, 'files') })));
  expect(template.charts.map(({ releaseName }) => releaseName)).not.toContain('object-store');
  expect(environmentOf(template, 'shop').MEDIA_ENDPOINT).toBe('http://files-s3.acme.svc:8333');
});

test('a bucket has a name of its own in the store where it is given', () => {
  const template = cloud((stack) => shop(stack, 'shop', new Bucket(stack, 'media', { bucketName: 'acme.media' })));
  expect(environmentOf(template, 'shop').MEDIA_BUCKET).toBe('acme.media');
});

test('whoever binds a bucket waits for the store, and may connect to its gateway only', () => {
  const template = cloud((stack) => shop(stack, 'shop', new Bucket(stack, 'media')));
  const [address] = template.addresses.filter((other) => other.startsWith('kubernetes_deployment_v1.shop'));
  expect(template.waitsFor(address)).toContain(template.release('object-store').address);
  const [shops] = listAt(template.networkPolicy('object-store'), 'spec', 'ingress').filter((rule) => JSON.stringify(rule).includes('"shop"'));
  expect(valueAt(shops, 'ports')).toStrictEqual([{ port: '8333', protocol: 'TCP' }]);
});

test('the platform document has the bucket, beside its store', () => {
  const components = listAt(cloud((stack) => new Bucket(stack, 'media')).platform, 'components');
  expect(components.map((component) => `${textAt(component, 'type')} ${textAt(component, 'name')}`)).toStrictEqual(expect.arrayContaining(['Bucket media', 'ObjectStore object-store']));
});

describe('fails where', () => {
  test('two buckets would be one', () => {
    const message = refusal(() => cloud((stack) => {
      new Bucket(new Namespace(stack, 'team-a'), 'media');
      new Bucket(new Namespace(stack, 'team-b'), 'media');
    }));
    expect(message).toContain('the bucket "media" is asked for by acme/team-b/media (Bucket) and is acme/team-a/media (Bucket) already');
    expect(message).toContain('bucketName');
  });

  test.each(['ab', 'Media', 'me..dia', '192.168.0.1', 'xn--media', 'media-', 'filemeta', 'm'.repeat(64), 'me_dia'])('the name is %s', (bucketName) => {
    expect(refusal(() => cloud((stack) => new Bucket(stack, 'media', { bucketName })))).toContain(`acme/media (Bucket): "${bucketName}" is not the name of a bucket`);
  });

  test('the whole store is bound', () => {
    expect(refusal(() => cloud((stack) => shop(stack, 'shop', new ObjectStore(stack, 'files'))))).toContain('Bind one of its buckets');
  });

  test.each([
    ['SeaweedFS makes it', ObjectStoreDrivers.seaweedFs()],
    ['a store outside has it, and credentials for all', ObjectStoreDrivers.external({ host: 's3.acme.example', buckets: ['media', 'reports'], credentials: Credentials.fromSecret('aws') })],
  ])('access to a bucket is asked for that was never added, though %s', (_, driver) => {
    const ask = (bucketName: string) => (stack: CloudStack) => {
      const store = new ObjectStore(stack, 'files', { driver });
      new Bucket(stack, 'reports', { store });
      const workload = new Workload(stack, 'pods', { name: 'shop', namespaceName: 'acme', labels: { app: 'shop' } });
      store.grant(bucketName, new Consumer(stack, 'shop', { componentName: 'shop', namespaceName: 'acme', workload }));
    };
    expect(refusal(() => cloud(ask('media')))).toBe('acme/files (ObjectStore): acme/shop (Consumer) asks for access to the bucket "media", which was never added to this store. Buckets of this store: reports. Make it first: new Bucket(scope, "media", { store }).');
    expect(() => cloud(ask('reports'))).not.toThrow();
  });

  test.each([0, -1, 1.5])('instances are %d', (instances) => {
    expect(refusal(() => cloud((stack) => new ObjectStore(stack, 'files', { instances })))).toContain('at least 1');
  });

  test('a volume is no quantity', () => {
    expect(refusal(() => cloud((stack) => new ObjectStore(stack, 'files', { storage: '20 gigs' })))).toContain('"20 gigs" is not a quantity');
  });

  test('a revision is no revision', () => {
    expect(refusal(() => cloud((stack) => shop(stack, 'shop', new Bucket(stack, 'media', { credentialsRevision: 0 }))))).toContain('revision 0');
  });
});
