import { writeFileSync } from 'node:fs';
import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ApiClient, WatchEvent } from '../../src/sandbox/api-client';
import { temporaryFolders } from '../support/temporary-folder';

// The server below has no certificate.
jest.mock('node:https', () => jest.requireActual<object>('node:http'));

const temporary = temporaryFolders();
const PODS = '/api/v1/pods';
const event = (name: string): string => JSON.stringify({ type: 'ADDED', object: { apiVersion: 'v1', kind: 'Pod', metadata: { name } } });

let server: Server;
let asked: string[];
let answer: (response: ServerResponse) => void;
let client: ApiClient;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const kubeconfig = join(temporary(), 'kubeconfig');
  const cluster = { 'server': `http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'certificate-authority-data': '' };
  writeFileSync(kubeconfig, stringify({ clusters: [{ cluster }], users: [{ user: { token: 'secret' } }] }));
  client = new ApiClient(kubeconfig);
});

afterEach(() => {
  client.close();
  server.closeAllConnections();
  server.close();
});

/** The names that are told of until the watch ends. */
async function told(): Promise<string[]> {
  const names: string[] = [];
  await new Promise<void>((resolve) => {
    client.watch(PODS, '41', ({ object }: WatchEvent) => names.push(object.metadata.name), resolve);
  });
  return names;
}

it('tells each event from a version on, and that the server ended it', async () => {
  answer = (response) => response.end(`${event('shop')}\n${event('orders')}\n`);
  expect(await told()).toStrictEqual(['shop', 'orders']);
  expect(asked).toStrictEqual([`${PODS}?watch=1&resourceVersion=41`]);
});

it.each([
  ['between two events', `${event('shop')}\n`],
  ['in the middle of one', `${event('shop')}\n${event('orders').slice(0, 20)}`],
])('takes a server that goes away %s for the end', async (_, text) => {
  answer = (response) => {
    response.write(text);
    setTimeout(() => response.destroy(), 50);
  };
  expect(await told()).toStrictEqual(['shop']);
});

it('takes a refusal for the end', async () => {
  answer = (response) => response.writeHead(410).end(JSON.stringify({ kind: 'Status', message: 'too old resource version' }));
  expect(await told()).toStrictEqual([]);
});

it('tells nothing after it was stopped', async () => {
  answer = (response) => response.write(`${event('shop')}\n`);
  const names: string[] = [];
  const ended = jest.fn();
  await new Promise<void>((resolve) => {
    const stop = client.watch(PODS, '41', ({ object }) => {
      names.push(object.metadata.name);
      stop();
      resolve();
    }, ended);
  });
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  expect(names).toStrictEqual(['shop']);
  expect(ended).not.toHaveBeenCalled();
});
