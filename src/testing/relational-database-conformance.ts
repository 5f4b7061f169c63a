import { Construct } from 'constructs';
import { Credentials } from '../core/secret-reference';
import { Bucket } from '../data/bucket';
import { Backup } from '../data/contracts/backup';
import { RELATIONAL_DATABASE, RelationalDatabaseCapability, RelationalDatabaseDriver } from '../data/contracts/relational-database';
import { ObjectStore } from '../data/object-store';
import { ObjectStoreDrivers } from '../data/object-store-drivers';
import { RelationalDatabase, RelationalDatabaseProps } from '../data/relational-database';
import { ConformanceSubject, SubjectOptions } from './conformance-subject';
import { DriverConformance } from './driver-conformance';

/** What every driver for relational databases must do. */
export class RelationalDatabaseConformance extends DriverConformance {
  /**
   * The suite for one driver.
   *
   * @param driver the driver, with whatever options it needs
   */
  public static of(driver: RelationalDatabaseDriver): RelationalDatabaseConformance {
    return new RelationalDatabaseConformance(driver);
  }

  private constructor(driver: RelationalDatabaseDriver) {
    const subject: ConformanceSubject<RelationalDatabase> = {
      contract: RELATIONAL_DATABASE,
      driver,
      capabilities: driver.capabilities,
      allCapabilities: Object.values(RelationalDatabaseCapability),
      askable: Object.values(RelationalDatabaseCapability),
      binding: { type: 'postgresql', keys: ['host', 'port', 'database', 'username', 'password'] },
      make: (scope, id, options) => database(driver, scope, id, options),
      bindable: (component) => component,
      outcome: ({ host, port, databaseName }) => ({ host, port, databaseName }),
    };
    super();
    this._check(subject);
  }
}

function database(driver: RelationalDatabaseDriver, scope: Construct, id: string, { capabilities = [], overrides, withoutDriver }: SubjectOptions = {}): RelationalDatabase {
  const asked = (capability: RelationalDatabaseCapability): boolean => capabilities.includes(capability);
  const restorable = asked(RelationalDatabaseCapability.POINT_IN_TIME_RECOVERY);
  const backedUp = asked(RelationalDatabaseCapability.BACKUP) || (restorable && driver.capabilities.includes(RelationalDatabaseCapability.BACKUP));
  const props: RelationalDatabaseProps = {
    driver: withoutDriver === true ? undefined : driver,
    overrides,
    instances: asked(RelationalDatabaseCapability.REPLICAS) ? 2 : undefined,
    extensions: asked(RelationalDatabaseCapability.EXTENSIONS) ? ['pgcrypto'] : undefined,
    credentialsRevision: asked(RelationalDatabaseCapability.CREDENTIALS_ROTATION) ? 2 : undefined,
    connectionPooling: asked(RelationalDatabaseCapability.CONNECTION_POOLING) ? true : undefined,
    backup: backedUp ? Backup.nightly({ to: bucket(scope, id) }) : undefined,
    pointInTimeRecovery: restorable ? true : undefined,
  };
  return new RelationalDatabase(scope, id, props);
}

/** A bucket for backups, of no product in particular. */
function bucket(scope: Construct, id: string): Bucket {
  const credentials = Credentials.fromSecret('backups');
  const driver = ObjectStoreDrivers.external({ host: 's3.site.example', buckets: ['backups'], credentials });
  const store = new ObjectStore(scope, `${id}-store`, { driver, componentName: 'backup-store' });
  return new Bucket(scope, `${id}-bucket`, { store, componentName: 'backups', bucketName: 'backups' });
}
