import { Construct } from 'constructs';
import { CloudStack, Consumer, Credentials, SecretReference, Target, Workload } from '../../src/core';
import { SecretStoreCapability } from '../../src/secrets/contract';
import { SecretStore } from '../../src/secrets/secret-store';
import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { SecretStores } from '../../src/secrets/secret-stores';
import { Template } from '../../src/testing/template';
import { Workspace } from '../../src/tenancy/workspace';
import { cloud, listAt, objectAt, plain, refusal, synth, textAt, valueAt } from '../support/synth';
import { expectSound } from '../support/sound';

const ORDERS = { secretName: 'orders', namespaceName: 'acme', keys: ['password'] };

function named(template: Template, kind: string, name: string): Record<string, unknown> {
  const found = template.objectsOfKind(kind).filter((object) => textAt(object, 'metadata', 'name') === name);
  expect(found).toHaveLength(1);
  return found[0];
}

function namesOf(template: Template, kind: string): string[] {
  return template.objectsOfKind(kind).map((object) => textAt(object, 'metadata', 'name')).sort();
}

describe('SecretStore', () => {
  it('works alone in a plain stack, with the cluster\'s own Secrets', () => {
    const template = plain((stack) => {
      SecretStore.of(stack).generate(stack, ORDERS);
    });
    expect(template.charts.map((release) => release.releaseName)).toStrictEqual(['external-secrets']);
    expectSound(template);
  });

  it('is made once, whoever asks first', () => {
    cloud((stack) => {
      expect(SecretStore.of(new Workspace(stack, 'one'))).toBe(SecretStore.of(new Workspace(stack, 'two')));
    });
  });

  it('is the one that the user declared', () => {
    cloud((stack) => {
      const store = new SecretStore(stack, 'secrets');
      expect(SecretStore.of(new Workspace(stack, 'one'))).toBe(store);
    });
  });

  it('takes the driver that the platform chose', () => {
    const template = cloud((stack) => {
      SecretStore.of(stack);
    }, { drivers: [SecretStoreDrivers.openBao()] });
    expect(listAt(template.platform, 'components').map((component) => textAt(component, 'driver', 'product'))).toStrictEqual(['openbao']);
  });

  it('fails where the platform has one already', () => {
    const message = refusal(() => cloud((stack) => {
      SecretStore.of(stack);
      new SecretStore(stack, 'mine');
    }));
    expect(message).toContain('acme/mine (SecretStore): the platform has a secret store already, acme/platform/secrets/secret-store (SecretStore).');
    expect(message).toContain('drivers: [SecretStoreDrivers.openBao()]');
  });

  it('fails where an application is bound to it', () => {
    const message = refusal(() => cloud((stack) => {
      const store = new SecretStore(stack, 'secrets');
      store.bindTo(new Consumer(stack, 'shop', { componentName: 'shop', namespaceName: 'acme', workload: new Workload(stack, 'pods', { name: 'shop', namespaceName: 'acme', labels: {} }) }));
    }));
    expect(message).toContain('cannot be bound: applications read Secrets and not the store');
  });
});

describe('External Secrets', () => {
  it('runs once, with its definitions, and is reached by the API server', () => {
    const template = cloud((stack) => {
      SecretStore.of(stack);
    });
    const release = template.release('external-secrets');
    expect(release.version).toBe('2.9.0');
    expect(release.values.installCRDs).toBe(true);
    const policy = template.named('kubernetes_network_policy_v1', 'external-secrets');
    expect(listAt(policy, 'spec', 'ingress')).toStrictEqual([{ from: [{ ip_block: { cidr: '0.0.0.0/0' } }, { ip_block: { cidr: '::/0' } }], ports: [{ port: '10250', protocol: 'TCP' }] }]);
    expectSound(template);
  });

  it('is pulled from the mirror, with the pull secrets', () => {
    const template = cloud((stack) => {
      SecretStore.of(stack);
    }, { target: Target.k3s({ imageMirror: 'registry.acme.example/mirror', imagePullSecrets: ['pull'] }) });
    const { values } = template.release('external-secrets');
    const repository = 'registry.acme.example/mirror/external-secrets/external-secrets';
    expect([values.image, objectAt(values, 'webhook').image, objectAt(values, 'certController').image]).toStrictEqual([{ repository }, { repository }, { repository }]);
    expect(valueAt(values, 'global', 'imagePullSecrets')).toStrictEqual([{ name: 'pull' }]);
  });

  it('is not installed where it is there already', () => {
    const template = cloud((stack) => {
      SecretStore.of(stack).generate(stack, ORDERS);
    }, { target: Target.kubernetes({ installed: [{ name: 'external-secrets', namespaceName: 'eso' }] }) });
    expect(template.charts).toStrictEqual([]);
    expect(namesOf(template, 'ExternalSecret')).toStrictEqual(['orders', 'orders-password-value']);
  });
});

