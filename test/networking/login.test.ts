import { Construct } from 'constructs';
import { CloudStack, EdgeKind } from '../../src/core';
import { GatewayDriver, IRoute } from '../../src/networking/contracts/gateway';
import { Gateway } from '../../src/networking/gateway';
import { GatewayDrivers } from '../../src/networking/gateway-drivers';
import { Template } from '../../src/testing/template';
import { cloud, listAt, objectAt, refusal, textAt } from '../support/synth';
import { expectSound } from '../support/sound';
import { ACME, policyLines, protect, SomeLogin } from './support';

/** A route of a component without a Deployment: what is looked at is the gateway's. */
function route(stack: CloudStack, path?: string): IRoute {
  return Gateway.of(stack).addRoute(new Construct(stack, `shop${path ?? ''}`.replace('/', '-')), {
    host: 'shop.acme.example', path, serviceName: 'shop', servicePort: 80, targetPort: 8080, namespaceName: 'acme',
  });
}

function withLogin(driver: GatewayDriver, groups: string[] = [], secretKey?: string, path?: string): Template {
  return cloud((stack) => protect(route(stack, path), new SomeLogin(stack, secretKey), 'acme', groups), { ...ACME, drivers: [driver] });
}

function logins(template: Template): string[] {
  const all = template.platform.edges as { kind: string; from: string; to: string; ports: number[] }[];
  return all.filter(({ kind }) => kind === (EdgeKind.LOGIN as string)).map((edge) => `${edge.from} -> ${edge.to} ${edge.ports.join(',')}`);
}

