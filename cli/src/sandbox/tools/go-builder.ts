import { execFileSync, spawn } from 'node:child_process';
import { MachineError } from '../../terminal/machine-error';
import { linkerFlags, Tool } from './pins';

/** The first version of Go that the pinned modules ask for. */
const GO = { major: 1, minor: 26 };

const LINES_SHOWN = 15;

/** Builds programs with the Go that is installed. */
export class GoBuilder {
  /**
   * The Go of this machine.
   *
   * @throws MachineError where there is none, or it is too old
   */
  public static find(): GoBuilder {
    const missing = GoBuilder.missing();
    if (missing !== undefined) {
      throw new MachineError(missing, [
        `The sandbox builds a Kubernetes control plane from source, once: it needs Go ${GO.major}.${GO.minor} or later on the PATH.`,
        'Install it from https://go.dev/dl/, and run the command again.',
      ]);
    }
    return new GoBuilder();
  }

  /** Why nothing can be built here; undefined where it can. */
  public static missing(): string | undefined {
    let printed: string;
    try {
      printed = execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, GOTOOLCHAIN: 'local' } }).trim();
    } catch {
      return 'Go is not installed.';
    }
    const [, major, minor] = (/^go(\d+)\.(\d+)/.exec(printed) ?? []).map(Number);
    return major > GO.major || (major === GO.major && minor >= GO.minor) ? undefined : `Go is too old: ${printed}.`;
  }

  private constructor() {}

  /** Builds a program of a module into a file. */
  public async build(module: string, tool: Tool, version: string, output: string): Promise<void> {
    await this.run(module, ['build', '-mod=readonly', '-trimpath', `-ldflags=${linkerFlags(tool, version)}`, '-o', output, tool.package], tool.name);
  }

  /** Where the files of a module are. */
  public async moduleFolder(module: string, path: string): Promise<string> {
    return (await this.run(module, ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', path], path)).trim();
  }

  private async run(folder: string, arguments_: readonly string[], what: string): Promise<string> {
    const child = spawn('go', arguments_, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOWORK: 'off' } });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exit) => resolve(exit ?? 1));
    });
    if (code !== 0) {
      const lines = Buffer.concat(errors).toString('utf8').trim().split('\n').filter((line) => !line.startsWith('go: downloading'));
      throw new MachineError(`${what} could not be built.`, ['Go printed:', ...lines.slice(-LINES_SHOWN)]);
    }
    return Buffer.concat(out).toString('utf8');
  }
}
