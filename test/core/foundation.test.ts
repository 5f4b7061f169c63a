import { IdentityProvider } from '../../src/accounts/identity-provider';
import { CloudStack } from '../../src/core/cloud-stack';
import { RelationalDatabase } from '../../src/data/relational-database';
import { Gateway } from '../../src/networking/gateway';
import { SecretStore } from '../../src/secrets/secret-store';
import { Template } from '../../src/testing/template';
import { WebService } from '../../src/web/web-service';
import { synth, textAt } from '../support/synth';

const ACME = { domain: 'acme.example' };

/** Rules of a network policy, as text. */
function rules(template: Template, policy: string, direction: 'egress' | 'ingress'): string {
  const spec = template.networkPolicy(policy).spec as Record<string, unknown>;
  return JSON.stringify(spec[direction]);
}

/** Addresses that something waits for, and that are not in its stack. */
function dangling(template: Template): string[] {
  const known = new Set(template.addresses);
  return template.resourceTypes.flatMap((type) => Object.values(template.resources(type)))
    .flatMap((resource) => (resource as { depends_on?: string[] }).depends_on ?? [])
    .filter((address) => !known.has(address));
}

describe('a stack upon a foundation', () => {
  const { base, apps } = synth((app) => {
    const foundation = new CloudStack(app, 'base', ACME);
    SecretStore.of(foundation);
    Gateway.of(foundation);
    const shared = new RelationalDatabase(foundation, 'shared');
    const login = new IdentityProvider(foundation, 'login');
    const above = new CloudStack(app, 'apps', { ...ACME, foundation: foundation.platform });
    const own = new RelationalDatabase(above, 'own');
    const shop = new WebService(above, 'shop', { image: 'ghcr.io/acme/shop:1.4.2' });
    shop.bind(own);
    shop.bind(shared);
    shop.bind(login);
    shop.expose('shop.acme.example');
    shop.requireLogin(login);
  });

  test('lets the foundation\'s operator reach the instances made above it', () => {
    expect(rules(base, 'cloudnative-pg', 'egress')).toContain('"cnpg.io/cluster":"own"');
    expect(rules(apps, 'own', 'ingress')).toContain('cnpg-system');
  });

  test('is let in by the foundation\'s providers that it binds', () => {
    expect(rules(base, 'shared', 'ingress')).toContain('"app.kubernetes.io/instance":"shop"');
    expect(rules(base, 'login', 'ingress')).toContain('"app.kubernetes.io/instance":"shop"');
    expect(rules(apps, 'shop', 'egress')).toContain('"cnpg.io/cluster":"shared"');
  });

  test('has copies of the foundation\'s Secrets made by itself, where its namespaces are', () => {
    const copies = ({ objects }: Template): string[] => objects.filter(({ kind }) => kind === 'ExternalSecret').map((object) => textAt(object, 'metadata', 'namespace'));
    expect(copies(base)).not.toContain('apps');
    expect(copies(apps)).toContain('apps');
    expect(base.releases.map(({ namespaceName }) => namespaceName)).not.toContain('apps');
  });

  test('waits for nothing that is not in it', () => {
    expect(dangling(apps)).toStrictEqual([]);
    expect(dangling(base)).toStrictEqual([]);
  });
});
