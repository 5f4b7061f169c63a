import { Construct } from 'constructs';
import { BindingValue, IConsumer, ProviderComponent, ProviderComponentProps, SecretReference, ServiceBinding } from '../core';
import { chooseDriver } from '../core/choose-driver';
import type { EndpointDocument } from '../core';
import { CertificateIssuers } from '../networking/certificate-issuers';
import { SecretStores } from '../secrets/secret-stores';
import { Backup } from './contracts/backup';
import { Recovery } from './contracts/recovery';
import {
  IRelationalDatabase, RELATIONAL_DATABASE, RelationalDatabaseCapability, RelationalDatabaseDriver, RelationalDatabaseOutcome, RelationalDatabaseRequest,
} from './contracts/relational-database';
import { checkInstances } from './instances';
import { RelationalDatabaseDrivers } from './relational-database-drivers';

/** Names that PostgreSQL takes, in quotes or not, and that need no escaping in a URI. */
const IDENTIFIER = /^[A-Za-z_][\w$-]{0,62}$/;

/** Props of `RelationalDatabase`. */
export interface RelationalDatabaseProps extends ProviderComponentProps {
  /** The product behind it. @default - the platform's choice, or CloudNativePG */
  readonly driver?: RelationalDatabaseDriver;
  /** Name of the database. @default - the component's name, or that of the component it is recovered from, with "_" for "-" */
  readonly databaseName?: string;
  /** Role that owns the database. @default - the name of the database */
  readonly owner?: string;
  /** Extensions to create, such as `pgcrypto`. @default - none */
  readonly extensions?: string[];
  /** Number of instances; more than one hands over by itself. @default - as the size says: 1, 2 or 3 */
  readonly instances?: number;
  /** Volume of each instance, such as `20Gi`. @default - as the size says */
  readonly storage?: string;
  /** When it is backed up, and where to. @default - no backup */
  readonly backup?: Backup;
  /** Whether it can be restored to any point in time since the oldest backup; needs a backup. @default false */
  readonly pointInTimeRecovery?: boolean;
  /** Another database's backup, which it starts with. @default - it starts empty */
  readonly recoverFrom?: Recovery;
  /** Whether a pooler shares few connections among many clients. @default false */
  readonly connectionPooling?: boolean;
  /** Raise it to rotate the owner's password. @default 1 */
  readonly credentialsRevision?: number;
}

/**
 * A PostgreSQL database with an owner of its own.
 *
 * @throws if the driver lacks what is asked for
 */
export class RelationalDatabase extends ProviderComponent implements IRelationalDatabase {
  /** Host name. */
  public readonly host: string;
  /** Port. */
  public readonly port: number;
  /** Name of the database. */
  public readonly databaseName: string;
  private readonly props: RelationalDatabaseProps;
  private readonly secrets: SecretStores;
  private readonly made: RelationalDatabaseOutcome;
  private readonly capabilities: RelationalDatabaseCapability[];

  public constructor(scope: Construct, id: string, props: RelationalDatabaseProps = {}) {
    const driver = chooseDriver(scope, RELATIONAL_DATABASE, props.driver, () => RelationalDatabaseDrivers.cloudNativePg());
    super(scope, id, driver, props);
    this.props = props;
    this.secrets = new SecretStores(this);
    this.capabilities = driver.capabilities;
    this.checkDemands();
    const name = props.databaseName ?? (props.recoverFrom?.backupOf ?? this.componentName).replaceAll('-', '_');
    this.made = this._provision(() => driver.provision(new RelationalDatabaseRequest({
      scope: this,
      name: this.componentName,
      namespaceName: this.namespaceName,
      requests: this.requests({ instances: props.instances, storage: props.storage }),
      overrides: props.overrides,
      databaseName: name,
      owner: props.owner ?? name,
      extensions: props.extensions ?? [],
      backup: props.backup,
      pointInTimeRecovery: props.pointInTimeRecovery ?? false,
      recoverFrom: props.recoverFrom,
      connectionPooling: props.connectionPooling ?? false,
      credentialsRevision: props.credentialsRevision ?? 1,
      secrets: this.secrets,
      certificates: new CertificateIssuers(this),
    })));
    this.host = this.made.host;
    this.port = this.made.port;
    this.databaseName = this.made.databaseName ?? name;
  }

