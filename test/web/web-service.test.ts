import { Construct } from 'constructs';
import { IdentityProvider } from '../../src/accounts/identity-provider';
import { Credentials, ImagePullPolicy, Size, Target } from '../../src/core';
import { RelationalDatabase } from '../../src/data/relational-database';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { Workspace } from '../../src/tenancy/workspace';
import { Probe } from '../../src/web/probe';
import { SecretValue } from '../../src/web/secret-value';
import { WebService, WebServiceProps } from '../../src/web/web-service';
import { cloud, listAt, objectAt, plain, refusal, textAt, valueAt } from '../support/synth';
import { expectSound } from '../support/sound';

const IMAGE = 'ghcr.io/acme/shop:1.4.2';

function shop(scope: Construct, props: Partial<WebServiceProps> = {}): WebService {
  return new WebService(scope, 'shop', { image: IMAGE, ...props });
}

function container(template: ReturnType<typeof cloud>, name = 'shop'): Record<string, unknown> {
  return listAt(template.named('kubernetes_deployment_v1', name), 'spec', 'template', 'spec', 'container')[0] as Record<string, unknown>;
}

function variables(template: ReturnType<typeof cloud>, name = 'shop'): Record<string, unknown> {
  const list = (container(template, name).env ?? []) as Record<string, unknown>[];
  return Object.fromEntries(list.map((variable) => [variable.name, variable.value ?? valueAt(variable, 'value_from', 'secret_key_ref')])) as Record<string, unknown>;
}

