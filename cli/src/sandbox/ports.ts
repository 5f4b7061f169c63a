import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that systems give to outgoing connections: a part that is started again finds its port free. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const MOST_TRIES = 200;

/** Ports on loopback that nobody uses, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let tries = 0; found.size < count; tries += 1) {
    if (tries === MOST_TRIES) {
      throw new Error(`No ${count} free ports were found between ${LOWEST} and ${HIGHEST}.`);
    }
    const port = randomInt(LOWEST, HIGHEST);
    if (!found.has(port) && await isFree(port)) {
      found.add(port);
    }
  }
  return [...found];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
