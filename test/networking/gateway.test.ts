import { CloudStack, EdgeKind, Target } from '../../src/core';
import { CertificateIssuerDrivers } from '../../src/networking/certificate-issuer-drivers';
import { Gateway } from '../../src/networking/gateway';
import { GatewayDrivers } from '../../src/networking/gateway-drivers';
import { Workspace } from '../../src/tenancy/workspace';
import { Template } from '../../src/testing/template';
import { cloud, listAt, objectAt, plain, refusal, synth, textAt, textsAt } from '../support/synth';
import { expectSound } from '../support/sound';
import { ACME, Build, exposed, policyLines } from './support';

function listeners(template: Template, gateway = 'gateway'): string[] {
  return listAt(template.object('Gateway', gateway), 'spec', 'listeners').map((listener) => textAt(listener, 'name'));
}

function edges(template: Template, kind: EdgeKind): string[] {
  const all = template.platform.edges as { kind: string; from: string; to: string; ports: number[] }[];
  return all.filter((edge) => edge.kind === (kind as string)).map((edge) => `${edge.from} -> ${edge.to} ${edge.ports.join(',')}`);
}

describe('a route', () => {
  const template = cloud((stack) => exposed(stack, 'shop', 'shop.acme.example'), ACME);

  test('is sound, with everything that comes with it', () => expectSound(template));

  test('leads from the host to the Service, through the listener that takes the host', () => {
    const { spec } = template.object('HTTPRoute', 'shop.acme.example');
    expect(spec).toMatchObject({
      hostnames: ['shop.acme.example'],
      parentRefs: [{ name: 'gateway', namespace: 'acme-gateway', sectionName: 'wildcard.acme.example' }],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'shop', port: 80 }] }],
    });
  });

  test('has its Gateway in a namespace of the platform\'s', () => {
    expect(textAt(template.object('Gateway', 'gateway'), 'metadata', 'namespace')).toBe('acme-gateway');
    expect(textAt(template.object('HTTPRoute', 'shop.acme.example'), 'metadata', 'namespace')).toBe('acme');
  });

  test('lets the gateway in on the container\'s port, and nobody else', () => {
    const rules = policyLines(template, 'shop', 'ingress');
    expect(rules).toHaveLength(1);
    expect(rules[0]).toContain('"gateway.envoyproxy.io/owning-gateway-name":"gateway"');
    expect(rules[0]).toContain('"kubernetes.io/metadata.name":"envoy-gateway-system"');
    expect(rules[0]).toContain('"8080"');
  });

  test('is an edge of the graph, and so is the way in from outside', () => {
    expect(edges(template, EdgeKind.EXPOSURE)).toStrictEqual([
      'acme/platform/gateway/gateway -> acme/shop 8080',
      'outside the cluster -> acme/platform/gateway/gateway 10080,10443',
    ]);
  });

  test('waits for the definitions of its kind', () => {
    const routes = template.release('gateway-routes');
    expect(template.waitsFor(routes.address)).toContain(template.release('envoy-gateway').address);
  });

  test('is redirected to from plain HTTP', () => {
    const { spec } = template.object('HTTPRoute', 'gateway-redirect');
    expect(spec).toMatchObject({
      parentRefs: [{ sectionName: 'http' }],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    });
  });

  test('works in a plain stack', () => {
    const alone = plain((stack) => exposed(stack, 'shop', 'shop.acme.example'));
    expect(listeners(alone)).toStrictEqual(['http', 'shop.acme.example']);
    expectSound(alone);
  });
});

