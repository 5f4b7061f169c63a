import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { Difference, touches } from './differences';

/** Kinds that run pods from a template. */
export const WORKLOADS: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']);

/** Kinds that nobody misses while they are away: pods that run keep running, and what they read they have read. */
const HARMLESS: ReadonlySet<string> = new Set(['ConfigMap', 'HorizontalPodAutoscaler', 'Job', 'LimitRange', 'NetworkPolicy', 'PodDisruptionBudget', 'ResourceQuota']);

/** Kinds of Kubernetes' own with which data goes. */
const HOLDING_DATA: Readonly<Record<string, string>> = {
  CustomResourceDefinition: 'every object of its kind, in the whole cluster',
  Namespace: 'everything in the namespace, also what this stack knows nothing of: volumes, Secrets, custom resources',
  PersistentVolume: 'the volume, where its reclaim policy is Delete',
  PersistentVolumeClaim: 'the volume and what is on it',
};

/** Fields that cannot change in place: whoever applies has to delete the object and make it anew. Source: Kubernetes 1.34, pkg/apis validation. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ['roleRef'],
  DaemonSet: ['spec.selector'],
  Deployment: ['spec.selector'],
  Job: ['spec.completionMode', 'spec.completions', 'spec.selector', 'spec.template'],
  PersistentVolume: ['spec'],
  ReplicaSet: ['spec.selector'],
  RoleBinding: ['roleRef'],
  Secret: ['type'],
  Service: ['spec.clusterIP'],
  StorageClass: ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
};

/** The only fields of some kinds that may change in place. */
const CHANGEABLE: Readonly<Record<string, readonly string[]>> = {
  PersistentVolumeClaim: ['spec.resources', 'spec.volumeAttributesClassName'],
  StatefulSet: ['spec.minReadySeconds', 'spec.ordinals', 'spec.persistentVolumeClaimRetentionPolicy', 'spec.replicas', 'spec.revisionHistoryLimit', 'spec.template', 'spec.updateStrategy'],
};

/** What goes with an object of Kubernetes' own, where that is data. */
export function dataOf({ kind, spec }: KubernetesObject): string | undefined {
  if (kind === 'StatefulSet') {
    const { whenDeleted } = ((spec as Record<string, unknown> | undefined)?.persistentVolumeClaimRetentionPolicy ?? {}) as { whenDeleted?: string };
    return whenDeleted === 'Delete' ? 'its volumes, which go with it (persistentVolumeClaimRetentionPolicy)' : undefined;
  }
  return HOLDING_DATA[kind];
}

/** Whether nothing stops when an object of a kind is away. */
export function isHarmless({ kind }: KubernetesObject): boolean {
  return HARMLESS.has(kind);
}

/** What differs and cannot change in place. */
export function fixedDifferences(object: KubernetesObject, found: readonly Difference[]): Difference[] {
  const fixed = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace', ...(FIXED[object.kind] ?? []), ...(object.immutable === true ? ['binaryData', 'data'] : [])];
  const changeable = CHANGEABLE[object.kind];
  return found.filter((each) => touches([each], ...fixed) || (changeable !== undefined && touches([each], 'spec') && !touches([each], ...changeable)));
}
