import { KubernetesObject } from '../../src/kubernetes/kubernetes-object';
import { WatchEvent } from '../../src/sandbox/api-client';
import { KindSource, WatchedKinds } from '../../src/sandbox/simulator/watched-kinds';

const PODS = '/api/v1/pods';
const CLUSTERS = '/apis/postgresql.cnpg.io/v1/clusters';

const pod = (name: string, labels: Record<string, string> = {}): KubernetesObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'acme', uid: `uid-of-${name}`, labels } });

interface Watch {
  readonly path: string;
  readonly from: string;
  readonly tell: (event: WatchEvent) => void;
  readonly end: () => void;
  stopped: boolean;
}

/** An API server that says what a test lets it say. */
class Server implements KindSource {
  public readonly kinds: Record<string, KubernetesObject[]> = { [PODS]: [pod('shop')] };
  public readonly asked: string[] = [];
  public readonly watches: Watch[] = [];

  public async find(path: string): Promise<unknown> {
    this.asked.push(path);
    const items = this.kinds[path];
    return Promise.resolve(items === undefined ? undefined : { metadata: { resourceVersion: String(40 + this.asked.length) }, items });
  }

  public watch(path: string, from: string, tell: (event: WatchEvent) => void, end: () => void): () => void {
    const watch: Watch = { path, from, tell, end, stopped: false };
    this.watches.push(watch);
    return () => {
      watch.stopped = true;
    };
  }
}

const names = (objects: readonly KubernetesObject[]): string[] => objects.map(({ metadata: { name } }) => name).sort();

let server: Server;
let kinds: WatchedKinds;

beforeEach(() => {
  server = new Server();
  kinds = new WatchedKinds(server);
});

afterEach(() => {
  kinds.close();
});

it('asks for a kind once, and hears of what happens to its objects from there on', async () => {
  expect(names(await kinds.list(PODS))).toStrictEqual(['shop']);
  const [watch] = server.watches;
  expect([watch.path, watch.from]).toStrictEqual([PODS, '41']);
  watch.tell({ type: 'ADDED', object: pod('orders') });
  watch.tell({ type: 'MODIFIED', object: pod('shop', { changed: 'yes' }) });
  const found = await kinds.list(PODS);
  expect(names(found)).toStrictEqual(['orders', 'shop']);
  expect(found.find(({ metadata: { name } }) => name === 'shop')?.metadata.labels).toStrictEqual({ changed: 'yes' });
  watch.tell({ type: 'DELETED', object: pod('shop') });
  expect(names(await kinds.list(PODS))).toStrictEqual(['orders']);
  expect(server.asked).toStrictEqual([PODS]);
});

it.each([
  ['the API server ends it', (watch: Watch) => watch.end()],
  ['what it was to begin with is too old', (watch: Watch) => watch.tell({ type: 'ERROR', object: pod('no pod') })],
])('asks again after %s', async (_, happens) => {
  await kinds.list(PODS);
  server.kinds[PODS] = [pod('orders')];
  happens(server.watches[0]);
  expect(names(await kinds.list(PODS))).toStrictEqual(['orders']);
  expect(server.watches.map(({ from }) => from)).toStrictEqual(['41', '42']);
});

it('finds a kind that the API server learns of later, and does not ask for it all the time until then', async () => {
  expect(await kinds.list(CLUSTERS)).toStrictEqual([]);
  server.kinds[CLUSTERS] = [pod('a cluster')];
  expect(await kinds.list(CLUSTERS)).toStrictEqual([]);
  expect(server.asked).toStrictEqual([CLUSTERS]);
  const later = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 2000);
  expect(names(await kinds.list(CLUSTERS))).toStrictEqual(['a cluster']);
  later.mockRestore();
});

it('wakes who waits for a change, at once where it came before', async () => {
  await kinds.list(PODS);
  const woken = kinds.change(3_600_000);
  server.watches[0].tell({ type: 'ADDED', object: pod('orders') });
  await expect(woken).resolves.toBeUndefined();
  server.watches[0].tell({ type: 'DELETED', object: pod('orders') });
  await expect(kinds.change(3_600_000)).resolves.toBeUndefined();
});

it('wakes nobody for a bookmark, and nobody waits longer than said', async () => {
  await kinds.list(PODS);
  server.watches[0].tell({ type: 'BOOKMARK', object: pod('nothing') });
  expect(names(await kinds.list(PODS))).toStrictEqual(['shop']);
  await kinds.change(1);
});

it('hears no more when it is closed', async () => {
  await kinds.list(PODS);
  kinds.close();
  expect(server.watches.map(({ stopped }) => stopped)).toStrictEqual([true]);
});
