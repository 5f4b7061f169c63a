import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MachineError } from '../terminal/machine-error';
import { keptProcess, NO_SUCH_PROGRAM } from './kept-process';
import { Kubectl, KubectlError } from './kubectl';

/** How many requests are under way at a time. */
const PARALLEL = 16;
const TIMEOUT_MILLISECONDS = 60_000;
/** Statuses of a proxy that did not reach the server behind it. */
const UNREACHED = new Set([502, 503, 504]);

/** An answer of the proxy or of the API server behind it. */
interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What a request sends. */
export interface RequestBody {
  readonly type: string;
  readonly content: unknown;
}

/**
 * Many requests to a cluster at a time, through one `kubectl proxy`: a process
 * for each would take longer than the requests. The proxy listens on a socket
 * that only this user reaches, where the system has such.
 */
export class ClusterApi {
  /**
   * Starts the proxy, works, and ends it.
   *
   * @throws MachineError where kubectl is missing, or the cluster is not reached
   */
  public static async during<T>(kubectl: Kubectl, work: (api: ClusterApi) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), 'qtcloud-'));
    const socket = process.platform === 'win32' ? undefined : join(folder, 'api');
    const child = keptProcess('kubectl', [...kubectl.flags, 'proxy', socket === undefined ? '--port=0' : `--unix-socket=${socket}`]);
    const end = (): void => {
      child.kill();
    };
    process.once('exit', end);
    try {
      const address = await new Promise<string>((resolve, reject) => {
        let said = '';
        const listen = (chunk: Buffer): void => {
          said += chunk.toString('utf8');
          const started = /Starting to serve on (\S+)/.exec(said);
          if (started !== null) {
            resolve(started[1]);
          }
        };
        child.stdout.on('data', listen);
        child.stderr.on('data', listen);
        child.once('error', reject);
        child.once('close', (code) => reject(code === NO_SUCH_PROGRAM ? Kubectl.missing() : ended(kubectl.refusal(said.trim()))));
      });
      const [, port] = /:(\d+)$/.exec(address) ?? [];
      const api = new ClusterApi(socket === undefined ? { host: '127.0.0.1', port: Number(port) } : { socketPath: socket });
      try {
        return await work(api);
      } finally {
        api.agent.destroy();
      }
    } finally {
      process.off('exit', end);
      end();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  private readonly agent = new Agent({ keepAlive: true, maxSockets: PARALLEL });

  private constructor(private readonly target: { readonly socketPath: string } | { readonly host: string; readonly port: number }) {}

  /** What is at a path of the API; undefined where there is nothing. */
  public async find<T = unknown>(path: string, accept = 'application/json'): Promise<T | undefined> {
    const answer = await this.call('GET', path, accept);
    return answer.status === 404 ? undefined : read(answer) as T;
  }

  /** All objects of a list, however many; none where the kind is unknown. */
  public async list<T>(path: string, accept?: string): Promise<T[]> {
    const items: T[] = [];
    let more = '';
    do {
      const next: string = more === '' ? '' : `${path.includes('?') ? '&' : '?'}continue=${encodeURIComponent(more)}`;
      const found = await this.find<{ items?: T[] | null; metadata?: { continue?: string } }>(`${path}${next}`, accept);
      items.push(...(found?.items ?? []));
      more = found?.metadata?.continue ?? '';
    } while (more !== '');
    return items;
  }

  /**
   * Changes something, and gives what it then is.
   *
   * @throws KubectlError where the API server refuses
   */
  public async send(method: 'PATCH' | 'PUT' | 'DELETE', path: string, body?: RequestBody): Promise<unknown> {
    return read(await this.call(method, path, 'application/json', body));
  }

  private async call(method: string, path: string, accept: string, body?: RequestBody): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body.content);
    const headers = { Host: 'localhost', Accept: accept, ...(text === undefined ? {} : { 'Content-Type': body?.type, 'Content-Length': Buffer.byteLength(text) }) };
    return new Promise((resolve, reject) => {
      const call = request({ ...this.target, path, method, headers, agent: this.agent, timeout: TIMEOUT_MILLISECONDS }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
      });
      call.once('timeout', () => call.destroy(new Error(`no answer within ${TIMEOUT_MILLISECONDS / 1000} seconds`)));
      call.once('error', (error) => reject(new MachineError(`the cluster did not answer ${method} ${path}: ${error.message}`, ['Is it running? Run the command again.'])));
      call.end(text);
    });
  }
}

/** A proxy that ends by itself has no cluster that refused anything. */
function ended(refusal: Error): MachineError {
  return refusal instanceof MachineError ? refusal : new MachineError(`kubectl ended before it answered: ${refusal.message}`, ['Does "kubectl proxy" run by itself?']);
}

function read({ status, text }: Answer): unknown {
  if (status >= 200 && status < 300) {
    return JSON.parse(text) as unknown;
  }
  const answer = parsed(text);
  const { message = text.trim(), reason = String(status) } = answer ?? {};
  if (status === 401) {
    throw new MachineError(`the cluster does not accept the credentials: ${message}`, ['They may have expired. Sign in again, or name another file with --kubeconfig.']);
  }
  // What kubectl's proxy says by itself is plain text: "dial tcp …: connection refused", with 500 or 502.
  if (UNREACHED.has(status) || (status === 500 && answer === undefined)) {
    throw new MachineError(`the cluster is not reached: ${message.split('\n')[0]}`, ['Is it running, and is this the right file and context (--kubeconfig, --context)?']);
  }
  throw new KubectlError(reason, message);
}

function parsed(text: string): { message?: string; reason?: string } | undefined {
  try {
    return JSON.parse(text) as { message?: string; reason?: string };
  } catch {
    return undefined;
  }
}
