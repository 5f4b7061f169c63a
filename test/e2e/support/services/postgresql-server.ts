import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Outcome, run } from '../run';
import { POSTGRESQL, Programs, programsOf } from './debian-programs';
import { loopbackAddress } from './loopback';

const PATIENCE_MILLISECONDS = 60_000;
/** PostgreSQL refuses to run as root; this is `nobody`. */
const NOBODY = 65534;

/** What is in a server. */
export interface DeclaredDatabase {
  readonly database: string;
  readonly owner: string;
  readonly password: string;
  /** The server's certificate and key, as PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** A real PostgreSQL with a database and its owner, which asks for passwords as CloudNativePG's does, on the port that it has in a cluster. */
export class PostgresqlServer {
  /** Makes a new server, with nothing in it but what is declared. */
  public static async start(declared: DeclaredDatabase): Promise<PostgresqlServer> {
    const programs = await programsOf(POSTGRESQL);
    const folder = mkdtempSync(join(tmpdir(), 'postgresql-'));
    const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    if (account.uid !== undefined) {
      chownSync(folder, NOBODY, NOBODY);
    }
    for (const [name, text] of [['server.crt', declared.certificate], ['server.key', declared.key]]) {
      const file = join(folder, name);
      writeFileSync(file, text);
      chmodSync(file, 0o600);
      if (account.uid !== undefined) {
        chownSync(file, NOBODY, NOBODY);
      }
    }
    const data = join(folder, 'data');
    const env = { ...process.env, ...programs.env, LC_ALL: 'C.UTF-8' };
    execFileSync(join(programs.folder, 'initdb'), ['-D', data, '-U', 'postgres', '--encoding=UTF8', '--auth-local=trust', '--auth-host=reject', '--no-sync'], { ...account, env, cwd: folder, stdio: 'pipe' });
    // As the operator has it: passwords, with or without TLS; source: pkg/postgres/configuration.go, hbaTemplateString.
    writeFileSync(join(data, 'pg_hba.conf'), 'local all postgres trust\nhost all all all scram-sha-256\n');
    const address = loopbackAddress();
    const settings = [
      `listen_addresses=${address}`, `unix_socket_directories=${folder}`, 'ssl=on', `ssl_cert_file=${join(folder, 'server.crt')}`, `ssl_key_file=${join(folder, 'server.key')}`, 'fsync=off',
    ];
    const child = spawn(programs.server, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], { ...account, env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(join(folder, 'log'));
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    const server = new PostgresqlServer(child, folder, programs, address);
    await server.untilReady();
    server.administer(`create role ${name(declared.owner)} login password ${text(declared.password)}`, `create database ${name(declared.database)} owner ${name(declared.owner)}`);
    return server;
  }

  private constructor(private readonly child: ChildProcess, private readonly folder: string, private readonly programs: Programs, private readonly address: string) {}

  /**
   * Runs psql as a program in a pod would: what it is given is left as it is,
   * only names lead to this server.
   *
   * @param connection a URI; undefined where the environment says it all
   */
  public async query(statement: string, connection?: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return run(this.programs.client, ['--no-psqlrc', '--no-password', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1', ...(connection === undefined ? [] : [connection]), `--command=${statement}`], {
      env: { ...this.programs.env, ...env, PGHOSTADDR: this.address },
    });
  }

  /** Ends it, and removes its data. */
  public async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGINT');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private administer(...statements: string[]): void {
    for (const statement of statements) {
      execFileSync(this.programs.client, ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '-h', this.folder, '-U', 'postgres', 'postgres'], { input: statement, env: { ...process.env, ...this.programs.env }, stdio: ['pipe', 'pipe', 'pipe'] });
    }
  }

  private async untilReady(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MILLISECONDS;
    while (performance.now() < deadline && this.child.exitCode === null) {
      try {
        this.administer('select 1');
        return;
      } catch {
        await sleep(100);
      }
    }
    const log = readFileSync(join(this.folder, 'log'), 'utf8');
    await this.stop();
    throw new Error(`PostgreSQL did not start:\n${log}`);
  }
}

function name(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll('\'', '\'\'')}'`;
}
