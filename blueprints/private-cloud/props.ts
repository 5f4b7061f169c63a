import { IdentityProviderDriver } from '../../src/accounts/contract';
import { LockChange, Size, StateBackend, Target } from '../../src/core';
import { CacheDriver } from '../../src/data/contracts/cache';
import { ObjectStoreDriver } from '../../src/data/contracts/object-store';
import { RelationalDatabaseDriver } from '../../src/data/contracts/relational-database';
import { CertificateIssuerDriver } from '../../src/networking/contracts/certificate-issuer';
import { DnsDriver } from '../../src/networking/contracts/dns';
import { GatewayDriver } from '../../src/networking/contracts/gateway';
import { SecretStoreDriver } from '../../src/secrets/contract';
import { WorkspaceQuota } from '../../src/tenancy/workspace';
import { PrivateCloudApp, PrivateCloudJob, PrivateCloudSite, PrivateCloudWorker } from './app-props';

/** When a database is backed up. */
export enum BackupSchedule {
  /** On the hour. */
  HOURLY = 'hourly',
  /** At 02:00. */
  NIGHTLY = 'nightly',
  /** On Sundays at 02:00. */
  WEEKLY = 'weekly',
}

/** A PostgreSQL database. */
export interface PrivateCloudDatabase {
  /** Its name on the cluster, by which its data is found: give the old one when it gets another name here. @default - its name here */
  readonly componentName?: string;
  /** The product behind it. @default - CloudNativePG */
  readonly driver?: RelationalDatabaseDriver;
  /** When it is backed up, to the object store's bucket `backups`. @default - no backup */
  readonly backup?: BackupSchedule;
  /**
   * How long backups are kept, in days.
   * @default 30
   * @schemaDefault 30
   * @minimum 1
   * @integer
   */
  readonly backupRetentionDays?: number;
  /**
   * Whether it can be restored to any point in time since the oldest backup.
   * @default false
   * @schemaDefault false
   */
  readonly pointInTimeRecovery?: boolean;
  /**
   * Whether a pooler shares few connections among many clients.
   * @default false
   * @schemaDefault false
   */
  readonly connectionPooling?: boolean;
  /** Extensions to create, such as `pgcrypto`. @default - none */
  readonly extensions?: string[];
  /** Number of instances; more than one hands over by itself. @default - as the size says */
  readonly instances?: number;
  /** Volume of each instance, such as `20Gi`. @default - as the size says */
  readonly storage?: string;
}

/** A bucket of the object store. */
export interface PrivateCloudBucket {
  /**
   * Whether earlier versions of objects are kept.
   * @default false
   * @schemaDefault false
   */
  readonly versioning?: boolean;
}

/** A cache. */
export interface PrivateCloudCache {
  /** Its name on the cluster, by which its data is found: give the old one when it gets another name here. @default - its name here */
  readonly componentName?: string;
  /** The product behind it. @default - Valkey */
  readonly driver?: CacheDriver;
  /**
   * Whether data is kept over a restart.
   * @default false
   * @schemaDefault false
   */
  readonly persistence?: boolean;
}

/** Sign-in. */
export interface PrivateCloudAccounts {
  /**
   * False to do without; an error where something asks for a login.
   * @default true
   * @schemaDefault true
   */
  readonly enabled?: boolean;
  /** The product behind it. @default - Keycloak */
  readonly driver?: IdentityProviderDriver;
  /** Host name of the sign-in pages. @default - `login` below the domain */
  readonly host?: string;
}

/** The object store. */
export interface PrivateCloudStorage {
  /**
   * False to do without; an error where something asks for a bucket or a backup.
   * @default true
   * @schemaDefault true
   */
  readonly enabled?: boolean;
  /** The product behind it. @default - SeaweedFS */
  readonly driver?: ObjectStoreDriver;
  /** Volume of each instance, such as `100Gi`. @default - as the size says */
  readonly storage?: string;
}

/** Props of `PrivateCloud`. */
export interface PrivateCloudProps {
  /** Domain under which hosts are made, such as `acme.example`. */
  readonly domain: string;
  /** The cluster. */
  readonly target: Target;
  /**
   * How large components are made; `small` fits three nodes of 4 CPU and 16 GiB.
   * @default Size.SMALL
   * @schemaDefault "small"
   */
  readonly size?: Size;
  /** Web services, by name. @default - none */
  readonly apps?: { [name: string]: PrivateCloudApp };
  /** Programs that work on and take no requests, by name. @default - none */
  readonly workers?: { [name: string]: PrivateCloudWorker };
  /** Programs that run on a schedule, by name. @default - none */
  readonly jobs?: { [name: string]: PrivateCloudJob };
  /** Static sites, by name. @default - none */
  readonly sites?: { [name: string]: PrivateCloudSite };
  /** PostgreSQL databases, by name. @default - none */
  readonly databases?: { [name: string]: PrivateCloudDatabase };
  /** Buckets, by name. @default - none */
  readonly buckets?: { [name: string]: PrivateCloudBucket };
  /** Caches, by name. @default - none */
  readonly caches?: { [name: string]: PrivateCloudCache };
  /** Sign-in, made where something asks for a login. @default - Keycloak */
  readonly accounts?: PrivateCloudAccounts;
  /** The object store, made where something asks for a bucket or a backup. @default - SeaweedFS */
  readonly storage?: PrivateCloudStorage;
  /** What takes requests from outside. @default - Envoy Gateway */
  readonly gateway?: GatewayDriver;
  /** Who issues certificates. @default - an authority of its own, made in the cluster */
  readonly certificates?: CertificateIssuerDriver;
  /** Who publishes host names. @default - nobody: the records to set are listed */
  readonly dns?: DnsDriver;
  /** Where secrets are kept. @default - OpenBao */
  readonly secrets?: SecretStoreDriver;
  /** What all apps, databases, buckets and caches may use together. @default - no limit */
  readonly quota?: WorkspaceQuota;
  /** Where Terraform keeps its state. @default - a file beside the Terraform project */
  readonly state?: StateBackend;
  /**
   * Version of Terraform's kubernetes provider, from 2.38.0 on and below 4.0.0, in full.
   * An apply with 3 changes the state for good: 2 cannot read it any more.
   * @default '2.38.0'
   * @schemaDefault "2.38.0"
   */
  readonly kubernetesProviderVersion?: string;
  /**
   * Path of `platform.lock.json`, which remembers what holds data.
   * @default - a first deployment: nothing is remembered
   * @path
   */
  readonly lockFile?: string;
  /**
   * Path of `placement.lock.json`, which holds the platform to the vendor, region and nodes that `qtcloud place` decided on.
   * @default - it may run anywhere
   * @path
   */
  readonly placementFile?: string;
  /** What is to become of things in the lock file that are declared no more, or elsewhere. @default - nothing: they are errors */
  readonly changes?: LockChange[];
}
