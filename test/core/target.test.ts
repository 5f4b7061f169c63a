import { ChartSource } from '../../src/core/chart-source';
import { CloudStack } from '../../src/core/cloud-stack';
import { ChartRelease } from '../../src/core/chart-release';
import { Target, TargetOptions } from '../../src/core/target';
import { RelationalDatabase } from '../../src/data/relational-database';
import { cloud, objectAt, plain, refusal, valueAt } from '../support/synth';

const chart = { name: 'shop', repository: 'https://charts.acme.example', version: '1.2.3', appVersion: '1', source: { seenIn: 'x', date: '2026-11-22' } };
const PEM = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';

describe('presets', () => {
  type Make = (options?: TargetOptions) => Target;

  test.each<[string, Make, string | undefined]>([
    ['kubernetes', (options) => Target.kubernetes(options), undefined],
    ['k3s', (options) => Target.k3s(options), 'local-path'],
    ['bare-metal', (options) => Target.bareMetal(options), 'longhorn'],
    ['eks', (options) => Target.eks(options), 'gp2'],
    ['gke', (options) => Target.gke(options), 'standard-rwo'],
    ['aks', (options) => Target.aks(options), 'managed-csi'],
    ['ack', (options) => Target.ack(options), 'alicloud-disk-topology-alltype'],
  ])('%s has its storage class, and takes another one', (kind, make, storageClass) => {
    expect(make()).toMatchObject({ kind });
    expect(make().storageClass).toBe(storageClass);
    expect(make({ storageClass: 'fast' }).storageClass).toBe('fast');
  });

  test("the storage class reaches a database's volumes, and none is written where the cluster's default serves", () => {
    const storage = (target: Target): unknown => valueAt(cloud((stack) => { new RelationalDatabase(stack, 'orders'); }, { target }).object('Cluster', 'orders'), 'spec', 'storage');
    expect(storage(Target.eks())).toMatchObject({ storageClass: 'gp2' });
    expect(storage(Target.kubernetes())).not.toHaveProperty('storageClass');
  });

  test("a user's annotations of the load balancer win over the preset's", () => {
    const { loadBalancerAnnotations } = Target.eks({ loadBalancerAnnotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal', 'mine': 'x' } });
    expect(loadBalancerAnnotations).toMatchObject({ 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal', 'service.beta.kubernetes.io/aws-load-balancer-type': 'external', 'mine': 'x' });
  });
});

describe('an image mirror', () => {
  const target = Target.kubernetes({ imageMirror: 'registry.acme.example:5000/mirror/' });

  test.each([
    ['quay.io/keycloak/keycloak:26.6.4', 'registry.acme.example:5000/mirror/keycloak/keycloak:26.6.4'],
    ['ghcr.io/acme/shop@sha256:abc', 'registry.acme.example:5000/mirror/acme/shop@sha256:abc'],
    ['valkey/valkey:9', 'registry.acme.example:5000/mirror/valkey/valkey:9'],
    ['busybox:1.37', 'registry.acme.example:5000/mirror/library/busybox:1.37'],
    ['docker.io/busybox:1.37', 'registry.acme.example:5000/mirror/library/busybox:1.37'],
    ['localhost/shop', 'registry.acme.example:5000/mirror/shop'],
    ['registry:5000/shop', 'registry.acme.example:5000/mirror/shop'],
  ])('turns %s into %s', (image, mirrored) => {
    expect(target.image(image)).toBe(mirrored);
    expect(Target.kubernetes().image(image)).toBe(image);
  });

  test('is the registry of every image, where charts want it apart', () => {
    expect(target.registry('quay.io/keycloak/keycloak')).toBe('registry.acme.example:5000/mirror');
    expect(Target.kubernetes().registry('quay.io/keycloak/keycloak')).toBe('quay.io');
    expect(Target.kubernetes().registry('busybox')).toBe('docker.io');
  });

  test.each(['https://registry.acme.example', 'Registry.acme.example', 'registry acme', ''])('"%s" is refused', (imageMirror) => {
    expect(refusal(() => Target.kubernetes({ imageMirror }))).toContain(`imageMirror "${imageMirror}" is not a registry`);
  });
});

describe('charts', () => {
  const release = (charts: ChartSource): Record<string, unknown> =>
    cloud((stack) => { new ChartRelease(stack, 'shop', { chart, releaseName: 'shop', namespaceName: 'web' }); }, { target: Target.kubernetes({ charts }) }).release('shop').attributes;

  test('come from their authors', () => {
    expect(release(ChartSource.upstream())).toMatchObject({ chart: 'shop', repository: 'https://charts.acme.example', version: '1.2.3' });
  });

  test('come from one OCI registry', () => {
    expect(release(ChartSource.ociMirror('oci://registry.acme.example/charts/'))).toMatchObject({ chart: 'shop', repository: 'oci://registry.acme.example/charts', version: '1.2.3' });
  });

  test.each([
    [ChartSource.directory('/srv/charts/'), '/srv/charts/shop'],
    [ChartSource.directory('/srv/charts', { packed: true }), '/srv/charts/shop-1.2.3.tgz'],
    [ChartSource.directory('charts'), '${path.module}/charts/shop'],
    [ChartSource.directory('../charts', { packed: true }), '${path.module}/../charts/shop-1.2.3.tgz'],
  ])('come from a folder, in the version that is pinned: else an upgrade would not be seen', (charts, path) => {
    const attributes = release(charts);
    expect(attributes).toMatchObject({ chart: path, version: '1.2.3' });
    expect(attributes).not.toHaveProperty('repository');
  });
});

describe('the certificates of a site', () => {
  test('are taken as PEM', () => {
    expect(Target.kubernetes({ caBundle: PEM }).caBundle).toBe(PEM);
  });

  test('are refused where they hold a private key, without repeating it', () => {
    const message = refusal(() => Target.kubernetes({ caBundle: `${PEM}-----BEGIN PRIVATE KEY-----\nhunter2` }));
    expect(message).toContain('holds a private key');
    expect(message).not.toContain('hunter2');
  });

  test('are refused where they are a path', () => {
    expect(refusal(() => Target.kubernetes({ caBundle: '/etc/ssl/ca.pem' }))).toContain('holds no certificate');
  });
});

describe('the way to the cluster', () => {
  const variables = (stack: CloudStackVariables): Record<string, unknown> => objectAt(cloud(stack.build ?? (() => undefined), { target: stack.target }).terraform, 'variable');

  interface CloudStackVariables {
    readonly target?: Target;
    readonly build?: (stack: CloudStack) => void;
  }

  test('is asked as Terraform variables', () => {
    expect(variables({ target: Target.kubernetes({ kubeconfig: '/etc/kube', context: 'prod' }) })).toMatchObject({ kubeconfig: { default: '/etc/kube' }, kube_context: { default: 'prod', nullable: true } });
  });

  test('takes the current context where none is given', () => {
    expect(variables({})).toMatchObject({ kubeconfig: { default: '~/.kube/config' }, kube_context: { default: null } });
  });

  test('of a second cluster has variables and providers of its own', () => {
    const template = cloud((stack) => { stack.addCluster('edge', { target: Target.k3s({ context: 'edge' }) }); });
    expect(template.terraform.variable).toMatchObject({ kubeconfig_edge: {}, kube_context_edge: { default: 'edge' } });
    expect(valueAt(template.terraform, 'provider', 'helm')).toStrictEqual(expect.arrayContaining([expect.objectContaining({ alias: 'edge' })]));
  });

  test.each(['Edge', 'platform', '1', ''])('a second cluster cannot have the id "%s"', (id) => {
    expect(refusal(() => cloud((stack) => { stack.addCluster(id, {}); }))).toContain(`the cluster id "${id}" cannot be used`);
  });
});

describe('the API server', () => {
  const reached = (target: Target): string[] => {
    const { spec } = cloud((stack) => new RelationalDatabase(stack, 'orders'), { target }).networkPolicy('orders') as { spec: { egress: { to: { ip_block?: { cidr: string } }[] }[] } };
    return spec.egress.flatMap(({ to }) => to.flatMap(({ ip_block: block }) => (block === undefined ? [] : [block.cidr])));
  };

  test('is reached at any address of both families, where its own are not given', () => {
    expect(reached(Target.kubernetes())).toStrictEqual(['0.0.0.0/0', '::/0']);
  });

  test('is reached at its own addresses only, where they are given', () => {
    expect(reached(Target.kubernetes({ apiServerCidrs: ['10.0.0.1/32'] }))).toStrictEqual(['10.0.0.1/32']);
  });
});

describe('the guard against the wrong cluster', () => {
  const checks = (target: Target): { input: unknown; check: Record<string, unknown> } => {
    const all = Object.entries(cloud(() => undefined, { target }).resources('terraform_data'));
    const find = (name: string): Record<string, unknown> => all.find(([id]) => id.includes(name))?.[1] as Record<string, unknown>;
    return { input: find('guard_identity'), check: find('guard_check') };
  };

  test('holds the cluster against the identity that was given, at plan', () => {
    const { input, check } = checks(Target.kubernetes({ identity: 'b8f6' }));
    expect(input).toMatchObject({ input: 'b8f6' });
    expect(input).not.toHaveProperty('lifecycle');
    // Not by way of a resource: before the first apply Terraform does not know what it holds, and would check too late.
    const [{ condition }] = (check.lifecycle as { precondition: { condition: string }[] }).precondition;
    expect(condition).toMatch(/^\$\{"b8f6" == data\.kubernetes_namespace_v1\.[\w-]+\.metadata\[0\]\.uid\}$/);
  });

  test('remembers the cluster of the first apply where none was given', () => {
    const { input } = checks(Target.kubernetes());
    expect(input).toMatchObject({ lifecycle: { ignore_changes: ['input'] } });
    expect(String((input as { input: unknown }).input)).toMatch(/^\$\{data\.kubernetes_namespace_v1\./);
  });

  test('is not in a plain stack, whose providers are not ours', () => {
    expect(plain((stack) => new RelationalDatabase(stack, 'orders')).terraform.data).toBeUndefined();
  });
});

test.each(['proxy.acme.example:3128', 'socks5://proxy.acme.example', 'http://clerk:hunter2@proxy.acme.example:3128'])('"%s" is refused as a proxy, and not repeated', (http) => {
  const message = refusal(() => Target.kubernetes({ proxy: { http } }));
  expect(message).toContain('Write scheme, host and port');
  expect(message).not.toContain('hunter2');
});