describe('a generated Secret', () => {
  it('has each value in an immutable Secret that outlives whatever made it', () => {
    const template = cloud((stack) => {
      SecretStore.of(stack).generate(stack, ORDERS);
    });
    const { spec } = named(template, 'ExternalSecret', 'orders-password-value');
    expect(valueAt(spec, 'refreshPolicy')).toBe('CreatedOnce');
    expect(valueAt(spec, 'target')).toStrictEqual({ name: 'orders-password-value', creationPolicy: 'Orphan', deletionPolicy: 'Retain', immutable: true });
    expect(named(template, 'Password', 'acme-secrets-32').spec).toStrictEqual({
      length: 32, digits: 8, symbols: 0, noUpper: false, allowRepeat: true, encoding: 'raw',
    });
    expectSound(template);
  });

  it('is put together from the values, the fixed keys and the templates', () => {
    const template = cloud((stack) => {
      SecretStore.of(stack).generate(stack, {
        ...ORDERS, keys: ['password', 'accessKey'], fixed: { username: 'app', odd: '{{x}}' }, templates: { uri: 'redis://{{ .password }}@db' }, labels: { team: 'shop' },
      });
    });
    const orders = named(template, 'ExternalSecret', 'orders');
    expect(listAt(orders, 'spec', 'data')).toStrictEqual([
      { secretKey: 'accessKey', remoteRef: { key: expect.stringMatching(/^orders-accesskey-[0-9a-f]{6}-value$/) as string, property: 'password' } },
      { secretKey: 'password', remoteRef: { key: 'orders-password-value', property: 'password' } },
    ]);
    expect(valueAt(orders, 'spec', 'target', 'template', 'data')).toStrictEqual({ username: 'app', odd: '{{ "{{" }}x}}', uri: 'redis://{{ .password }}@db' });
    expect(valueAt(orders, 'spec', 'target', 'template', 'mergePolicy')).toBe('Merge');
    expect(objectAt(orders, 'metadata', 'labels').team).toBe('shop');
    expectSound(template);
  });

  it('is read by an account that may read these values and nothing else', () => {
    const template = cloud((stack) => {
      SecretStore.of(stack).generate(stack, { ...ORDERS, keys: ['a', 'b'] });
    });
    const role = template.named('kubernetes_role_v1', 'acme.acme-secrets');
    expect(role.rule).toStrictEqual([{ api_groups: [''], resources: ['secrets'], resource_names: ['orders-a-value', 'orders-b-value'], verbs: ['get'] }]);
    expect(template.named('kubernetes_service_account_v1', 'acme-secrets').automount_service_account_token).toBe(false);
  });

  it('shares one release with the others of its component', () => {
    const template = cloud((stack) => {
      const store = SecretStore.of(stack);
      store.generate(stack, ORDERS);
      store.generate(stack, { ...ORDERS, secretName: 'admin' });
    });
    expect(template.releases.filter((release) => release.releaseName === 'acme-secrets')).toHaveLength(1);
    expect(namesOf(template, 'SecretStore')).toStrictEqual(['acme-secrets']);
  });

  it('rotates with its revision: every Secret and value gets another name, and none of the old ones stays declared', () => {
    const names = (revision: number): string[] => {
      const template = cloud((stack) => {
        const secret = SecretStore.of(stack).generate(stack, { ...ORDERS, revision });
        expect(secret.key('password').secretName).toBe(revision === 1 ? 'orders' : `orders-r${revision}`);
      });
      return namesOf(template, 'ExternalSecret');
    };
    expect(names(1)).toStrictEqual(['orders', 'orders-password-value']);
    expect(names(2)).toStrictEqual(['orders-r2', 'orders-r2-password-value']);
  });

  it('comes out the same whatever the order of statements', () => {
    const write = (order: readonly string[]): object => cloud((stack) => {
      const store = SecretStore.of(stack);
      const homes: Record<string, Workspace> = { one: new Workspace(stack, 'one'), two: new Workspace(stack, 'two') };
      order.forEach((id) => {
        store.generate(homes[id], { secretName: 'key', namespaceName: id, keys: ['x'] });
        store.share({ secretName: 'key', fromNamespace: id, toNamespace: 'one', copyName: `copy-of-${id}`, keys: { x: 'x' } });
      });
    }).files;
    expect(write(['one', 'two'])).toStrictEqual(write(['two', 'one']));
  });

  it.each([
    ['no key', { keys: [] }, 'names no key'],
    ['a key twice', { keys: ['a'], fixed: { a: 'b' } }, 'the key "a" of the Secret "orders" is declared twice'],
    ['a key that Kubernetes refuses', { keys: ['a b'] }, '"a b" cannot be a key'],
    ['a short length', { keys: ['a'], length: 8 }, 'a whole number from 16 to 4096'],
    ['a template that gives another value each time', { keys: ['a'], templates: { cert: '{{ genSelfSignedCert "x" nil nil 1 }}' } }, 'calls genSelfSignedCert'],
    ['a revision of 0', { keys: ['a'], revision: 0 }, 'starting at 1'],
  ])('fails for %s', (_, options, message) => {
    expect(refusal(() => cloud((stack) => {
      SecretStore.of(stack).generate(stack, { ...ORDERS, ...options });
    }))).toContain(message);
  });

  it('fails where two ask for the same Secret', () => {
    expect(refusal(() => cloud((stack) => {
      SecretStore.of(stack).generate(stack, ORDERS);
      SecretStore.of(stack).generate(new Workspace(stack, 'other'), ORDERS);
    }))).toContain('the Secret "orders" of the namespace "acme" is made for acme already');
  });
});

