import { CloudStack, Credentials, Size, Target } from '../../src/core';
import { Namespace } from '../../src/core/namespace';
import { Cache, CacheProps } from '../../src/data/cache';
import { CacheDrivers } from '../../src/data/cache-drivers';
import { CacheCapability } from '../../src/data/contracts/cache';
import { cloud, listAt, objectAt, plain, refusal, textAt, valueAt } from '../support/synth';
import { environmentOf, expectSoundData, shop } from './consumers';

function sessions(props: CacheProps = {}) {
  return (stack: CloudStack) => shop(stack, 'shop', new Cache(stack, 'sessions', props));
}

describe('Valkey', () => {
  const template = cloud(sessions());
  const values = template.release('sessions').values;

  test('has values that the chart knows, in every size', () => {
    for (const size of [Size.SMALL, Size.MEDIUM, Size.LARGE]) {
      expectSoundData(cloud(sessions({ size, persistence: true })));
    }
  });

  test('asks for a password that is made in the cluster', () => {
    expect(values.auth).toStrictEqual({ enabled: true, usersExistingSecret: 'sessions-credentials', aclUsers: { default: { permissions: '~* &* +@all', passwordKey: 'password' } } });
    expect(textAt(template.object('ExternalSecret', 'sessions-credentials'), 'spec', 'target', 'template', 'data', 'uri')).toContain('@sessions.acme.svc:6379');
    expect(template.waitsFor(template.release('sessions').address)).toContain(template.release('sessions-secrets').address);
  });

  test('is bound by names only', () => {
    expect(environmentOf(template, 'shop')).toMatchObject({
      SESSIONS_HOST: 'sessions.acme.svc', SESSIONS_PORT: '6379', SESSIONS_TLS: 'false', SESSIONS_USERNAME: 'default',
      SESSIONS_PASSWORD: 'sessions-credentials/password', SESSIONS_URI: 'sessions-credentials/uri',
    });
  });

  test('has no exporter, and pods that pass restricted pod security', () => {
    expect(values).toMatchObject({ metrics: { enabled: false }, podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } });
  });

  test('gives up what was used longest ago before it runs out of memory', () => {
    expect(textAt(values, 'valkeyConfig').split('\n')).toStrictEqual([`maxmemory ${128 * 2 ** 20 * 0.75}`, 'maxmemory-policy allkeys-lru', 'appendonly no', 'save ""']);
    expect(objectAt(values, 'resources')).toStrictEqual({ requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } });
  });

  test('refuses writes in place of losing what is to be kept', () => {
    const kept = cloud(sessions({ persistence: true, memory: '1Gi', storage: '8Gi' }));
    expect(textAt(kept.release('sessions').values, 'valkeyConfig').split('\n')).toStrictEqual([`maxmemory ${2 ** 30 * 0.75}`, 'maxmemory-policy noeviction', 'appendonly yes']);
    expect(textAt(kept.release('sessions').values, 'replica', 'persistence', 'size')).toBe('8Gi');
    expect(listAt(kept.platform, 'locked', 'sessions', 'objects')).toMatchObject([{ kind: 'PersistentVolumeClaim', name: 'valkey-data-sessions-0' }]);
  });

  test('keeps its first volume when it gets replicas', () => {
    const objects = (instances: number) => listAt(cloud(sessions({ persistence: true, instances })).platform, 'locked', 'sessions', 'objects');
    expect(objects(3)).toStrictEqual(expect.arrayContaining(objects(1)));
  });

  test('replicates among its own pods, and nowhere else', () => {
    const large = cloud(sessions({ size: Size.LARGE }));
    expect(large.release('sessions').values).toMatchObject({ replica: { enabled: true, replicas: 2, replicationUser: 'default' }, podDisruptionBudget: { enabled: true } });
    const peers = listAt(large.networkPolicy('sessions'), 'spec', 'egress').map((rule) => JSON.stringify(valueAt(rule, 'to')));
    expect(peers).toStrictEqual([expect.stringContaining('"app.kubernetes.io/instance":"sessions"')]);
  });

  test('rotates its password with the revision', () => {
    const rotated = cloud(sessions({ credentialsRevision: 2 }));
    const secretName = textAt(rotated.release('sessions').values, 'auth', 'usersExistingSecret');
    expect(secretName).not.toBe('sessions-credentials');
    expect(environmentOf(rotated, 'shop').SESSIONS_PASSWORD).toBe(`${secretName}/password`);
  });

  test('pulls from the mirror', () => {
    const mirrored = cloud(sessions(), { target: Target.k3s({ imageMirror: 'registry.acme.example', imagePullSecrets: ['pull'] }) });
    expect(mirrored.release('sessions').values).toMatchObject({ image: { registry: 'registry.acme.example' }, imagePullSecrets: ['pull'] });
  });

  test('takes an eviction policy of the user\'s', () => {
    const driver = CacheDrivers.valkey({ evictionPolicy: 'volatile-ttl' });
    expect(textAt(cloud(sessions({ driver })).release('sessions').values, 'valkeyConfig')).toContain('maxmemory-policy volatile-ttl');
  });

  test('works alone in a plain stack', () => {
    expect(plain((stack) => new Cache(stack, 'sessions')).charts.map(({ chart }) => chart)).toContain('valkey');
  });
});

