import { App } from 'cdktf';
import { CloudStack, Credentials, Driver, EdgeKind, Size, Target } from '../../src/core';
import { CertificateIssuer } from '../../src/networking/certificate-issuer';
import { CertificateIssuerDrivers } from '../../src/networking/certificate-issuer-drivers';
import { CertificateIssuers } from '../../src/networking/certificate-issuers';
import { CertificateIssuerCapability } from '../../src/networking/contracts/certificate-issuer';
import { Dns01Solver } from '../../src/networking/drivers/cert-manager/dns01-solver';
import { Gateway } from '../../src/networking/gateway';
import { Template } from '../../src/testing/template';
import { WebService } from '../../src/web/web-service';
import { Workspace } from '../../src/tenancy/workspace';
import { cloud, listAt, objectAt, refusal, synth, textAt } from '../support/synth';
import { expectSound } from '../support/sound';
import { ACME, exposed, policyLines } from './support';

const EMAIL = 'it@acme.example';

function issuing(driver?: Driver): Template {
  return cloud((stack) => exposed(stack, 'shop', 'shop.acme.example'), { ...ACME, drivers: driver === undefined ? [] : [driver] });
}

function acme(template: Template): { [key: string]: unknown } {
  return objectAt(template.object('ClusterIssuer', 'acme-certificate-issuer'), 'spec', 'acme');
}

describe('by default', () => {
  const template = issuing();

  test('an authority is made in the cluster, signed by itself, and signs everything else', () => {
    expect(template.object('Certificate', 'acme-certificate-issuer').spec).toMatchObject({
      isCA: true, secretName: 'acme-certificate-issuer', issuerRef: { kind: 'Issuer', name: 'acme-certificate-issuer' }, privateKey: { rotationPolicy: 'Never' },
    });
    expect(template.object('ClusterIssuer', 'acme-certificate-issuer').spec).toStrictEqual({ ca: { secretName: 'acme-certificate-issuer' } });
    expect(template.object('Certificate', 'gateway-wildcard.acme.example').spec).toMatchObject({ issuerRef: { kind: 'ClusterIssuer', name: 'acme-certificate-issuer' } });
  });

  test('the authority\'s key is in cert-manager\'s namespace, where no application is', () => {
    expect(textAt(template.object('Certificate', 'acme-certificate-issuer'), 'metadata', 'namespace')).toBe('cert-manager');
  });

  test('certificates wait for cert-manager and for the issuer', () => {
    const waits = template.waitsFor(template.release('gateway').address);
    expect(waits).toContain(template.release('cert-manager').address);
    expect(waits).toContain(template.release('acme-certificate-issuer').address);
  });

  test('cert-manager keeps its definitions, and looks at its own webhook before anyone uses it', () => {
    expect(template.release('cert-manager').values).toMatchObject({ crds: { enabled: true, keep: true }, startupapicheck: { enabled: true } });
    expect(template.release('cert-manager').values).not.toHaveProperty('config');
  });

  test('needs no gateway', () => {
    const alone = cloud((stack) => { CertificateIssuer.of(stack); });
    expect(alone.charts.map(({ releaseName }) => releaseName)).toStrictEqual(['cert-manager']);
    expectSound(alone);
  });

  test('runs more than one controller where high availability is asked for', () => {
    const large = cloud((stack) => { CertificateIssuer.of(stack); }, { size: Size.LARGE, target: Target.kubernetes({ imageMirror: 'registry.acme.example' }) });
    expect(large.release('cert-manager').values).toMatchObject({ replicaCount: 2, webhook: { replicaCount: 2 }, imageRegistry: 'registry.acme.example' });
  });

  test.each([[Size.SMALL, 1], [Size.LARGE, 2]])('counts all of its pods at size %s: three Deployments', (size, replicas) => {
    const template = cloud((stack) => { CertificateIssuer.of(stack); }, { size });
    expect(template.release('cert-manager').values).toMatchObject({ replicaCount: replicas, webhook: { replicaCount: replicas }, cainjector: { replicaCount: replicas } });
    expect(template.platform.operators).toMatchObject([{ name: 'cert-manager', footprint: { instances: 3 * replicas } }]);
  });
});

