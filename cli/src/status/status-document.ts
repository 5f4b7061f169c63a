import { ADVICE } from './advice';
import { ObjectReference } from './problem';
import { adviceContext } from './render';
import { isReady, StackStatus } from './stack-status';

/** Version of the form of `qtcloud status --json`. It rises when a reader of the old form would misread the new one. */
export const STATUS_SCHEMA_VERSION = 1;

/** One reason why something is not ready. */
export interface ProblemDocument {
  /** Which of the known reasons, such as `image-pull`. */
  readonly reason: string;
  /** The object that tells it. */
  readonly object: ObjectReference;
  /** How many further objects tell the same. */
  readonly others?: number;
  readonly container?: string;
  readonly image?: string;
  /** In the cluster's own words. */
  readonly message: string;
  /** What to do. */
  readonly next: string;
}

/** One thing that was asked. */
export interface SubjectDocument {
  /** Construct path. */
  readonly path: string;
  readonly name: string;
  /** `component`, `operator` or `platform`. */
  readonly kind: string;
  /** Class, for a component. */
  readonly type?: string;
  readonly product?: string;
  readonly namespace: string;
  /** The cluster that it is on, where that was added to the stack. */
  readonly cluster?: string;
  /** Null where there is nothing to ask, or it may not be read. */
  readonly ready: boolean | null;
  readonly detail: string;
  /** Since when, as an RFC 3339 time. */
  readonly since?: string;
  /** Helm releases that are not simply deployed. */
  readonly releases: readonly { readonly namespace: string; readonly name: string; readonly status: string; readonly description?: string }[];
  readonly problems: readonly ProblemDocument[];
  /** Paths of what is not ready and comes first. */
  readonly waitsFor: readonly string[];
  readonly notes: readonly string[];
}

/** What `qtcloud status --json` prints. */
export interface StatusDocument {
  readonly schemaVersion: number;
  readonly ready: boolean;
  readonly stacks: readonly {
    readonly stack: string;
    readonly ready: boolean;
    readonly components: readonly SubjectDocument[];
    /** What may not be read, so that reasons may be missing. */
    readonly notReadable: readonly string[];
  }[];
}

/** The status of stacks, for programs. */
export function statusDocument(stacks: readonly StackStatus[]): StatusDocument {
  return {
    schemaVersion: STATUS_SCHEMA_VERSION,
    ready: stacks.every(isReady),
    stacks: stacks.map((status) => ({
      stack: status.deployment.stack,
      ready: isReady(status),
      components: status.judgements.map(({ subject, ready, detail, since, releases, problems, notes }) => ({
        path: subject.path,
        name: subject.name,
        kind: subject.kind,
        type: subject.type,
        product: subject.product,
        namespace: subject.namespaceName,
        cluster: subject.cluster,
        ready: ready ?? null,
        detail,
        since,
        releases: releases.map(({ namespaceName, ...release }) => ({ namespace: namespaceName, ...release })),
        problems: problems.map((problem) => ({ ...problem, next: ADVICE[problem.reason](problem, adviceContext(status)) })),
        waitsFor: status.waitsFor.get(subject.path) ?? [],
        notes,
      })),
      notReadable: status.notReadable,
    })),
  };
}
