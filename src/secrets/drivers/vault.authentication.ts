import { ValidationError } from '../../core/errors';

/** Options of `VaultAuthentication.kubernetes`. */
export interface VaultKubernetesOptions {
  /** Role that External Secrets signs in with; it must be bound to the service account `external-secrets` of the namespace `external-secrets`. */
  readonly role: string;
  /** Mount of the auth method. @default 'kubernetes' */
  readonly mount?: string;
  /** Audience that the role asks for. @default - the cluster's own */
  readonly audience?: string;
}

/** Options of `VaultAuthentication.appRole`. */
export interface VaultAppRoleOptions {
  /** The role's identifier, which is no secret. */
  readonly roleId: string;
  /** Mount of the auth method. @default 'approle' */
  readonly mount?: string;
  /** Name of the Secret that holds the role's secret identifier. */
  readonly secretName: string;
  /** Namespace of that Secret. */
  readonly namespaceName: string;
  /** Key in that Secret. @default 'secret-id' */
  readonly key?: string;
}

/** How External Secrets signs in to an existing store. */
export class VaultAuthentication {
  /** With its service account: nothing secret is to be handed over. */
  public static kubernetes(options: VaultKubernetesOptions): VaultAuthentication {
    checkFilled('role', options.role);
    return new VaultAuthentication((account) => ({
      kubernetes: {
        mountPath: options.mount ?? 'kubernetes',
        role: options.role,
        serviceAccountRef: { ...account, audiences: options.audience === undefined ? undefined : [options.audience] },
      },
    }));
  }

  /** With a role's identifier, and its secret identifier from a Secret. */
  public static appRole(options: VaultAppRoleOptions): VaultAuthentication {
    checkFilled('roleId', options.roleId);
    return new VaultAuthentication(() => ({
      appRole: {
        path: options.mount ?? 'approle',
        roleId: options.roleId,
        secretRef: { namespace: options.namespaceName, name: options.secretName, key: options.key ?? 'secret-id' },
      },
    }));
  }

  private constructor(private readonly render: (account: ServiceAccount) => object) {}

  /**
   * Section `auth` of External Secrets' Vault provider.
   *
   * @internal
   */
  public _render(account: ServiceAccount): object {
    return this.render(account);
  }
}

interface ServiceAccount {
  readonly name: string;
  readonly namespace: string;
}

function checkFilled(name: string, value: string): void {
  if (value.trim() === '') {
    throw new ValidationError(`VaultAuthentication: ${name} is empty. Write the name that the store's administrator gave the role.`);
  }
}
