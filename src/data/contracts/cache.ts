import { BindingValue, Driver, IBindable, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps, SecretReference } from '../../core';
import type { ISecretStoreProvider } from '../../secrets/contract';

/** Name of the contract, in manifests. */
export const CACHE = 'data.Cache';

/** What a cache may be able to do beside the mandatory. */
export enum CacheCapability {
  /** Read replicas. */
  REPLICAS = 'replicas',
  /** Keeps its data over a restart. */
  PERSISTENCE = 'persistence',
  /** Hands over to a replica by itself when the first instance fails. */
  AUTOMATIC_FAILOVER = 'automatic-failover',
  /** Makes a new password when its revision rises. */
  CREDENTIALS_ROTATION = 'credentials-rotation',
}

/**
 * A cache, or any other key-value use of the protocol.
 *
 * Protocol: RESP 2 and 3 (Redis serialization protocol); a binding has the
 * servicebinding.io type `redis` and the keys `host`, `port`, `username`,
 * `password` and `tls` (`true` or `false`), and `uri` where the product keeps
 * one.
 */
export interface ICache extends IBindable {
  /** Host name. */
  readonly host: string;
  /** Port. */
  readonly port: number;
}

/** Props of `CacheRequest`. */
export interface CacheRequestProps extends ProvisionRequestProps {
  /** Whether data is kept over a restart. */
  readonly persistence: boolean;
  /** Revision of the password: a higher one is a new password. */
  readonly credentialsRevision: number;
  /** The platform's secret store. */
  readonly secrets: ISecretStoreProvider;
}

/** What a cache's component asks of its driver. */
export class CacheRequest extends ProvisionRequest {
  /** Whether data is kept over a restart. */
  public readonly persistence: boolean;
  /** Revision of the password: a higher one is a new password. */
  public readonly credentialsRevision: number;
  /** The platform's secret store. */
  public readonly secrets: ISecretStoreProvider;

  public constructor(props: CacheRequestProps) {
    super(props);
    this.persistence = props.persistence;
    this.credentialsRevision = props.credentialsRevision;
    this.secrets = props.secrets;
  }
}

/** What a cache's driver reports. */
export interface CacheOutcome extends ProvisionOutcome {
  /** Host name that clients connect to. */
  readonly host: string;
  /** Port. */
  readonly port: number;
  /** Whether it is reached by TLS. */
  readonly tls: boolean;
  /** User name for `AUTH`. @default - the protocol's own, `default` */
  readonly username?: BindingValue;
  /** Where the password is. @default - none is asked for */
  readonly password?: SecretReference;
  /** Where a complete `redis://` URI is. @default - bindings have no `uri` */
  readonly uri?: SecretReference;
}

/** One product that speaks RESP. */
export abstract class CacheDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: CacheCapability[];

  /** Makes the cache, or finds the existing one. */
  public abstract provision(request: CacheRequest): CacheOutcome;
}
