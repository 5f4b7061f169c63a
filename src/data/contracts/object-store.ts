import { Construct, IConstruct } from 'constructs';
import { Driver, IBindable, IConsumer, NetworkPeer, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps, SecretReference, Workload } from '../../core';
import type { ISecretStoreProvider } from '../../secrets/contract';
import type { IRelationalDatabaseProvider } from './relational-database';

/** Name of the contract, in manifests. */
export const OBJECT_STORE = 'data.ObjectStore';

/** What an object store may be able to do beside the mandatory. */
export enum ObjectStoreCapability {
  /** Makes buckets; without it, only existing ones can be used. */
  CREATE_BUCKETS = 'create-buckets',
  /** Credentials of its own for every consumer, limited to its bucket. */
  CREDENTIALS_PER_CONSUMER = 'credentials-per-consumer',
  /** Keeps earlier versions of objects. */
  VERSIONING = 'versioning',
  /** More than one instance, without loss when one goes. */
  REPLICAS = 'replicas',
  /** Makes new credentials of a bucket's consumers when their revision rises. */
  CREDENTIALS_ROTATION = 'credentials-rotation',
}

/** What is asked of one bucket. */
export interface BucketOptions {
  /** Whether earlier versions of objects are kept. @default false */
  readonly versioning?: boolean;
  /** Raise it to rotate the credentials of every consumer of this bucket. @default 1 */
  readonly credentialsRevision?: number;
}

/**
 * An object store.
 *
 * Protocol: Amazon S3 REST API, signature version 4, path-style addresses.
 */
export interface IObjectStore extends IConstruct {
  /** Host name. */
  readonly host: string;
  /** Port. */
  readonly port: number;
  /** Endpoint, such as `http://files-s3.acme.svc:8333`. */
  readonly endpoint: string;
  /** Region that clients sign for. */
  readonly region: string;
  /**
   * Has a bucket made, or takes the existing one. `Bucket` calls it.
   *
   * @param scope the construct that stands for the bucket
   * @throws if the bucket is taken by another construct, if its name is not one, or if the store lacks what is asked for
   */
  addBucket(scope: Construct, bucketName: string, options: BucketOptions): void;
  /**
   * Credentials for one consumer of one bucket, in the store's namespace; asked for twice, they are made once.
   *
   * @throws if the bucket was never added
   */
  grant(bucketName: string, consumer: IConsumer): ObjectStoreAccess;
  /** Terraform address to wait for. */
  readonly ready: string;
  /** Driver name, for bindings. */
  readonly providerName: string;
}

/** How one consumer reaches an object store. */
export interface ObjectStoreAccess {
  /** Access key id. */
  readonly accessKey: SecretReference;
  /** Secret access key. */
  readonly secretKey: SecretReference;
  /** Where connections go. */
  readonly peer: NetworkPeer;
  /** The store's pods, where they are in this cluster. @default - not in this cluster */
  readonly workload?: Workload;
}

/**
 * One bucket of an object store. A binding has the servicebinding.io type `s3`
 * and the keys `endpoint`, `host`, `port`, `region`, `bucket`, `username`
 * (access key id) and `password` (secret access key).
 */
export interface IBucket extends IBindable {
  /** Name of the bucket in the store. */
  readonly bucketName: string;
  /** The store it is in. */
  readonly store: IObjectStore;
}

/** Props of `ObjectStoreRequest`. */
export interface ObjectStoreRequestProps extends ProvisionRequestProps {
  /** The platform's secret store. */
  readonly secrets: ISecretStoreProvider;
  /** The database to keep metadata in; made when it is asked for, unless one was given. */
  readonly database: IRelationalDatabaseProvider;
}

/** What an object store's component asks of its driver. */
export class ObjectStoreRequest extends ProvisionRequest {
  /** The platform's secret store. */
  public readonly secrets: ISecretStoreProvider;
  /** The database to keep metadata in. */
  public readonly database: IRelationalDatabaseProvider;

  public constructor(props: ObjectStoreRequestProps) {
    super(props);
    this.secrets = props.secrets;
    this.database = props.database;
  }
}

/** What an object store's driver reports. */
export interface ObjectStoreOutcome extends ProvisionOutcome {
  /** Host name. */
  readonly host: string;
  /** Port. */
  readonly port: number;
  /** Whether the endpoint is reached by TLS. */
  readonly tls: boolean;
  /** Region that clients sign for. */
  readonly region: string;
  /** Makes buckets and credentials. */
  readonly buckets: IBucketProvisioner;
}

/** What a driver does for buckets and their consumers. */
export interface IBucketProvisioner {
  /**
   * Has a bucket made, or checks that the existing one was named to the driver.
   *
   * @param scope the construct that stands for the bucket, for messages
   */
  addBucket(scope: Construct, bucketName: string, options: BucketOptions): void;
  /** Credentials for one consumer, limited to one bucket where the product can; the Secret is in the store's namespace. */
  grant(bucketName: string, consumer: IConsumer): BucketCredentials;
}

/** Where a consumer's credentials are. */
export interface BucketCredentials {
  /** Access key id. */
  readonly accessKey: SecretReference;
  /** Secret access key. */
  readonly secretKey: SecretReference;
}

/** One product that speaks S3. */
export abstract class ObjectStoreDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: ObjectStoreCapability[];

  /** Makes the store, or finds the existing one. */
  public abstract provision(request: ObjectStoreRequest): ObjectStoreOutcome;
}
