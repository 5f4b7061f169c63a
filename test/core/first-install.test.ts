import { CloudStack } from '../../src/core/cloud-stack';
import { Target } from '../../src/core/target';
import { Cache } from '../../src/data/cache';
import { RelationalDatabase } from '../../src/data/relational-database';
import { WebService } from '../../src/web/web-service';
import { Worker } from '../../src/web/worker';
import { cloud, listAt, refusal, textAt, valueAt } from '../support/synth';

const IMAGE = 'ghcr.io/acme/shop:1.4.2';

function shop(stack: CloudStack): void {
  new RelationalDatabase(stack, 'orders');
  new Cache(stack, 'sessions');
  new WebService(stack, 'shop', { image: IMAGE }).expose('shop.acme.example');
  new Worker(stack, 'mailer', { image: IMAGE });
}

describe('a first install that fails', () => {
  const template = cloud(shop, { domain: 'acme.example' });
  const releases = template.releases.map(({ address }) => template.resource(address));

  test('is upgraded by the next apply, whatever the release: nothing is uninstalled on the way', () => {
    expect(releases.length).toBeGreaterThan(6);
    expect(releases.map((release) => [release.upgrade_install, release.atomic, release.cleanup_on_fail, release.replace])).toStrictEqual(releases.map(() => [true, undefined, undefined, undefined]));
  });

  test('keeps no fix of the local chart away: its version is named, and follows its content', () => {
    const [, written] = /^version: (.*)$/m.exec(Object.entries(template.files).find(([path]) => path.endsWith('charts/custom-resources/Chart.yaml'))?.[1] ?? '') ?? [];
    const local = releases.filter(({ chart }) => String(chart).includes('custom-resources'));
    expect(written).toMatch(/^1\.0\.0-[0-9a-f]+$/);
    expect(local.length).toBeGreaterThan(2);
    expect([...new Set(local.map(({ version }) => version))]).toStrictEqual([written]);
  });
});

describe('how long an apply waits for a product', () => {
  const timeouts = (target?: Target) => {
    const template = cloud(shop, { domain: 'acme.example', target });
    const charts = template.charts.map(({ address }) => valueAt(template.resource(address), 'timeout'));
    return { charts: [...new Set(charts)], rollouts: ['shop', 'mailer'].map((name) => template.named('kubernetes_deployment_v1', name).timeouts) };
  };

  test('is ten minutes', () => {
    expect(timeouts()).toStrictEqual({ charts: [600], rollouts: [undefined, undefined] });
  });

  test('is what the target says', () => {
    expect(timeouts(Target.kubernetes({ readyTimeoutSeconds: 1800 }))).toStrictEqual({ charts: [1800], rollouts: [{ create: '1800s', update: '1800s' }, { create: '1800s', update: '1800s' }] });
  });

  test.each([0, -1, 1.5, Number.NaN])('fails for %d seconds', (readyTimeoutSeconds) => {
    expect(refusal(() => Target.kubernetes({ readyTimeoutSeconds }))).toContain(`readyTimeoutSeconds ${readyTimeoutSeconds} is not a time. Write a whole number of seconds above 0`);
  });
});

describe('operators', () => {
  const operators = (target?: Target) => listAt(cloud(shop, { domain: 'acme.example', target }).platform, 'operators') as Record<string, unknown>[];

  test('say how to ask whether they are ready, in their own namespace', () => {
    const asked = operators().map((operator) => [textAt(operator, 'name'), listAt(operator, 'readiness').map((question) => `${textAt(question, 'kind')} ${textAt(question, 'namespaceName')}/${textAt(question, 'name')}`)]);
    expect(Object.fromEntries(asked)).toMatchObject({
      'cert-manager': ['cert-manager', 'cert-manager-webhook', 'cert-manager-cainjector'].map((name) => `Deployment cert-manager/${name}`),
      'cloudnative-pg': ['Deployment cnpg-system/cloudnative-pg'],
      'envoy-gateway': ['Deployment envoy-gateway-system/envoy-gateway'],
    });
  });

  test('of somebody else are not ours to ask', () => {
    const found = operators(Target.kubernetes({ installed: [{ name: 'cloudnative-pg' }] })).find(({ name }) => name === 'cloudnative-pg');
    expect(found).toMatchObject({ owned: false });
    expect(found).not.toHaveProperty('readiness');
  });
});
