import { KnownDriver } from '../core';
import { RelationalDatabaseDriver } from './contracts/relational-database';
import { CloudNativePg, CloudNativePgOptions } from './drivers/cloudnative-pg';
import { ExternalPostgresql, ExternalPostgresqlOptions } from './drivers/external-postgresql';

/** The products that the library brings for relational databases. */
export class RelationalDatabaseDrivers {
  /** CloudNativePG: PostgreSQL in this cluster, run by an operator. */
  public static cloudNativePg(options: CloudNativePgOptions = {}): RelationalDatabaseDriver {
    return new CloudNativePg(options);
  }

  /** A PostgreSQL database that exists already, such as a cloud vendor's. */
  public static external(options: ExternalPostgresqlOptions): RelationalDatabaseDriver {
    return new ExternalPostgresql(options);
  }

  /** Names and capabilities of all of them. */
  public static known(): KnownDriver[] {
    return [CloudNativePg._KNOWN, ExternalPostgresql._KNOWN];
  }

  private constructor() {}
}