describe.each([['Envoy Gateway', GatewayDrivers.envoyGateway()], ['Traefik', GatewayDrivers.traefik()]])('a login by %s', (_, driver) => {
  test('is sound, with groups and without', () => {
    expectSound(withLogin(driver));
    expectSound(withLogin(driver, ['staff', 'board']));
  });

  test('comes back to the same address, under https', () => {
    const addresses: string[] = [];
    cloud((stack) => addresses.push(route(stack).redirectUri, route(stack, '/admin').redirectUri), { ...ACME, drivers: [driver] });
    expect(addresses).toStrictEqual(['https://shop.acme.example/oauth2/callback', 'https://shop.acme.example/admin/oauth2/callback']);
  });

  test('holds no secret, and reaches the provider inside the cluster', () => {
    const template = withLogin(driver);
    expect(policyLines(template, 'login', 'ingress').join()).toContain('"8080"');
    expect(Object.values(template.files).join()).not.toMatch(/clientSecret: ?"?[A-Za-z0-9]{16}/);
  });

  test('fails where it is asked for twice', () => {
    expect(refusal(() => cloud((stack) => {
      const login = new SomeLogin(stack);
      const shop = route(stack);
      protect(shop, login, 'acme');
      protect(shop, login, 'acme');
    }, { ...ACME, drivers: [driver] }))).toMatch(/asks for a login already/);
  });
});

describe('Envoy Gateway', () => {
  const template = withLogin(GatewayDrivers.envoyGateway(), ['staff', 'board']);
  const policy = objectAt(template.object('SecurityPolicy', 'shop.acme.example'), 'spec');

  test('asks by the provider\'s addresses one by one, the token\'s inside the cluster', () => {
    expect(policy.oidc).toMatchObject({
      provider: {
        issuer: 'https://login.acme.example/realms/acme',
        authorizationEndpoint: 'https://login.acme.example/realms/acme/protocol/openid-connect/auth',
        tokenEndpoint: 'http://login.acme.svc:8080/realms/acme/protocol/openid-connect/token',
      },
      clientID: 'shop',
      clientSecret: { name: 'shop-login' },
      redirectURL: 'https://shop.acme.example/oauth2/callback',
      logoutPath: '/oauth2/sign_out',
    });
    expect(policy.targetRefs).toStrictEqual([{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'shop.acme.example' }]);
  });

  test('lets the groups in, by the token whose cookie it sets, and nobody else', () => {
    const cookie = textAt(policy, 'oidc', 'cookieNames', 'idToken');
    expect(policy.jwt).toMatchObject({
      providers: [{
        issuer: 'https://login.acme.example/realms/acme',
        audiences: ['shop'],
        remoteJWKS: { uri: 'http://login.acme.svc:8080/realms/acme/protocol/openid-connect/certs' },
        extractFrom: { cookies: [cookie] },
      }],
    });
    expect(policy.authorization).toMatchObject({
      defaultAction: 'Deny',
      rules: [{ action: 'Allow', principal: { jwt: { claims: [{ name: 'groups', valueType: 'StringArray', values: ['board', 'staff'] }] } } }],
    });
  });

  test('lets everybody in who can sign in, where no group is named', () => {
    const open = objectAt(withLogin(GatewayDrivers.envoyGateway()).object('SecurityPolicy', 'shop.acme.example'), 'spec');
    expect(Object.keys(open).sort()).toStrictEqual(['oidc', 'targetRefs']);
  });

  test('is an edge from the data plane to the provider', () => {
    expect(logins(template)).toStrictEqual(['acme/platform/gateway/gateway -> acme/login 8080']);
    expect(policyLines(template, 'acme-gateway-gateway', 'egress').join()).toContain('"app":"login"');
  });

  test('gets the client secret under the key it looks for, copied inside the cluster', () => {
    const copied = withLogin(GatewayDrivers.envoyGateway(), [], 'secret');
    expect(textAt(copied.object('SecurityPolicy', 'shop.acme.example'), 'spec', 'oidc', 'clientSecret', 'name')).toBe('shop-login-envoy');
    expect(JSON.stringify(copied.objectsOfKind('ExternalSecret'))).toContain('client-secret');
    expect(template.objectsOfKind('ExternalSecret')).toStrictEqual([]);
  });

  test('keeps the logins of two paths of one host apart', () => {
    const both = cloud((stack) => {
      const login = new SomeLogin(stack);
      protect(route(stack), login, 'acme');
      protect(route(stack, '/admin'), login, 'acme', ['board']);
    }, ACME);
    const cookies = both.objectsOfKind('SecurityPolicy').map((object) => textAt(object, 'spec', 'oidc', 'cookieNames', 'idToken'));
    expect(new Set(cookies).size).toBe(2);
    expect(both.objectsOfKind('SecurityPolicy').map((object) => textAt(object, 'spec', 'oidc', 'redirectURL')))
      .toStrictEqual(['https://shop.acme.example/oauth2/callback', 'https://shop.acme.example/admin/oauth2/callback']);
  });
});

describe('Traefik', () => {
  const template = withLogin(GatewayDrivers.traefik(), ['staff', 'board']);
  const release = template.charts.find(({ chart }) => chart === 'oauth2-proxy');
  const name = release?.releaseName ?? '';

  test('asks a proxy of the route\'s own before each request, and leads the login\'s path to it', () => {
    expect(listAt(template.object('HTTPRoute', 'shop.acme.example'), 'spec', 'rules')).toMatchObject([
      { matches: [{ path: { value: '/oauth2' } }], backendRefs: [{ name, port: 80 }] },
      { filters: [{ type: 'ExtensionRef', extensionRef: { kind: 'Middleware', name } }], backendRefs: [{ name: 'shop' }] },
    ]);
    expect(template.object('Middleware', name).spec).toMatchObject({ forwardAuth: { address: `http://${name}.acme.svc:80/` } });
  });

  test('tells the proxy the provider\'s addresses and the groups', () => {
    expect(objectAt(release?.values, 'extraArgs')).toMatchObject({
      'client-id': 'shop',
      'redeem-url': 'http://login.acme.svc:8080/realms/acme/protocol/openid-connect/token',
      'oidc-jwks-url': 'http://login.acme.svc:8080/realms/acme/protocol/openid-connect/certs',
      'redirect-url': 'https://shop.acme.example/oauth2/callback',
      'proxy-prefix': '/oauth2',
      'allowed-group': 'board,staff',
    });
  });

  test('gives the proxy its secrets by name; the cookie\'s is made in the cluster', () => {
    expect(release?.values).toMatchObject({
      config: { existingSecret: expect.stringContaining('-cookie') as string, requiredSecretKeys: ['cookie-secret'] },
      extraEnv: [{ name: 'OAUTH2_PROXY_CLIENT_SECRET', valueFrom: { secretKeyRef: { name: 'shop-login', key: 'client-secret' } } }],
    });
    expect(JSON.stringify(template.objectsOfKind('ExternalSecret'))).toContain('cookie-secret');
  });

  // oauth2-proxy/manifests: helm/oauth2-proxy/Chart.yaml @ fe328b0.
  test('names the proxy\'s image, so that a mirror can have it', () => {
    const images = (template.platform.operators as { name: string; images: string[] }[]).find((operator) => operator.name === 'traefik')?.images;
    expect(images).toStrictEqual(['docker.io/library/traefik:v3.7.11', 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3']);
  });

  test('is two edges: to the proxy, and from it to the provider', () => {
    expect(logins(template)).toStrictEqual(['acme/platform/gateway/gateway -> acme/login 8080', 'acme/platform/gateway/gateway -> acme/shop 4180']);
    expect(policyLines(template, name, 'egress').join()).toContain('"app":"login"');
    expect(policyLines(template, name, 'ingress').join()).toContain('"4180"');
    expect(policyLines(template, 'traefik', 'egress').join()).not.toContain('"app":"login"');
  });
});

describe('an existing Gateway', () => {
  test('fails where a login is asked for, naming the drivers that can', () => {
    expect(refusal(() => withLogin(GatewayDrivers.existing({ gatewayName: 'edge', namespaceName: 'infra' }))))
      .toMatch(/the driver "existing" cannot ask for a login, and a login in front of acme\/shop is asked for\. Drivers that can: envoy-gateway or traefik/);
  });

  test('asks for logins through the driver of the product behind it', () => {
    const template = withLogin(GatewayDrivers.existing({ gatewayName: 'edge', namespaceName: 'infra', login: GatewayDrivers.envoyGateway() }), ['staff']);
    expect(template.objectsOfKind('SecurityPolicy')).toHaveLength(1);
    expect(template.objectsOfKind('Gateway')).toStrictEqual([]);
    expectSound(template);
  });
});
