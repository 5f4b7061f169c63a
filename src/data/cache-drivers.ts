import { KnownDriver } from '../core';
import { CacheDriver } from './contracts/cache';
import { ExternalCache, ExternalCacheOptions } from './drivers/external-cache';
import { Valkey, ValkeyOptions } from './drivers/valkey';

/** The products that the library brings for caches. */
export class CacheDrivers {
  /** Valkey: a cache in this cluster. */
  public static valkey(options: ValkeyOptions = {}): CacheDriver {
    return new Valkey(options);
  }

  /** A cache that exists already, such as a cloud vendor's. */
  public static external(options: ExternalCacheOptions): CacheDriver {
    return new ExternalCache(options);
  }

  /** Names and capabilities of all of them. */
  public static known(): KnownDriver[] {
    return [ExternalCache._KNOWN, Valkey._KNOWN];
  }

  private constructor() {}
}