describe('listeners', () => {
  const build: Build = (stack) => {
    exposed(stack, 'shop', 'shop.acme.example');
    exposed(stack, 'blog', 'blog.acme.example');
    exposed(stack, 'deep', 'a.b.acme.example');
    exposed(stack, 'other', 'www.other.example');
  };

  test('are shared by hosts one label below the platform\'s domain, where wildcards are issued', () => {
    const template = cloud(build, ACME);
    expect(listeners(template)).toStrictEqual(['http', 'a.b.acme.example', 'wildcard.acme.example', 'www.other.example']);
    const names = template.objectsOfKind('Certificate').flatMap((certificate) => textsAt(certificate, 'spec', 'dnsNames'));
    expect(names).toStrictEqual(['a.b.acme.example', '*.acme.example', 'www.other.example']);
  });

  test('are one for each host, where they are not', () => {
    const template = cloud(build, { ...ACME, drivers: [CertificateIssuerDrivers.acme({ email: 'it@acme.example' })] });
    expect(listeners(template)).toStrictEqual(['http', 'a.b.acme.example', 'blog.acme.example', 'shop.acme.example', 'www.other.example']);
  });

  test('each end TLS with a certificate that is asked for', () => {
    const template = cloud(build, ACME);
    const secrets = template.objectsOfKind('Certificate').map((certificate) => textAt(certificate, 'spec', 'secretName'));
    const references = listAt(template.object('Gateway', 'gateway'), 'spec', 'listeners').slice(1)
      .map((listener) => textAt(listAt(listener, 'tls', 'certificateRefs')[0], 'name'));
    expect(references).toHaveLength(3);
    expect(secrets).toStrictEqual(expect.arrayContaining(references));
  });

  test('let routes of exposed namespaces attach, and no others', () => {
    const template = cloud((stack) => {
      exposed(new Workspace(stack, 'sales'), 'shop', 'shop.acme.example');
      exposed(new Workspace(stack, 'press'), 'blog', 'blog.acme.example');
      exposed(new Workspace(stack, 'elsewhere'), 'other', 'www.other.example');
    }, ACME);
    const allowed = Object.fromEntries(listAt(template.object('Gateway', 'gateway'), 'spec', 'listeners').slice(1).map((listener) => [
      textAt(listener, 'name'), textsAt(listAt(listener, 'allowedRoutes', 'namespaces', 'selector', 'matchExpressions')[0], 'values'),
    ]));
    expect(allowed).toStrictEqual({ 'wildcard.acme.example': ['press', 'sales'], 'www.other.example': ['elsewhere'] });
  });

  test('fails where one Gateway would get more than 64', () => {
    const message = refusal(() => cloud((stack) => {
      for (let index = 0; index < 64; index++) {
        exposed(stack, `shop-${index}`, `www.shop-${index}.example`);
      }
    }));
    expect(message).toMatch(/acme\/shop-63 .*www\.shop-63\.example is one too many.*wildcard.*second gateway/);
  });

  test('sixty-three hosts fit', () => {
    const template = cloud((stack) => {
      for (let index = 0; index < 63; index++) {
        exposed(stack, `shop-${index}`, `www.shop-${index}.example`);
      }
    });
    expect(listeners(template)).toHaveLength(64);
    expectSound(template);
  });
});

describe('the routes of a namespace', () => {
  const shop: Build = (stack) => exposed(stack, 'shop', 'shop.acme.example');
  const blog: Build = (stack) => exposed(stack, 'blog', 'blog.acme.example', '/news');

  test('share one release, at the same address whoever came first', () => {
    const one = cloud((stack) => { shop(stack); blog(stack); }, ACME);
    const other = cloud((stack) => { blog(stack); shop(stack); }, ACME);
    expect(one.files).toStrictEqual(other.files);
    expect(one.releases.filter(({ releaseName }) => releaseName === 'gateway-routes').map(({ address }) => address))
      .toStrictEqual([expect.stringMatching(/^helm_release\.platform_routes-acme_release_/)]);
  });

  test('are named after host and path', () => {
    const template = cloud((stack) => { shop(stack); blog(stack); }, ACME);
    expect(template.objectsOfKind('HTTPRoute').map((route) => textAt(route, 'metadata', 'name')))
      .toStrictEqual(['gateway-redirect', 'blog.acme.example-news', 'shop.acme.example']);
  });

  test('are another release in another workspace', () => {
    const template = cloud((stack) => {
      exposed(new Workspace(stack, 'sales'), 'shop', 'shop.acme.example');
      exposed(new Workspace(stack, 'press'), 'blog', 'blog.acme.example');
    }, ACME);
    expect(template.releases.filter(({ releaseName }) => releaseName === 'gateway-routes').map(({ namespaceName }) => namespaceName).sort()).toStrictEqual(['press', 'sales']);
  });
});