describe('ACME', () => {
  test('proves hosts over HTTP through the gateway, and waits for the definitions of its routes', () => {
    const template = issuing(CertificateIssuerDrivers.acme({ email: EMAIL }));
    expect(acme(template)).toMatchObject({ email: EMAIL, server: 'https://acme-v02.api.letsencrypt.org/directory', privateKeySecretRef: { name: 'acme-certificate-issuer-account' } });
    expect(listAt(acme(template), 'solvers')).toMatchObject([{ http01: { gatewayHTTPRoute: { parentRefs: [{ name: 'gateway', namespace: 'acme-gateway', sectionName: 'http' }] } } }]);
    expect(template.release('cert-manager').values).toMatchObject({ config: { gatewayAPI: { enabled: true } } });
    expect(template.waitsFor(template.release('cert-manager').address)).toContain(template.release('envoy-gateway').address);
    expectSound(template);
  });

  test('is the same whether the issuer or the gateway is asked for first', () => {
    const drivers = [CertificateIssuerDrivers.acme({ email: EMAIL })];
    const one = cloud((stack) => { CertificateIssuer.of(stack); exposed(stack, 'shop', 'shop.acme.example'); }, { ...ACME, drivers });
    const other = cloud((stack) => { exposed(stack, 'shop', 'shop.acme.example'); CertificateIssuer.of(stack); }, { ...ACME, drivers });
    expect(one.files).toStrictEqual(other.files);
  });

  test('lets the gateway reach the pods that answer, and cert-manager look at them first', () => {
    const template = issuing(CertificateIssuerDrivers.acme({ email: EMAIL }));
    expect(policyLines(template, 'certificate-issuer-challenge', 'ingress')).toStrictEqual([expect.stringMatching(/owning-gateway-name.*"8089"/)]);
    expect(policyLines(template, 'acme-gateway-gateway', 'egress').join()).toContain('"acme.cert-manager.io/http01-solver":"true"');
    expect(policyLines(template, 'cert-manager', 'egress').join()).toContain('"10080"');
    const out = (template.platform.edges as { kind: string; to: string; ports: number[] }[]).find(({ to }) => to === 'acme-v02.api.letsencrypt.org');
    expect(out).toMatchObject({ kind: EdgeKind.SYSTEM, ports: [80, 443] });
    expect(policyLines(template, 'cert-manager', 'egress').join()).not.toContain('"53"');
  });

  // cert-manager/cert-manager: pkg/issuer/acme/http/service.go, pkg/issuer/acme/http/pod.go @ v1.21.1.
  test('the pods that answer are pulled like all others, and open no port on the nodes', () => {
    const drivers = [CertificateIssuerDrivers.acme({ email: EMAIL })];
    const template = cloud((stack) => exposed(stack, 'shop', 'shop.acme.example'), { ...ACME, drivers, target: Target.kubernetes({ imagePullSecrets: ['registry'] }) });
    expect(listAt(acme(template), 'solvers')).toMatchObject([{ http01: { gatewayHTTPRoute: { serviceType: 'ClusterIP', podTemplate: { spec: { imagePullSecrets: [{ name: 'registry' }] } } } } }]);
    expectSound(template);
  });

  test('reaches the authority through the target\'s proxy', () => {
    const drivers = [CertificateIssuerDrivers.acme({ email: EMAIL })];
    const template = cloud((stack) => { CertificateIssuer.of(stack); }, { ...ACME, drivers, target: Target.kubernetes({ proxy: { http: 'http://proxy.acme.example:3128' } }) });
    expect(listAt(template.release('cert-manager').values, 'extraEnv')).toContainEqual({ name: 'HTTPS_PROXY', value: 'http://proxy.acme.example:3128' });
    expect(policyLines(template, 'cert-manager', 'egress').join()).toContain('"3128"');
    expectSound(template);
  });

  // cert-manager/cert-manager: pkg/issuer/acme/dns/util/wait.go @ v1.21.1 asks the servers of the zone, not the cluster's DNS.
  test('by DNS, lets cert-manager ask the name servers of the zone', () => {
    const template = issuing(CertificateIssuerDrivers.acme({ email: EMAIL, dns01: Dns01Solver.cloudDns('acme-1') }));
    const [rule] = policyLines(template, 'cert-manager', 'egress').filter((line) => line.includes('"53"'));
    expect(rule).toMatch(/"0\.0\.0\.0\/0"/);
    expect(rule).toMatch(/"53","protocol":"UDP"/);
  });

  test.each([
    ['Cloudflare', Dns01Solver.cloudflare(Credentials.fromSecret('dns', { passwordKey: 'token' })), { cloudflare: { apiTokenSecretRef: { name: 'dns', key: 'token' } } }],
    ['DigitalOcean', Dns01Solver.digitalOcean(Credentials.fromSecret('dns')), { digitalocean: { tokenSecretRef: { name: 'dns', key: 'password' } } }],
    ['Route 53', Dns01Solver.route53({ region: 'eu-central-1', credentials: Credentials.fromSecret('dns') }), { route53: { region: 'eu-central-1', accessKeyIDSecretRef: { name: 'dns', key: 'username' } } }],
    ['Route 53 by identity', Dns01Solver.route53(), { route53: {} }],
    ['Cloud DNS', Dns01Solver.cloudDns('acme-1'), { cloudDNS: { project: 'acme-1' } }],
    ['Azure', Dns01Solver.azure({ subscriptionId: 's', resourceGroupName: 'g', managedIdentityClientId: 'c' }), { azureDNS: { managedIdentity: { clientID: 'c' } } }],
    ['RFC 2136', Dns01Solver.rfc2136({ nameserver: '10.0.0.53', keyName: 'acme', credentials: Credentials.fromSecret('dns') }), { rfc2136: { tsigAlgorithm: 'HMACSHA256' } }],
    ['a webhook', Dns01Solver.webhook({ groupName: 'acme.example', solverName: 'dns', config: { zone: 'acme.example' } }), { webhook: { config: { zone: 'acme.example' } } }],
  ])('proves hosts by DNS with %s, wildcards included', (_, dns01, section) => {
    const template = issuing(CertificateIssuerDrivers.acme({ email: EMAIL, dns01 }));
    expect(listAt(acme(template), 'solvers')).toMatchObject([{ dns01: section }]);
    expect(textAt(template.object('Certificate', 'gateway-wildcard.acme.example'), 'spec', 'secretName')).toBe('gateway-wildcard.acme.example');
    expect(template.release('cert-manager').values).not.toHaveProperty('config');
    expectSound(template);
  });

  test.each([
    ['no address', { email: 'acme.example' }, /email "acme\.example" is not an address/],
    ['a server without https', { email: EMAIL, server: 'http://ca.acme.example' }, /server "http:\/\/ca\.acme\.example" is not the directory/],
    ['a bundle in PEM', { email: EMAIL, caBundle: '-----BEGIN CERTIFICATE-----' }, /base64 encoded/],
  ])('fails with %s', (_, options, message) => {
    expect(refusal(() => CertificateIssuerDrivers.acme(options))).toMatch(message);
  });
});

