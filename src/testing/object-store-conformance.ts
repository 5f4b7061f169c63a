import { IBindable } from '../core/binding';
import { Bucket } from '../data/bucket';
import { OBJECT_STORE, ObjectStoreCapability, ObjectStoreDriver } from '../data/contracts/object-store';
import { ObjectStore } from '../data/object-store';
import { Check, demand } from './check';
import { ConformanceSubject } from './conformance-subject';
import { DriverConformance } from './driver-conformance';
import { bind, stage } from './stage';

/** Name of the bucket that the suite uses: a driver that makes none must know it. */
const BUCKET = 'media';

/** What every driver for object stores must do. A driver that makes no buckets must have one named `media`. */
export class ObjectStoreConformance extends DriverConformance {
  /**
   * The suite for one driver.
   *
   * @param driver the driver, with whatever options it needs
   */
  public static of(driver: ObjectStoreDriver): ObjectStoreConformance {
    return new ObjectStoreConformance(driver);
  }

  private constructor(driver: ObjectStoreDriver) {
    const buckets = new WeakMap<ObjectStore, Bucket>();
    const subject: ConformanceSubject<ObjectStore> = {
      contract: OBJECT_STORE,
      driver,
      capabilities: driver.capabilities,
      allCapabilities: Object.values(ObjectStoreCapability),
      askable: [ObjectStoreCapability.REPLICAS, ObjectStoreCapability.VERSIONING],
      binding: { type: 's3', keys: ['endpoint', 'host', 'port', 'region', 'bucket', 'username', 'password'] },
      make: (scope, id, { capabilities = [], overrides, withoutDriver } = {}) => {
        const store = new ObjectStore(scope, id, {
          driver: withoutDriver === true ? undefined : driver,
          overrides,
          instances: capabilities.includes(ObjectStoreCapability.REPLICAS) ? 2 : undefined,
        });
        const versioning = capabilities.includes(ObjectStoreCapability.VERSIONING) ? true : undefined;
        buckets.set(store, new Bucket(scope, `${id}-media`, { store, bucketName: BUCKET, versioning }));
        return store;
      },
      bindable: (store) => buckets.get(store) ?? store,
      outcome: ({ host, port, region, endpoint }) => ({ host, port, region, endpoint }),
    };
    super();
    this._check(subject, [
      new Check('it makes buckets exactly if it declares that', () => {
        const made = makes(() => stage((stack) => {
          const store = new ObjectStore(stack, 'orders', { driver });
          new Bucket(stack, 'unheard-of', { store, bucketName: 'unheard-of-by-anybody' });
        }));
        const declared = driver.capabilities.includes(ObjectStoreCapability.CREATE_BUCKETS);
        demand(made === declared, declared ? 'it declares create-buckets, and refuses one' : 'it does not declare create-buckets, and takes a bucket that it was not told of');
      }),
      new Check('consumers share credentials exactly if it does not declare one for each', () => {
        const { made } = stage((stack) => {
          const store = subject.make(stack, 'orders');
          const bucket: IBindable = subject.bindable(store);
          return ['first', 'second'].map((id) => bind(stack, bucket, store.namespaceName, id).values.password.secret?.secretName);
        });
        const declared = driver.capabilities.includes(ObjectStoreCapability.CREDENTIALS_PER_CONSUMER);
        demand((made[0] !== made[1]) === declared, declared ? 'two consumers have the same credentials' : 'two consumers have credentials of their own, and that is not declared');
      }),
    ]);
  }
}

function makes(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
