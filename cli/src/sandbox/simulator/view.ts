import { KubernetesObject } from '../../kubernetes/kubernetes-object';
import { ApiClient } from '../api-client';
import { WatchedKinds } from './watched-kinds';

/** A fact that an operator states about an object. */
export interface Condition {
  readonly type: string;
  readonly reason: string;
  readonly message?: string;
  /** @default 'True' */
  readonly status?: 'True' | 'False';
}

/** What the cluster holds, seen once a round, and how it is changed. */
export class ClusterView {
  private readonly seen = new Map<string, Promise<KubernetesObject[]>>();

  public constructor(public readonly client: ApiClient, private readonly kinds: WatchedKinds) {}

  /** Objects of a kind in all namespaces, by the path of their API. */
  public list(path: string): Promise<KubernetesObject[]> {
    const found = this.seen.get(path) ?? this.kinds.list(path);
    this.seen.set(path, found);
    return found;
  }

  /** One of them. */
  public async get(path: string, namespace: string | undefined, name: string): Promise<KubernetesObject | undefined> {
    return (await this.list(path)).find((object) => object.metadata.namespace === namespace && object.metadata.name === name);
  }

  /** Whether pods with these labels are there and ready, so that an operator acts only while it runs. */
  public async runs(labels: Readonly<Record<string, string>>): Promise<boolean> {
    return (await this.list('/api/v1/pods')).some((pod) => hasLabels(pod, labels) && isReady(pod));
  }

  /** Makes an object unless it is there. */
  public async create(path: string, object: KubernetesObject): Promise<void> {
    if (await this.get(path, object.metadata.namespace, object.metadata.name) === undefined) {
      await this.client.create(collection(path, object.metadata.namespace), object);
    }
  }

  /** Removes an object. */
  public async delete(path: string, object: KubernetesObject): Promise<void> {
    if (object.metadata.deletionTimestamp === undefined) {
      await this.client.delete(member(path, object));
    }
  }

  /** Changes fields of an object. */
  public async merge(path: string, object: KubernetesObject, fields: object): Promise<void> {
    await this.client.merge(member(path, object), fields);
  }

  /** Brings the status of an object to what is given, if it is another one. */
  public async setStatus(path: string, object: KubernetesObject, status: Record<string, unknown>): Promise<void> {
    if (!includes(object.status, status)) {
      await this.client.merge(`${member(path, object)}/status`, { status: withTimes(status) });
    }
  }

  /**
   * Holds an object back from deletion until the operator has seen to it, as
   * the real one does. Gives true while the object is to be served.
   */
  public async holdFinalizer(path: string, object: KubernetesObject, finalizer: string): Promise<boolean> {
    const { finalizers = [], deletionTimestamp } = object.metadata as { finalizers?: string[]; deletionTimestamp?: string };
    if (deletionTimestamp === undefined && !finalizers.includes(finalizer)) {
      await this.merge(path, object, { metadata: { finalizers: [...finalizers, finalizer], resourceVersion: object.metadata.resourceVersion } });
    }
    if (deletionTimestamp !== undefined && finalizers.includes(finalizer)) {
      await this.merge(path, object, { metadata: { finalizers: finalizers.filter((other) => other !== finalizer), resourceVersion: object.metadata.resourceVersion } });
    }
    return deletionTimestamp === undefined;
  }
}

/** Conditions as Kubernetes has them; when each changed is added where it is written. */
export function conditions(object: KubernetesObject, ...list: readonly Condition[]): Record<string, unknown>[] {
  return list.map(({ type, reason, message, status }) => ({ type, status: status ?? 'True', reason, message: message ?? 'simulated', observedGeneration: object.metadata.generation ?? 1 }));
}

/** The owner reference that makes an object go with its owner. */
export function ownedBy(owner: KubernetesObject): Record<string, unknown> {
  return { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid, controller: true, blockOwnerDeletion: true };
}

/** Whether an object has all of these labels. */
export function hasLabels(object: KubernetesObject, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, value]) => object.metadata.labels?.[key] === value);
}

/** Whether a pod is ready. */
export function isReady(pod: KubernetesObject): boolean {
  const { conditions: found = [] } = (pod.status ?? {}) as { conditions?: { type: string; status: string }[] };
  return pod.metadata.deletionTimestamp === undefined && found.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function collection(path: string, namespace: string | undefined): string {
  return namespace === undefined ? path : path.replace(/\/([^/]+)$/, `/namespaces/${namespace}/$1`);
}

function member(path: string, { metadata: { namespace, name } }: KubernetesObject): string {
  return `${collection(path, namespace)}/${name}`;
}

/** Whether everything wanted is there; what else is there does not matter. */
function includes(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(found) && found.length === wanted.length && wanted.every((item, index) => includes(found[index], item));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return typeof found === 'object' && found !== null && Object.entries(wanted).every(([key, value]) => value === undefined || includes((found as Record<string, unknown>)[key], value));
  }
  return found === wanted;
}

/** Adds to every condition when it changed. */
function withTimes(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withTimes);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTimes(item)]));
  const isCondition = 'type' in copy && 'reason' in copy && 'status' in copy;
  return isCondition ? { ...copy, lastTransitionTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z') } : copy;
}
