import { Construct, IConstruct } from 'constructs';
import { Credentials, Driver, ManagedSecret, ProvisionOutcome, ProvisionRequest, SecretReference } from '../core';

/** Name of the contract, in manifests. */
export const SECRET_STORE = 'secrets.SecretStore';

/** What a secret store may be able to do beside the mandatory. */
export enum SecretStoreCapability {
  /** Fetches secrets that exist in a store outside the cluster's own Secrets. */
  FETCH = 'fetch',
  /** Keeps a copy of every generated secret in the store, so that it survives the cluster. */
  KEEP = 'keep',
}

/** A Secret whose values are made inside the cluster, once. */
export interface GeneratedSecretOptions {
  /** Name of the Secret; a revision above 1 is added to it. */
  readonly secretName: string;
  /** Namespace of the Secret. */
  readonly namespaceName: string;
  /** Keys that get a random value of their own. */
  readonly keys: string[];
  /** Keys with values that are not secret, such as a user name. @default - none */
  readonly fixed?: { [key: string]: string };
  /**
   * Keys rendered from the others, as External Secrets templates: `postgresql://app:{{ .password }}@db:5432/app`.
   * @default - none
   */
  readonly templates?: { [key: string]: string };
  /** Length of each random value: letters and digits only, so that it fits into a URI. @default 32 */
  readonly length?: number;
  /** Raise it to rotate: a new Secret under a new name, so that everything that reads it rolls over. @default 1 */
  readonly revision?: number;
  /** Labels of the Secret. @default - none */
  readonly labels?: { [key: string]: string };
}

/** A Secret fetched from the store. */
export interface FetchedSecretOptions {
  /** Name of the Secret. */
  readonly secretName: string;
  /** Namespace of the Secret. */
  readonly namespaceName: string;
  /** Path in the store, such as `apps/orders-db`. */
  readonly path: string;
  /** Keys of the Secret, and the key in the store for each. */
  readonly keys: { [key: string]: string };
}

/** A Secret copied to another namespace, and kept equal. */
export interface SharedSecretOptions {
  /** Name of the Secret to copy. */
  readonly secretName: string;
  /** Namespace it is in. */
  readonly fromNamespace: string;
  /** Namespace of the copy. */
  readonly toNamespace: string;
  /** Name of the copy. */
  readonly copyName: string;
  /** Keys of the copy, and the key in the original for each. */
  readonly keys: { [key: string]: string };
  /** Terraform addresses of what makes the original. @default - it is there */
  readonly after?: string[];
}

/**
 * Makes, fetches and copies Secrets inside the cluster. No value passes
 * through synth or Terraform.
 *
 * Protocol: Kubernetes Secrets for readers; Vault KV version 2 for a store
 * outside them.
 */
export interface ISecretStore extends IConstruct {
  /** A Secret with values made inside the cluster, once. Objects go below `scope`. */
  generate(scope: Construct, options: GeneratedSecretOptions): ManagedSecret;
  /** A Secret fetched from the store. Objects go below `scope`. */
  fetch(scope: Construct, options: FetchedSecretOptions): ManagedSecret;
  /** A copy of a Secret in another namespace; asked for twice, it is made once. */
  share(options: SharedSecretOptions): ManagedSecret;
}

/** Hands out the platform's secret store when it is needed, and not before: most components never do. */
export interface ISecretStoreProvider {
  /** The secret store; made with its default driver if there is none yet. */
  readonly store: ISecretStore;
  /**
   * The Secret that holds credentials that exist already: the one named, or one
   * fetched from the store. Its keys are `username` and `password` where it is
   * fetched, and the credentials' own where it is named.
   */
  resolve(scope: Construct, credentials: Credentials, namespaceName: string): CredentialsSecret;
}

/** Where the two halves of credentials are. */
export interface CredentialsSecret {
  /** User name, access key or client id. */
  readonly username: SecretReference;
  /** Password, secret key or client secret. */
  readonly password: SecretReference;
}

/** What a secret store's driver reports. */
export interface SecretStoreOutcome extends ProvisionOutcome {
  /** Terraform addresses that must be there before an ExternalSecret can be. */
  readonly addresses: string[];
  /** Provider section of a SecretStore (External Secrets) that reads the store, in a given namespace. @default - nothing can be fetched */
  readonly provider?: { [key: string]: any };
}

/** One product that keeps secrets. */
export abstract class SecretStoreDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: SecretStoreCapability[];

  /** Sets the store up. */
  public abstract provision(request: ProvisionRequest): SecretStoreOutcome;
}
