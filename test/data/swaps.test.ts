import { CloudStack, Credentials } from '../../src/core';
import { Bucket } from '../../src/data/bucket';
import { Cache } from '../../src/data/cache';
import { CacheDrivers } from '../../src/data/cache-drivers';
import { ObjectStore } from '../../src/data/object-store';
import { ObjectStoreDrivers } from '../../src/data/object-store-drivers';
import { RelationalDatabase } from '../../src/data/relational-database';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { Template } from '../../src/testing/template';
import { cloud, listAt, objectAt, textAt } from '../support/synth';
import { shop } from './consumers';

const credentials = Credentials.fromSecret('existing');

/** A consumer of what is swapped, with every driver there is. */
const SWAPS: Record<string, Record<string, (stack: CloudStack) => unknown>> = {
  RelationalDatabase: {
    'cloudnative-pg': (stack) => shop(stack, 'shop', new RelationalDatabase(stack, 'store', { driver: RelationalDatabaseDrivers.cloudNativePg() })),
    'external': (stack) => shop(stack, 'shop', new RelationalDatabase(stack, 'store', { driver: RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials }) })),
  },
  Bucket: {
    seaweedfs: (stack) => shop(stack, 'shop', new Bucket(stack, 'store', { store: new ObjectStore(stack, 'files', { driver: ObjectStoreDrivers.seaweedFs() }) })),
    external: (stack) => shop(stack, 'shop', new Bucket(stack, 'store', {
      store: new ObjectStore(stack, 'files', { driver: ObjectStoreDrivers.external({ host: 's3.acme.example', buckets: ['store'], credentials }) }),
    })),
  },
  Cache: {
    valkey: (stack) => shop(stack, 'shop', new Cache(stack, 'store', { driver: CacheDrivers.valkey() })),
    external: (stack) => shop(stack, 'shop', new Cache(stack, 'store', { driver: CacheDrivers.external({ host: 'redis.acme.example', credentials }) })),
  },
};

/** The consumer's resources, without the binding it reads and its network policy. */
function consumer(template: Template): unknown {
  const own = template.addresses.filter((address) => address.includes('.shop_') && !address.includes('network-policy'));
  return Object.fromEntries(own.map((address) => [address, JSON.parse(JSON.stringify(template.resource(address), withoutBinding)) as unknown]));
}

function withoutBinding(key: string, value: unknown): unknown {
  return key === 'env' && Array.isArray(value) ? value.filter((variable) => !textAt(variable, 'name').startsWith('STORE_')) : value;
}

function bindingKeys(template: Template): string[] {
  const container = listAt(template.named('kubernetes_deployment_v1', 'shop'), 'spec', 'template', 'spec', 'container')[0];
  return listAt(container, 'env').map((variable) => textAt(variable, 'name')).filter((name) => name.startsWith('STORE_') && name !== 'STORE_URI');
}

function policyWithoutEgress(template: Template): unknown {
  const policy = template.networkPolicy('shop');
  return { ...policy, spec: { ...objectAt(policy, 'spec'), egress: undefined } };
}

describe.each(Object.entries(SWAPS))('a consumer of %s', (_, drivers) => {
  const templates = Object.entries(drivers).map(([product, build]) => ({ product, template: cloud(build) }));
  const pairs = templates.flatMap((one) => templates.filter((other) => other !== one).map((other) => [one.product, other.product, one.template, other.template] as const));

  test.each(pairs)('stays the same from %s to %s, but for the binding it reads and its network edge', (_from, _to, one, other) => {
    expect(consumer(one)).toStrictEqual(consumer(other));
    expect(bindingKeys(one)).toStrictEqual(bindingKeys(other));
    expect(policyWithoutEgress(one)).toStrictEqual(policyWithoutEgress(other));
  });

  test.each(pairs)('has resources to compare, and a binding that differs, from %s to %s', (_from, _to, one, other) => {
    expect(Object.keys(consumer(one) as object).length).toBeGreaterThan(1);
    expect(bindingKeys(one).length).toBeGreaterThan(3);
    expect(one.named('kubernetes_deployment_v1', 'shop')).not.toStrictEqual(other.named('kubernetes_deployment_v1', 'shop'));
  });
});
