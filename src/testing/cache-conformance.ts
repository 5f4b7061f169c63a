import { Cache } from '../data/cache';
import { CACHE, CacheCapability, CacheDriver } from '../data/contracts/cache';
import { ConformanceSubject } from './conformance-subject';
import { DriverConformance } from './driver-conformance';

/** What every driver for caches must do. */
export class CacheConformance extends DriverConformance {
  /**
   * The suite for one driver.
   *
   * @param driver the driver, with whatever options it needs
   */
  public static of(driver: CacheDriver): CacheConformance {
    return new CacheConformance(driver);
  }

  private constructor(driver: CacheDriver) {
    const subject: ConformanceSubject<Cache> = {
      contract: CACHE,
      driver,
      capabilities: driver.capabilities,
      allCapabilities: Object.values(CacheCapability),
      askable: Object.values(CacheCapability),
      binding: { type: 'redis', keys: ['host', 'port', 'username', 'tls'] },
      make: (scope, id, { capabilities = [], overrides, withoutDriver } = {}) => new Cache(scope, id, {
        driver: withoutDriver === true ? undefined : driver,
        overrides,
        instances: capabilities.includes(CacheCapability.REPLICAS) || capabilities.includes(CacheCapability.AUTOMATIC_FAILOVER) ? 2 : undefined,
        persistence: capabilities.includes(CacheCapability.PERSISTENCE) ? true : undefined,
        credentialsRevision: capabilities.includes(CacheCapability.CREDENTIALS_ROTATION) ? 2 : undefined,
        automaticFailover: capabilities.includes(CacheCapability.AUTOMATIC_FAILOVER) ? true : undefined,
      }),
      bindable: (component) => component,
      outcome: ({ host, port }) => ({ host, port }),
    };
    super();
    this._check(subject);
  }
}