describe('other issuers', () => {
  test('certificates may sign themselves', () => {
    const template = issuing(CertificateIssuerDrivers.selfSigned());
    expect(template.object('ClusterIssuer', 'acme-certificate-issuer').spec).toStrictEqual({ selfSigned: {} });
    expectSound(template);
  });

  test('an existing one is named, and nothing is installed', () => {
    const template = issuing(CertificateIssuerDrivers.existing({ issuerName: 'corporate', capabilities: [CertificateIssuerCapability.WILDCARD] }));
    expect(template.object('Certificate', 'gateway-wildcard.acme.example').spec).toMatchObject({ issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'corporate' } });
    expect(template.charts.map(({ releaseName }) => releaseName)).toStrictEqual(['envoy-gateway']);
    expectSound(template);
  });

  test('a gateway may have another one than the platform', () => {
    const template = cloud((stack) => {
      const issuer = new CertificateIssuer(stack, 'public', { driver: CertificateIssuerDrivers.existing({ issuerName: 'corporate' }) });
      const gateway = new Gateway(stack, 'edge', { issuer });
      exposed(stack, 'shop', 'shop.acme.example').expose('www.other.example', { gateway });
    }, ACME);
    expect(template.object('Certificate', 'edge-www.other.example').spec).toMatchObject({ issuerRef: { name: 'corporate' } });
    expect(template.object('Certificate', 'gateway-wildcard.acme.example').spec).toMatchObject({ issuerRef: { name: 'acme-certificate-issuer' } });
  });

  test('is the foundation\'s, where there is one', () => {
    const built = synth((app) => {
      const foundation = new CloudStack(app, 'base');
      CertificateIssuer.of(foundation);
      const above = new CloudStack(app, 'apps', { foundation: foundation.platform });
      new Gateway(above, 'edge', { driver: undefined, issuer: CertificateIssuer.of(above) });
      Gateway.of(foundation);
    });
    expect(built.apps.charts).toStrictEqual([]);
    expect(built.base.objectsOfKind('ClusterIssuer')).toHaveLength(1);
  });
});

