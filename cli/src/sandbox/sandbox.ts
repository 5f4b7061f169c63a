import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { ApiClient } from './api-client';
import { ControlPlane, ControlPlaneOptions, PartName } from './control-plane';
import { authority, CERTIFICATE_FOLDER, writeCredentials, writeKubeconfigs } from './credentials';
import { NodePool, startingObjects } from './nodes';
import { lastLines, PartCommand, signal, startPart, stopParts } from './part';
import { freePorts } from './ports';
import { identify, isSame, ProcessId } from './process-id';
import { simulatorCommand } from './simulator-command';
import { ownStages } from './stages';
import { RunningPart, runningParts, SandboxFolder, SandboxPorts, SandboxState } from './state';
import { MachineError } from '../terminal/machine-error';
import { withLock } from './tools/folder-lock';
import { BuildProgress, Toolbox } from './tools/toolbox';

/** How long any one part may take to answer. */
const READY_MILLISECONDS = 90_000;
const POLL_MILLISECONDS = 50;
const MOST_RESTARTS = 5;
const RESTART_MILLISECONDS = 500;

/** What is told while a sandbox is started. */
export interface SandboxProgress extends BuildProgress {
  /** A part is being started. */
  starting(part: string): void;
}

/** What a sandbox is to be like. */
export interface SandboxOptions extends ControlPlaneOptions {
  readonly nodes?: NodePool;
  /** A process with which the sandbox ends. @default - it lives until it is stopped */
  readonly owner?: ProcessId;
  /** False where there are to be no operators, real or played. @default true */
  readonly simulator?: boolean;
  /** Further Stages of kwok, as YAML: how some objects are to behave. @default - none */
  readonly stages?: string;
}

/** A Kubernetes control plane on loopback, with simulated nodes, pods, volumes and operators. */
export class Sandbox {
  /** The sandbox in a folder, whether or not it is running. */
  public static in(folder: SandboxFolder, name: string, options: SandboxOptions = {}, tools: Toolbox = new Toolbox()): Sandbox {
    return new Sandbox(folder, name, options, tools);
  }

  private constructor(
    public readonly folder: SandboxFolder,
    public readonly name: string,
    private readonly options: SandboxOptions,
    private readonly tools: Toolbox,
  ) {}

  /** Path of the administrator's kubeconfig. */
  public get kubeconfig(): string {
    return this.folder.kubeconfig;
  }

  /** Address of the API server. */
  public get server(): string {
    return `https://127.0.0.1:${this.state?.ports.apiServer ?? 0}`;
  }

  /** What is remembered of it. */
  public get state(): SandboxState | undefined {
    return this.folder.read();
  }

  /** Whether all of its parts are running. */
  public get isRunning(): boolean {
    const { state } = this;
    return state !== undefined && state.complete && state.parts.length > 0 && state.parts.every(isSame);
  }

  /**
   * Starts what is not running, and waits until pods can be scheduled. One
   * that was interrupted while it was first started is begun anew.
   *
   * @returns false where everything was running already
   * @throws MachineError where the machine lacks something, or a part does not start
   */
  public async up(progress: SandboxProgress): Promise<boolean> {
    await this.tools.prepare(progress);
    return withLock(`${this.folder.path}.lock`, (holder) => progress.waiting(holder), async () => {
      if (this.isRunning) {
        return false;
      }
      const { state } = this;
      if (state?.complete === true) {
        await this.start(state, progress);
      } else {
        await this.clear();
        await this.create(progress);
      }
      return true;
    });
  }

  /** Stops everything and removes its data; gives whether there was anything. */
  public async down(): Promise<boolean> {
    return withLock(`${this.folder.path}.lock`, () => undefined, () => this.clear());
  }

  /** A client of its API server, as the administrator. */
  public client(): ApiClient {
    return new ApiClient(this.folder.kubeconfig);
  }

  /** Kills a part at once, as a crash would. */
  public async kill(name: PartName): Promise<void> {
    const part = this.state?.parts.find((each) => each.name === name);
    if (part !== undefined) {
      signal(part, 'SIGKILL');
      await until(() => Promise.resolve(!isSame(part)));
    }
  }

  private async clear(): Promise<boolean> {
    const { state } = this;
    if (state !== undefined) {
      // The simulator first: its owner's end would make it clear up, too.
      await stopParts(runningParts(state).reverse());
    }
    const existed = existsSync(this.folder.path);
    this.folder.remove();
    return existed;
  }

  private async create(progress: SandboxProgress): Promise<void> {
    this.folder.create();
    writeCredentials(this.folder);
    this.folder.writeFile('stages.yaml', [this.tools.stages, ownStages(), ...(this.options.stages === undefined ? [] : [this.options.stages])].join('\n---\n'));
    const [etcd, etcdPeer, apiServer, controllerManager, scheduler] = await freePorts(5);
    const ports: SandboxPorts = { etcd, etcdPeer, apiServer, controllerManager, scheduler };
    await this.start({ schemaVersion: 1, name: this.name, ports, parts: [], nodes: this.options.nodes?.count ?? 3, complete: false }, progress);
  }

