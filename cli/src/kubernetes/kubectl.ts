import { spawn } from 'node:child_process';
import { MachineError } from '../terminal/machine-error';

/** Which cluster: as `kubectl` takes it. */
export interface ClusterOptions {
  /** Path of a kubeconfig file. @default - as kubectl finds it: $KUBECONFIG, else ~/.kube/config */
  readonly kubeconfig?: string;
  /** Context in it. @default - its current one */
  readonly context?: string;
}

/** An answer of the API server that is no success. */
export class KubectlError extends Error {
  public constructor(public readonly status: string, message: string) {
    super(message);
    this.name = 'KubectlError';
  }
}

/** Answers that mean that there is nothing of that name, or no such kind. */
const NOTHING = /\(NotFound\)|the server could not find the requested resource|doesn't have a resource type/;
const UNREACHABLE = /connection refused|was refused|no such host|i\/o timeout|Unable to connect|EOF|TLS handshake|connection reset|dial tcp/i;
const UNAUTHORIZED = /\(Unauthorized\)|must be logged in|the server has asked for the client to provide credentials/;
const CONFIGURATION = /context .* does not exist|error loading config|no configuration has been provided|invalid configuration|stat .*: no such file/i;

/**
 * Speaks to a cluster through `kubectl`, which knows every way to sign in to
 * one: certificates, tokens, plug-ins of vendors, proxies.
 */
export class Kubectl {
  /** What to say where there is no kubectl. */
  public static missing(): MachineError {
    return new MachineError('kubectl is not installed.', ['Install it (https://kubernetes.io/docs/tasks/tools) and run the command again.']);
  }

  /** Flags of kubectl for the chosen kubeconfig file and context. */
  public readonly flags: readonly string[];

  public constructor(private readonly options: ClusterOptions = {}) {
    this.flags = [
      ...(options.kubeconfig === undefined ? [] : [`--kubeconfig=${options.kubeconfig}`]),
      ...(options.context === undefined ? [] : [`--context=${options.context}`]),
    ];
  }

  /** What is at a path of the API, such as `/api/v1/namespaces/acme`; undefined where there is nothing. */
  public async find(path: string): Promise<unknown> {
    try {
      return JSON.parse(await this.run(['get', '--raw', path])) as unknown;
    } catch (error) {
      if (error instanceof KubectlError && error.status === 'NotFound') {
        return undefined;
      }
      throw error;
    }
  }

  /** Objects of a kind, by path, such as `/api/v1/pods`; none where the kind is unknown. */
  public async list<T>(path: string): Promise<T[]> {
    const found = await this.find(path) as { items?: T[] | null } | undefined;
    return found?.items ?? [];
  }

  /**
   * Runs kubectl and gives what it prints.
   *
   * @throws MachineError where kubectl is missing, the cluster is not reached or does not know the user
   * @throws KubectlError where the API server refuses
   */
  public async run(arguments_: readonly string[], input?: string): Promise<string> {
    const child = spawn('kubectl', [...this.flags, ...arguments_], { stdio: ['pipe', 'pipe', 'pipe'], env: process.env });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? Kubectl.missing() : error));
      child.once('close', (exit) => resolve(exit ?? 1));
    });
    if (code === 0) {
      return Buffer.concat(out).toString('utf8');
    }
    throw this.refusal(Buffer.concat(errors).toString('utf8').trim());
  }

  /** What it means that kubectl ended, of what it said. */
  public refusal(text: string): MachineError | KubectlError {
    const where = this.options.kubeconfig ?? process.env.KUBECONFIG ?? '~/.kube/config';
    const [line] = text.split('\n').slice(-1);
    if (CONFIGURATION.test(text)) {
      return new MachineError(`kubectl cannot use ${where}: ${line}`, ['Name another file with --kubeconfig, or another context with --context.']);
    }
    if (NOTHING.test(text)) {
      return new KubectlError('NotFound', text);
    }
    if (UNAUTHORIZED.test(text)) {
      return new MachineError(`the cluster does not accept the credentials in ${where}: ${line}`, ['They may have expired. Sign in again, or name another file with --kubeconfig.']);
    }
    if (UNREACHABLE.test(text)) {
      return new MachineError(`the cluster of ${where} is not reached: ${line}`, ['Is it running, and is this the right file and context (--kubeconfig, --context)?']);
    }
    return new KubectlError(/\((\w+)\)/.exec(text)?.[1] ?? 'Failed', text);
  }
}