describe('what a schema lets through', () => {
  const stack = new CloudStack(new App({ stackTraces: false }), 'acme');
  const issuer = CertificateIssuer.of(stack);

  test('fails where a certificate has no name', () => {
    expect(refusal(() => issuer.certificate({ namespaceName: 'acme', secretName: 'shop', hosts: [] }))).toMatch(/the certificate "shop" names no host/);
  });

  test.each(['https://shop.acme.example', 'shop', '*.*.acme.example', 'Shop.acme.example'])('fails where a certificate is for "%s"', (host) => {
    expect(refusal(() => issuer.certificate({ namespaceName: 'acme', secretName: 'shop', hosts: [host] }))).toMatch(/which is not a host name/);
  });

  test('fails where a wildcard cannot be issued, naming who can', () => {
    const proven = CertificateIssuer.of(new CloudStack(new App({ stackTraces: false }), 'acme', { drivers: [CertificateIssuerDrivers.acme({ email: EMAIL })] }));
    expect(refusal(() => proven.certificate({ namespaceName: 'acme', secretName: 'shop', hosts: ['*.acme.example'] })))
      .toMatch(/the driver "acme" cannot issue certificates for wildcards.*Drivers that can: .*own-authority/);
  });

  test('fails where the name of an existing issuer cannot be one', () => {
    expect(refusal(() => CertificateIssuerDrivers.existing({ issuerName: 'My Issuer' }))).toMatch(/"My Issuer" is not the name of an issuer/);
  });
});

describe('trust', () => {
  test('the authority\'s certificate, without its key, is copied to who must trust it', () => {
    const template = cloud((stack) => {
      const service = new WebService(new Workspace(stack, 'sales'), 'shop', { image: 'ghcr.io/acme/shop:1.4.2' });
      expect(new CertificateIssuers(stack).trust(service)).toStrictEqual({ namespaceName: 'sales', secretName: 'acme-authority', key: 'ca.crt' });
    });
    const copy = JSON.stringify(template.objectsOfKind('ExternalSecret').filter((object) => textAt(object, 'metadata', 'namespace') === 'sales'));
    expect(copy).toContain('ca.crt');
    expect(copy).not.toContain('tls.key');
  });

  test('is asked for twice, and copied once', () => {
    const template = cloud((stack) => {
      const sales = new Workspace(stack, 'sales');
      const issuers = new CertificateIssuers(stack);
      ['shop', 'blog'].forEach((id) => issuers.trust(new WebService(sales, id, { image: 'ghcr.io/acme/shop:1.4.2' })));
    });
    expect(template.objectsOfKind('ExternalSecret').filter((object) => textAt(object, 'metadata', 'namespace') === 'sales')).toHaveLength(1);
  });

  test('nothing is to be trusted where everybody does already', () => {
    cloud((stack) => {
      const service = new WebService(stack, 'shop', { image: 'ghcr.io/acme/shop:1.4.2' });
      expect(new CertificateIssuers(stack).trust(service)).toBeUndefined();
    }, { drivers: [CertificateIssuerDrivers.acme({ email: EMAIL, dns01: Dns01Solver.cloudDns('acme-1') })] });
  });
});
