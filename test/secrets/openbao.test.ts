import { CloudStack, Credentials, Size, Target } from '../../src/core';
import { SecretStore, SecretStoreProps } from '../../src/secrets/secret-store';
import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { SecretStores } from '../../src/secrets/secret-stores';
import { OpenBaoOptions } from '../../src/secrets/drivers/openbao';
import { Template } from '../../src/testing/template';
import { cloud, listAt, objectAt, refusal, textAt, valueAt } from '../support/synth';
import { expectSound } from '../support/sound';

type Json = Record<string, unknown>;

/** A store named `vault` in the namespace `acme`. */
function store(props: SecretStoreProps = {}, options: OpenBaoOptions = {}, size = Size.SMALL, more: (stack: CloudStack, made: SecretStore) => void = () => undefined): Template {
  return cloud((stack) => {
    more(stack, new SecretStore(stack, 'vault', { driver: SecretStoreDrivers.openBao(options), ...props }));
  }, { size });
}

function object(template: Template, kind: string, name: string): Json {
  const found = template.objectsOfKind(kind).filter((candidate) => textAt(candidate, 'metadata', 'name') === name);
  expect(found).toHaveLength(1);
  return found[0];
}

function startFile(template: Template, name: string): string {
  return textAt(template.named('kubernetes_config_map_v1', 'vault-start'), 'data', name);
}

function requests(template: Template): Json[] {
  const found = JSON.parse(startFile(template, 'found.json')) as Json;
  const stanza = listAt(found, 'initialize')[0];
  return (listAt(stanza, 'platform', 'request') as Json[]).map((request) => ({ name: Object.keys(request)[0], ...Object.values(request)[0] as Json }));
}

// openbao/openbao-helm: charts/openbao/templates/server-disruptionbudget.yaml @ 0de71b7: maxUnavailable is 0 where there is one server.
test.each([[Size.SMALL, false], [Size.LARGE, true]])('at size %s, a budget for disruptions that no node waits on for ever: %s', (size, enabled) => {
  const template = store({}, {}, size);
  expect(valueAt(template.release('vault').values, 'server', 'ha', 'disruptionBudget')).toStrictEqual({ enabled });
  expectSound(template);
});

// openbao/openbao-helm: charts/openbao/templates/server-clusterrolebinding.yaml @ 0de71b7 names a ClusterRoleBinding without the namespace.
test('two platforms of a cluster share no cluster-wide name', () => {
  const template = store();
  expect(template.release('vault').values).toMatchObject({ server: { authDelegator: { enabled: false } } });
  expect(template.named('kubernetes_cluster_role_binding_v1', 'acme-vault-token-reviewer')).toMatchObject({
    role_ref: { kind: 'ClusterRole', name: 'system:auth-delegator' },
    subject: [{ kind: 'ServiceAccount', name: 'vault', namespace: 'acme' }],
  });
});

