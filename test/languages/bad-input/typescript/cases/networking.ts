import { accounts, Credentials, networking, web } from '@quanttide/cloud';
import { clientDemands, exposeMany } from '../helpers';
import { Mistakes } from './mistakes';

const IMAGE = 'ghcr.io/acme/shop:1.4.2';

export const NETWORKING: Mistakes = {
  'a host with a scheme': (acme) => new web.WebService(acme, 'shop', { image: IMAGE, hosts: ['https://shop.acme.example'] }),
  'a path without a slash': (acme) => {
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    shop.expose('shop.acme.example', { path: 'api' });
  },
  'one host twice': (acme) => {
    new web.WebService(acme, 'shop', { image: IMAGE, hosts: ['shop.acme.example'] });
    new web.WebService(acme, 'blog', { image: IMAGE, hosts: ['shop.acme.example'] });
  },
  'one host behind two gateways': (acme) => {
    const second = new networking.Gateway(acme, 'second');
    const shop = new web.WebService(acme, 'shop', { image: IMAGE, hosts: ['www.acme.example'] });
    shop.expose('www.acme.example', { path: '/blog', gateway: second });
  },
  'more hosts than a Gateway takes': (acme) => {
    const shop = new web.WebService(acme, 'shop', { image: IMAGE });
    exposeMany(shop, 64);
  },
  'a route that asks for a login twice': (acme) => {
    const gateway = new networking.Gateway(acme, 'edge');
    const provider = new accounts.IdentityProvider(acme, 'login', { host: 'login.acme.example' });
    const client = provider.registerClient(acme, { clientId: 'shop', namespaceName: 'acme', secretName: 'shop-login' }, clientDemands('', ''));
    const route = gateway.addRoute(acme, { host: 'shop.acme.example', namespaceName: 'acme', serviceName: 'shop', servicePort: 80, targetPort: 8080 });
    route.requireLogin({ provider, client, groups: [] });
    route.requireLogin({ provider, client, groups: [] });
  },
  'a gateway that is bound': (acme) => {
    const gateway = new networking.Gateway(acme, 'edge');
    new web.WebService(acme, 'shop', { image: IMAGE, binds: [gateway] });
  },
  'an existing gateway of no name': () => networking.GatewayDrivers.existing({ gatewayName: 'infra/edge', namespaceName: 'infra' }),
  'an existing issuer of no name': () => networking.CertificateIssuerDrivers.existing({ issuerName: 'My Issuer' }),
  'an issuer that is bound': (acme) => {
    const issuer = new networking.CertificateIssuer(acme, 'issuer');
    new web.WebService(acme, 'shop', { image: IMAGE, binds: [issuer] });
  },
  'a certificate without a host': (acme) => {
    const issuer = new networking.CertificateIssuer(acme, 'issuer');
    issuer.certificate({ namespaceName: 'acme', secretName: 'shop', hosts: [] });
  },
  'a certificate for no host name': (acme) => {
    const issuer = new networking.CertificateIssuer(acme, 'issuer');
    issuer.certificate({ namespaceName: 'acme', secretName: 'shop', hosts: ['shop'] });
  },
  'an authority without an address to write to': () => networking.CertificateIssuerDrivers.acme({ email: 'acme.example' }),
  'an authority without https': () => networking.CertificateIssuerDrivers.acme({ email: 'it@acme.example', server: 'http://ca.acme.example' }),
  'an authority whose bundle is not encoded': () => networking.CertificateIssuerDrivers.acme({ email: 'it@acme.example', caBundle: '-----BEGIN CERTIFICATE-----' }),
  'a webhook without a name': () => networking.Dns01Solver.webhook({ groupName: '', solverName: 'dns' }),
  'a domain with a dot in front': (acme) => new networking.Dns(acme, 'dns', { domains: ['.acme.example'] }),
  'DNS that is bound': (acme) => {
    const dns = new networking.Dns(acme, 'dns', { domains: ['acme.example'], driver: networking.DnsDrivers.manual() });
    new web.WebService(acme, 'shop', { image: IMAGE, binds: [dns] });
  },
  'a provider of DNS with a space': () => networking.DnsDrivers.externalDns({ provider: 'Cloud Flare' }),
  'a provider of DNS whose variables are not known': () => networking.DnsDrivers.externalDns({ provider: 'acme', credentials: Credentials.fromSecret('dns') }),
  'a secret in the environment of DNS': () => networking.DnsDrivers.externalDns({ provider: 'cloudflare', environment: { CF_API_TOKEN: 'hunter2' } }),
};
