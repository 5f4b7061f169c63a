import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../../cli/src/sandbox/api-client';
import { Sandbox, SandboxOptions } from '../../../cli/src/sandbox/sandbox';
import { Applier, ApplierTask } from './applier';
import { Cluster } from './cluster';
import { Inventory } from './inventory';
import { Road } from './roads';
import { Outcome } from './run';
import { startSandbox } from './test-sandbox';

/** How long operators and controllers may go on after an apply. */
const SETTLING_MILLISECONDS = 120_000;
const POLL_MILLISECONDS = 1500;
/** How long an applier may take to end once it was asked to. */
const ENDING_MILLISECONDS = 180_000;

/** An apply, or a removal, that was cut off. */
export interface CutOff {
  readonly outcome: Outcome;
  /** False where all was done before. */
  readonly wasRunning: boolean;
  /** How long it went on afterwards. */
  readonly secondsToEnd: number;
}

/** What it took to bring to an end what was cut off. */
export interface Resumption {
  readonly outcome: Outcome;
  /** An apply that was tried before anything was put right, and failed. @default - none was tried */
  readonly refusal?: Outcome;
  /** What was put right. @default - that was not needed, or not tried */
  readonly recovery?: Outcome;
}

/** A platform that is being brought onto a cluster of its own. */
export class Installation {
  /**
   * Starts a cluster and takes a copy of what synth wrote, so that every
   * installation has records of its own.
   */
  public static async begin(road: Road, project: string, scratch: string, name: string, options: SandboxOptions = {}): Promise<Installation> {
    const sandbox = await startSandbox(scratch, name, options);
    const own = join(scratch, name);
    mkdirSync(own, { recursive: true });
    const installation = new Installation(sandbox, road, join(own, 'project'), own);
    await installation.take(project);
    return installation;
  }

  public readonly applier: Applier;
  public readonly client: ApiClient;
  public readonly cluster: Cluster;

  private constructor(public readonly sandbox: Sandbox, private readonly road: Road, private readonly project: string, private readonly scratch: string) {
    this.client = sandbox.client();
    this.cluster = new Cluster(this.client);
    this.applier = road.applier(project, sandbox.kubeconfig, scratch);
  }

  /** The same applier, with the same records, which reaches the cluster in another way. */
  public async applierWith(kubeconfig: string): Promise<Applier> {
    const applier = this.road.applier(this.project, kubeconfig, this.scratch);
    await applier.prepare();
    return applier;
  }

  /** Takes over what synth wrote since; records stay. */
  public async take(project: string): Promise<void> {
    cpSync(project, this.project, { recursive: true });
    await this.applier.prepare();
  }

  /** Starts an apply or a removal and sends it a signal after a while. */
  public async cutOff(task: ApplierTask, signal: NodeJS.Signals, seconds: number): Promise<CutOff> {
    const running = this.applier.begin(task);
    let ended = false;
    const outcome = running.outcome.finally(() => {
      ended = true;
    });
    await Promise.race([outcome, sleep(seconds * 1000)]);
    const wasRunning = !ended;
    running.signal(signal);
    const asked = performance.now();
    const last = setTimeout(() => running.signal('SIGKILL'), ENDING_MILLISECONDS);
    try {
      return { outcome: await outcome, wasRunning, secondsToEnd: (performance.now() - asked) / 1000 };
    } finally {
      clearTimeout(last);
    }
  }

  /** Applies after an apply that was cut off: at once and, where that is refused, after recovery; or after recovery only. */
  public async resume(recoverFirst: boolean): Promise<Resumption> {
    const first = recoverFirst ? undefined : await this.applier.apply();
    if (first?.code === 0) {
      return { outcome: first };
    }
    const recovery = await this.applier.recover();
    return { outcome: await this.applier.apply(), refusal: first, recovery };
  }

  /** All that is there, once it has come to rest. */
  public async inventory(): Promise<Inventory> {
    let last = await this.inventoryNow();
    for (const deadline = performance.now() + SETTLING_MILLISECONDS; performance.now() < deadline;) {
      await sleep(POLL_MILLISECONDS);
      const now = await this.inventoryNow();
      if (now.isSameAs(last)) {
        return now;
      }
      last = now;
    }
    throw new Error(`The cluster of ${this.scratch} does not come to rest.`);
  }

  /** What is wrong with the installation, compared with one that nobody disturbed; waits a while until nothing is. */
  public async problems(reference?: Inventory): Promise<string[]> {
    for (const deadline = performance.now() + SETTLING_MILLISECONDS; ;) {
      const found = await this.problemsNow(reference);
      if (found.length === 0 || performance.now() > deadline) {
        return found;
      }
      await sleep(POLL_MILLISECONDS);
    }
  }

  /** Ends the cluster. */
  public async end(): Promise<void> {
    this.client.close();
    await this.sandbox.down();
  }

  /** Asks again while an API server, whose kinds have just changed, does not answer. */
  private async inventoryNow(): Promise<Inventory> {
    for (const deadline = performance.now() + SETTLING_MILLISECONDS; ;) {
      try {
        return await Inventory.of(this.client);
      } catch (error) {
        if (performance.now() > deadline) {
          throw error;
        }
        await sleep(POLL_MILLISECONDS);
      }
    }
  }

  private async problemsNow(reference?: Inventory): Promise<string[]> {
    const inventory = await this.inventoryNow();
    return [
      ...(reference === undefined ? [] : inventory.differencesFrom(reference)),
      ...inventory.unfinished(),
      ...(await this.cluster.unreadyWorkloads()).map((name) => `not ready: ${name}`),
      ...(await this.cluster.unreadyPods()).map((name) => `pod not ready: ${name}`),
    ];
  }
}
