import { Construct } from 'constructs';
import { IConsumer, ProviderComponent, ProviderComponentProps, ServiceBinding } from '../core';
import { chooseDriver } from '../core/choose-driver';
import { describeConstruct } from '../core/errors';
import type { EndpointDocument } from '../core';
import { SecretStores } from '../secrets/secret-stores';
import { checkBucketName } from './contracts/bucket-name';
import {
  BucketOptions, IObjectStore, OBJECT_STORE, ObjectStoreAccess, ObjectStoreCapability, ObjectStoreDriver, ObjectStoreOutcome, ObjectStoreRequest,
} from './contracts/object-store';
import { IRelationalDatabase } from './contracts/relational-database';
import { checkInstances } from './instances';
import { ObjectStoreDrivers } from './object-store-drivers';
import { RelationalDatabase } from './relational-database';

/** Props of `ObjectStore`. */
export interface ObjectStoreProps extends ProviderComponentProps {
  /** The product behind it. @default - the platform's choice, or SeaweedFS */
  readonly driver?: ObjectStoreDriver;
  /** Number of instances; more than one bears the loss of one. @default - as the size says: 1, 2 or 3 */
  readonly instances?: number;
  /** Volume of each instance, such as `100Gi`. @default - as the size says */
  readonly storage?: string;
  /** Database for the product's metadata, where it needs one. @default - one of its own, made when the driver asks for it */
  readonly database?: IRelationalDatabase;
}

/**
 * An object store. Buckets are constructs of their own: `Bucket`.
 *
 * @throws if the driver lacks what is asked for
 */
export class ObjectStore extends ProviderComponent implements IObjectStore {
  /** Host name. */
  public readonly host: string;
  /** Port. */
  public readonly port: number;
  /** Region that clients sign for. */
  public readonly region: string;
  private readonly made: ObjectStoreOutcome;
  private readonly capabilities: ObjectStoreCapability[];
  private readonly buckets = new Map<string, Construct>();

  public constructor(scope: Construct, id: string, props: ObjectStoreProps = {}) {
    const driver = chooseDriver(scope, OBJECT_STORE, props.driver, () => ObjectStoreDrivers.seaweedFs());
    super(scope, id, driver, props);
    this.capabilities = driver.capabilities;
    checkInstances(this, props.instances);
    this.demand((props.instances ?? 1) > 1, ObjectStoreCapability.REPLICAS, 'run more than one instance', `instances: ${props.instances}`);
    this.made = this._provision(() => driver.provision(new ObjectStoreRequest({
      scope: this,
      name: this.componentName,
      namespaceName: this.namespaceName,
      requests: this.requests({ instances: props.instances, storage: props.storage }),
      overrides: props.overrides,
      secrets: new SecretStores(this),
      database: new MetadataDatabase(this, props.database),
    })));
    this.host = this.made.host;
    this.port = this.made.port;
    this.region = this.made.region;
  }

  /** Endpoint, such as `http://files-s3.acme.svc:8333`. */
  public get endpoint(): string {
    return `${this.made.tls ? 'https' : 'http'}://${this.host}:${this.port}`;
  }

  /** Driver name, for bindings. */
  public get providerName(): string {
    return this.driver.manifest.product;
  }

  public addBucket(scope: Construct, bucketName: string, options: BucketOptions): void {
    checkBucketName(scope, bucketName);
    const other = this.buckets.get(bucketName);
    if (other !== undefined) {
      this._refuse(`the bucket "${bucketName}" is asked for by ${describeConstruct(scope)} and is ${describeConstruct(other)} already. Use that one, or give this one another bucketName.`);
    }
    this.demand(options.versioning, ObjectStoreCapability.VERSIONING, 'keep earlier versions of objects', `versioning of the bucket ${bucketName}`);
    this.demand((options.credentialsRevision ?? 1) > 1, ObjectStoreCapability.CREDENTIALS_ROTATION, 'make new credentials', `credentialsRevision: ${options.credentialsRevision} of the bucket ${bucketName}`);
    this.made.buckets.addBucket(scope, bucketName, options);
    this.buckets.set(bucketName, scope);
  }

  public grant(bucketName: string, consumer: IConsumer): ObjectStoreAccess {
    if (!this.buckets.has(bucketName)) {
      this._refuse(`${describeConstruct(consumer)} asks for access to the bucket "${bucketName}", which was never added to this store. Buckets of this store: ${[...this.buckets.keys()].sort().join(', ') || 'none'}. Make it first: new Bucket(scope, "${bucketName}", { store }).`);
    }
    return { ...this.made.buckets.grant(bucketName, consumer), peer: this.peer, workload: this.workload };
  }

  /**
   * A store is used through its buckets.
   *
   * @throws always, with the line to write instead
   */
  public bindTo(consumer: IConsumer): ServiceBinding {
    return this._refuse(`${describeConstruct(consumer)} binds the whole store. Bind one of its buckets: new Bucket(scope, "media", { store }).`);
  }

  protected get capabilityNames(): string[] {
    return this.capabilities;
  }

  protected get endpoints(): EndpointDocument[] {
    return [{ purpose: 's3', url: this.endpoint, external: false }];
  }

  protected override get demands(): { [key: string]: unknown } {
    return { buckets: [...this.buckets.keys()].sort() };
  }

  private demand(wanted: boolean | undefined, capability: ObjectStoreCapability, cannot: string, property: string): void {
    if (wanted === true) {
      this.requireCapabilities(this.capabilities, [{ capability, cannot, property }], ObjectStoreDrivers.known());
    }
  }
}

/** The database for metadata: the one given, or one of the store's own. */
class MetadataDatabase {
  public constructor(private readonly store: ObjectStore, private given: IRelationalDatabase | undefined) {}

  public get database(): IRelationalDatabase {
    return (this.given ??= new RelationalDatabase(this.store, 'metadata', { size: this.store.size }));
  }
}