  /** Starts the parts that are not running. */
  private async start(state: SandboxState, progress: SandboxProgress): Promise<void> {
    this.folder.write(state);
    const plane = new ControlPlane(this.tools, this.folder, state.ports, this.options);
    const start = async (commands: readonly PartCommand[], isDone: () => Promise<boolean>): Promise<void> => {
      commands.forEach((command) => this.startPart(command, progress));
      await this.wait(commands, isDone, progress);
    };
    await start([plane.command('etcd')], () => answers(`http://127.0.0.1:${state.ports.etcd}/health`));
    const server = [plane.command('kube-apiserver')];
    await start(server, () => Promise.resolve(existsSync(this.folder.file(CERTIFICATE_FOLDER, 'apiserver.crt')) && authority(this.folder).includes('END CERTIFICATE')));
    writeKubeconfigs(this.folder, plane.server, `sandbox-${this.name}`);
    const client = this.client();
    try {
      await start(server, async () => (await client.get('/readyz?verbose')).endsWith('readyz check passed\n'));
      for (const object of startingObjects(this.options.nodes ?? { count: state.nodes })) {
        await client.create(pathOf(object), object);
      }
      progress.starting('nodes');
      await start([
        ...(['kwok', 'kube-controller-manager', 'kube-scheduler'] as const).map((name) => plane.command(name)),
        ...(this.options.simulator === false ? [] : [plane.command('cert-manager'), simulatorCommand(this.folder, this.options.owner)]),
      ], () => canSchedule(client, state.nodes));
    } finally {
      client.close();
    }
    this.remember({ complete: true });
    this.checkAlive();
  }

  private startPart(command: PartCommand, progress: SandboxProgress): RunningPart {
    const found = this.state?.parts.find((part) => part.name === command.name);
    if (found !== undefined && isSame(found)) {
      return found;
    }
    progress.starting(command.name);
    const part = startPart(command);
    this.remember({ parts: [...(this.state?.parts ?? []).filter((other) => other.name !== part.name), part] });
    return part;
  }

  private remember(change: Partial<SandboxState>): void {
    const { state } = this;
    if (state !== undefined) {
      this.folder.write({ ...state, ...change });
    }
  }

  /** Waits until parts have done something. One that ends meanwhile is started again a few times, as on any cluster: it may have been too early, or the machine too busy. */
  private async wait(commands: readonly PartCommand[], isDone: () => Promise<boolean>, progress: SandboxProgress): Promise<void> {
    let restarts = 0;
    let refusal: string | undefined;
    const done = await until(async () => {
      const ended = commands.filter(({ name }) => this.state?.parts.some((part) => part.name === name && !isSame(part)));
      if (ended.length > 0) {
        restarts += ended.length;
        if (restarts > MOST_RESTARTS) {
          throw this.failure(ended[0].name, 'ended');
        }
        await sleep(RESTART_MILLISECONDS);
        ended.forEach((command) => this.startPart(command, progress));
      }
      return isDone().catch((error: unknown) => {
        refusal = error instanceof Error ? error.message : String(error);
        return false;
      });
    });
    if (!done) {
      throw this.failure(commands[0].name, `did not answer within ${READY_MILLISECONDS / 1000} seconds`, refusal === undefined ? [] : [`The last answer: ${refusal}`]);
    }
  }

  private checkAlive(): void {
    const dead = this.state?.parts.find((part) => !isSame(part));
    if (dead !== undefined) {
      throw this.failure(dead.name, 'ended');
    }
  }

  private failure(name: string, what: string, hints: readonly string[] = []): MachineError {
    const log = this.folder.file('logs', `${name}.log`);
    return new MachineError(`${name} ${what}.`, [...hints, `The end of ${log}:`, ...lastLines(log).split('\n'), 'Remove what is left with "qtcloud sandbox down", and try again.']);
  }
}

async function until(condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + READY_MILLISECONDS;
  while (performance.now() < deadline) {
    if (await condition()) {
      return true;
    }
    await sleep(POLL_MILLISECONDS);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  return (await fetch(url)).ok;
}

/** Whether every node is ready, and pods find the service account they need. */
async function canSchedule(client: ApiClient, nodes: number): Promise<boolean> {
  const ready = (await client.list('/api/v1/nodes')).filter((node) => isNodeReady(node)).length;
  return ready >= nodes && await client.find('/api/v1/namespaces/default/serviceaccounts/default') !== undefined;
}

function isNodeReady(node: KubernetesObject): boolean {
  const { conditions = [] } = (node.status ?? {}) as { conditions?: { type: string; status: string }[] };
  const { taints = [] } = (node.spec ?? {}) as { taints?: unknown[] };
  return taints.length === 0 && conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function pathOf(object: Record<string, unknown>): string {
  return object.kind === 'Node' ? '/api/v1/nodes' : '/apis/storage.k8s.io/v1/storageclasses';
}

/** This process, as the owner of what it starts. */
export function thisProcess(): ProcessId {
  const found = identify(process.pid);
  if (found === undefined) {
    throw new Error('This process cannot be found by its number.');
  }
  return found;
}
