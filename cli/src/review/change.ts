import { StepContent } from '../deployment/step';
import { ChangeClass } from './change-class';

/** What is done to a resource. */
export enum Action {
  CREATE = 'create',
  UPDATE = 'update',
  /** Deleted and made anew, in whichever order. */
  REPLACE = 'replace',
  DELETE = 'delete',
  /** Terraform lets go of it; it stays on the cluster. */
  FORGET = 'forget',
  /** It has another address, and stays as it is. */
  MOVE = 'move',
}

/** A resource that says nothing of Kubernetes, or nothing that is understood here. */
export interface ForeignContent {
  readonly kind: 'foreign';
  /** Terraform's type, such as `aws_s3_bucket`. */
  readonly type: string;
}

/** What a resource holds. */
export type Content = StepContent | ForeignContent;

/** One resource on one side of a change. */
export interface Holding {
  readonly address: string;
  readonly content: Content;
}

/** One resource that changes, whoever told of it: a plan, or two synth outputs. */
export interface Change {
  readonly address: string;
  /** Address that it had before. @default - the same */
  readonly formerly?: string;
  readonly action: Action;
  /** Construct path. @default - not known */
  readonly path?: string;
  /** What it is on the cluster now. @default - nothing yet */
  readonly before?: Content;
  /** What it will be. @default - nothing any more */
  readonly after?: Content;
  /** True where parts of it are known only during the apply. */
  readonly uncertain?: boolean;
}

/** What is to be said of a change. */
export interface Verdict {
  readonly class: ChangeClass;
  /** Why it has this class, a sentence each. */
  readonly why: readonly string[];
  /** What would be lost. */
  readonly lost: readonly string[];
  /** What to do, before or instead. */
  readonly next: readonly string[];
}

/** A change with its class. */
export interface ReviewedChange extends Verdict {
  readonly address: string;
  readonly action: Action;
  /** Name of the component. @default - it belongs to none */
  readonly component?: string;
  /** Construct path of the resource, or of the component where that is all that is known. */
  readonly path?: string;
  /** True where data is destroyed, and the user allowed it by name. */
  readonly allowed: boolean;
}
