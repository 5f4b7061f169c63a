import { BindingValue, Credentials, DriverManifest } from '../../core';
import { CACHE, CacheCapability, CacheDriver, CacheOutcome, CacheRequest } from '../contracts/cache';
import { existingPeer } from '../contracts/existing-endpoint';

const MANIFEST: DriverManifest = {
  product: 'external',
  title: 'external cache',
  contract: CACHE,
  sources: [],
};

/** Options of `CacheDrivers.external`. */
export interface ExternalCacheOptions {
  /** Host name or address. */
  readonly host: string;
  /** Port. @default 6379 */
  readonly port?: number;
  /** Whether it is reached by TLS. @default false */
  readonly tls?: boolean;
  /** User name and password. @default - it asks for none */
  readonly credentials?: Credentials;
  /** User name, where the credentials hold a password only. @default - the credentials' own */
  readonly username?: string;
  /** What is known of it, such as `CacheCapability.PERSISTENCE`: demands are held against this list. @default - nothing */
  readonly capabilities?: CacheCapability[];
  /** Address blocks of the host, for network policy, which knows no names. @default - any address, on this port */
  readonly addresses?: string[];
}

/** A cache that exists already. */
export class ExternalCache extends CacheDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: MANIFEST, capabilities: [] as CacheCapability[] };
  public readonly manifest: DriverManifest = MANIFEST;
  public readonly capabilities: CacheCapability[];

  public constructor(private readonly options: ExternalCacheOptions) {
    super();
    this.capabilities = [...(options.capabilities ?? [])];
  }

  public provision(request: CacheRequest): CacheOutcome {
    const { host, port = 6379, tls = false, credentials, username, addresses } = this.options;
    const secret = credentials && request.secrets.resolve(request.scope, credentials, request.namespaceName);
    return {
      host,
      port,
      tls,
      username: username === undefined ? secret && BindingValue.fromSecret(secret.username) : BindingValue.of(username),
      password: secret?.password,
      ...existingPeer(request.scope, { host, port, addresses }),
    };
  }
}
