import { ChildProcess, spawn } from 'node:child_process';
import { cpSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keycloakDistribution } from './keycloak-distribution';

/** It starts in 13 s on a machine that does nothing else. */
const PATIENCE = 480_000;

/** A real Keycloak with an empty database, set up by the environment that the driver gives the chart. */
export class KeycloakServer {
  public static async start(environment: Record<string, string>): Promise<KeycloakServer> {
    const folder = mkdtempSync(join(tmpdir(), 'keycloak-'));
    const home = join(folder, 'keycloak');
    cpSync(keycloakDistribution(), home, { recursive: true });
    const [port, managementPort] = [await freePort(), await freePort()];
    const log = join(folder, 'log');
    const options = [`--http-port=${port}`, `--http-management-port=${managementPort}`, '--health-enabled=true', '--proxy-headers=xforwarded', '--cache=local'];
    const child = spawn('bash', [join(home, 'bin', 'kc.sh'), 'start-dev', ...options], {
      env: { ...process.env, ...environment, JAVA_OPTS_APPEND: '-Xmx512m -XX:TieredStopAtLevel=1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const output = createWriteStream(log);
    child.stdout.pipe(output);
    child.stderr.pipe(output);
    const server = new KeycloakServer(child, folder, home, `http://localhost:${port}`);
    await server.untilReady(`http://localhost:${managementPort}/health/ready`, log);
    return server;
  }

  private constructor(private readonly child: ChildProcess, private readonly folder: string, private readonly home: string, public readonly url: string) {}

  /** The command-line client of the distribution, as the image has it. */
  public get kcadm(): string {
    return join(this.home, 'bin', 'kcadm.sh');
  }

  public async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.pid !== undefined) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      // The shell script and the server it starts are one process group of their own.
      process.kill(-this.child.pid, 'SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async untilReady(address: string, log: string): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline && this.child.exitCode === null) {
      const answer = await fetch(address).catch(() => undefined);
      if (answer?.ok === true) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const text = readFileSync(log, 'utf8');
    await this.stop();
    throw new Error(`Keycloak did not start:\n${text}`);
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
