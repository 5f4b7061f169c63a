import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { ApiClient } from '../../../cli/src/sandbox/api-client';
import { PartName } from '../../../cli/src/sandbox/control-plane';
import { Sandbox } from '../../../cli/src/sandbox/sandbox';
import { commandLineTools } from './command-line-tools';
import { failure, run } from './run';
import { PROGRESS, tellAll } from './test-sandbox';

/** Kills a part of a control plane and starts it again after a while; gives how many seconds nobody was served. */
export async function outage(sandbox: Sandbox, part: PartName, seconds: number): Promise<number> {
  const started = performance.now();
  await sandbox.kill(part);
  await sleep(seconds * 1000);
  await sandbox.up(PROGRESS).catch(tellAll);
  return (performance.now() - started) / 1000;
}

/** Writes a kubeconfig with another token. */
export function writeWithToken(kubeconfig: string, token: string, path: string): string {
  const content = parse(readFileSync(kubeconfig, 'utf8')) as { users: { name: string }[] };
  writeFileSync(path, stringify({ ...content, users: content.users.map(({ name }) => ({ name, user: { token } })) }), { mode: 0o600 });
  return path;
}

const NAME = 'deployer';
const NAMESPACE = '/api/v1/namespaces/default';
const BINDINGS = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';

/** A credential that is good until it is revoked. */
export class RevocableCredential {
  /** Makes a user who may do everything, and a token that lives as long as a Secret beside it. */
  public static async make(client: ApiClient, kubeconfig: string, path: string): Promise<RevocableCredential> {
    const metadata = { name: NAME };
    await client.create(`${NAMESPACE}/serviceaccounts`, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    await client.create(`${NAMESPACE}/secrets`, { apiVersion: 'v1', kind: 'Secret', metadata });
    await client.create(BINDINGS, {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: 'default' }],
    });
    const { path: programs } = await commandLineTools();
    const made = await run('kubectl', [`--kubeconfig=${kubeconfig}`, 'create', 'token', NAME, '--bound-object-kind=Secret', `--bound-object-name=${NAME}`], { env: { PATH: programs } });
    if (made.code !== 0) {
      throw new Error(failure(made));
    }
    return new RevocableCredential(client, writeWithToken(kubeconfig, made.out.trim(), path));
  }

  private constructor(private readonly client: ApiClient, public readonly kubeconfig: string) {}

  /** Ends it; the API server may go on taking it for ten seconds. */
  public async revoke(): Promise<void> {
    await this.client.delete(`${NAMESPACE}/secrets/${NAME}`);
  }

  /** Removes what was made for it. */
  public async remove(): Promise<void> {
    await this.revoke();
    await this.client.delete(`${BINDINGS}/${NAME}`);
    await this.client.delete(`${NAMESPACE}/serviceaccounts/${NAME}`);
  }
}

const POLICIES = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
const POLICY_BINDINGS = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';

/** A rule of the cluster's owners, which refuses Deployments of some name. */
export class HouseRule {
  /** Sets it up. */
  public static async make(client: ApiClient, deployment: string, message: string): Promise<HouseRule> {
    const metadata = { name: 'house-rule' };
    const resourceRules = [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] }];
    await client.create(POLICIES, {
      apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata,
      spec: { failurePolicy: 'Fail', matchConstraints: { resourceRules }, validations: [{ expression: `object.metadata.name != "${deployment}"`, message }] },
    });
    await client.create(POLICY_BINDINGS, {
      apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding', metadata,
      spec: { policyName: metadata.name, validationActions: ['Deny'] },
    });
    return new HouseRule(client);
  }

  private constructor(private readonly client: ApiClient) {}

  /** Takes it back. */
  public async remove(): Promise<void> {
    await this.client.delete(`${POLICY_BINDINGS}/house-rule`);
    await this.client.delete(`${POLICIES}/house-rule`);
  }
}
