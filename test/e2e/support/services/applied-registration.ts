import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KubernetesObject } from '../../../../cli/src/kubernetes/kubernetes-object';
import { ApiClient } from '../../../../cli/src/sandbox/api-client';
import { KeycloakServer } from '../../../keycloak/keycloak-server';
import { PodView } from '../pod-view';
import { Outcome, run } from '../run';

const JOBS = '/apis/batch/v1/jobs';

/** The Job on a cluster that registers clients with Keycloak: what it would run, with the Secrets that are there. */
export class AppliedRegistration {
  /** Finds it. */
  public static async on(client: ApiClient): Promise<AppliedRegistration> {
    for (const job of await client.list(JOBS)) {
      const view = new PodView(client, job);
      const environment = await view.environment();
      if (environment.KEYCLOAK_URL !== undefined) {
        return new AppliedRegistration(job, view.command, environment, await view.files());
      }
    }
    throw new Error('No Job on the cluster registers clients with Keycloak.');
  }

  private constructor(
    public readonly job: KubernetesObject,
    private readonly command: readonly string[],
    private readonly environment: Readonly<Record<string, string>>,
    private readonly files: ReadonlyMap<string, string>,
  ) {}

  /** The realm that it makes. */
  public get realm(): string {
    return this.environment.REALM;
  }

  /** Where it thinks that Keycloak is. */
  public get address(): URL {
    return new URL(this.environment.KEYCLOAK_URL);
  }

  /** A secret that it is given, such as `registration/password`. */
  public secret(path: string): string {
    const value = this.files.get(`${this.environment.SECRETS}/${path}`);
    if (value === undefined) {
      throw new Error(`The registration is given no secret "${path}".`);
    }
    return value;
  }

  /** Runs it against a server on this machine. */
  public async run(server: KeycloakServer): Promise<Outcome> {
    const folder = mkdtempSync(join(tmpdir(), 'registration-'));
    try {
      for (const [path, text] of this.files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text, { mode: 0o600 });
      }
      const { STATE, SECRETS } = this.environment;
      const [program, ...arguments_] = this.command.map((part) => (this.files.has(part) ? join(folder, part) : part));
      return await run(program, arguments_, {
        env: { ...this.environment, STATE: join(folder, STATE), SECRETS: join(folder, SECRETS), CONFIG: join(folder, 'kcadm.config'), KEYCLOAK_URL: server.url, KCADM: server.kcadm },
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
