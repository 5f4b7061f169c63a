import { Construct, IConstruct } from 'constructs';
import { Credentials, Driver, ManagedSecret, Operator, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps, SecretReference } from '../core';

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
  /** Keys that get a random value of their own. A key that is added later gets its value then; the others keep theirs. */
  readonly keys: string[];
  /** Keys with values that are not secret, such as a user name. @default - none */
  readonly fixed?: { [key: string]: string };
  /**
   * Keys rendered from the others, as External Secrets templates: `postgresql://app:{{ .password }}@db:5432/app`.
   * A key that is not a plain word is written `{{ index . "secret-key" }}`. They are rendered again whenever
   * they or the values change, and every few minutes: what gives another value each time is refused.
   * @default - none
   */
  readonly templates?: { [key: string]: string };
  /** Length of each random value, at least 16: letters and digits only, so that it fits into a URI. @default 32 */
  readonly length?: number;
  /** Raise it to rotate: new values in a Secret of another name, so that everything that reads it rolls over. @default 1 */
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
  /** Terraform addresses to wait for. @default - none: External Secrets tries again until the original is there */
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

/** A certificate that signs itself, made inside the cluster, once. */
export interface GeneratedCertificateOptions {
  /** Name of the Secret, of type `kubernetes.io/tls`; a revision above 1 is added to it. */
  readonly secretName: string;
  /** Namespace of the Secret. */
  readonly namespaceName: string;
  /** Host names, the first being the certificate's own. */
  readonly hosts: string[];
  /** Days it is valid for. */
  readonly days: number;
  /** Raise it to make another certificate, in a Secret of another name. @default 1 */
  readonly revision?: number;
}

/** Makes Secrets for a store itself, before the store is there. */
export interface ISecretGenerator {
  /** A Secret with values made inside the cluster, once. It is kept nowhere else. */
  generate(scope: Construct, options: GeneratedSecretOptions): ManagedSecret;
  /** A certificate and its key (`tls.crt`, `tls.key`), which its clients trust by knowing it. */
  certificate(scope: Construct, options: GeneratedCertificateOptions): ManagedSecret;
}

/** Props of `SecretStoreRequest`. */
export interface SecretStoreRequestProps extends ProvisionRequestProps {
  /** External Secrets, which reads and writes the store. */
  readonly operator: Operator;
  /** Makes the Secrets that the store itself needs. */
  readonly secrets: ISecretGenerator;
}

/** What a secret store's component asks of its driver. */
export class SecretStoreRequest extends ProvisionRequest {
  /** External Secrets, which reads and writes the store. */
  public readonly operator: Operator;
  /** Makes the Secrets that the store itself needs. */
  public readonly secrets: ISecretGenerator;

  public constructor(props: SecretStoreRequestProps) {
    super(props);
    this.operator = props.operator;
    this.secrets = props.secrets;
  }
}

/** What a secret store's driver reports. */
export interface SecretStoreOutcome extends ProvisionOutcome {
  /** Terraform addresses that must be there before the store can be asked. @default - nothing is to be waited for */
  readonly addresses?: string[];
  /**
   * Section `provider` of a ClusterSecretStore (External Secrets) that reads and writes the store.
   * @default - there is no store outside the cluster's own Secrets
   */
  readonly provider?: { [key: string]: unknown };
  /** Where the store is reached. @default - nowhere */
  readonly url?: string;
}

/** One product that keeps secrets. */
export abstract class SecretStoreDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: SecretStoreCapability[];

  /** Sets the store up. */
  public abstract provision(request: SecretStoreRequest): SecretStoreOutcome;
}
