/*
 * Why operators are played by a program, where kwok has Stages for it:
 * - a Stage sees nothing but its own object. What operators say depends on others: whether their own pods run, on Secrets,
 *   Services and classes; and they make objects that others need;
 * - kwok ends, with all of the cluster's pods, where a Stage is for a kind that the API server does not know yet, and these
 *   kinds come with the operators' charts (test/e2e/sandbox.suite.ts holds this). It takes Stages later only as objects of a
 *   kind of its own, which would then be on a cluster that is to look like any other.
 * What depends on nothing else is declared as Stages: ../stages.ts. Each file beside this one begins with what it fakes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../api-client';
import { CloudNativePg } from './cloudnative-pg';
import { EnvoyGateway } from './envoy-gateway';
import { ExternalSecrets } from './external-secrets';
import { Imitation } from './imitation';
import { Traefik } from './traefik';
import { ClusterView } from './view';
import { WatchedKinds } from './watched-kinds';

/** Pause after a round, in which what it changed is heard of. */
const PAUSE_MILLISECONDS = 100;
/** The longest wait for a change, after which it is seen whether the sandbox still has its owner. */
const IDLE_MILLISECONDS = 1000;

/** Plays the operators of a sandbox, whose own pods do nothing. */
export class Simulator {
  private readonly imitations: readonly Imitation[] = [new ExternalSecrets(), new CloudNativePg(), new EnvoyGateway(), new Traefik()];
  private readonly told = new Set<string>();
  private readonly kinds: WatchedKinds;

  public constructor(private readonly client: ApiClient, private readonly report: (message: string) => void) {
    this.kinds = new WatchedKinds(client);
  }

  /** Goes on until the condition is false. */
  public async run(goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      await this.round();
      await sleep(PAUSE_MILLISECONDS);
      await this.kinds.change(IDLE_MILLISECONDS);
    }
    this.kinds.close();
  }

  /** Lets each operator act once. */
  public async round(): Promise<void> {
    const view = new ClusterView(this.client, this.kinds);
    for (const imitation of this.imitations) {
      try {
        await imitation.reconcile(view);
      } catch (error) {
        // Somebody else was faster, the API server is away: the next round sees what is there then.
        this.tell(`${imitation.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private tell(message: string): void {
    if (!this.told.has(message)) {
      this.told.add(message);
      this.report(message);
    }
  }
}
