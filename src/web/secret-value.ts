/** The value of an environment variable that is secret: where it is, never what it is. */
export class SecretValue {
  /**
   * A key of a Secret in the component's namespace.
   *
   * @param secretName name of the Secret
   * @param key key in it
   */
  public static fromSecret(secretName: string, key: string): SecretValue {
    return new SecretValue(key, secretName);
  }

  /**
   * A key at a path of the platform's secret store, brought into the cluster by External Secrets.
   *
   * @param path path in the store, such as `apps/shop`
   * @param key key at that path
   */
  public static fromStore(path: string, key: string): SecretValue {
    return new SecretValue(key, undefined, path);
  }

  /** Name of the Secret, where it is in one. */
  public readonly secretName?: string;
  /** Path in the secret store, where it is there. */
  public readonly storePath?: string;
  /** Key. */
  public readonly key: string;

  private constructor(key: string, secretName?: string, storePath?: string) {
    this.key = key;
    this.secretName = secretName;
    this.storePath = storePath;
  }
}
