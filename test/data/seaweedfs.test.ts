import { CloudStack, Size, Target } from '../../src/core';
import { Namespace } from '../../src/core/namespace';
import { Bucket } from '../../src/data/bucket';
import { ObjectStore } from '../../src/data/object-store';
import { ObjectStoreDrivers } from '../../src/data/object-store-drivers';
import { RelationalDatabase } from '../../src/data/relational-database';
import { Template } from '../../src/testing/template';
import { allTexts, cloud, listAt, objectAt, plain, refusal, textAt, textsAt, valueAt } from '../support/synth';
import { environmentOf, expectSoundData, shop } from './consumers';

const PARTS = ['master', 'volume', 'filer', 's3'];

function identities(template: Template, store = 'object-store'): Record<string, unknown>[] {
  const map = template.named('kubernetes_config_map_v1', `${store}-s3-identities`);
  // Terraform's escape of "${" is undone, as Terraform does it.
  return listAt(JSON.parse(textAt(map, 'data', 'identities.json').replaceAll('$${', '${')), 'identities') as Record<string, unknown>[];
}

function gateway(template: Template, store = 'object-store'): Record<string, unknown> {
  return objectAt(template.release(store).values, 's3');
}

function media(stack: CloudStack): void {
  shop(stack, 'shop', new Bucket(stack, 'media'));
}

