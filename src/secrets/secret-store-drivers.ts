import { KnownDriver } from '../core';
import { SecretStoreDriver } from './contract';
import { KubernetesSecrets } from './drivers/kubernetes-secrets';
import { OpenBao, OpenBaoOptions } from './drivers/openbao';
import { Vault, VaultOptions } from './drivers/vault';

/** The products that the library brings for keeping secrets. */
export class SecretStoreDrivers {
  /** The cluster's own Secrets, and no store beside them. */
  public static kubernetes(): SecretStoreDriver {
    return new KubernetesSecrets();
  }

  /** OpenBao in this cluster: founds and opens itself. */
  public static openBao(options: OpenBaoOptions = {}): SecretStoreDriver {
    return new OpenBao(options);
  }

  /** A store that exists already and speaks Vault's API. */
  public static vault(options: VaultOptions): SecretStoreDriver {
    return new Vault(options);
  }

  /** Names and capabilities of all of them. */
  public static known(): KnownDriver[] {
    return [KubernetesSecrets._KNOWN, OpenBao._KNOWN, Vault._KNOWN];
  }

  private constructor() {}
}
