import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { SAMPLE, writeSample } from '../support/sample-platform';
import { temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();

function row(...cells: string[]): RegExp {
  return new RegExp(`^ *${cells.map((cell) => cell.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(' {2,}')}$`, 'm');
}

test('tells components, drivers, versions, licences, operators, endpoints, connections and notes', async () => {
  const { code, results } = await run('describe', writeSample(newFolder()));

  expect(code).toBe(ExitCode.DONE);
  expect(results).toMatch(row('orders', 'RelationalDatabase', 'acme', 'CloudNativePG', '1.30.0', 'Apache-2.0', '1'));
  expect(results).toMatch(row('shop', 'WebService', 'acme', '-', '-', '-', '2'));
  expect(results).toMatch(row('CloudNativePG', 'cnpg-system', '1.30.0', 'Apache-2.0', 'this stack'));
  expect(results).toMatch(row('shop', 'web', 'https://shop.acme.example', 'anywhere'));
  expect(results).toMatch(row('shop', 'orders', 'binding', '5432', 'shop uses orders'));
  expect(results).toContain('  orders: Keep the key.');
});

test('what products need for themselves is shown when it is asked for', async () => {
  const folder = writeSample(newFolder());

  expect((await run('describe', folder)).results).not.toContain('asks the API server');
  expect((await run('describe', folder, '--system')).results).toContain('asks the API server');
});

test('prints JSON with the sum of what is needed', async () => {
  const { results } = await run('describe', join(writeSample(newFolder()), 'acme'), '--json');

  expect(JSON.parse(results)).toMatchObject({ stack: 'acme', fit: { cpu: 2.1, nodes: 1, storage: 10 * 2 ** 30 } });
});

test.each([
  ['a service account narrowed that nobody asked for', ['--namespaced'], '--namespaced  it is about the service account that --rbac prints.'],
  ['the namespace of a service account that nobody asked for', ['--rbac-namespace', 'ci'], '--rbac-namespace  it is about the service account that --rbac prints.'],
  ['a namespace that Kubernetes refuses', ['--rbac', '--rbac-namespace', 'My_CI'], '--rbac-namespace  "My_CI" is no name of a namespace.'],
])('refuses %s', async (_, options, said) => {
  const { code, results, messages } = await run('describe', writeSample(newFolder()), ...options);

  expect([code, results]).toStrictEqual([ExitCode.BAD_INPUT, '']);
  expect(messages).toContain(said);
});

describe('as a Mermaid diagram', () => {
  test('groups components by namespace, and labels each connection', async () => {
    const { results } = await run('describe', writeSample(newFolder()), '--mermaid');
    const lines = results.split('\n').map((line) => line.trim());

    expect(lines[0]).toBe('flowchart LR');
    expect(lines).toStrictEqual(expect.arrayContaining([
      'people(("people")):::outside',
      'subgraph group0["acme"]',
      'shop["shop<br/><small>web service</small>"]:::app',
      'orders[("orders<br/><small>CloudNativePG</small>")]:::data',
      'shop -->|"PostgreSQL"| orders',
      'shop -->|"S3"| media',
      'media -.-|"kept in"| files',
      'people ==>|"HTTPS"| gateway',
      'gateway ==>|"shop.acme.example"| shop',
      'gateway -.->|"sign-in"| login',
      'outside0["api.example.org"]:::outside',
      'shop -->|"port 443"| outside0',
    ]));
    expect(lines.filter((line) => line.startsWith('subgraph'))).toHaveLength(lines.filter((line) => line === 'end').length);
  });

  test('quotes what Mermaid would misread', async () => {
    const components = SAMPLE.components.map((component) => (component.name === 'shop' ? { ...component, name: 'end' } : component));
    const { results } = await run('describe', writeSample(newFolder(), { ...SAMPLE, components }), '--mermaid');

    expect(results).toContain('Keycloak #quot;26#quot;');
    expect(results).not.toMatch(/^ *end\[/m);
    expect(results).toMatch(/end_\d+\["end/);
  });
});

test('several stacks in one folder are all described', async () => {
  const folder = writeSample(newFolder());
  mkdirSync(join(folder, 'second'));
  writeFileSync(join(folder, 'second', 'platform.json'), JSON.stringify({ ...SAMPLE, stack: 'second' }));

  expect(JSON.parse((await run('describe', folder, '--json')).results)).toHaveLength(2);
});

test.each([
  ['nothing was written', undefined, 'no platform was written here'],
  ['the file is no JSON', '{ "schemaVersion": 1,', 'the file is not JSON'],
  ['the file is of another version', '{ "schemaVersion": 99 }', 'the file has the version 99'],
  ['the file is empty JSON', 'null', 'the file has the version undefined'],
])('fails where %s', async (_, content, said) => {
  const folder = newFolder();
  if (content !== undefined) {
    writeFileSync(join(folder, 'platform.json'), content);
  }
  const { code, messages } = await run('describe', folder);

  expect(code).toBe(ExitCode.BAD_INPUT);
  expect(messages).toContain(said);
});

test('fails on two forms at once', async () => {
  expect((await run('describe', '--json', '--mermaid')).code).toBe(ExitCode.BAD_INPUT);
});
