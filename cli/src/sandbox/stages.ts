import { stringify } from 'yaml';

/** An address for documentation (RFC 5737), so that nobody is disturbed by who tries it. */
export const LOAD_BALANCER_ADDRESS = '192.0.2.10';

const CLASS = 'has(self.spec.storageClassName) && self.spec.storageClassName != ""';

/** Stages of our own: volumes of any storage class, addresses of load balancers, and pods whose node was away. */
export function ownStages(): string {
  return [pvcProvision(), pvBind(), pvRelease(), pvDelete(), loadBalancer(), podReadyAgain()].map((stage) => stringify(stage)).join('---\n');
}

function stage(name: string, kind: string, expressions: string[], steps: object[]): object {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind },
      selector: { matchExpressions: expressions.map((expression) => ({ cel: { expression } })) },
      steps,
    },
  };
}

/** Makes a volume for a claim, and binds the two. */
function pvcProvision(): object {
  const volume = `apiVersion: v1
kind: PersistentVolume
metadata:
  name: pvc-{{ .metadata.uid }}
  annotations:
    pv.kubernetes.io/provisioned-by: sandbox.quanttide.com/simulated
spec:
  accessModes: {{ .spec.accessModes | toJson }}
  capacity: {{ .spec.resources.requests | toJson }}
  persistentVolumeReclaimPolicy: Delete
  storageClassName: {{ .spec.storageClassName | Quote }}
  volumeMode: {{ or .spec.volumeMode "Filesystem" | Quote }}
  claimRef:
    apiVersion: v1
    kind: PersistentVolumeClaim
    name: {{ .metadata.name | Quote }}
    namespace: {{ .metadata.namespace | Quote }}
    uid: {{ .metadata.uid | Quote }}
  hostPath:
    path: /simulated/pvc-{{ .metadata.uid }}
`;
  const annotations = `annotations:
  pv.kubernetes.io/bind-completed: "yes"
  pv.kubernetes.io/bound-by-controller: "yes"
`;
  const status = `phase: Bound
accessModes: {{ .spec.accessModes | toJson }}
capacity: {{ .spec.resources.requests | toJson }}
`;
  return stage('claim-bound', 'PersistentVolumeClaim', [
    CLASS, '!has(self.metadata.deletionTimestamp)', '!has(self.spec.volumeName)', 'self.status.phase != "Bound"',
  ], [
    { apply: { template: volume } },
    { patch: { root: 'metadata', template: annotations } },
    { patch: { root: 'spec', template: 'volumeName: pvc-{{ .metadata.uid }}\n' } },
    { patch: { root: 'status', subresource: 'status', template: status } },
  ]);
}

function pvBind(): object {
  return stage('volume-bound', 'PersistentVolume', [
    CLASS, '!has(self.metadata.deletionTimestamp)', 'has(self.spec.claimRef.name)', '!(self.status.phase in ["Bound", "Released", "Failed"])',
  ], [{ patch: { root: 'status', subresource: 'status', template: 'phase: Bound\n' } }]);
}

/** A claim that goes lets its volume go. */
function pvRelease(): object {
  const volume = 'apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: {{ .spec.volumeName | Quote }}\nstatus:\n  phase: Released\n';
  return stage('claim-released', 'PersistentVolumeClaim', [CLASS, 'has(self.metadata.deletionTimestamp)', 'has(self.spec.volumeName)'], [
    { apply: { subresource: 'status', type: 'merge', template: volume } },
  ]);
}

function pvDelete(): object {
  return stage('volume-deleted', 'PersistentVolume', [
    CLASS, '!has(self.metadata.deletionTimestamp)', 'self.spec.persistentVolumeReclaimPolicy == "Delete"', 'self.status.phase == "Released"',
  ], [{ delete: true }]);
}

function loadBalancer(): object {
  return stage('load-balancer-address', 'Service', [
    'self.spec.type == "LoadBalancer"', '!has(self.metadata.deletionTimestamp)', '!has(self.status.loadBalancer.ingress)',
  ], [{ patch: { root: 'status', subresource: 'status', template: `loadBalancer:\n  ingress:\n  - ip: ${LOAD_BALANCER_ADDRESS}\n` } }]);
}

/** Pods that are called not ready because their node was not heard of, as after a machine that slept: a kubelet that is back says that they are. */
function podReadyAgain(): object {
  const conditions = `conditions:
- lastTransitionTime: {{ Now | Quote }}
  status: "True"
  type: Ready
`;
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name: 'pod-ready-again' },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      // Not in CEL as the others: kwok's does not know the types of a list's entries.
      selector: {
        matchExpressions: [
          { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
          { key: '.status.phase', operator: 'In', values: ['Running'] },
          { key: '.status.conditions.[] | select( .type == "ContainersReady" ) | .status', operator: 'In', values: ['True'] },
          { key: '.status.conditions.[] | select( .type == "Ready" ) | .status', operator: 'In', values: ['False'] },
        ],
      },
      steps: [{ patch: { root: 'status', subresource: 'status', type: 'strategic', template: conditions } }],
    },
  };
}