describe('two owners of one name', () => {
  test('fails where a host and path are routed twice, naming both', () => {
    expect(refusal(() => cloud((stack) => {
      exposed(stack, 'shop', 'www.acme.example');
      exposed(stack, 'blog', 'www.acme.example');
    }, ACME))).toMatch(/acme\/blog \(WebService\): https:\/\/www\.acme\.example is routed to acme\/shop \(WebService\) already/);
  });

  test('fails where two gateways claim one host, naming both gateways', () => {
    expect(refusal(() => cloud((stack) => {
      const second = new Gateway(stack, 'second');
      exposed(stack, 'shop', 'www.acme.example');
      exposed(stack, 'blog', 'blog.acme.example').expose('www.acme.example', { path: '/blog', gateway: second });
    }, ACME))).toMatch(/acme\/blog .*www\.acme\.example is behind acme\/platform\/gateway\/gateway \(Gateway\) already, for acme\/shop/);
  });

  test('is none where the paths differ', () => {
    const template = cloud((stack) => {
      exposed(stack, 'shop', 'www.acme.example');
      exposed(stack, 'blog', 'www.acme.example', '/blog/');
    }, ACME);
    expect(template.object('HTTPRoute', 'www.acme.example-blog').spec).toMatchObject({ rules: [{ matches: [{ path: { value: '/blog' } }] }] });
  });

  test('is none where each gateway has hosts of its own', () => {
    const template = cloud((stack) => {
      const second = new Gateway(stack, 'second');
      const shop = exposed(stack, 'shop', 'shop.acme.example');
      shop.expose('shop.other.example', { gateway: second });
    }, ACME);
    expect(listeners(template)).toStrictEqual(['http', 'wildcard.acme.example']);
    expect(listeners(template, 'second')).toStrictEqual(['http', 'shop.other.example']);
    expectSound(template);
  });
});

describe('bad input', () => {
  test.each([
    ['a scheme', 'https://shop.acme.example'], ['a port', 'shop.acme.example:443'], ['a path', 'shop.acme.example/x'], ['capitals', 'Shop.acme.example'],
    ['one label', 'shop'], ['an address', '10.1.2.3'], ['an underscore', 'my_shop.acme.example'], ['a wildcard', '*.acme.example'], ['nothing', ''],
  ])('fails where the host has %s', (_, host) => {
    expect(refusal(() => cloud((stack) => exposed(stack, 'shop', host), ACME))).toMatch(/acme\/shop .*is not a host name.*such as shop\.acme\.example/);
  });

  test.each(['api', '//api', '/a b', '/a?b', '/a//b', '/ä'])('fails where the path is "%s"', (path) => {
    expect(refusal(() => cloud((stack) => exposed(stack, 'shop', 'shop.acme.example', path), ACME))).toMatch(/path ".*" cannot be routed.*such as \/api/);
  });

  test('fails where an override of the EnvoyProxy would break the wiring', () => {
    expect(refusal(() => cloud((stack) => {
      const gateway = new Gateway(stack, 'edge', { overrides: { provider: { type: 'Host' } } });
      exposed(stack, 'shop', 'shop.acme.example').expose('www.other.example', { gateway });
    }, ACME))).toMatch(/provider\.type.*would break the wiring/);
  });

  test('fails where somebody binds a gateway', () => {
    expect(refusal(() => cloud((stack) => exposed(stack, 'shop', 'shop.acme.example').bind(new Gateway(stack, 'edge'))))).toMatch(/cannot bind a gateway.*Expose/);
  });
});

