import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, Server, Socket } from 'node:net';
import { parse, stringify } from 'yaml';

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
}

/** A network between a client and an API server that is slow, or breaks. It passes TLS through as it is. */
export class SlowProxy {
  /**
   * Starts one in front of the API server of a kubeconfig.
   *
   * @param milliseconds by which everything that is asked arrives later
   */
  public static async before(kubeconfig: string, milliseconds: number): Promise<SlowProxy> {
    const { clusters: [{ cluster }] } = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
    const proxy = new SlowProxy(kubeconfig, new URL(cluster.server), milliseconds);
    await new Promise<void>((resolve, reject) => {
      proxy.server.once('error', reject);
      proxy.server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private asked = 0;

  private constructor(private readonly kubeconfig: string, private readonly target: URL, private readonly milliseconds: number) {
    this.server = createServer((client) => this.join(client));
  }

  /** How often something was sent on to the API server. */
  public get messages(): number {
    return this.asked;
  }

  /** Writes a kubeconfig whose way to the API server is this one. */
  public writeKubeconfig(path: string): string {
    const content = parse(readFileSync(this.kubeconfig, 'utf8')) as Kubeconfig;
    const { port } = this.server.address() as { port: number };
    const clusters = content.clusters.map(({ name, cluster }) => ({ name, cluster: { ...cluster, server: `https://127.0.0.1:${port}` } }));
    writeFileSync(path, stringify({ ...content, clusters }), { mode: 0o600 });
    return path;
  }

  /** Breaks every connection there is; new ones can be made. */
  public cut(): number {
    const broken = this.sockets.size;
    this.sockets.forEach((socket) => socket.resetAndDestroy());
    return broken;
  }

  /** Ends it. */
  public async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cut();
    await closed;
  }

  private join(client: Socket): void {
    const server = connect({ host: this.target.hostname, port: Number(this.target.port), noDelay: true });
    client.setNoDelay(true);
    const ends: [Socket, Socket][] = [[client, server], [server, client]];
    for (const [socket, other] of ends) {
      this.sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.end();
      });
    }
    server.on('data', (chunk: Buffer) => client.write(chunk));
    server.on('end', () => client.end());
    // Timers of one duration end in the order in which they were set, so that bytes stay in theirs.
    client.on('data', (chunk: Buffer) => setTimeout(() => this.pass(server, chunk), this.milliseconds));
    client.on('end', () => setTimeout(() => server.end(), this.milliseconds));
  }

  private pass(server: Socket, chunk: Buffer): void {
    if (!server.destroyed) {
      this.asked += 1;
      server.write(chunk);
    }
  }
}
