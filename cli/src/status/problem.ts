import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** Why something is not ready. What to do next depends on it: see `ADVICE`. */
export enum Reason {
  NOT_APPLIED = 'not-applied',
  OBJECT_MISSING = 'object-missing',
  UNKNOWN_KIND = 'unknown-kind',
  NAMESPACE_TERMINATING = 'namespace-terminating',
  TERMINATING = 'terminating',
  RELEASE_FAILED = 'release-failed',
  RELEASE_HOOK_FAILED = 'release-hook-failed',
  RELEASE_PENDING = 'release-pending',
  IMAGE_PULL = 'image-pull',
  CRASH = 'crash',
  OUT_OF_MEMORY = 'out-of-memory',
  MISSING_SECRET = 'missing-secret',
  MISSING_CONFIG_MAP = 'missing-config-map',
  CONTAINER_START = 'container-start',
  NOT_PASSING_PROBE = 'not-passing-probe',
  UNSCHEDULABLE = 'unschedulable',
  EVICTED = 'evicted',
  NODE_LOST = 'node-lost',
  VOLUME_PENDING = 'volume-pending',
  VOLUME_LOST = 'volume-lost',
  VOLUME_MOUNT = 'volume-mount',
  POD_NETWORK = 'pod-network',
  POD_SECURITY = 'pod-security',
  QUOTA = 'quota',
  LIMIT_RANGE = 'limit-range',
  ADMISSION = 'admission',
  SERVICE_ACCOUNT = 'service-account',
  PODS_REFUSED = 'pods-refused',
  JOB_FAILED = 'job-failed',
  OLD_REVISION = 'old-revision',
  PAUSED = 'paused',
  STALLED = 'stalled',
  CONDITION = 'condition',
  NOT_OBSERVED = 'not-observed',
  STARTING = 'starting',
  FORBIDDEN = 'forbidden',
}

/** One reason why something is not ready. */
export interface Problem {
  readonly reason: Reason;
  /** The object that tells it. */
  readonly object: ObjectReference;
  /** In the cluster's own words, on one line. */
  readonly message: string;
  /** How many further objects tell the same. */
  readonly others?: number;
  /** Container that it is about. */
  readonly container?: string;
  /** Image that it is about. */
  readonly image?: string;
}

/** Which object. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Longest message; the rest is not what people read. */
const LONGEST = 600;
// Messages of strangers are not to steer the terminal.
const CONTROL = /\p{Cc}+/gu;
const CREDENTIALS = /:\/\/[^\s/@]+@/g;

/** A message of the cluster, fit to be shown: on one line, without credentials of addresses. */
export function plain(message: string): string {
  const text = message.replace(CONTROL, ' ').replace(/ {2,}/g, ' ').replace(CREDENTIALS, '://…@').trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** How an object is referred to. */
export function referenceTo({ apiVersion, kind, metadata: { namespace, name } }: KubernetesObject): ObjectReference {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

/** A problem of an object. */
export function problemOf(object: KubernetesObject, reason: Reason, message: string, more: Pick<Problem, 'container' | 'image'> = {}): Problem {
  return { reason, object: referenceTo(object), message: plain(message), ...more };
}

/** Problems that differ in nothing but the object, told once. */
export function merged(problems: readonly Problem[]): Problem[] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { kind, namespace = '', name } = problem.object;
    const key = [problem.reason, kind, namespace, problem.container, problem.image, problem.message.replaceAll(name, '')].join('\n');
    groups.set(key, [...groups.get(key) ?? [], problem]);
  }
  return [...groups.values()].map(([first, ...rest]) => (rest.length === 0 ? first : { ...first, others: rest.length }));
}
