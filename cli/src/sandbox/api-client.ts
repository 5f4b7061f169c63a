import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** An answer that is no success. */
export class ApiError extends Error {
  public constructor(public readonly status: number, message: string) {
    super(message);
    this.name = 'ApiError';
  }
}

/** What happened to an object. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: KubernetesObject;
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { readonly 'server': string; readonly 'certificate-authority-data': string } }[];
  readonly users: readonly { readonly user: { readonly token: string } }[];
}

const FIELD_MANAGER = 'sandbox';
const TIMEOUT_MILLISECONDS = 15_000;
const LATER_MILLISECONDS = 500;

/** Speaks to an API server, as one of our kubeconfigs says. */
export class ApiClient {
  private readonly agent: Agent;
  private readonly watches: Agent;
  private readonly server: URL;
  private readonly token: string;

  public constructor(kubeconfig: string) {
    const { clusters: [{ cluster }], users: [{ user }] } = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
    this.server = new URL(cluster.server);
    this.token = user.token;
    const ca = Buffer.from(cluster['certificate-authority-data'], 'base64');
    this.agent = new Agent({ ca, keepAlive: true, maxSockets: 8 });
    this.watches = new Agent({ ca });
  }

  /** The objects of a kind in all namespaces; none where the kind is unknown. */
  public async list(path: string): Promise<KubernetesObject[]> {
    const found = await this.find(path) as { items?: KubernetesObject[] } | undefined;
    return found?.items ?? [];
  }

  /** What is at a path; undefined where there is nothing. */
  public async find(path: string): Promise<unknown> {
    try {
      return JSON.parse(await this.send('GET', path)) as unknown;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * Tells what happens to the objects of a kind, from a version of their list on.
   *
   * @param ended told once, when the API server ends it or goes away
   * @returns what stops it before; then `ended` is not told
   */
  public watch(path: string, resourceVersion: string, told: (event: WatchEvent) => void, ended: () => void): () => void {
    // A connection of its own: those that are shared are for what is answered at once.
    const call = request(new URL(`${path}?watch=1&resourceVersion=${encodeURIComponent(resourceVersion)}`, this.server), { headers: this.headers, agent: this.watches }, (response) => {
      response.once('error', () => undefined);
      if (response.statusCode !== 200) {
        call.destroy();
        return;
      }
      const lines = createInterface({ input: response });
      lines.on('error', () => undefined); // Of an answer that breaks off; the connection is closed then, too.
      lines.on('line', (line) => {
        const event = isStopped ? undefined : wholeEvent(line);
        if (event !== undefined) {
          told(event);
        }
      });
    });
    let isStopped = false;
    call.once('error', () => undefined);
    call.once('close', () => {
      if (!isStopped) {
        isStopped = true;
        ended();
      }
    });
    call.end();
    return () => {
      isStopped = true;
      call.destroy();
    };
  }

  /** Makes an object; one that is there stays as it is. Gives whether it was made. */
  public async create(path: string, object: object): Promise<boolean> {
    try {
      await this.send('POST', path, object);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) {
        return false;
      }
      throw error;
    }
  }

  /** Makes an object, or brings it to what is given, fields of others apart. */
  public async apply(path: string, object: object): Promise<void> {
    await this.send('PATCH', `${path}?fieldManager=${FIELD_MANAGER}&force=true`, object, 'application/apply-patch+yaml');
  }

  /** Changes fields of an object. */
  public async merge(path: string, fields: object): Promise<void> {
    await this.send('PATCH', path, fields, 'application/merge-patch+json');
  }

  /** Removes what is at a path, if it is there. */
  public async delete(path: string): Promise<void> {
    try {
      await this.send('DELETE', path);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) {
        throw error;
      }
    }
  }

  /** The text of an answer. */
  public async get(path: string): Promise<string> {
    return this.send('GET', path);
  }

  /** Lets connections go. */
  public close(): void {
    this.agent.destroy();
    this.watches.destroy();
  }

  private get headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.token}`, Accept: 'application/json' };
  }

  /** Sends again what the API server asks for later, as while it prepares for a new kind. */
  private async send(method: string, path: string, body?: object, type?: string): Promise<string> {
    for (const deadline = performance.now() + TIMEOUT_MILLISECONDS; ;) {
      try {
        return await this.sendOnce(method, path, body, type);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 429 || performance.now() > deadline) {
          throw error;
        }
        await sleep(LATER_MILLISECONDS);
      }
    }
  }

  private async sendOnce(method: string, path: string, body?: object, type = 'application/json'): Promise<string> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = { ...this.headers, ...(text === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }) };
    return new Promise((resolve, reject) => {
      const call = request(new URL(path, this.server), { method, headers, agent: this.agent, timeout: TIMEOUT_MILLISECONDS }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const answer = Buffer.concat(chunks).toString('utf8');
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) {
            resolve(answer);
          } else {
            reject(new ApiError(status, `${method} ${path}: ${status} ${messageOf(answer)}`));
          }
        });
      });
      call.once('timeout', () => call.destroy(new Error(`${method} ${path}: no answer`)));
      call.once('error', reject);
      call.end(text);
    });
  }
}

/** What a line tells; undefined where it breaks off in the middle. */
function wholeEvent(line: string): WatchEvent | undefined {
  try {
    return JSON.parse(line) as WatchEvent;
  } catch {
    return undefined;
  }
}

function messageOf(answer: string): string {
  try {
    return (JSON.parse(answer) as { message?: string }).message ?? answer;
  } catch {
    return answer.slice(0, 200);
  }
}