  public bindTo(consumer: IConsumer): ServiceBinding {
    const { username, password, uri } = this.made;
    const secrets: Record<string, SecretReference> = { username, password, ...(uri === undefined ? {} : { uri }) };
    return {
      type: 'postgresql',
      provider: this.driver.manifest.product,
      values: {
        host: BindingValue.of(this.host),
        port: BindingValue.of(String(this.port)),
        database: BindingValue.of(this.databaseName),
        ...this.secrets.deliver(this, secrets, consumer),
      },
      peer: this.peer,
      workload: this.workload,
      ports: [this.port],
      ready: this.ready,
    };
  }

  protected get capabilityNames(): string[] {
    return this.capabilities;
  }

  protected get endpoints(): EndpointDocument[] {
    return [{ purpose: 'postgresql', url: `postgresql://${this.host}:${this.port}/${this.databaseName}`, external: false }];
  }

  protected override get demands(): { [key: string]: unknown } {
    const { extensions, backup, pointInTimeRecovery, recoverFrom, connectionPooling } = this.props;
    return { extensions: extensions && [...extensions].sort(), backup: backup?.cron, backupBucket: backup?.bucket.bucketName, backupRetentionDays: backup?.retentionDays, pointInTimeRecovery, recoverFrom: recoverFrom?.backupOf, connectionPooling };
  }

  private checkDemands(): void {
    const { extensions = [], backup, pointInTimeRecovery, recoverFrom, connectionPooling, instances = 1, databaseName, owner, credentialsRevision = 1 } = this.props;
    checkInstances(this, instances);
    const demand = (wanted: boolean | undefined, capability: RelationalDatabaseCapability, cannot: string, property: string) =>
      (wanted === true ? [{ capability, cannot, property }] : []);
    this.requireCapabilities(this.capabilities, [
      ...demand(instances > 1, RelationalDatabaseCapability.REPLICAS, 'run more than one instance', `instances: ${instances}`),
      ...demand(extensions.length > 0, RelationalDatabaseCapability.EXTENSIONS, 'create extensions', 'extensions'),
      ...demand(backup !== undefined, RelationalDatabaseCapability.BACKUP, 'back up to an object store', 'backup'),
      ...demand(pointInTimeRecovery, RelationalDatabaseCapability.POINT_IN_TIME_RECOVERY, 'restore to a point in time', 'pointInTimeRecovery'),
      ...demand(recoverFrom !== undefined, RelationalDatabaseCapability.BACKUP, 'start with a backup', 'recoverFrom'),
      ...demand(recoverFrom?.moment !== undefined, RelationalDatabaseCapability.POINT_IN_TIME_RECOVERY, 'restore to a point in time', 'recoverFrom'),
      ...demand(connectionPooling, RelationalDatabaseCapability.CONNECTION_POOLING, 'pool connections', 'connectionPooling'),
      ...demand(credentialsRevision > 1, RelationalDatabaseCapability.CREDENTIALS_ROTATION, 'make a new password', `credentialsRevision: ${credentialsRevision}`),
    ], RelationalDatabaseDrivers.known());
    if (pointInTimeRecovery === true && backup === undefined) {
      this._refuse('pointInTimeRecovery is asked for without a backup to start from. Set backup, such as Backup.nightly({ to: bucket }).');
    }
    for (const [property, value] of Object.entries({ databaseName, owner })) {
      if (value !== undefined && !IDENTIFIER.test(value)) {
        this._refuse(`${property}: "${value}" is not a name PostgreSQL takes: letters, digits, "_", "$" and "-", beginning with a letter or "_", at most 63 characters.`);
      }
    }
    if (!Number.isInteger(credentialsRevision) || credentialsRevision < 1) {
      this._refuse(`credentialsRevision ${credentialsRevision} is not a revision. Write a whole number, starting at 1, and raise it to rotate.`);
    }
    for (const extension of extensions) {
      if (!/^[a-z][a-z0-9_-]*$/i.test(extension)) {
        this._refuse(`"${extension}" is not the name of an extension. Write it as CREATE EXTENSION takes it, such as pgcrypto.`);
      }
    }
  }
}
