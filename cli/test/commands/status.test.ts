import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';
import { status, StatusOptions } from '../../src/commands/status';
import { InputError } from '../../src/platform-file/finding';
import { StatusDocument } from '../../src/status/status-document';
import { ExitCode } from '../../src/terminal/exit-code';
import { MachineError } from '../../src/terminal/machine-error';
import { MemoryTerminal } from '../support/memory-terminal';
import { SAMPLE } from '../support/sample-platform';
import { temporaryFolders } from '../support/temporary-folder';

/** Stands in for kubectl: a proxy to a cluster that answers everything with one status, and remembers how it was called. */
const KUBECTL = (statusCode: number) => `#!${process.execPath}
const { createServer } = require('node:http');
const { writeFileSync } = require('node:fs');
writeFileSync(__filename + '.called', process.argv.slice(2).join(' '));
const socket = process.argv.find((word) => word.startsWith('--unix-socket=')).slice('--unix-socket='.length);
createServer((_, response) => response.writeHead(${statusCode}, { 'Content-Type': 'application/json' }).end('{"reason":"Test","message":"test"}'))
  .listen(socket, () => console.log('Starting to serve on ' + socket));
`;

const PATH = process.env.PATH ?? '';
const temporaryFolder = temporaryFolders();

function synthesized(): string {
  const folder = temporaryFolder();
  for (const stack of ['acme', 'branch']) {
    const document: PlatformDocument = { ...SAMPLE, stack, operators: [], resources: { count: 0, waves: [] }, components: [{ ...SAMPLE.components[0], path: `${stack}/shop`, readiness: [{ apiVersion: 'apps/v1', kind: 'Deployment', namespaceName: stack, name: 'shop' }] }] };
    mkdirSync(join(folder, stack));
    writeFileSync(join(folder, stack, 'platform.json'), JSON.stringify(document));
    writeFileSync(join(folder, stack, 'cdk.tf.json'), '{}');
  }
  return folder;
}

function withKubectl(statusCode: number): string {
  const file = join(temporaryFolder(), 'kubectl');
  writeFileSync(file, KUBECTL(statusCode));
  chmodSync(file, 0o755);
  process.env.PATH = `${dirname(file)}${delimiter}${PATH}`;
  return file;
}

async function ask(options: StatusOptions = {}): Promise<{ code: ExitCode; results: string }> {
  const terminal = new MemoryTerminal();
  return { code: await status(synthesized(), options, terminal), results: terminal.results };
}

describe('qtcloud status', () => {
  afterEach(() => {
    process.env.PATH = PATH;
  });

  it('tells of every stack in the folder, with exit code 3 where something is not ready', async () => {
    withKubectl(404);
    const { code, results } = await ask();
    expect(code).toBe(ExitCode.FOUND);
    expect(results).toMatch(/^acme {2}1 of 1 not ready$/m);
    expect(results).toMatch(/^branch {2}1 of 1 not ready$/m);
  });

  it('prints JSON for programs, of the same', async () => {
    withKubectl(404);
    const { code, results } = await ask({ json: true });
    const document = JSON.parse(results) as StatusDocument;
    expect(code).toBe(ExitCode.FOUND);
    expect(document).toMatchObject({ schemaVersion: 1, ready: false });
    expect(document.stacks.map(({ stack, ready }) => [stack, ready])).toStrictEqual([['acme', false], ['branch', false]]);
  });

  it('waits as long as it is told, and no longer', async () => {
    withKubectl(404);
    const started = performance.now();
    expect((await ask({ wait: '4s' })).code).toBe(ExitCode.FOUND);
    expect(performance.now() - started).toBeGreaterThan(2900);
  });

  it('fails for a duration that is none, before anything is asked', async () => {
    process.env.PATH = temporaryFolder();
    await expect(ask({ wait: 'abc' })).rejects.toThrow(InputError);
  });

  it('fails for a folder in which nothing was written', async () => {
    await expect(status(temporaryFolder(), {}, new MemoryTerminal())).rejects.toThrow(InputError);
  });

  it('fails as a matter of the machine where the cluster is not reached', async () => {
    withKubectl(502);
    await expect(ask()).rejects.toThrow(MachineError);
  });

  it('fails as a matter of the machine where kubectl is missing', async () => {
    process.env.PATH = temporaryFolder();
    await expect(ask()).rejects.toThrow(/kubectl is not installed/);
  });
});