describe('drivers', () => {
  test('Envoy Gateway runs as many Envoys as the size says, restricted, from the mirror, behind an annotated Service', () => {
    const template = cloud((stack) => exposed(stack, 'shop', 'shop.acme.example'), {
      ...ACME, target: Target.eks({ imageMirror: 'registry.acme.example/mirror', imagePullSecrets: ['pull'] }), size: 'large' as never,
    });
    expect(objectAt(template.object('EnvoyProxy', 'gateway'), 'spec', 'provider', 'kubernetes')).toMatchObject({
      envoyDeployment: {
        replicas: 3,
        container: { image: 'registry.acme.example/mirror/envoyproxy/envoy:distroless-v1.39.0', securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true } },
        pod: { imagePullSecrets: [{ name: 'pull' }] },
      },
      envoyService: { type: 'LoadBalancer', annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' } },
    });
    expect(template.release('envoy-gateway').values).toMatchObject({
      deployment: { envoyGateway: { image: { repository: 'registry.acme.example/mirror/envoyproxy/gateway' } } },
      config: { envoyGateway: { provider: { kubernetes: { shutdownManager: { image: 'registry.acme.example/mirror/envoyproxy/gateway:v1.9.0' } } } } },
    });
    expectSound(template);
  });

  test('Traefik takes listeners on the ports of its entry points, once the definitions are there', () => {
    const template = cloud((stack) => exposed(stack, 'shop', 'shop.acme.example'), { ...ACME, drivers: [GatewayDrivers.traefik()] });
    expectSound(template);
    expect(listAt(template.object('Gateway', 'gateway'), 'spec', 'listeners').map((listener) => objectAt(listener).port)).toStrictEqual([8000, 8443]);
    expect(template.waitsFor(template.release('traefik').address)).toContain(template.release('gateway-api').address);
    expect(policyLines(template, 'shop', 'ingress')[0]).toContain('"app.kubernetes.io/instance":"traefik"');
  });

  test('Traefik finds definitions that are there', () => {
    const template = cloud((stack) => exposed(stack, 'shop', 'shop.acme.example'), {
      ...ACME, target: Target.k3s({ installed: [{ name: 'gateway-api' }] }), drivers: [GatewayDrivers.traefik()],
    });
    expect(template.releases.map(({ releaseName }) => releaseName)).not.toContain('gateway-api');
  });

  test('an existing Gateway gets routes, and neither listeners nor certificates', () => {
    const template = cloud((stack) => exposed(stack, 'shop', 'shop.acme.example'), {
      ...ACME, drivers: [GatewayDrivers.existing({ gatewayName: 'edge', namespaceName: 'infra', listenerName: 'https' })],
    });
    expect(template.objects.map(({ kind }) => kind)).toStrictEqual(['HTTPRoute']);
    expect(template.object('HTTPRoute', 'shop.acme.example').spec).toMatchObject({ parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: 'https' }] });
    expect(policyLines(template, 'shop', 'ingress')[0]).toContain('"kubernetes.io/metadata.name":"infra"');
    expectSound(template);
  });

  test('fails where the name of an existing Gateway cannot be one', () => {
    expect(refusal(() => GatewayDrivers.existing({ gatewayName: 'infra/edge', namespaceName: 'infra' }))).toMatch(/gatewayName "infra\/edge" is not a name/);
  });

  test.each([['Envoy Gateway', GatewayDrivers.envoyGateway(), 1], ['Traefik', GatewayDrivers.traefik(), 1]])('%s comes once, with one class, for two gateways', (_, driver, count) => {
    const template = cloud((stack) => {
      const second = new Gateway(stack, 'second');
      exposed(stack, 'shop', 'shop.acme.example').expose('shop.other.example', { gateway: second });
    }, { ...ACME, drivers: [driver] });
    expect(template.objectsOfKind('GatewayClass')).toHaveLength(count);
    expect(template.charts.filter(({ releaseName }) => releaseName === driver.manifest.product)).toHaveLength(count);
    expectSound(template);
  });
});

describe('a stack upon a foundation', () => {
  const built = synth((app) => {
    const foundation = new CloudStack(app, 'base', ACME);
    Gateway.of(foundation);
    const above = new CloudStack(app, 'apps', { ...ACME, foundation: foundation.platform });
    exposed(above, 'shop', 'shop.acme.example');
  });

  test('owns routes only; listeners are the foundation\'s', () => {
    expect(built.apps.objects.map(({ kind }) => kind)).toStrictEqual(['HTTPRoute']);
    expect(built.apps.charts).toStrictEqual([]);
    expect(listeners(built.base)).toStrictEqual(['http', 'wildcard.acme.example']);
  });

  test('lets the foundation\'s gateway in, and the gateway out to it', () => {
    expect(policyLines(built.apps, 'shop', 'ingress')[0]).toContain('owning-gateway-name');
    expect(policyLines(built.base, 'base-gateway-gateway', 'egress').join()).toContain('"kubernetes.io/metadata.name":"apps"');
  });

  test('names no address of the foundation\'s', () => {
    expect(built.apps.release('gateway-routes').dependsOn.every((address) => built.apps.addresses.includes(address))).toBe(true);
  });

  test('fails where the foundation has no gateway, with the line to add', () => {
    expect(refusal(() => synth((app) => {
      const foundation = new CloudStack(app, 'base', ACME);
      exposed(new CloudStack(app, 'apps', { ...ACME, foundation: foundation.platform }), 'shop', 'shop.acme.example');
    }))).toMatch(/has no gateway.*networking\.Gateway\.of\(stack\)/);
  });
});
