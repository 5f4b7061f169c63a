import { Construct } from 'constructs';
import { BindingValue, Component, ComponentProps, IConsumer, Platform, ServiceBinding } from '../core';
import type { ComponentDocument } from '../core';
import { SecretStores } from '../secrets/secret-stores';
import { IBucket, IObjectStore, OBJECT_STORE } from './contracts/object-store';
import { ObjectStore } from './object-store';

/** Id of the store that buckets share where none is given. */
const DEFAULT_STORE = 'object-store';

/** Props of `Bucket`. */
export interface BucketProps extends ComponentProps {
  /** The store it is in. @default - the platform's own, made with the first bucket that needs it */
  readonly store?: IObjectStore;
  /** Name of the bucket in the store: unique there, whatever the workspace. @default - the component's name */
  readonly bucketName?: string;
  /** Whether earlier versions of objects are kept. @default false */
  readonly versioning?: boolean;
  /** Raise it to rotate the credentials of everyone who binds this bucket. @default 1 */
  readonly credentialsRevision?: number;
}

/**
 * A bucket of an object store. Everyone who binds it gets credentials of their
 * own, limited to it, where the store can.
 *
 * @throws if the store has a bucket of that name already, or lacks what is asked for
 */
export class Bucket extends Component implements IBucket {
  /** Name of the bucket in the store. */
  public readonly bucketName: string;
  /** The store it is in. */
  public readonly store: IObjectStore;

  public constructor(scope: Construct, id: string, props: BucketProps = {}) {
    super(scope, id, props);
    this.bucketName = props.bucketName ?? this.componentName;
    this.store = props.store ?? sharedStore(this);
    this.store.addBucket(this, this.bucketName, { versioning: props.versioning, credentialsRevision: props.credentialsRevision });
  }

  /** Terraform address to wait for before the bucket can be used: the store's. */
  public get ready(): string {
    return this.store.ready;
  }

  public bindTo(consumer: IConsumer): ServiceBinding {
    const { host, port, endpoint, region } = this.store;
    const { accessKey, secretKey, peer, workload } = this.store.grant(this.bucketName, consumer);
    return {
      type: 's3',
      provider: this.store.providerName,
      values: {
        endpoint: BindingValue.of(endpoint),
        host: BindingValue.of(host),
        port: BindingValue.of(String(port)),
        region: BindingValue.of(region),
        bucket: BindingValue.of(this.bucketName),
        ...new SecretStores(this).deliver(this, { username: accessKey, password: secretKey }, consumer),
      },
      peer,
      workload,
      ports: [port],
      ready: this.ready,
    };
  }

  /** @internal */
  public _document(): ComponentDocument {
    return {
      path: this.node.path,
      type: 'Bucket',
      name: this.componentName,
      namespaceName: this.namespaceName,
      contract: OBJECT_STORE,
      endpoints: [{ purpose: 's3', url: `${this.store.endpoint}/${this.bucketName}`, external: false }],
      readiness: [],
    };
  }
}

/**
 * The store of the platform, which lives in the stack that uses it: a bucket
 * changes its store, and a stack cannot change another one's.
 */
function sharedStore(bucket: Bucket): IObjectStore {
  const platform = Platform.of(bucket);
  return (platform.node.tryFindChild(DEFAULT_STORE) as ObjectStore | undefined) ?? new ObjectStore(platform, DEFAULT_STORE);
}
