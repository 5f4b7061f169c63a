import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isSame, ProcessId } from './process-id';

/** A process of a sandbox. */
export interface RunningPart extends ProcessId {
  readonly name: string;
  /** The version of the program. */
  readonly version?: string;
}

/** Ports on loopback. */
export interface SandboxPorts {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly apiServer: number;
  readonly controllerManager: number;
  readonly scheduler: number;
}

/** What is remembered of a sandbox between commands. */
export interface SandboxState {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly ports: SandboxPorts;
  readonly parts: readonly RunningPart[];
  readonly nodes: number;
  /** True once everything was ready. */
  readonly complete: boolean;
}

/** The folder of a sandbox: state, kubeconfig, credentials, data and logs. */
export class SandboxFolder {
  /** The folder of the sandbox with a name, below `$XDG_STATE_HOME/qtcloud/sandbox`. */
  public static named(name: string): SandboxFolder {
    return new SandboxFolder(join(SandboxFolder.home, name));
  }

  /** Names of the sandboxes there are. */
  public static get names(): string[] {
    const home = SandboxFolder.home;
    return existsSync(home) ? readdirSync(home).filter((name) => existsSync(join(home, name, 'state.json'))).sort() : [];
  }

  private static get home(): string {
    const { XDG_STATE_HOME: home } = process.env;
    return join(home !== undefined && home !== '' ? home : join(homedir(), '.local', 'state'), 'qtcloud', 'sandbox');
  }

  public constructor(public readonly path: string) {}

  /** Path of the kubeconfig of the administrator. */
  public get kubeconfig(): string {
    return this.file('kubeconfig');
  }

  /** Path of the file in which the API server writes down who asked for what, where that was asked for. */
  public get auditLog(): string {
    return this.file('logs', 'audit.log');
  }

  /** A file in it. */
  public file(...names: string[]): string {
    return join(this.path, ...names);
  }

  /** Makes the folder, for its owner's eyes only. */
  public create(): void {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    mkdirSync(this.file('logs'), { recursive: true });
  }

  /** What is remembered; undefined where there is nothing. */
  public read(): SandboxState | undefined {
    try {
      const state = JSON.parse(readFileSync(this.file('state.json'), 'utf8')) as SandboxState;
      return state.schemaVersion === 1 ? state : undefined;
    } catch {
      return undefined;
    }
  }

  /** Remembers; another process never sees half of it. */
  public write(state: SandboxState): void {
    this.writeFile('state.json', JSON.stringify(state, undefined, 2));
  }

  /** Writes a file for its owner's eyes only. */
  public writeFile(name: string, text: string): string {
    const path = this.file(name);
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return path;
  }

  /** Removes all of it. */
  public remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The parts that are running. */
export function runningParts(state: SandboxState): RunningPart[] {
  return state.parts.filter(isSame);
}
