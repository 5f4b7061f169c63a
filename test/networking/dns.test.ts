import { CloudStack, Credentials, Target } from '../../src/core';
import { CertificateIssuerDrivers } from '../../src/networking/certificate-issuer-drivers';
import { DnsDriver } from '../../src/networking/contracts/dns';
import { Dns } from '../../src/networking/dns';
import { DnsDrivers } from '../../src/networking/dns-drivers';
import { Dns01Solver } from '../../src/networking/drivers/cert-manager/dns01-solver';
import { DnsPolicy } from '../../src/networking/drivers/external-dns';
import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { Template } from '../../src/testing/template';
import { cloud, listAt, objectAt, refusal, textAt, textsAt } from '../support/synth';
import { expectSound } from '../support/sound';
import { ACME, exposed, networkObjects, ownResources, policyLines } from './support';

function withDns(driver?: DnsDriver): Template {
  return cloud((stack) => {
    exposed(stack, 'shop', 'shop.acme.example');
    exposed(stack, 'other', 'www.other.example');
    if (driver !== undefined) {
      new Dns(stack, 'dns', { driver });
    }
  }, ACME);
}

function notes(template: Template, type: string): string[] {
  return listAt(template.platform, 'components').filter((component) => textAt(component, 'type') === type).flatMap((component) => textsAt(component, 'notes'));
}

const CLOUDFLARE = DnsDrivers.externalDns({ provider: 'cloudflare', credentials: Credentials.fromSecret('dns', { passwordKey: 'token' }) });

describe('ExternalDNS', () => {
  const template = withDns(CLOUDFLARE);
  const { values } = template.release('dns');

  test('is sound', () => expectSound(template));

  // kubernetes-sigs/external-dns: charts/external-dns/templates/clusterrole.yaml @ 2bf1bf8 names a ClusterRole after the release's full name.
  test('two platforms of a cluster share no cluster-wide name', () => {
    expect(values.fullnameOverride).toBe('acme-dns');
    const [readiness] = (template.platform.components as { name: string; readiness: { name: string }[] }[]).filter(({ name }) => name === 'dns').flatMap((component) => component.readiness);
    expect(readiness.name).toBe('acme-dns');
  });

  test('reads routes, writes below the platform\'s domain only, and marks its records', () => {
    expect(values).toMatchObject({
      provider: { name: 'cloudflare' }, sources: ['crd', 'gateway-httproute'], domainFilters: ['acme.example'], registry: 'txt', txtOwnerId: 'acme-dns', policy: 'sync',
    });
  });

  // helm/helm: pkg/action/validate.go, setMetadataVisitor @ v4.1: Helm puts itself into managed-by of every object that it installs.
  test('knows the platform\'s routes by a label that Helm leaves alone', () => {
    const label = textAt(values, 'labelFilter');
    expect(label).not.toContain('app.kubernetes.io/managed-by');
    const routes = template.objectsOfKind('HTTPRoute');
    expect(routes.length).toBeGreaterThan(1);
    expect(routes.map((route) => Object.keys(objectAt(route, 'metadata', 'labels')).includes(label))).toStrictEqual(routes.map(() => true));
  });

  test('gets its credentials by name', () => {
    expect(listAt(values, 'env')).toStrictEqual([{ name: 'CF_API_TOKEN', valueFrom: { secretKeyRef: { name: 'dns', key: 'token' } } }]);
  });

  test('waits for the definitions of the routes it reads', () => {
    expect(template.waitsFor(template.release('dns').address)).toContain(template.release('envoy-gateway').address);
  });

  test('reaches the API server and the zone\'s API, and nothing reaches it', () => {
    expect(policyLines(template, 'dns', 'egress').join()).toContain('"443"');
    expect(policyLines(template, 'dns', 'ingress')).toStrictEqual([]);
  });

  test('leaves to do only what is outside its domains', () => {
    expect(notes(template, 'Gateway').join()).toMatch(/To do: DNS records for www\.other\.example, leading/);
    expect(notes(template, 'Gateway').join()).not.toContain('shop.acme.example');
  });

  test('takes two-part credentials, plain settings, a policy and ports', () => {
    const other = withDns(DnsDrivers.externalDns({
      provider: 'rfc2136',
      credentials: Credentials.fromSecret('tsig'),
      environment: { EXTERNAL_DNS_RFC2136_HOST: '10.0.0.53' },
      extraArguments: { 'rfc2136-zone': 'acme.example' },
      policy: DnsPolicy.UPSERT_ONLY,
    }));
    expect(other.release('dns').values).toMatchObject({ policy: 'upsert-only', extraArgs: { 'rfc2136-zone': 'acme.example' } });
    expect(listAt(other.release('dns').values, 'env').map((variable) => textAt(variable, 'name')))
      .toStrictEqual(['EXTERNAL_DNS_RFC2136_HOST', 'EXTERNAL_DNS_RFC2136_TSIG_KEYNAME', 'EXTERNAL_DNS_RFC2136_TSIG_SECRET']);
    expect(policyLines(other, 'dns', 'egress').join()).toMatch(/"53".*"UDP"/);
    expectSound(other);
  });

  test('fetches a token from the store, and no user name beside it', () => {
    const template = cloud((stack) => {
      exposed(stack, 'shop', 'shop.acme.example');
      new Dns(stack, 'dns', { driver: DnsDrivers.externalDns({ provider: 'cloudflare', credentials: Credentials.fromStore('dns/cloudflare', { passwordKey: 'token' }) }) });
    }, {
      ...ACME,
      drivers: [
        SecretStoreDrivers.openBao(),
        CertificateIssuerDrivers.acme({ email: 'it@acme.example', dns01: Dns01Solver.cloudflare(Credentials.fromStore('dns/cloudflare', { passwordKey: 'token' })) }),
      ],
    });
    for (const name of ['dns-credentials', 'certificate-issuer-credentials']) {
      const properties = listAt(template.object('ExternalSecret', name), 'spec', 'data').map((item) => textAt(item, 'remoteRef', 'property'));
      expect(new Set(properties)).toStrictEqual(new Set(['token']));
    }
    expectSound(template);
  });

  test('reaches the API through the target\'s proxy, and the API server without it', () => {
    const template = cloud((stack) => {
      exposed(stack, 'shop', 'shop.acme.example');
      new Dns(stack, 'dns', { driver: CLOUDFLARE });
    }, { ...ACME, target: Target.kubernetes({ proxy: { http: 'http://proxy.acme.example:3128' } }) });
    const variables = listAt(template.release('dns').values, 'env');
    expect(variables).toContainEqual({ name: 'HTTPS_PROXY', value: 'http://proxy.acme.example:3128' });
    expect(variables).toContainEqual({ name: 'NO_PROXY', value: 'localhost,127.0.0.1,.svc,.svc.cluster.local,$(KUBERNETES_SERVICE_HOST)' });
    expect(policyLines(template, 'dns', 'egress').join()).toContain('"3128"');
    expectSound(template);
  });

  test('uses the pods\' identity where no credentials are given', () => {
    expect(withDns(DnsDrivers.externalDns({ provider: 'google' })).release('dns').values).toMatchObject({ env: [] });
  });

  test.each([
    ['a provider that cannot be one', { provider: 'Cloud Flare' }, /provider "Cloud Flare" is not one/],
    ['credentials for an unknown provider', { provider: 'acme', credentials: Credentials.fromSecret('dns') }, /Set passwordVariable.*aws, civo, cloudflare/],
    ['a secret in plain text', { provider: 'cloudflare', environment: { CF_API_TOKEN: 'abcdefghijklmnopqrstuvwx0123456789' } }, /environment\.CF_API_TOKEN holds a secret in plain text/],
  ])('fails with %s', (_, options, message) => {
    expect(refusal(() => DnsDrivers.externalDns(options))).toMatch(message);
  });

  test('fails where an override would break the wiring', () => {
    expect(refusal(() => cloud((stack) => new Dns(stack, 'dns', { driver: CLOUDFLARE, overrides: { txtOwnerId: 'other' } })))).toMatch(/txtOwnerId.*would break the wiring/);
  });
});

