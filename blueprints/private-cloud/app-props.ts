import { AutoscalingOptions } from '../../src/web/application-props';
import { Probe } from '../../src/web/probe';
import { ConcurrencyPolicy } from '../../src/web/scheduled-job';
import { SecretValue } from '../../src/web/secret-value';

/** A host outside the cluster. */
export interface PrivateCloudEgress {
  /** Host name, for people: network policy knows addresses only. */
  readonly host: string;
  /** TCP ports. @default [443] */
  readonly ports?: number[];
  /** Address blocks of the host, such as `198.51.100.0/24`. @default - any address, on these ports */
  readonly addresses?: string[];
}

/** What every program has. */
export interface PrivateCloudProgram {
  /** Container image, with a tag or digest. */
  readonly image: string;
  /**
   * What it uses: databases, buckets, caches and apps, by name.
   * @default - nothing
   * @reference databases buckets caches apps
   */
  readonly binds?: string[];
  /** Hosts outside the cluster that it connects to. @default - none: it reaches only what it uses */
  readonly egress?: PrivateCloudEgress[];
  /** Entry point. @default - the image's own */
  readonly command?: string[];
  /** Arguments. @default - the image's own */
  readonly args?: string[];
  /** Environment variables that are not secret. @default - none beside those of what it uses */
  readonly environment?: { [name: string]: string };
  /** Environment variables that are secret, and where each is. @default - none beside those of what it uses */
  readonly secrets?: { [name: string]: SecretValue };
  /**
   * CPU requested, such as `250m`.
   * @default '100m'
   * @schemaDefault "100m"
   */
  readonly cpu?: string;
  /** CPU that it may use where the node has some to spare, such as `2`. @default - four times the request, and no less than one core */
  readonly cpuLimit?: string;
  /**
   * Memory requested and allowed, such as `512Mi`.
   * @default '128Mi'
   * @schemaDefault "128Mi"
   */
  readonly memory?: string;
  /**
   * Room on the node for its log and for what it writes to `writablePaths`, such as `4Gi`; who takes more is started anew.
   * @default '1Gi'
   * @schemaDefault "1Gi"
   */
  readonly ephemeralStorage?: string;
  /**
   * Directories that the program writes to; everything else is read-only.
   * @default ['/tmp']
   * @pattern ^/
   */
  readonly writablePaths?: string[];
  /**
   * User id that it runs as, where files in the image are for one user only; the group is 65532 always.
   * @default 65532
   * @schemaDefault 65532
   * @minimum 1
   * @integer
   */
  readonly user?: number;
}

/** The login in front of an app. */
export interface PrivateCloudLogin {
  /** Groups whose members may pass. @default - everybody who can sign in */
  readonly groups?: string[];
}

/** A web service. */
export interface PrivateCloudApp extends PrivateCloudProgram {
  /**
   * Port that the container listens on, above 1023.
   * @default 8080
   * @schemaDefault 8080
   */
  readonly port?: number;
  /** Host name it is reached under from outside. @default - it is reached inside the cluster only */
  readonly host?: string;
  /** Who may pass, after signing in. @default - everybody, without a login */
  readonly login?: PrivateCloudLogin;
  /** Number of instances. @default - as the size says */
  readonly replicas?: number;
  /** Scaling by CPU use, in place of `replicas`. @default - no scaling */
  readonly autoscaling?: AutoscalingOptions;
  /** How it is asked whether it can take requests. @default - by opening a connection */
  readonly readiness?: Probe;
  /** How it is asked whether it must be restarted. @default - it is not asked */
  readonly liveness?: Probe;
}

/** A program that works on and takes no requests. */
export interface PrivateCloudWorker extends PrivateCloudProgram {
  /** Number of instances. @default - as the size says */
  readonly replicas?: number;
  /** Scaling by CPU use, in place of `replicas`. @default - no scaling */
  readonly autoscaling?: AutoscalingOptions;
}

/** A program that runs on a schedule and ends. */
export interface PrivateCloudJob extends PrivateCloudProgram {
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly schedule: string;
  /**
   * Time zone of the schedule, such as `Europe/Berlin`.
   * @default 'Etc/UTC'
   * @schemaDefault "Etc/UTC"
   */
  readonly timeZone?: string;
  /** What happens when the last run has not ended. @default ConcurrencyPolicy.FORBID */
  readonly concurrency?: ConcurrencyPolicy;
}

/** A static site. */
export interface PrivateCloudSite {
  /** Image that holds the files, built on an unprivileged nginx. @default - a plain one, for `pages` */
  readonly image?: string;
  /** Pages by file name, such as `index.html`. @default - those of the image */
  readonly pages?: { [file: string]: string };
  /** Host name it is reached under from outside. @default - it is reached inside the cluster only */
  readonly host?: string;
  /** Who may pass, after signing in. @default - everybody, without a login */
  readonly login?: PrivateCloudLogin;
  /**
   * Whether unknown paths show `index.html`.
   * @default false
   * @schemaDefault false
   */
  readonly singlePage?: boolean;
}
