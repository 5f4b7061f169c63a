import { SecretReference } from './secret-reference';

/** A Secret that is made inside the cluster: its name is known, its values never are. */
export class ManagedSecret {
  /** Namespace of the Secret. */
  public readonly namespaceName: string;
  /** Name of the Secret. */
  public readonly secretName: string;
  /** Terraform address of what makes it. */
  public readonly address: string;

  public constructor(namespaceName: string, secretName: string, address: string) {
    this.namespaceName = namespaceName;
    this.secretName = secretName;
    this.address = address;
  }

  /** One key of it. */
  public key(key: string): SecretReference {
    return { namespaceName: this.namespaceName, secretName: this.secretName, key };
  }
}
