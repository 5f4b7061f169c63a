import { Construct, IConstruct } from 'constructs';
import { SecretReference } from '../core';
import { ValidationError } from '../core/errors';
import type { ISecretStoreProvider } from '../secrets/contract';
import { SecretStore } from '../secrets/secret-store';
import { CLIENT_SECRET_KEY, ClientOptions, IExistingClients } from './contract';

/** A Secret, and what makes it. */
export interface DeliveredSecret {
  readonly reference: SecretReference;
  /** Terraform addresses; none where it exists already. */
  readonly addresses: string[];
}

/** The secret of one client: where the provider reads it, and where the client does. */
export interface ClientSecret {
  readonly original: DeliveredSecret;
  readonly delivered: DeliveredSecret;
}

/**
 * Client secrets: made inside the cluster in the provider's namespace, for its
 * registration, and copied to whoever signs in with them.
 */
export class ClientSecrets {
  public constructor(
    private readonly provider: Construct & { readonly componentName: string; readonly namespaceName: string },
    private readonly secrets: ISecretStoreProvider,
  ) {}

  /** Makes the secret of a client, or finds that of an existing one, and delivers it. */
  public make(owner: IConstruct, options: ClientOptions, existing: IExistingClients | undefined): ClientSecret {
    checkRevision(owner, options.revision ?? 1);
    if (existing === undefined) {
      checkClientId(owner, options.clientId);
    }
    const original = existing === undefined
      ? this.generate(options)
      : { reference: existing.secretOf(owner, options.clientId), addresses: [] };
    return { original, delivered: this.deliver(owner, original, options) };
  }

  private generate({ clientId, namespaceName, secretName, revision }: ClientOptions): DeliveredSecret {
    const made = this.secrets.store.generate(this.provider, {
      // Where both are in one namespace, one Secret serves both.
      secretName: namespaceName === this.provider.namespaceName ? secretName : `${this.provider.componentName}-client-${clientId}`,
      namespaceName: this.provider.namespaceName,
      keys: [CLIENT_SECRET_KEY],
      revision,
    });
    return { reference: made.key(CLIENT_SECRET_KEY), addresses: [made.address] };
  }

  private deliver(owner: IConstruct, original: DeliveredSecret, { namespaceName, secretName, revision = 1 }: ClientOptions): DeliveredSecret {
    const { reference } = original;
    if (reference.namespaceName === namespaceName && reference.key === CLIENT_SECRET_KEY) {
      return original;
    }
    // Where the owner is, there the copy belongs: a provider's stack may not know its namespace.
    const copy = SecretStore.of(owner).share({
      secretName: reference.secretName,
      fromNamespace: reference.namespaceName,
      toNamespace: namespaceName,
      copyName: revision === 1 ? secretName : `${secretName}-r${revision}`,
      keys: { [CLIENT_SECRET_KEY]: reference.key },
    });
    return { reference: copy.key(CLIENT_SECRET_KEY), addresses: [copy.address] };
  }
}

function checkClientId(owner: IConstruct, clientId: string): void {
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(clientId)) {
    throw ValidationError.at(owner, `the client id "${clientId}" cannot be registered: lower-case letters, digits, "." and "-", beginning and ending with a letter or digit.`);
  }
}

function checkRevision(owner: IConstruct, revision: number): void {
  if (!Number.isInteger(revision) || revision < 1) {
    throw ValidationError.at(owner, `the revision ${revision} of the client secret is not one. Write 1, and one more for each rotation.`);
  }
}
