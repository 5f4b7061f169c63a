/** One key of a Secret that exists in the cluster or will, by name: the value is never here. */
export interface SecretReference {
  /** Namespace of the Secret. */
  readonly namespaceName: string;
  /** Name of the Secret. */
  readonly secretName: string;
  /** Key in it. */
  readonly key: string;
}

/** Options of `Credentials.fromSecret`. */
export interface CredentialsKeys {
  /** Key that holds the user name (or access key, or client id). @default 'username' */
  readonly usernameKey?: string;
  /** Key that holds the password (or secret key, or client secret). @default 'password' */
  readonly passwordKey?: string;
}

/** A user name and a password that exist already, referenced by name. */
export class Credentials {
  /**
   * In a Kubernetes Secret of the component's namespace.
   *
   * @param secretName name of the Secret
   * @param keys keys in it
   */
  public static fromSecret(secretName: string, keys: CredentialsKeys = {}): Credentials {
    return new Credentials(keys, secretName, undefined);
  }

  /**
   * In the platform's secret store (OpenBao, Vault), brought into the cluster by External Secrets.
   *
   * @param path path in the store, such as `apps/orders-db`
   * @param keys keys at that path
   */
  public static fromStore(path: string, keys: CredentialsKeys = {}): Credentials {
    return new Credentials(keys, undefined, path);
  }

  /** Name of the Secret, where they are in one. */
  public readonly secretName?: string;
  /** Path in the secret store, where they are there. */
  public readonly storePath?: string;
  /** Key of the user name. */
  public readonly usernameKey: string;
  /** Key of the password. */
  public readonly passwordKey: string;

  private constructor(keys: CredentialsKeys, secretName: string | undefined, storePath: string | undefined) {
    this.secretName = secretName;
    this.storePath = storePath;
    this.usernameKey = keys.usernameKey ?? 'username';
    this.passwordKey = keys.passwordKey ?? 'password';
  }
}
