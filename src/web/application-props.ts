import { ComponentProps, IBindable } from '../core';
import { SecretValue } from './secret-value';

/** Props of everything that runs an image of the user's own. */
export interface ApplicationProps extends ComponentProps {
  /** Container image, with a tag or digest. */
  readonly image: string;
  /** What it uses, as by `bind`: databases, caches, buckets, other services. @default - nothing */
  readonly binds?: IBindable[];
  /** Entry point. @default - the image's own */
  readonly command?: string[];
  /** Arguments. @default - the image's own */
  readonly args?: string[];
  /** Environment variables that are not secret. @default - none beside those of bindings */
  readonly environment?: { [key: string]: string };
  /** Environment variables that are secret, by name. @default - none beside those of bindings */
  readonly secrets?: { [key: string]: SecretValue };
  /** CPU requested, such as `250m`. @default '100m' */
  readonly cpu?: string;
  /** CPU that it may use where the node has some to spare, such as `2`. @default - four times the request, and no less than one core */
  readonly cpuLimit?: string;
  /** Memory requested and allowed, such as `512Mi`. @default '128Mi' */
  readonly memory?: string;
  /** Room on the node for its log and for what it writes to `writablePaths`, such as `4Gi`; who takes more is started anew. @default '1Gi' */
  readonly ephemeralStorage?: string;
  /** Directories that the program writes to; everything else is read-only. They are empty at every start. @default ['/tmp'] */
  readonly writablePaths?: string[];
  /** User id that the program runs as, where files in the image are for one user only; the group is 65532 always. @default 65532 */
  readonly user?: number;
}

/** When and how far a component scales by itself. */
export interface AutoscalingOptions {
  /** Fewest instances. @default 2 */
  readonly minimum?: number;
  /** Most instances. */
  readonly maximum: number;
  /** CPU use, in percent of the request, that is aimed at. @default 70 */
  readonly targetCpuPercent?: number;
}

/** How many instances run. */
export interface ReplicationProps {
  /** Number of instances. @default - 1 on a small platform, 2 on a medium and 3 on a large one */
  readonly replicas?: number;
  /** Scaling by CPU use, in place of `replicas`. @default - no scaling */
  readonly autoscaling?: AutoscalingOptions;
}
