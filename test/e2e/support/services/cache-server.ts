import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Outcome, run } from '../run';
import { CACHE, Programs, programsOf } from './debian-programs';
import { loopbackAddress } from './loopback';

const PATIENCE_MILLISECONDS = 30_000;
const PORT = '6379';

/** How a server is set up. */
export interface DeclaredCache {
  /** Who may come in, as lines of an ACL file. */
  readonly users: readonly string[];
  /** Lines of the configuration file. */
  readonly configuration: string;
}

/** A real Valkey or Redis, set up as the chart sets it up, on the port that it has in a cluster. */
export class CacheServer {
  /** Starts a server with nothing in it. */
  public static async start({ users, configuration }: DeclaredCache): Promise<CacheServer> {
    const programs = await programsOf(CACHE);
    const folder = mkdtempSync(join(tmpdir(), 'cache-'));
    const address = loopbackAddress();
    writeFileSync(join(folder, 'users.acl'), `${users.join('\n')}\n`, { mode: 0o600 });
    writeFileSync(join(folder, 'server.conf'), `${configuration}\nport ${PORT}\nbind ${address}\ndir ${folder}\naclfile ${join(folder, 'users.acl')}\n`);
    const child = spawn(programs.server, [join(folder, 'server.conf')], { env: { ...process.env, ...programs.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
    const server = new CacheServer(child, folder, programs, address);
    const deadline = performance.now() + PATIENCE_MILLISECONDS;
    while (!/ready to accept connections/i.test(printed)) {
      if (performance.now() > deadline || child.exitCode !== null) {
        await server.stop();
        throw new Error(`The cache did not start:\n${printed}`);
      }
      await sleep(50);
    }
    return server;
  }

  private constructor(private readonly child: ChildProcess, private readonly folder: string, private readonly programs: Programs, private readonly address: string) {}

  /** Sends a command by a URI, whose host leads here; the rest of it is left as it is. */
  public async byUri(uri: string, ...command: string[]): Promise<Outcome> {
    const { host, hostname } = new URL(uri);
    return this.client(['-u', uri.replace(`@${host}`, `@${host.replace(hostname, this.address)}`)], command);
  }

  /** Sends a command by single keys, whose host leads here. */
  public async byKeys({ port, username, password }: Readonly<Record<string, string>>, ...command: string[]): Promise<Outcome> {
    return this.client(['-h', this.address, '-p', port, '--user', username, '--pass', password], command);
  }

  /** Ends it, and removes its data. */
  public async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async client(how: readonly string[], command: readonly string[]): Promise<Outcome> {
    return run(this.programs.client, ['--no-auth-warning', '-e', ...how, ...command], { env: this.programs.env });
  }
}
