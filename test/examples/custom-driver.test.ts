import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RelationalDatabase } from '../../src/data/relational-database';
import { PostgresService } from '../../examples/typescript/custom-driver/src';
import { cloud, listAt, valueAt } from '../support/synth';
// The example's own tests: the conformance suite of the contract.
import '../../examples/typescript/custom-driver/test/postgres-service.test';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'typescript', 'custom-driver');

test('the example imports nothing but public packages and its own files', () => {
  const files = ['src', 'test'].flatMap((folder) => readdirSync(join(EXAMPLE, folder)).map((file) => readFileSync(join(EXAMPLE, folder, file), 'utf8')));
  const imports = files.flatMap((text) => [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name));
  expect([...new Set(imports)].filter((name) => !name.startsWith('./') && name !== '../src').sort()).toStrictEqual(['@quanttide/cloud', 'cdktf', 'constructs']);
});

test('a driver that the library never heard of is chosen for a whole platform', () => {
  const template = cloud((stack) => new RelationalDatabase(stack, 'orders', { extensions: ['pgcrypto'] }), { drivers: [new PostgresService()] });
  expect(template.object('PostgresInstance', 'orders')).toMatchObject({ spec: { database: 'orders', owner: 'orders', extensions: ['pgcrypto'], replicas: 1 } });
  expect(listAt(template.platform, 'components').map((component) => valueAt(component, 'driver', 'product'))).toStrictEqual(['acme-postgres-service']);
});