describe('a copy of a Secret', () => {
  const COPY = { secretName: 'orders-app', fromNamespace: 'data', toNamespace: 'shop', copyName: 'orders-shop', keys: { password: 'password' } };
  const share = (stack: CloudStack, keys: { [key: string]: string } = COPY.keys) => SecretStore.of(stack).share({ ...COPY, keys });
  const twoHomes = (stack: CloudStack): void => ['data', 'shop'].forEach((id) => new Workspace(stack, id));

  it('is read from the other namespace by an account that may read this Secret and no other', () => {
    const template = cloud((stack) => {
      twoHomes(stack);
      share(stack);
    });
    const role = template.named('kubernetes_role_v1', 'shop.secrets-of-data');
    expect(textAt(role, 'metadata', 'namespace')).toBe('data');
    expect(role.rule).toStrictEqual([{ api_groups: [''], resources: ['secrets'], resource_names: ['orders-app'], verbs: ['get'] }]);
    const binding = template.named('kubernetes_role_binding_v1', 'shop.secrets-of-data');
    expect(binding.subject).toStrictEqual([{ kind: 'ServiceAccount', name: 'secrets-of-data', namespace: 'shop' }]);
    const store = named(template, 'SecretStore', 'secrets-of-data');
    expect(valueAt(store, 'spec', 'provider', 'kubernetes')).toStrictEqual({
      remoteNamespace: 'data',
      server: { url: 'https://kubernetes.default.svc', caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' } },
      auth: { serviceAccount: { name: 'secrets-of-data' } },
    });
    expectSound(template);
  });

  it('goes when its consumer goes', () => {
    const template = cloud((stack) => {
      twoHomes(stack);
      share(stack);
    });
    expect(valueAt(named(template, 'ExternalSecret', 'orders-shop'), 'spec', 'target', 'creationPolicy')).toBe('Owner');
  });

  it('is made once, with all the keys that were asked for', () => {
    const template = cloud((stack) => {
      twoHomes(stack);
      share(stack);
      const copy = share(stack, { user: 'username' });
      expect(copy.key('user')).toStrictEqual({ namespaceName: 'shop', secretName: 'orders-shop', key: 'user' });
    });
    expect(listAt(named(template, 'ExternalSecret', 'orders-shop'), 'spec', 'data').map((entry) => textAt(entry, 'secretKey'))).toStrictEqual(['password', 'user']);
  });

  it('waits for its namespace, for External Secrets, and for the right to read', () => {
    const template = cloud((stack) => {
      twoHomes(stack);
      share(stack);
    });
    const release = Object.values(template.resources('helm_release')).find((candidate) => textAt(candidate, 'name') === 'secret-copies');
    const types = (listAt(release, 'depends_on') as string[]).map((address) => address.split('.')[0]);
    expect(types).toStrictEqual(['helm_release', 'kubernetes_namespace_v1', 'kubernetes_role_binding_v1']);
    const role = template.named('kubernetes_role_v1', 'shop.secrets-of-data');
    expect(listAt(role, 'depends_on')).toStrictEqual([expect.stringMatching(/^kubernetes_namespace_v1\.data_/)]);
  });

  it('fails where two originals would have copies of one name', () => {
    expect(refusal(() => cloud((stack) => {
      twoHomes(stack);
      share(stack);
      SecretStore.of(stack).share({ ...COPY, secretName: 'other' });
    }))).toContain('would be a copy of both data/orders-app and data/other');
  });
});

describe('a binding across namespaces', () => {
  const deliver = (stack: CloudStack, references: Record<string, SecretReference>): (string | undefined)[] => {
    const [data, shop] = ['data', 'shop'].map((id) => new Workspace(stack, id));
    const pods = new Workload(shop, 'pods', { name: 'shop', namespaceName: 'shop', labels: {} });
    const consumer = new Consumer(shop, 'shop', { componentName: 'shop', namespaceName: 'shop', workload: pods });
    const provider = Object.assign(new Construct(data, 'orders'), { componentName: 'orders' });
    return Object.values(new SecretStores(stack).deliver(provider, references, consumer)).map((value) => value.secret?.secretName);
  };
  const reference = (secretName: string, key: string): SecretReference => ({ namespaceName: 'data', secretName, key });

  it('reads one copy of one Secret, under another name once it is rotated', () => {
    cloud((stack) => {
      expect(deliver(stack, { username: reference('orders', 'u'), password: reference('orders', 'p') })).toStrictEqual(['orders-shop', 'orders-shop']);
    });
    cloud((stack) => {
      expect(deliver(stack, { password: reference('orders-r2', 'p') })).toStrictEqual(['orders-shop-r2']);
    });
  });

  it('reads a copy of each Secret where there are several', () => {
    const template = cloud((stack) => {
      const names = deliver(stack, { username: reference('a', 'u'), password: reference('b', 'p') });
      expect(names).toStrictEqual(['orders-shop', expect.stringMatching(/^orders-shop-[0-9a-f]{6}$/)]);
    });
    expect(template.named('kubernetes_role_v1', 'shop.secrets-of-data').rule).toMatchObject([{ resource_names: ['a', 'b'] }]);
    expectSound(template);
  });
});

describe('a fetched Secret', () => {
  it('fails where the driver has no store, naming those that have', () => {
    const message = refusal(() => cloud((stack) => {
      new SecretStores(stack).resolve(stack, Credentials.fromStore('apps/orders-db'), 'acme');
    }));
    expect(message).toContain('the driver "kubernetes" cannot fetch a secret that exists elsewhere');
    expect(message).toContain('Drivers that can: openbao or vault.');
  });

  it.each(['', '/apps', 'apps/', 'a b'])('fails for the path "%s"', (path) => {
    expect(refusal(() => cloud((stack) => {
      SecretStore.of(stack).fetch(stack, { secretName: 'x', namespaceName: 'acme', path, keys: { a: 'a' } });
    }, { drivers: [SecretStoreDrivers.openBao()] }))).toContain('is not a path in the secret store');
  });
});

describe('a stack with a foundation', () => {
  const both = (drivers = [SecretStoreDrivers.kubernetes()]): Record<string, Template> => synth((app) => {
    const base = new CloudStack(app, 'base', { drivers });
    SecretStore.of(base);
    const shop = new CloudStack(app, 'shop', { foundation: base.platform });
    const store = SecretStore.of(shop);
    store.generate(shop, { secretName: 'orders', namespaceName: 'shop', keys: ['password'] });
  });

  it('makes its Secrets itself, and installs nothing', () => {
    const { base, shop } = both();
    expect(base.charts.map((release) => release.releaseName)).toStrictEqual(['external-secrets']);
    expect(shop.charts).toStrictEqual([]);
    expect(namesOf(shop, 'ExternalSecret')).toStrictEqual(['orders', 'orders-password-value']);
  });

  it('opens the foundation\'s store to its own namespaces, under a name of its own', () => {
    const { base, shop } = both([SecretStoreDrivers.openBao()]);
    expect(namesOf(base, 'ClusterSecretStore')).toStrictEqual(['base-secret-store']);
    expect(valueAt(named(shop, 'ClusterSecretStore', 'shop-secret-store'), 'spec', 'conditions')).toStrictEqual([{ namespaces: ['base-secrets', 'shop'] }]);
    expectSound(shop);
  });

  it('fails where the foundation has no secret store', () => {
    expect(refusal(() => synth((app) => {
      const base = new CloudStack(app, 'base');
      SecretStore.of(new CloudStack(app, 'shop', { foundation: base.platform }));
    }))).toContain('Add there, before this stack: secrets.SecretStore.of(stack)');
  });
});

it('declares of each driver what it can do', () => {
  expect(SecretStoreDrivers.known().map(({ manifest: { product }, capabilities }) => ({ product, capabilities }))).toStrictEqual([
    { product: 'kubernetes', capabilities: [] },
    { product: 'openbao', capabilities: [SecretStoreCapability.FETCH, SecretStoreCapability.KEEP] },
    { product: 'vault', capabilities: [SecretStoreCapability.FETCH, SecretStoreCapability.KEEP] },
  ]);
});

it('leaves the definitions of External Secrets on the cluster, whatever becomes of the release', () => {
  const template = cloud((stack) => SecretStore.of(stack));
  expect(valueAt(template.release('external-secrets').values, 'crds', 'annotations')).toStrictEqual({ 'helm.sh/resource-policy': 'keep' });
});