describe('an external cache', () => {
  const external = CacheDrivers.external({ host: 'redis.acme.example', port: 6380, tls: true, credentials: Credentials.fromSecret('redis'), addresses: ['10.3.0.9/32'] });

  test('is bound with the credentials that exist', () => {
    const template = cloud(sessions({ driver: external }));
    expect(environmentOf(template, 'shop')).toMatchObject({ SESSIONS_HOST: 'redis.acme.example', SESSIONS_PORT: '6380', SESSIONS_TLS: 'true', SESSIONS_USERNAME: 'redis/username', SESSIONS_PASSWORD: 'redis/password' });
    expect(JSON.stringify(listAt(template.networkPolicy('shop'), 'spec', 'egress'))).toContain('10.3.0.9/32');
    expect(template.charts).toStrictEqual([]);
  });

  test('may have a password only, or none', () => {
    const named = CacheDrivers.external({ host: 'redis.acme.example', username: 'default', credentials: Credentials.fromSecret('redis') });
    expect(environmentOf(cloud(sessions({ driver: named })), 'shop')).toMatchObject({ SESSIONS_USERNAME: 'default', SESSIONS_PASSWORD: 'redis/password' });
    const open = environmentOf(cloud(sessions({ driver: CacheDrivers.external({ host: 'redis.acme.example' }) })), 'shop');
    expect(open).toMatchObject({ SESSIONS_USERNAME: 'default' });
    expect(open).not.toHaveProperty('SESSIONS_PASSWORD');
  });

  test('meets the demands that it is known to meet', () => {
    const kept = CacheDrivers.external({ host: 'redis.acme.example', capabilities: [CacheCapability.PERSISTENCE, CacheCapability.AUTOMATIC_FAILOVER] });
    expect(() => cloud(sessions({ driver: kept, persistence: true, automaticFailover: true }))).not.toThrow();
    expect(refusal(() => cloud(sessions({ driver: external, credentialsRevision: 2 })))).toContain('cannot make a new password');
    expect(refusal(() => cloud(sessions({ driver: external, persistence: true })))).toContain('cannot keep data over a restart, and persistence is asked for. Drivers that can: valkey.');
  });
});

test('a consumer in another workspace reads a copy of the password', () => {
  const template = cloud((stack) => shop(new Namespace(stack, 'team-a'), 'shop', new Cache(stack, 'sessions')));
  const [copy] = environmentOf(template, 'shop').SESSIONS_PASSWORD.split('/');
  expect(template.object('ExternalSecret', copy)).toMatchObject({ metadata: { namespace: 'team-a' } });
});

test('a consumer in another workspace rolls over to a rotated password, too', () => {
  const at = (credentialsRevision: number) => cloud((stack) => shop(new Namespace(stack, 'team-a'), 'shop', new Cache(stack, 'sessions', { credentialsRevision })));
  const [first, second] = [at(1), at(2)].map((template) => environmentOf(template, 'shop').SESSIONS_PASSWORD);
  expect(second).not.toBe(first);
});

describe('fails where', () => {
  test('nothing can do what is asked for', () => {
    expect(refusal(() => cloud(sessions({ automaticFailover: true })))).toContain('cannot hand over to a replica by itself, and automaticFailover is asked for. No driver here can.');
  });

  test.each(['plenty', '-1Gi', '1 GB'])('memory is %s', (memory) => {
    expect(refusal(() => cloud(sessions({ memory })))).toContain('is not a quantity');
  });

  test('an override breaks the wiring', () => {
    expect(refusal(() => cloud(sessions({ overrides: { auth: { enabled: false } } })))).toContain('auth.enabled');
  });

  test('an override holds a password', () => {
    expect(refusal(() => cloud(sessions({ overrides: { env: { PASSWORD: 'hunter2' } } })))).toContain('secret in plain text');
  });
});