describe('records kept by hand', () => {
  test('are listed, and nothing runs', () => {
    const template = withDns(DnsDrivers.manual());
    expect(notes(template, 'Dns')).toStrictEqual([
      expect.stringMatching(/^To do: a record for shop\.acme\.example, leading to acme\/platform\/gateway\/gateway/),
      expect.stringMatching(/^To do: a record for www\.other\.example/),
    ]);
    expect(template.charts.map(({ releaseName }) => releaseName).sort()).toStrictEqual(['cert-manager', 'envoy-gateway']);
  });

  test('are listed by the gateway where there is no DNS at all', () => {
    expect(notes(withDns(), 'Gateway').join()).toMatch(/To do: DNS records for shop\.acme\.example, www\.other\.example/);
  });
});

test('exposing stays the same whoever writes the records', () => {
  const [by, without] = [withDns(CLOUDFLARE), withDns()];
  expect(ownResources(by, 'shop')).toStrictEqual(ownResources(without, 'shop'));
  expect(networkObjects(by)).toStrictEqual(networkObjects(without));
});

test('fails where a domain is not one', () => {
  expect(refusal(() => cloud((stack: CloudStack) => new Dns(stack, 'dns', { domains: ['.acme.example'] })))).toMatch(/"\.acme\.example" is not a domain/);
});

test('names the domains in what it demands', () => {
  const template = withDns(CLOUDFLARE);
  const document = listAt(template.platform, 'components').find((component) => textAt(component, 'type') === 'Dns');
  expect(objectAt(document, 'demands')).toStrictEqual({ domains: ['acme.example'] });
});