describe('OpenBao', () => {
  it.each([[Size.SMALL, 1], [Size.MEDIUM, 3], [Size.LARGE, 3]])('runs, on size %s, as %d servers that agree by Raft', (size, replicas) => {
    const template = store({}, {}, size);
    const { values } = template.release('vault');
    expect(valueAt(values, 'server', 'ha', 'replicas')).toBe(replicas);
    expect(valueAt(values, 'server', 'ha', 'raft', 'enabled')).toBe(true);
    expectSound(template);
  });

  it('opens itself with a key of 32 bytes that is made in the cluster and survives everything but its deletion', () => {
    const template = store();
    const config = JSON.parse(textAt(template.release('vault').values, 'server', 'ha', 'raft', 'config')) as Json;
    expect(listAt(config, 'seal')).toStrictEqual([{ static: { current_key_id: '1', current_key: 'file:///openbao/seal/1' } }]);
    const volume = listAt(template.release('vault').values, 'server', 'volumes').find((candidate) => textAt(candidate, 'name') === 'seal');
    expect(listAt(volume, 'projected', 'sources')).toStrictEqual([{ secret: { name: 'vault-seal', items: [{ key: 'key', path: '1' }] } }]);
    expect(valueAt(object(template, 'ExternalSecret', 'vault-seal'), 'spec', 'target', 'template', 'data')).toStrictEqual({ key: '{{ .value | sha256sum }}' });
    expect(valueAt(object(template, 'ExternalSecret', 'vault-seal-value-value'), 'spec', 'target')).toMatchObject({ creationPolicy: 'Orphan', immutable: true });
    expect(valueAt(object(template, 'Password', 'vault-own-secrets-64'), 'spec', 'length')).toBe(64);
  });

  it('keeps its seal key out of the store that the key seals', () => {
    expect(store().objectsOfKind('PushSecret')).toStrictEqual([]);
  });

  it('is sealed anew with the next key while the one before still opens', () => {
    const template = store({}, { sealKeyRevision: 3 });
    const config = JSON.parse(textAt(template.release('vault').values, 'server', 'ha', 'raft', 'config')) as Json;
    expect(listAt(config, 'seal')).toStrictEqual([{
      static: { current_key_id: '3', current_key: 'file:///openbao/seal/3', previous_key_id: '2', previous_key: 'file:///openbao/seal/2' },
    }]);
    const volume = listAt(template.release('vault').values, 'server', 'volumes').find((candidate) => textAt(candidate, 'name') === 'seal');
    expect(listAt(volume, 'projected', 'sources').map((source) => textAt(source, 'secret', 'name'))).toStrictEqual(['vault-seal-r3', 'vault-seal-r2']);
    expectSound(template);
  });

  it('is founded with the engine, the auth method, two policies and two roles, in this order', () => {
    const made = requests(store());
    expect(made.map((request) => request.path)).toStrictEqual([
      'sys/mounts/secret', 'sys/auth/kubernetes', 'auth/kubernetes/config', 'sys/policies/acl/external-secrets', 'sys/policies/acl/administrator',
      'auth/kubernetes/role/external-secrets', 'auth/kubernetes/role/administrator',
    ]);
    expect(new Set(made.map((request) => request.operation))).toStrictEqual(new Set(['update']));
    expect(made.every((request) => /^[A-Za-z_][A-Za-z0-9_-]*$/.test(String(request.name)))).toBe(true);
  });

  it('lets External Secrets read everything, write below generated/ and do nothing else', () => {
    const template = store();
    const policy = textAt(requests(template).find((request) => request.name === 'reader-policy'), 'data', 'policy');
    const rules = [...policy.matchAll(/path "([^"]+)" \{ capabilities = \[([^\]]+)\] \}/g)].map(([, path, list]) => [path, /create|update/.test(list)]);
    expect(rules).toStrictEqual([['secret/data/*', false], ['secret/metadata/*', false], ['secret/data/generated/*', true], ['secret/metadata/generated/*', true]]);
    const role = requests(template).find((request) => request.name === 'reader-role');
    const account = valueAt(object(template, 'ClusterSecretStore', 'acme-secret-store'), 'spec', 'provider', 'vault', 'auth', 'kubernetes', 'serviceAccountRef');
    expect(account).toStrictEqual({
      name: listAt(role, 'data', 'bound_service_account_names')[0],
      namespace: listAt(role, 'data', 'bound_service_account_namespaces')[0],
      audiences: [textAt(role, 'data', 'audience')],
    });
    expect(template.release('external-secrets').values.serviceAccount).toMatchObject({ name: 'external-secrets' });
  });

  it('lets administrators in by a service account, and by nothing that is written anywhere', () => {
    const template = store();
    const role = requests(template).find((request) => request.name === 'administrator-role');
    expect(role?.data).toMatchObject({ bound_service_account_names: ['vault-administrator'], bound_service_account_namespaces: ['acme'] });
    expect(textAt(template.named('kubernetes_service_account_v1', 'vault-administrator'), 'metadata', 'namespace')).toBe('acme');
  });

  it('has only its first server found it: all others join, and have nothing to found it with', () => {
    const template = store({}, {}, Size.LARGE);
    const join = JSON.parse(startFile(template, 'join.json')) as Json;
    expect(Object.keys(join)).toStrictEqual(['storage']);
    expect(listAt(listAt(join, 'storage')[0], 'raft', 'retry_join').map((entry) => textAt(entry, 'leader_api_addr'))).toStrictEqual([
      'https://vault-0.vault-internal:8200', 'https://vault-1.vault-internal:8200', 'https://vault-2.vault-internal:8200',
    ]);
    expect(startFile(template, 'found.json')).not.toContain('retry_join');
    expect(valueAt(template.release('vault').values, 'server', 'podManagementPolicy')).toBe('OrderedReady');
    const config = JSON.parse(textAt(template.release('vault').values, 'server', 'ha', 'raft', 'config')) as Json;
    expect(Object.keys(config)).not.toContain('initialize');
  });

  it('speaks TLS, with a certificate made in the cluster that External Secrets and the servers know', () => {
    const template = store();
    const { values } = template.release('vault');
    expect(valueAt(values, 'global', 'tlsDisable')).toBe(false);
    const certificate = object(template, 'ExternalSecret', 'vault-tls');
    const literal = textAt(listAt(certificate, 'spec', 'target', 'template', 'templateFrom')[0], 'literal');
    expect(literal).toContain('genSelfSignedCert "vault-active.acme.svc" (list "127.0.0.1") (list "vault-active.acme.svc"');
    expect(valueAt(certificate, 'spec', 'target')).toMatchObject({ creationPolicy: 'Orphan', immutable: true });
    const provider = objectAt(object(template, 'ClusterSecretStore', 'acme-secret-store'), 'spec', 'provider', 'vault');
    expect(provider.server).toBe('https://vault-active.acme.svc:8200');
    expect(provider.caProvider).toStrictEqual({ type: 'Secret', namespace: 'acme', name: 'vault-tls', key: 'tls.crt' });
  });

  it('is reached by External Secrets alone, and reaches the API server and its own servers alone', () => {
    const policy = store().named('kubernetes_network_policy_v1', 'vault');
    const servers = { namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'acme' } }, pod_selector: valueAt(policy, 'spec', 'pod_selector') };
    const joining = ['8200', '8201'].map((port) => ({ port, protocol: 'TCP' }));
    expect(listAt(policy, 'spec', 'ingress')).toStrictEqual([{ from: [servers], ports: joining }, {
      from: [{
        namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'external-secrets' } },
        pod_selector: { match_labels: { 'app.kubernetes.io/instance': 'external-secrets' } },
      }],
      ports: [{ port: '8200', protocol: 'TCP' }],
    }]);
    expect(listAt(policy, 'spec', 'egress')).toHaveLength(2);
    expect(listAt(policy, 'spec', 'egress')).toContainEqual({ to: [servers], ports: joining });
  });

  it('passes restricted pod security, and has no sidecar injector', () => {
    const { values } = store().release('vault');
    expect(valueAt(values, 'server', 'statefulSet', 'securityContext', 'container')).toStrictEqual({
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(valueAt(values, 'injector', 'enabled')).toBe(false);
  });

  it('has a namespace of its own where nobody says otherwise', () => {
    const template = cloud((stack) => {
      SecretStore.of(stack);
    }, { drivers: [SecretStoreDrivers.openBao()] });
    expect(template.release('secret-store').namespaceName).toBe('acme-secrets');
    const [component] = listAt(template.platform, 'components') as Json[];
    expect(listAt(component, 'readiness')).toStrictEqual([{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'secret-store', namespaceName: 'acme-secrets' }]);
  });

  it('is pulled from the mirror, on the target\'s volumes', () => {
    const template = cloud((stack) => {
      new SecretStore(stack, 'vault', { driver: SecretStoreDrivers.openBao(), storage: '30Gi' });
    }, { target: Target.k3s({ imageMirror: 'registry.acme.example', imagePullSecrets: ['pull'] }) });
    const { values } = template.release('vault');
    expect(valueAt(values, 'server', 'image')).toStrictEqual({ registry: 'registry.acme.example', repository: 'openbao/openbao' });
    expect(valueAt(values, 'server', 'dataStorage')).toMatchObject({ size: '30Gi', storageClass: 'local-path' });
    expectSound(template);
  });

  it('is remembered with its volumes and its seal key', () => {
    const locked = objectAt(store({ instances: 3 }).platform, 'locked');
    expect(listAt(Object.values(locked).find((thing) => textAt(thing, 'type') === 'SecretStore'), 'objects').map((thing) => textAt(thing, 'name'))).toStrictEqual([
      'data-vault-0', 'data-vault-1', 'data-vault-2', 'vault-seal',
    ]);
  });

  it('keeps what is generated for others, without writing over what it knows', () => {
    const template = store({}, {}, Size.SMALL, (stack, made) => {
      made.generate(stack, { secretName: 'orders', namespaceName: 'acme', keys: ['password'], fixed: { username: 'app' } });
    });
    const { spec } = object(template, 'PushSecret', 'orders');
    expect(spec).toMatchObject({
      updatePolicy: 'IfNotExists',
      deletionPolicy: 'None',
      secretStoreRefs: [{ kind: 'ClusterSecretStore', name: 'acme-secret-store' }],
      data: [{ match: { secretKey: 'password', remoteRef: { remoteKey: 'generated/acme/orders', property: 'password' } } }],
    });
    expectSound(template);
  });

  it('hands out what is in it to the namespace that asks, and to no other', () => {
    const template = store({}, {}, Size.SMALL, (stack) => {
      const resolve = (): object => new SecretStores(stack).resolve(stack, Credentials.fromStore('apps/orders-db', { passwordKey: 'pw' }), 'acme');
      expect(resolve()).toStrictEqual({
        username: { namespaceName: 'acme', secretName: 'acme-credentials', key: 'username' },
        password: { namespaceName: 'acme', secretName: 'acme-credentials', key: 'password' },
      });
      expect(resolve()).toStrictEqual(resolve());
    });
    const [fetched] = template.objectsOfKind('ExternalSecret').filter((candidate) => textAt(candidate, 'metadata', 'name').endsWith('credentials'));
    expect(valueAt(fetched, 'spec', 'secretStoreRef')).toStrictEqual({ kind: 'ClusterSecretStore', name: 'acme-secret-store' });
    expect(listAt(fetched, 'spec', 'data')).toStrictEqual([
      { secretKey: 'password', remoteRef: { key: 'apps/orders-db', property: 'pw' } },
      { secretKey: 'username', remoteRef: { key: 'apps/orders-db', property: 'username' } },
    ]);
    expect(valueAt(object(template, 'ClusterSecretStore', 'acme-secret-store'), 'spec', 'conditions')).toStrictEqual([{ namespaces: ['acme'] }]);
    expectSound(template);
  });

  it('writes no value of a secret anywhere', () => {
    const template = store({}, {}, Size.LARGE, (stack, made) => {
      made.generate(stack, { secretName: 'orders', namespaceName: 'acme', keys: ['password'] });
    });
    const text = Object.values(template.files).join('\n');
    expect(text).not.toMatch(/BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)/);
    expect(text).not.toMatch(/\b[hs]vs?\.[A-Za-z0-9]{20,}/);
    expect(template.objectsOfKind('Secret')).toStrictEqual([]);
    expect(template.resourceTypes).not.toContain('kubernetes_secret_v1');
  });

  it('fails for an even number of servers', () => {
    expect(refusal(() => store({ instances: 2 }))).toContain('acme/vault (SecretStore): instances: 2 is not a number of OpenBao servers. They agree by majority: write 1, 3, 5 or 7.');
  });

  it.each([0, 1.5, -1])('fails for the seal key revision %d', (sealKeyRevision) => {
    expect(refusal(() => store({}, { sealKeyRevision }))).toContain('starting at 1');
  });

  it('fails where an override breaks the wiring', () => {
    expect(refusal(() => store({ overrides: { server: { extraArgs: '' } } }))).toContain('the override of "server.extraArgs"');
  });
});
