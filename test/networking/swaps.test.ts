import { Driver } from '../../src/core';
import { CertificateIssuerDrivers } from '../../src/networking/certificate-issuer-drivers';
import { GatewayDrivers } from '../../src/networking/gateway-drivers';
import { Template } from '../../src/testing/template';
import { WebService } from '../../src/web/web-service';
import { cloud, listAt, textAt } from '../support/synth';
import { expectSound } from '../support/sound';
import { ACME, exposed, ownResources, SomeLogin } from './support';

const GATEWAYS: [string, Driver][] = [
  ['Envoy Gateway', GatewayDrivers.envoyGateway()],
  ['Traefik', GatewayDrivers.traefik()],
  ['an existing Gateway', GatewayDrivers.existing({ gatewayName: 'edge', namespaceName: 'infra' })],
];
const ISSUERS: [string, Driver][] = [
  ['an authority of its own', CertificateIssuerDrivers.ownAuthority()],
  ['ACME', CertificateIssuerDrivers.acme({ email: 'it@acme.example' })],
  ['self-signed certificates', CertificateIssuerDrivers.selfSigned()],
  ['an existing issuer', CertificateIssuerDrivers.existing({ issuerName: 'corporate' })],
];

function platform(drivers: Driver[], login = false): Template {
  return cloud((stack) => {
    const shop: WebService = exposed(stack, 'shop', 'shop.acme.example');
    if (login) {
      shop.requireLogin(new SomeLogin(stack), { groups: ['staff'] });
    }
  }, { ...ACME, drivers });
}

describe.each(GATEWAYS)('with %s', (_, driver) => {
  const reference = platform([GatewayDrivers.envoyGateway()]);
  const template = platform([driver]);

  test('the platform is sound', () => expectSound(template));

  test('a consumer\'s own resources are the same', () => {
    expect(ownResources(template, 'shop')).toHaveLength(2);
    expect(ownResources(template, 'shop')).toStrictEqual(ownResources(reference, 'shop'));
  });

  test('a consumer\'s network policy differs in who may come in, and in nothing else', () => {
    const policy = (of: Template) => JSON.stringify({ ...of.networkPolicy('shop'), spec: { ...(of.networkPolicy('shop').spec as object), ingress: [] } });
    expect(policy(template)).toBe(policy(reference));
  });

  test('addresses of consumers and of their routes are the same', () => {
    const own = (of: Template) => of.addresses.filter((address) => /\.(shop_|platform_routes-)/.test(address));
    expect(own(template)).toStrictEqual(own(reference));
    expect(own(template).length).toBeGreaterThan(2);
  });
});

test('a login leaves a consumer as it is, whichever gateway asks for it', () => {
  const [envoy, traefik] = [platform([GatewayDrivers.envoyGateway()], true), platform([GatewayDrivers.traefik()], true)];
  expect(ownResources(envoy, 'shop')).toStrictEqual(ownResources(traefik, 'shop'));
});

describe.each(ISSUERS)('with %s', (_, driver) => {
  test('a consumer and its route are the same but for the listener it attaches to', () => {
    const [template, reference] = [platform([driver]), platform([CertificateIssuerDrivers.ownAuthority()])];
    const route = (of: Template) => JSON.stringify(of.object('HTTPRoute', 'shop.acme.example')).replace(/"sectionName":"[^"]*"/, '');
    expectSound(template);
    expect(ownResources(template, 'shop')).toStrictEqual(ownResources(reference, 'shop'));
    expect(route(template)).toBe(route(reference));
    expect(listAt(template.object('Gateway', 'gateway'), 'spec', 'listeners').map((listener) => textAt(listener, 'protocol'))).toStrictEqual(['HTTP', 'HTTPS']);
  });
});