describe('the release', () => {
  const template = cloud(media);

  test('has values that the chart knows', () => {
    expectSoundData(template);
  });

  test('keeps everything on claimed volumes or nowhere', () => {
    const { values } = template.release('object-store');
    expect(allTexts(values).filter(({ text }) => text === 'hostPath')).toStrictEqual([]);
    for (const part of ['master', 'filer']) {
      expect(valueAt(values, part, 'data', 'type')).toBe('persistentVolumeClaim');
      expect(valueAt(values, part, 'logs', 'type')).toBe('emptyDir');
    }
    expect(valueAt(values, 'volume', 'dataDirs', 0)).toMatchObject({ name: 'data', type: 'persistentVolumeClaim', size: '20Gi' });
    expect(valueAt(values, 's3', 'logs', 'type')).toBe('emptyDir');
  });

  test.each(PARTS)('runs %s with restricted pod security, which the chart renders only where it is enabled', (part) => {
    expect(objectAt(template.release('object-store').values, part)).toMatchObject({
      podSecurityContext: { enabled: true, runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containerSecurityContext: { enabled: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
  });

  test('asks for what the manifest says, divided among the parts', () => {
    const cpu = PARTS.map((part) => Number(textAt(template.release('object-store').values, part, 'resources', 'requests', 'cpu').replace('m', '')));
    expect(cpu).toStrictEqual([50, 100, 100, 100]);
  });

  test('gives its pods no rights at the API server', () => {
    expect(valueAt(template.release('object-store').values, 'global', 'seaweedfs')).toMatchObject({ createClusterRole: false, automountServiceAccountToken: false, serviceAccountName: 'object-store' });
  });

  test('pulls from the mirror, with the pull Secrets', () => {
    const mirrored = cloud(media, { target: Target.k3s({ imageMirror: 'registry.acme.example/mirror', imagePullSecrets: ['pull'] }) });
    expect(mirrored.release('object-store').values.global).toMatchObject({ imageRegistry: 'registry.acme.example/mirror', imagePullSecrets: ['pull'] });
  });

  test('fails where an override breaks the wiring', () => {
    expect(refusal(() => cloud((stack) => new ObjectStore(stack, 'files', { overrides: { s3: { port: 9000 } } })))).toContain('s3.port');
  });

  test('fails where an override breaks wiring that is known late', () => {
    expect(refusal(() => cloud((stack) => new ObjectStore(stack, 'files', { overrides: { s3: { createBuckets: [{ name: 'other' }] } } })))).toContain('s3.createBuckets');
  });

  test('takes other overrides', () => {
    const template2 = cloud((stack) => new ObjectStore(stack, 'files', { overrides: { master: { volumeSizeLimitMB: 500 } } }));
    expect(valueAt(template2.release('files').values, 'master', 'volumeSizeLimitMB')).toBe(500);
  });

  test('fails where the name is longer than the product takes', () => {
    expect(refusal(() => cloud((stack) => new ObjectStore(stack, 'files', { componentName: 'f'.repeat(46) })))).toContain('45 at most');
  });
});

describe('buckets', () => {
  test('are made by the release, in an order that statements do not change', () => {
    const names = (first: string, second: string) => cloud((stack) => {
      new Bucket(stack, first);
      new Bucket(stack, second, { versioning: second === 'archive' });
    });
    expect(gateway(names('media', 'archive')).createBuckets).toStrictEqual([{ name: 'archive', versioning: 'Enabled' }, { name: 'media' }]);
    expect(gateway(names('media', 'thumbnails')).createBuckets).toStrictEqual(gateway(names('thumbnails', 'media')).createBuckets);
  });
});

describe('credentials', () => {
  test('are each consumer\'s own, limited to its bucket', () => {
    const template = cloud((stack) => {
      const bucket = new Bucket(stack, 'media');
      shop(stack, 'shop', bucket);
      shop(stack, 'admin', bucket, new Bucket(stack, 'reports'));
    });
    const [closed, ...known] = identities(template);
    expect(closed).toStrictEqual({ name: 'nobody', credentials: [], actions: [] });
    expect(known.map(({ actions }) => (actions as string[])[0])).toStrictEqual(['Read:media', 'Read:media', 'Read:reports']);
    expect(known.flatMap((identity) => textsAt(identity, 'actions')).filter((action) => !/^(Read|Write|List|Tagging):(media|reports)$/.test(action))).toStrictEqual([]);
    const keys = known.map((identity) => textAt(identity, 'credentials', 0, 'accessKey'));
    expect(new Set(keys).size).toBe(3);
    expect(environmentOf(template, 'shop').MEDIA_PASSWORD).not.toBe(environmentOf(template, 'admin').MEDIA_PASSWORD);
  });

  test('are in the cluster only: the identities name variables, which come from Secrets made there', () => {
    const template = cloud(media);
    const [, identity] = identities(template);
    const { accessKey, secretKey } = objectAt(identity, 'credentials', 0) as Record<string, string>;
    expect([accessKey, secretKey].every((key) => /^\$\{S3_[A-Z0-9_]+\}$/.test(key))).toBe(true);
    const environment = objectAt(gateway(template), 'extraEnvironmentVars');
    const secretName = textAt(environment, accessKey.slice(2, -1), 'secretKeyRef', 'name');
    expect(environment[secretKey.slice(2, -1)]).toStrictEqual({ secretKeyRef: { name: secretName, key: 'password' } });
    expect(template.object('ExternalSecret', secretName)).toMatchObject({ metadata: { namespace: 'acme' } });
    expect(environmentOf(template, 'shop')).toMatchObject({ MEDIA_USERNAME: `${secretName}/username`, MEDIA_PASSWORD: `${secretName}/password` });
  });

  test('are asked for: the gateway reads the identities, which are never empty', () => {
    const template = cloud((stack) => new ObjectStore(stack, 'files'));
    expect(gateway(template, 'files')).toMatchObject({ extraArgs: ['-config=/etc/seaweedfs-s3/identities.json'] });
    expect(textAt(gateway(template, 'files'), 'extraVolumes')).toContain('name: files-s3-identities');
    expect(textAt(gateway(template, 'files'), 'extraVolumeMounts')).toContain('/etc/seaweedfs-s3');
    expect(identities(template, 'files')).toHaveLength(1);
  });

  test('of a consumer that is added roll the gateway, once the Secrets are there', () => {
    const before = cloud(media);
    const after = cloud((stack) => {
      const bucket = new Bucket(stack, 'media');
      shop(stack, 'shop', bucket);
      shop(stack, 'admin', bucket);
    });
    expect(valueAt(gateway(after), 'podAnnotations')).not.toStrictEqual(valueAt(gateway(before), 'podAnnotations'));
    expect(Object.keys(objectAt(gateway(after), 'extraEnvironmentVars'))).toHaveLength(4);
    expect(objectAt(gateway(after), 'extraEnvironmentVars')).toMatchObject(objectAt(gateway(before), 'extraEnvironmentVars'));
    const release = after.release('object-store');
    expect(after.waitsFor(release.address)).toStrictEqual(expect.arrayContaining([after.release('object-store-secrets').address]));
  });

  test('are new ones at a higher revision', () => {
    const at = (credentialsRevision?: number) => cloud((stack) => shop(stack, 'shop', new Bucket(stack, 'media', { credentialsRevision })));
    const [first, second] = [at(), at(2)].map((template) => ({ shop: environmentOf(template, 'shop').MEDIA_PASSWORD, gateway: gateway(template).extraEnvironmentVars }));
    expect(at(1).terraform).toStrictEqual(at().terraform);
    expect(second.shop).not.toBe(first.shop);
    expect(second.gateway).not.toStrictEqual(first.gateway);
  });

  test('reach a consumer in another workspace by a copy made in the cluster', () => {
    const template = cloud((stack) => shop(new Namespace(stack, 'team-a'), 'shop', new Bucket(stack, 'media')));
    const [secretName] = environmentOf(template, 'shop').MEDIA_PASSWORD.split('/');
    const copy = template.object('ExternalSecret', secretName);
    expect(copy).toMatchObject({ metadata: { namespace: 'team-a' } });
    const original = textAt(Object.values(objectAt(gateway(template), 'extraEnvironmentVars'))[0], 'secretKeyRef', 'name');
    expect(listAt(copy, 'spec', 'data').map((entry) => textAt(entry, 'remoteRef', 'key'))).toStrictEqual([original, original]);
    expect(template.object('ExternalSecret', original)).toMatchObject({ metadata: { namespace: 'acme' } });
  });
});

describe('several instances', () => {
  const template = cloud(media, { size: Size.LARGE });

  test('keep every object twice, and metadata in PostgreSQL', () => {
    expectSoundData(template);
    const { values } = template.release('object-store');
    expect(PARTS.map((part) => valueAt(values, part, 'replicas'))).toStrictEqual([3, 3, 3, 3]);
    expect(valueAt(values, 'global', 'seaweedfs')).toMatchObject({ enableReplication: true, replicationPlacement: '001' });
    expect(valueAt(values, 'filer')).toMatchObject({
      data: { type: 'emptyDir' },
      extraEnvironmentVars: { WEED_LEVELDB2_ENABLED: 'false', WEED_POSTGRES2_ENABLED: 'true', WEED_POSTGRES2_HOSTNAME: 'object-store-metadata-rw.acme.svc', WEED_POSTGRES2_DATABASE: 'object_store_metadata' },
      secretExtraEnvironmentVars: { WEED_POSTGRES2_PASSWORD: { secretKeyRef: { name: 'object-store-metadata-app', key: 'password' } } },
    });
    const connections = Number(textAt(values, 'filer', 'extraEnvironmentVars', 'WEED_POSTGRES2_CONNECTION_MAX_OPEN'));
    expect(connections * 3).toBeLessThan(100);
  });

  test('wait for their database, and may connect to it', () => {
    const waits = template.waitsFor(template.release('object-store').address);
    expect(waits).toStrictEqual(expect.arrayContaining([template.release('object-store-metadata').address]));
    const egress = listAt(template.networkPolicy('object-store'), 'spec', 'egress');
    expect(JSON.stringify(egress)).toContain('"cnpg.io/cluster":"object-store-metadata"');
  });

  test('use the database that is given', () => {
    const given = cloud((stack) => new ObjectStore(stack, 'files', { instances: 3, database: new RelationalDatabase(stack, 'index') }));
    expect(textAt(given.release('files').values, 'filer', 'extraEnvironmentVars', 'WEED_POSTGRES2_HOSTNAME')).toBe('index-rw.acme.svc');
    expect(given.objectsOfKind('Cluster')).toHaveLength(1);
  });

  test('fail where metadata is to stay on one filer', () => {
    const driver = ObjectStoreDrivers.seaweedFs({ metadataInDatabase: false });
    expect(refusal(() => cloud((stack) => new ObjectStore(stack, 'files', { instances: 2, driver })))).toContain('Leave metadataInDatabase out');
  });
});

test('a small store makes no database, unless it is meant to grow', () => {
  expect(cloud(media).objectsOfKind('Cluster')).toStrictEqual([]);
  const driver = ObjectStoreDrivers.seaweedFs({ metadataInDatabase: true });
  expect(cloud((stack) => new ObjectStore(stack, 'files', { driver })).objectsOfKind('Cluster')).toHaveLength(1);
});

test('the lock remembers the volumes with data, so that a move of the metadata does not go unseen', () => {
  const objects = (size: Size) => textOfLocked(cloud((stack) => new ObjectStore(stack, 'files', { size })));
  expect(objects(Size.SMALL)).toStrictEqual(['data-files-volume-0', 'data-filer-files-filer-0'].sort());
  expect(objects(Size.LARGE)).toStrictEqual(['data-files-volume-0', 'data-files-volume-1', 'data-files-volume-2']);
});

function textOfLocked(template: Template): string[] {
  return listAt(template.platform, 'locked', 'files', 'objects').map((object) => textAt(object, 'name')).sort();
}

test('works alone in a plain stack', () => {
  const template = plain((stack) => shop(stack, 'shop', new Bucket(stack, 'media')));
  expect(environmentOf(template, 'shop')).toMatchObject({ MEDIA_ENDPOINT: 'http://object-store-s3.acme.svc:8333', MEDIA_BUCKET: 'media', MEDIA_REGION: 'us-east-1', MEDIA_PORT: '8333' });
});
