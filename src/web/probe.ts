import { ValidationError } from '../core/errors';

/** When a probe is asked, and how patient it is. */
export interface ProbeOptions {
  /** Seconds between two questions. @default 10 */
  readonly periodSeconds?: number;
  /** Seconds an answer may take. @default 3 */
  readonly timeoutSeconds?: number;
  /** Failures in a row that count. @default 3 */
  readonly failureThreshold?: number;
}

/** How Kubernetes asks a container how it is. */
export class Probe {
  /**
   * By an HTTP GET; any status from 200 to 399 is an answer of yes.
   *
   * @param path such as `/healthz`
   * @throws if it does not begin with `/`
   */
  public static http(path: string, options: ProbeOptions = {}): Probe {
    if (!path.startsWith('/')) {
      throw new ValidationError(`Probe.http: the path "${path}" does not begin with "/". Write it as a client asks for it, such as /healthz.`);
    }
    return new Probe(options, path);
  }

  /** By opening a TCP connection to the container's port. */
  public static tcp(options: ProbeOptions = {}): Probe {
    return new Probe(options);
  }

  /**
   * By a command in the container; exit code 0 is an answer of yes.
   *
   * @param command program and its arguments
   */
  public static command(command: string[], options: ProbeOptions = {}): Probe {
    return new Probe(options, undefined, command);
  }

  private constructor(
    private readonly options: ProbeOptions,
    private readonly path?: string,
    private readonly execute?: string[],
  ) {}

  /** @internal */
  public _render(port: number | undefined): object {
    const { periodSeconds = 10, timeoutSeconds = 3, failureThreshold = 3 } = this.options;
    return {
      ...(this.path !== undefined ? { httpGet: { path: this.path, port: String(port) } } : {}),
      ...(this.execute !== undefined ? { exec: { command: this.execute } } : {}),
      ...(this.path === undefined && this.execute === undefined ? { tcpSocket: [{ port: String(port) }] } : {}),
      periodSeconds,
      timeoutSeconds,
      failureThreshold,
    };
  }
}
