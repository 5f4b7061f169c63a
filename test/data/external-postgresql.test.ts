import { CloudStack, Credentials } from '../../src/core';
import { ExternalPostgresqlOptions } from '../../src/data/drivers/external-postgresql';
import { RelationalDatabase } from '../../src/data/relational-database';
import { RelationalDatabaseDrivers } from '../../src/data/relational-database-drivers';
import { cloud, listAt, refusal } from '../support/synth';
import { environmentOf, shop } from './consumers';

function orders(options: Partial<ExternalPostgresqlOptions> = {}) {
  const driver = RelationalDatabaseDrivers.external({ host: 'db.acme.example', credentials: Credentials.fromSecret('orders-db'), ...options });
  return (stack: CloudStack) => shop(stack, 'shop', new RelationalDatabase(stack, 'orders', { driver }));
}

test('an existing database is bound with the credentials that exist, and nothing is installed', () => {
  const template = cloud(orders({ port: 6432, databaseName: 'erp' }));
  expect(environmentOf(template, 'shop')).toMatchObject({
    ORDERS_HOST: 'db.acme.example', ORDERS_PORT: '6432', ORDERS_DATABASE: 'erp', ORDERS_USERNAME: 'orders-db/username', ORDERS_PASSWORD: 'orders-db/password',
  });
  expect(template.releases).toStrictEqual([]);
});

test('its network edge goes to the addresses that are given', () => {
  const egress = JSON.stringify(listAt(cloud(orders({ addresses: ['10.2.0.7/32', '2001:db8::/64'] })).networkPolicy('shop'), 'spec', 'egress'));
  expect(egress).toContain('{"ip_block":{"cidr":"10.2.0.7/32"}},{"ip_block":{"cidr":"2001:db8::/64"}}');
  expect(egress).not.toContain('0.0.0.0/0');
});

test.each(['10.2.0.7', '2001:db8::7', 'localhost', 'db'])('the host may be %s', (host) => {
  expect(environmentOf(cloud(orders({ host })), 'shop').ORDERS_HOST).toBe(host);
});

describe('fails where', () => {
  test.each(['https://db.acme.example', 'db.acme.example:5432', 'db.acme.example/orders', 'user@db', '', 'db..example'])('the host is "%s"', (host) => {
    expect(refusal(() => cloud(orders({ host })))).toContain(`the host "${host}" of the external driver is not a host name or an address`);
  });

  test.each([0, 65536, 5432.5, -1])('the port is %d', (port) => {
    expect(refusal(() => cloud(orders({ port })))).toContain(`the port ${port}`);
  });

  test.each(['10.2.0.7', '10.2.0.7/33', '10.2.0/24', 'db.acme.example/32', '10.2.0.0/16/8', '::1/129', '10.2.0.256/32', '10.0.0.0/'])('an address block is "%s"', (block) => {
    expect(refusal(() => cloud(orders({ addresses: [block] })))).toContain(`"${block}" is not an address block`);
  });
});
