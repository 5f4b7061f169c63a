import { Driver, IBindable, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps, SecretReference } from '../../core';
import type { ICertificateIssuerProvider } from '../../networking/contracts/certificate-issuer';
import type { ISecretStoreProvider } from '../../secrets/contract';
import type { Backup } from './backup';
import type { Recovery } from './recovery';

/** Name of the contract, in manifests. */
export const RELATIONAL_DATABASE = 'data.RelationalDatabase';

/** What a relational database may be able to do beside the mandatory. */
export enum RelationalDatabaseCapability {
  /** More than one instance, with automatic hand-over. */
  REPLICAS = 'replicas',
  /** Extensions created on request. */
  EXTENSIONS = 'extensions',
  /** Scheduled backups to an object store. */
  BACKUP = 'backup',
  /** Restoring to any point in time since the oldest backup. */
  POINT_IN_TIME_RECOVERY = 'point-in-time-recovery',
  /** A pooler in front of the database. */
  CONNECTION_POOLING = 'connection-pooling',
  /** Makes a new password of the owner when its revision rises. */
  CREDENTIALS_ROTATION = 'credentials-rotation',
}

/**
 * A relational database.
 *
 * Protocol: PostgreSQL frontend/backend protocol 3.0, TLS offered by the
 * server; a binding has the servicebinding.io type `postgresql` and the keys
 * `host`, `port`, `database`, `username` and `password`, and `uri` where the
 * product keeps one.
 */
export interface IRelationalDatabase extends IBindable {
  /** Host name. */
  readonly host: string;
  /** Port. */
  readonly port: number;
  /** Name of the database. */
  readonly databaseName: string;
}

/** Hands out a database when a driver of another contract needs one, and not before. */
export interface IRelationalDatabaseProvider {
  /** The database; made with its default driver if none was given. */
  readonly database: IRelationalDatabase;
}

/** Props of `RelationalDatabaseRequest`. */
export interface RelationalDatabaseRequestProps extends ProvisionRequestProps {
  /** Name of the database. */
  readonly databaseName: string;
  /** Role that owns it. */
  readonly owner: string;
  /** Extensions to create, such as `pgcrypto`. */
  readonly extensions: string[];
  /** Backup, where asked for. */
  readonly backup?: Backup;
  /** Whether restoring to any point in time is asked for. */
  readonly pointInTimeRecovery: boolean;
  /** The backup it starts with. @default - it starts empty */
  readonly recoverFrom?: Recovery;
  /** Whether a pooler is asked for. */
  readonly connectionPooling: boolean;
  /** Revision of the owner's password: a higher one is a new password. */
  readonly credentialsRevision: number;
  /** The platform's secret store, for drivers that need one. */
  readonly secrets: ISecretStoreProvider;
  /** The platform's certificate issuer, for drivers whose products talk by TLS among themselves. */
  readonly certificates: ICertificateIssuerProvider;
}

/** What a relational database's component asks of its driver. */
export class RelationalDatabaseRequest extends ProvisionRequest {
  /** Name of the database. */
  public readonly databaseName: string;
  /** Role that owns it. */
  public readonly owner: string;
  /** Extensions to create. */
  public readonly extensions: string[];
  /** Backup, where asked for. */
  public readonly backup?: Backup;
  /** Whether restoring to any point in time is asked for. */
  public readonly pointInTimeRecovery: boolean;
  /** The backup it starts with. */
  public readonly recoverFrom?: Recovery;
  /** Whether a pooler is asked for. */
  public readonly connectionPooling: boolean;
  /** Revision of the owner's password: a higher one is a new password. */
  public readonly credentialsRevision: number;
  /** The platform's secret store. */
  public readonly secrets: ISecretStoreProvider;
  /** The platform's certificate issuer. */
  public readonly certificates: ICertificateIssuerProvider;

  public constructor(props: RelationalDatabaseRequestProps) {
    super(props);
    this.databaseName = props.databaseName;
    this.owner = props.owner;
    this.extensions = [...props.extensions];
    this.backup = props.backup;
    this.pointInTimeRecovery = props.pointInTimeRecovery;
    this.recoverFrom = props.recoverFrom;
    this.connectionPooling = props.connectionPooling;
    this.credentialsRevision = props.credentialsRevision;
    this.secrets = props.secrets;
    this.certificates = props.certificates;
  }
}

/** What a relational database's driver reports. */
export interface RelationalDatabaseOutcome extends ProvisionOutcome {
  /** Host name that clients connect to. */
  readonly host: string;
  /** Port. */
  readonly port: number;
  /** Name of the database, where it is not the one asked for. @default - the one asked for */
  readonly databaseName?: string;
  /** Where the user name is. */
  readonly username: SecretReference;
  /** Where the password is. */
  readonly password: SecretReference;
  /** Where a complete `postgresql://` URI is. @default - bindings have no `uri` */
  readonly uri?: SecretReference;
}

/** One product that speaks the PostgreSQL protocol. */
export abstract class RelationalDatabaseDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: RelationalDatabaseCapability[];

  /** Makes the database, or finds the existing one. */
  public abstract provision(request: RelationalDatabaseRequest): RelationalDatabaseOutcome;
}
