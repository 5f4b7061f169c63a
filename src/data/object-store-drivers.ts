import { KnownDriver } from '../core';
import { ObjectStoreDriver } from './contracts/object-store';
import { ExternalS3, ExternalS3Options } from './drivers/external-s3';
import { SeaweedFs, SeaweedFsOptions } from './drivers/seaweedfs';

/** The products that the library brings for object stores. */
export class ObjectStoreDrivers {
  /** SeaweedFS: an object store in this cluster. */
  public static seaweedFs(options: SeaweedFsOptions = {}): ObjectStoreDriver {
    return new SeaweedFs(options);
  }

  /** An object store that exists already, such as a cloud vendor's, with its buckets. */
  public static external(options: ExternalS3Options): ObjectStoreDriver {
    return new ExternalS3(options);
  }

  /** Names and capabilities of all of them. */
  public static known(): KnownDriver[] {
    return [ExternalS3._KNOWN, SeaweedFs._KNOWN];
  }

  private constructor() {}
}