describe('WebService', () => {
  it('works alone in a plain stack', () => {
    const template = plain((stack) => shop(stack));
    expect(template.resourceTypes).toStrictEqual(['kubernetes_deployment_v1', 'kubernetes_namespace_v1', 'kubernetes_network_policy_v1', 'kubernetes_service_v1']);
    expectSound(template);
  });

  it('is the same with its bindings and hosts as props and as calls', () => {
    const byCalls = cloud((stack) => {
      const service = shop(stack);
      service.bind(new RelationalDatabase(stack, 'orders'));
      service.expose('shop.acme.example');
    });
    const byProps = cloud((stack) => {
      shop(stack, { binds: [new RelationalDatabase(stack, 'orders')], hosts: ['shop.acme.example'] });
    });
    expect([byProps.terraform, byProps.platform]).toStrictEqual([byCalls.terraform, byCalls.platform]);
    expect(variables(byProps)).toHaveProperty('ORDERS_HOST');
    expect(JSON.stringify(byProps.terraform)).toContain('shop.acme.example');
  });

  it('runs restricted, read-only and without a service-account token', () => {
    const template = cloud((stack) => shop(stack));
    const pod = objectAt(template.named('kubernetes_deployment_v1', 'shop'), 'spec', 'template', 'spec');
    expect(pod.automount_service_account_token).toBe(false);
    expect(pod.security_context).toStrictEqual({ run_as_non_root: true, run_as_user: '65532', run_as_group: '65532', seccomp_profile: { type: 'RuntimeDefault' } });
    expect(container(template).security_context).toStrictEqual({
      allow_privilege_escalation: false, read_only_root_filesystem: true, run_as_non_root: true, capabilities: { drop: ['ALL'] },
    });
    expect(container(template).volume_mount).toStrictEqual([{ name: 'writable-0', mount_path: '/tmp' }]);
  });

  it('runs as the user that its image is made for, and never in the group of root', () => {
    const pod = objectAt(cloud((stack) => shop(stack, { user: 1000 })).named('kubernetes_deployment_v1', 'shop'), 'spec', 'template', 'spec');
    expect(pod.security_context).toMatchObject({ run_as_user: '1000', run_as_group: '65532' });
  });

  it.each<[Partial<WebServiceProps>, string[], string[]]>([
    [{}, ['100m', '128Mi', '64Mi'], ['1', '128Mi', '1Gi']],
    [{ cpu: '350m', memory: '1Gi', ephemeralStorage: '4Gi' }, ['350m', '1Gi', '64Mi'], ['1400m', '1Gi', '4Gi']],
    [{ cpu: '2', cpuLimit: '3', ephemeralStorage: '32Mi' }, ['2', '128Mi', '32Mi'], ['3', '128Mi', '32Mi']],
  ])('with %j has an end to all that it uses', (props, requests, limits) => {
    const named = ([cpu, memory, storage]: string[]) => ({ cpu, memory, 'ephemeral-storage': storage });
    expect(container(cloud((stack) => shop(stack, props))).resources).toStrictEqual({ requests: named(requests), limits: named(limits) });
  });

  it.each([[undefined, 'Always'], [ImagePullPolicy.IF_NOT_PRESENT, 'IfNotPresent'], [ImagePullPolicy.NEVER, 'Never']])('with the policy %s of the target pulls its image "%s"', (imagePullPolicy, pulled) => {
    expect(container(cloud((stack) => shop(stack), { target: Target.k3s({ imagePullPolicy }) })).image_pull_policy).toBe(pulled);
  });

  it('puts its instances on different nodes and in different zones, where there are some', () => {
    const podOf = (replicas: number) => objectAt(cloud((stack) => shop(stack, { replicas })).named('kubernetes_deployment_v1', 'shop'), 'spec', 'template', 'spec');
    const [preferred] = listAt(podOf(2), 'affinity', 'pod_anti_affinity', 'preferred_during_scheduling_ignored_during_execution') as Record<string, unknown>[];
    const matching = [{ match_labels: { 'app.kubernetes.io/instance': 'shop' } }];
    expect(preferred).toStrictEqual({ weight: 100, pod_affinity_term: { topology_key: 'kubernetes.io/hostname', label_selector: matching } });
    expect(listAt(podOf(2), 'topology_spread_constraint')).toStrictEqual([{ max_skew: 1, topology_key: 'topology.kubernetes.io/zone', when_unsatisfiable: 'ScheduleAnyway', label_selector: matching }]);
    expect([podOf(1).affinity, podOf(1).topology_spread_constraint]).toStrictEqual([undefined, undefined]);
  });

  it('puts the Service in front of the pods it selects', () => {
    const template = cloud((stack) => shop(stack, { port: 9000 }));
    const service = template.named('kubernetes_service_v1', 'shop');
    expect(valueAt(service, 'spec', 'selector')).toStrictEqual(valueAt(template.named('kubernetes_deployment_v1', 'shop'), 'spec', 'selector', 'match_labels'));
    expect(listAt(service, 'spec', 'port')).toStrictEqual([{ name: 'http', port: 80, target_port: '9000', protocol: 'TCP' }]);
  });

  it('gets a binding as variables, Secret references, network edge and start order', () => {
    const template = cloud((stack) => shop(stack).bind(new RelationalDatabase(stack, 'orders')));
    expect(variables(template)).toStrictEqual({
      ORDERS_TYPE: 'postgresql',
      ORDERS_PROVIDER: 'cloudnative-pg',
      ORDERS_HOST: 'orders-rw.acme.svc',
      ORDERS_PORT: '5432',
      ORDERS_DATABASE: 'orders',
      ORDERS_USERNAME: { name: 'orders-app', key: 'username' },
      ORDERS_PASSWORD: { name: 'orders-app', key: 'password' },
      ORDERS_URI: { name: 'orders-app', key: 'uri' },
    });
    expect(listAt(template.networkPolicy('shop'), 'spec', 'egress')).toHaveLength(1);
    const into = listAt(template.networkPolicy('orders'), 'spec', 'ingress');
    expect(JSON.stringify(into)).toContain('"app.kubernetes.io/instance":"shop"');
    const deployment = template.addresses.find((address) => address.startsWith('kubernetes_deployment_v1.shop'));
    expect(template.waitsFor(deployment ?? '').some((address) => address.startsWith('helm_release.orders'))).toBe(true);
    expectSound(template);
  });

  it('differs by nothing but the binding and the network edge when the driver of its database is swapped', () => {
    const build = (driver?: ReturnType<typeof RelationalDatabaseDrivers.external>) => cloud((stack) => shop(stack).bind(new RelationalDatabase(stack, 'orders', { driver })));
    const own = build();
    const external = build(RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: Credentials.fromSecret('orders-db') }));
    const rest = (template: ReturnType<typeof cloud>) => {
      const deployment: Record<string, unknown> = structuredClone(template.named('kubernetes_deployment_v1', 'shop'));
      const main = listAt(deployment, 'spec', 'template', 'spec', 'container')[0] as Record<string, unknown>;
      main.env = (main.env as { name: string }[]).filter(({ name }) => !name.startsWith('ORDERS_'));
      return [deployment, template.named('kubernetes_service_v1', 'shop')];
    };
    expect(rest(external)).toStrictEqual(rest(own));
    expect(variables(external).ORDERS_HOST).toBe('db.acme.example');
  });

  it('lets two services call each other', () => {
    const template = cloud((stack) => {
      const first = new WebService(stack, 'first', { image: IMAGE });
      const second = new WebService(stack, 'second', { image: IMAGE });
      first.bind(second);
      second.bind(first);
    });
    expect(variables(template, 'first').SECOND_URI).toBe('http://second.acme.svc');
    expect(variables(template, 'second').FIRST_URI).toBe('http://first.acme.svc');
  });

  it('scales by itself and keeps its budget for disruptions', () => {
    const template = cloud((stack) => shop(stack, { autoscaling: { minimum: 3, maximum: 9, targetCpuPercent: 60 } }));
    expect(valueAt(template.named('kubernetes_deployment_v1', 'shop'), 'spec', 'replicas')).toBeUndefined();
    const scaler = objectAt(template.named('kubernetes_horizontal_pod_autoscaler_v2', 'shop'), 'spec');
    expect([scaler.min_replicas, scaler.max_replicas]).toStrictEqual([3, 9]);
    expect(valueAt(template.named('kubernetes_pod_disruption_budget_v1', 'shop'), 'spec', 'max_unavailable')).toBe('1');
  });

  it.each([[Size.SMALL, '1', 0], [Size.MEDIUM, '2', 1], [Size.LARGE, '3', 1]])('runs as many instances as the size %s says', (size, replicas, budgets) => {
    const template = cloud((stack) => shop(stack), { size });
    expect(valueAt(template.named('kubernetes_deployment_v1', 'shop'), 'spec', 'replicas')).toBe(replicas);
    expect(Object.keys(template.resources('kubernetes_pod_disruption_budget_v1'))).toHaveLength(budgets);
  });

  it('asks by HTTP or command when told to', () => {
    const template = cloud((stack) => shop(stack, { readiness: Probe.http('/ready', { periodSeconds: 5 }), liveness: Probe.command(['true']) }));
    expect(container(template).readiness_probe).toStrictEqual({ http_get: { path: '/ready', port: '8080' }, period_seconds: 5, timeout_seconds: 3, failure_threshold: 3 });
    expect(valueAt(container(template), 'liveness_probe', 'exec', 'command')).toStrictEqual(['true']);
  });

  it('reads secret variables from Secrets by name', () => {
    const template = cloud((stack) => shop(stack, { secrets: { PAYMENT_TOKEN: SecretValue.fromSecret('payment', 'token') } }));
    expect(variables(template).PAYMENT_TOKEN).toStrictEqual({ name: 'payment', key: 'token' });
  });

  it('pulls from the mirror, through the proxy, and trusts the site', () => {
    const template = cloud((stack) => shop(stack), {
      target: Target.k3s({
        imageMirror: 'registry.acme.example/mirror',
        imagePullSecrets: ['pull'],
        proxy: { http: 'http://proxy.acme.example:3128', noProxy: ['.acme.example'] },
        caBundle: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      }),
    });
    expect(container(template).image).toBe('registry.acme.example/mirror/acme/shop:1.4.2');
    expect(variables(template)).toMatchObject({
      HTTPS_PROXY: 'http://proxy.acme.example:3128',
      NO_PROXY: 'localhost,127.0.0.1,.svc,.svc.cluster.local,$(KUBERNETES_SERVICE_HOST),.acme.example',
      SSL_CERT_DIR: '/etc/ssl/certs:/etc/quanttide/trust',
      NODE_EXTRA_CA_CERTS: '/etc/quanttide/trust/site.crt',
    });
    expect(textAt(template.named('kubernetes_config_map_v1', 'site-authorities'), 'data', 'ca.crt')).toContain('BEGIN CERTIFICATE');
  });

  it('reaches a host outside only when told to, by its addresses where they are known', () => {
    const template = cloud((stack) => {
      const service = shop(stack);
      service.allowEgress('api.example.org', { addresses: ['198.51.100.7/32'] });
      service.allowEgress('smtp.example.org', { ports: [587] });
    });
    expect(listAt(template.networkPolicy('shop'), 'spec', 'egress')).toStrictEqual([
      { to: [{ ip_block: { cidr: '0.0.0.0/0' } }, { ip_block: { cidr: '::/0' } }], ports: [{ port: '587', protocol: 'TCP' }] },
      { to: [{ ip_block: { cidr: '198.51.100.7/32' } }], ports: [{ port: '443', protocol: 'TCP' }] },
    ]);
    const edges = (template.platform.edges as { kind: string; to: string; open?: boolean }[]).filter(({ kind }) => kind === 'egress');
    expect(edges.map(({ to, open }) => [to, open])).toStrictEqual([['api.example.org', undefined], ['smtp.example.org', true]]);
  });

  it('reaches the proxy, where there is one, only when it is told to reach a host outside', () => {
    const target = Target.k3s({ proxy: { http: 'http://proxy.acme.example:3128', https: 'http://proxy.acme.example' } });
    const ports = (build: (service: WebService) => void) => listAt(cloud((stack) => build(shop(stack)), { target }).networkPolicy('shop'), 'spec', 'egress').flatMap((rule) => listAt(rule, 'ports').map((port) => textAt(port, 'port')));
    expect(ports(() => undefined)).toStrictEqual([]);
    expect(ports((service) => service.allowEgress('api.example.org', { addresses: ['198.51.100.7/32'] }))).toStrictEqual(['80', '3128', '443']);
  });

  it.each<[string, object, RegExp]>([
    ['a port that is none', { ports: [0] }, /the ports \[0\] of api\.example\.org cannot be used/],
    ['an address without its length', { addresses: ['198.51.100.7'] }, /"198\.51\.100\.7" is not an address block/],
  ])('fails on egress to %s', (_what, options, message) => {
    expect(refusal(() => cloud((stack) => shop(stack).allowEgress('api.example.org', options)))).toMatch(message);
  });

  it.each(['https://api.example.org', 'api.example.org/v1', 'api.example.org:443'])('fails on egress to "%s", which is more than a host', (host) => {
    expect(refusal(() => cloud((stack) => shop(stack).allowEgress(host)))).toContain(`"${host}" is not a host. Write it without scheme, port and path`);
  });

  it.each(['--password=hunter2', '--api-key=hunter2', 'postgres://app:hunter2@db/app'])('fails on the argument %s, without repeating it', (argument) => {
    const message = refusal(() => cloud((stack) => new WebService(stack, 'shop', { image: IMAGE, args: ['serve', argument] })));
    expect(message).toContain('args[1] holds a secret in plain text');
    expect(message).not.toContain('hunter2');
  });

  it.each(['--password=$(PASSWORD)', '--password-file=/run/password', '--verbose'])('takes the argument %s', (argument) => {
    expect(() => cloud((stack) => new WebService(stack, 'shop', { image: IMAGE, args: [argument] }))).not.toThrow();
  });

  it('fails on memory in thousandths of a byte, with what was meant', () => {
    expect(refusal(() => cloud((stack) => new WebService(stack, 'shop', { image: IMAGE, memory: '512m' })))).toContain('memory: "512m" is thousandths of a byte. Write "512Mi"');
  });

  it('starts after the Secrets that are fetched for it', () => {
    const template = cloud((stack) => shop(stack, { secrets: { PAYMENT_TOKEN: SecretValue.fromStore('apps/shop', 'token') } }), { drivers: [SecretStoreDrivers.openBao()] });
    const deployment = template.addresses.find((address) => address.startsWith('kubernetes_deployment_v1.shop')) ?? '';
    expect(template.waitsFor(deployment).some((address) => address.startsWith('helm_release.shop_secrets'))).toBe(true);
    expectSound(template);
  });

  it('that calls the issuer is given the platform\'s own authority, as a file that every language can be told of', () => {
    const template = cloud((stack) => shop(stack).bind(new IdentityProvider(stack, 'login')), { domain: 'acme.example' });
    expect(variables(template)).toMatchObject({
      LOGIN_ISSUER: 'https://login.acme.example/realms/acme',
      LOGIN_CERTIFICATES: '/etc/quanttide/trust/login.crt',
      NODE_EXTRA_CA_CERTS: '/etc/quanttide/trust/login.crt',
      SSL_CERT_DIR: '/etc/ssl/certs:/etc/quanttide/trust',
    });
    const volumes = listAt(template.named('kubernetes_deployment_v1', 'shop'), 'spec', 'template', 'spec', 'volume') as Record<string, unknown>[];
    const [{ sources }] = volumes.find(({ name }) => name === 'trust')?.projected as { sources: object[] }[];
    expect(sources).toStrictEqual([{ secret: [{ name: 'acme-authority', items: [{ key: 'ca.crt', path: 'login.crt' }] }] }]);
    expect(container(template).volume_mount).toContainEqual({ name: 'trust', mount_path: '/etc/quanttide/trust', read_only: true });
    const copy = template.object('ExternalSecret', 'acme-authority') as { metadata: { namespace: string }; spec: { data: { secretKey: string }[] } };
    expect(copy.metadata.namespace).toBe('acme');
    expect(copy.spec.data.map(({ secretKey }) => secretKey)).toStrictEqual(['ca.crt']);
  });

  it('lives in the nearest workspace', () => {
    const template = cloud((stack) => shop(new Workspace(stack, 'team')));
    expect(textAt(template.named('kubernetes_deployment_v1', 'shop'), 'metadata', 'namespace')).toBe('team');
  });

  describe('fails', () => {
    it.each<[string, Partial<WebServiceProps>, RegExp]>([
      ['an image that is no reference', { image: 'not an image' }, /"not an image" is not an image reference/],
      ['an image without a version', { image: 'ghcr.io/acme/shop' }, /names no fixed version/],
      ['an image at latest', { image: 'ghcr.io/acme/shop:latest' }, /names no fixed version/],
      ['a port of root', { port: 80 }, /the port 80 cannot be used/],
      ['a CPU quantity that does not parse', { cpu: 'lots' }, /cpu: "lots" is not a quantity/],
      ['a secret in plain text', { environment: { DB_PASSWORD: 'hunter2' } }, /environment\.DB_PASSWORD holds a secret in plain text/],
      ['credentials in an address', { environment: { DB: 'postgres://u:p@h/db' } }, /environment\.DB holds a secret in plain text/],
      ['a variable with a dash', { environment: { 'A-B': '1' } }, /"A-B" is not the name of an environment variable/],
      ['replicas and autoscaling together', { replicas: 2, autoscaling: { maximum: 3 } }, /both given/],
      ['a maximum below the minimum', { autoscaling: { minimum: 5, maximum: 3 } }, /below the minimum/],
      ['a CPU limit below the request', { cpu: '500m', cpuLimit: '250m' }, /cpuLimit 250m is less than the 500m that cpu requests/],
      ['no room for a log', { ephemeralStorage: '0' }, /ephemeralStorage is 0/],
      ['thousandths of a byte', { ephemeralStorage: '512m' }, /thousandths of a byte/],
      ['root', { user: 0 }, /nothing runs as root/],
      ['half an instance', { replicas: 1.5 }, /replicas 1\.5 is not a number of instances/],
      ['a name Kubernetes refuses', { componentName: 'My_Shop' }, /componentName "My_Shop" is not a name Kubernetes accepts.*"my-shop"/],
    ])('on %s', (_what, props, message) => {
      expect(refusal(() => cloud((stack) => shop(stack, props)))).toMatch(message);
    });

    it('does not repeat a secret it refuses', () => {
      expect(refusal(() => cloud((stack) => shop(stack, { environment: { DB_PASSWORD: 'hunter2' } })))).not.toContain('hunter2');
    });

    it('on two bindings with one prefix', () => {
      expect(refusal(() => cloud((stack) => {
        const service = shop(stack);
        service.bind(new RelationalDatabase(stack, 'orders'));
        service.bind(new RelationalDatabase(stack, 'other'), { prefix: 'ORDERS' });
      }))).toMatch(/would both set ORDERS_… variables/);
    });
  });
});
