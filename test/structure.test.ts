import { join } from 'node:path';
import { busyIndexes, circularImports, forbiddenImports, longFiles, misnamedFiles } from './support/source-rules';
import { readSources, SourceTree } from './support/source-tree';

const ROOT = join(__dirname, '..');
const library = readSources(ROOT, ['src', 'blueprints'], ['.ts']);
const everything = readSources(
  ROOT,
  ['src', 'blueprints', 'cli', 'test', 'scripts', 'examples', '.ci'],
  ['.ts', '.mjs', '.js', '.py', '.java', '.go', '.cs', '/run'],
);

function tree(files: Record<string, string>): SourceTree {
  return new Map(Object.entries(files));
}

test('there are sources to check', () => {
  expect(library.size).toBeGreaterThan(0);
  expect(everything.size).toBeGreaterThan(library.size);
});

describe('imports follow the layers of the architecture', () => {
  test('in the sources', () => {
    expect(forbiddenImports(library)).toStrictEqual([]);
  });

  test.each([
    ['core imports a contract', 'src/core/a.ts', "import { X } from '../data/contract';"],
    ['a contract imports a component', 'src/data/contract.ts', "import type { X } from './object-store';"],
    ['a contract imports a driver', 'src/data/contracts/cache.ts', "import { X } from '../drivers/valkey';"],
    ['a component imports a driver of another domain', 'src/accounts/realm.ts', "import { X } from '../data/drivers/valkey';"],
    ['a driver imports another driver', 'src/data/drivers/minio.ts', "import { X } from './valkey';"],
    ['a driver imports the facts of another', 'src/data/drivers/minio.ts', "import { X } from './valkey.facts';"],
    ['a driver imports a driver of another domain', 'src/accounts/drivers/casdoor.ts', "import { X } from '../../data/drivers/valkey';"],
    ['a driver imports a component', 'src/data/drivers/minio.ts', "import { X } from '../object-store';"],
    ['a component imports a blueprint', 'src/data/object-store.ts', "import { X } from '../../blueprints/private-cloud/blueprint';"],
    ['sky imports a contract', 'src/sky/placement.ts', "import { X } from '../data/contract';"],
    ['a policy imports a component', 'src/policy/rules/a.ts', "import { X } from '../../data/object-store';"],
    ['a component imports the top index', 'src/data/object-store.ts', "import { X } from '..';"],
    ['a blueprint imports the top index', 'blueprints/private-cloud/blueprint.ts', "import { X } from '../../src';"],
    ['a component imports a domain index', 'src/data/object-store.ts', "import { X } from '../accounts';"],
    ['a component exports a driver of another domain', 'src/accounts/realm.ts', "export * from '../data/drivers/valkey';"],
    ['a component loads a driver of another domain late', 'src/accounts/realm.ts', "const x = import('../data/drivers/valkey');"],
  ])('fails where %s', (_, file, text) => {
    expect(forbiddenImports(tree({ ...SAMPLE, [file]: text }))).toHaveLength(1);
  });

  test('allows what the layers allow', () => {
    expect(forbiddenImports(tree(SAMPLE))).toStrictEqual([]);
  });

  const SAMPLE = {
    'blueprints/private-cloud/blueprint.ts': "import { Cache } from '../../src/data/cache'; import { Valkey } from '../../src/data/drivers/valkey';",
    'src/accounts/contract.ts': "import { ICache } from '../data/contracts/cache';",
    'src/accounts/drivers/keycloak.ts': "import { IIdentityProvider } from '../contract'; import { ICache } from '../../data/contracts/cache';",
    'src/accounts/index.ts': "export * from './contract'; export * from './drivers/keycloak';",
    'src/core/errors.ts': '',
    'src/core/index.ts': "export * from './errors';",
    'src/data/cache.ts': "import { ICache } from './contracts/cache'; import { Valkey } from './drivers/valkey';",
    'src/data/contract.ts': '',
    'src/data/contracts/cache.ts': "import { ValidationError } from '../../core/errors';",
    'src/data/drivers/valkey.facts.ts': '',
    'src/data/drivers/valkey.ts': "import { FACTS } from './valkey.facts'; import { ICache } from '../contracts/cache';",
    'src/data/object-store.ts': "import { ValidationError } from '../core';",
    'src/index.ts': "export * as accounts from './accounts';",
  };
});

describe('no circular imports', () => {
  test('in the sources', () => {
    expect(circularImports(library)).toStrictEqual([]);
  });

  test('fails where two files need each other at run time', () => {
    const files = { 'src/core/a.ts': "import { b } from './b'; export const a = b;", 'src/core/b.ts': "import { a } from './a'; export const b = a;" };
    expect(circularImports(tree(files))).toStrictEqual(['src/core/a.ts -> src/core/b.ts -> src/core/a.ts']);
  });

  test('allows a circle of types', () => {
    const files = { 'src/core/a.ts': "import { B } from './b'; export interface A { b: B }", 'src/core/b.ts': "import { A } from './a'; export class B { a?: A }" };
    expect(circularImports(tree(files))).toStrictEqual([]);
  });
});

describe('files are short', () => {
  test('in the whole project', () => {
    expect(longFiles(everything)).toStrictEqual([]);
  });

  test('fails where a file has more than 400 lines', () => {
    expect(longFiles(tree({ 'src/core/a.ts': '\n'.repeat(400) + 'x', 'src/core/b.ts': 'x\n'.repeat(400) }))).toStrictEqual(['src/core/a.ts has 401 lines']);
  });
});

describe('an index only exports', () => {
  test('in the sources', () => {
    expect(busyIndexes(library)).toStrictEqual([]);
  });

  test('fails where an index declares something', () => {
    expect(busyIndexes(tree({ 'src/data/index.ts': "export * from './a';\nexport const x = 1;", 'src/index.ts': "export * as data from './data';" })))
      .toStrictEqual(['src/data/index.ts: export const x = 1;']);
  });
});

describe('a file is named after what it exports', () => {
  test('in the sources', () => {
    expect(misnamedFiles(library)).toStrictEqual([]);
  });

  test('fails where the name is another, or not kebab case', () => {
    const files = {
      'src/data/objectStore.ts': 'export class ObjectStore {}',
      'src/data/things.ts': 'export class ObjectStore {}',
      'src/data/object-store.ts': 'export interface ObjectStoreProps {} export class ObjectStore {}',
      'src/data/drivers/cloud-native-pg.facts.ts': 'export const CLOUD_NATIVE_PG = {};',
      'src/core/errors.ts': 'export class ValidationError {}',
    };
    expect(misnamedFiles(tree(files))).toStrictEqual(['src/data/objectStore.ts exports ObjectStore', 'src/data/things.ts exports ObjectStore']);
  });
});
