import { DriverManifest, EdgeKind, FactSource, NetworkPeer } from '../../core';
import { ValidationError } from '../../core/errors';
import { StackModel } from '../../core/stack-model';
import { SECRET_STORE, SecretStoreCapability, SecretStoreDriver, SecretStoreOutcome, SecretStoreRequest } from '../contract';
import { VaultAuthentication } from './vault.authentication';

const PROVIDER: FactSource = { seenIn: 'external-secrets/external-secrets: providers/v1/vault/auth_kubernetes.go, client_push.go @ cc5bfbc', date: '2026-08-08' };

/** External Secrets' own service account, as its chart names it. */
const ACCOUNT = 'external-secrets';

const MANIFEST: DriverManifest = {
  product: 'vault',
  title: 'existing Vault-compatible store',
  contract: SECRET_STORE,
  sources: [PROVIDER],
};

/** Options of `SecretStoreDrivers.vault`. */
export interface VaultOptions {
  /** Address, such as `https://vault.acme.example:8200`. */
  readonly server: string;
  /** How External Secrets signs in. */
  readonly authentication: VaultAuthentication;
  /** Mount of the KV version 2 engine. @default 'secret' */
  readonly mount?: string;
  /** Namespace of the store, where it has them. @default - none */
  readonly storeNamespace?: string;
  /** Certificates (PEM) of the authority that signed the server's. @default - the target's caBundle, or public authorities */
  readonly caBundle?: string;
  /** Whether generated Secrets are kept there too, below `generated/`; its policy must allow that. @default false */
  readonly keep?: boolean;
  /** Address blocks of the server, for network policy, which knows no names. @default - any address, on this port */
  readonly addresses?: string[];
}

/** A store that exists already and speaks Vault's API: HashiCorp Vault, OpenBao, a vendor's. */
export class Vault extends SecretStoreDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: MANIFEST, capabilities: [SecretStoreCapability.FETCH, SecretStoreCapability.KEEP] };
  public readonly manifest: DriverManifest = MANIFEST;
  public readonly capabilities: SecretStoreCapability[];
  private readonly port: number;

  /**
   * @throws if the address is not one of `http` or `https`
   */
  public constructor(private readonly options: VaultOptions) {
    super();
    this.port = portOf(options.server);
    this.capabilities = options.keep === true ? Vault._KNOWN.capabilities : [SecretStoreCapability.FETCH];
  }

  public provision(request: SecretStoreRequest): SecretStoreOutcome {
    const { server, mount = 'secret', storeNamespace, caBundle = request.target.caBundle, authentication, addresses } = this.options;
    const peer = addresses === undefined ? NetworkPeer.anywhere(server) : NetworkPeer.addresses(server, addresses);
    StackModel.of(request.scope).graph.add({
      kind: EdgeKind.SYSTEM,
      fromComponent: request.scope.node.path,
      from: request.operator.peer,
      fromWorkload: request.operator.workload,
      to: peer,
      ports: [this.port],
      reason: 'External Secrets reads and writes the store',
    });
    return {
      url: server,
      peer,
      provider: {
        vault: {
          server,
          path: mount,
          version: 'v2',
          namespace: storeNamespace,
          caBundle: caBundle === undefined ? undefined : Buffer.from(caBundle).toString('base64'),
          auth: authentication._render({ name: ACCOUNT, namespace: request.operator.namespaceName }),
        },
      },
      notes: [
        ...(addresses === undefined ? [`Network policy opens port ${this.port} to any address, because the addresses of ${server} are not given.`] : []),
        ...(server.startsWith('http:') ? [`Secrets cross the network in plain text on the way from ${server}. Give an https address.`] : []),
      ],
    };
  }
}

function portOf(server: string): number {
  const match = /^(https?):\/\/[a-z0-9.-]+(?::(\d{1,5}))?\/?$/i.exec(server);
  if (match === null) {
    throw new ValidationError(`Vault: "${server}" is not the address of a store. Write scheme, host and port and no path, such as https://vault.acme.example:8200; the mount is a property of its own.`);
  }
  const usual = match[1].toLowerCase() === 'http' ? 80 : 443;
  return match[2] === undefined ? usual : Number(match[2]);
}
