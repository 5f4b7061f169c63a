import { DriverManifest, FactSource } from '../../core';
import { SECRET_STORE, SecretStoreCapability, SecretStoreDriver, SecretStoreOutcome, SecretStoreRequest } from '../contract';

const SOURCE: FactSource = { seenIn: 'kubernetes/website: content/en/docs/concepts/configuration/secret.md', date: '2026-11-22' };

const MANIFEST: DriverManifest = {
  product: 'kubernetes',
  title: 'Kubernetes Secrets',
  contract: SECRET_STORE,
  sources: [SOURCE],
};

/** The cluster's own Secrets, and no store beside them. */
export class KubernetesSecrets extends SecretStoreDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: MANIFEST, capabilities: [] as SecretStoreCapability[] };
  public readonly manifest: DriverManifest = MANIFEST;
  public readonly capabilities: SecretStoreCapability[] = KubernetesSecrets._KNOWN.capabilities;

  public provision(_request: SecretStoreRequest): SecretStoreOutcome {
    return {
      notes: ['Secrets are in the cluster\'s own storage only: encrypt it at rest (EncryptionConfiguration of the API server) and back it up.'],
    };
  }
}
