import { ClusterEvent, ContainerState, ContainerStatus, LiveObject, Pod, VolumeClaim } from '../../src/status/cluster-objects';

type Fields = Readonly<Record<string, unknown>>;

/** Something that owns another. */
export function ownedBy({ apiVersion, kind, metadata: { name, uid } }: LiveObject): Fields {
  return { ownerReferences: [{ apiVersion, kind, name, uid, controller: true }] };
}

/** A Deployment with its ReplicaSet; the status says how many of its pods are there. */
export function deployment(name: string, status: Fields, spec: Fields = {}, metadata: Fields = {}): LiveObject {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'acme', uid: `deployment-${name}`, generation: 2, ...metadata },
    spec: { replicas: 2, ...spec }, status: { observedGeneration: 2, ...status },
  };
}

/** The ReplicaSet of a Deployment. */
export function replicaSet(owner: LiveObject, status: Fields = {}): LiveObject {
  return { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: `${owner.metadata.name}-5d9`, namespace: 'acme', uid: `replica-set-${owner.metadata.name}`, ...ownedBy(owner) }, spec: { replicas: 2 }, status };
}

/** A StatefulSet. */
export function statefulSet(name: string, status: Fields, spec: Fields = {}): LiveObject {
  return {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, namespace: 'acme', uid: `stateful-set-${name}`, generation: 1 },
    spec: { replicas: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, ...spec }, status: { observedGeneration: 1, ...status },
  };
}

/** A pod with one container, `main`, and an init container, `prepare`, that is done. */
export function pod(name: string, main: Partial<ContainerStatus>, options: { owner?: LiveObject; status?: Fields; spec?: Fields; metadata?: Fields; init?: Partial<ContainerStatus> } = {}): Pod {
  const container = (own: string, image: string, more: Partial<ContainerStatus>): ContainerStatus => ({ name: own, image, ready: false, restartCount: 0, ...more });
  const ready = main.ready === true ? 'True' : 'False';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'acme', uid: `pod-${name}`, ...(options.owner === undefined ? {} : ownedBy(options.owner)), ...options.metadata },
    spec: { nodeName: 'node-0', initContainers: [{ name: 'prepare', image: 'busybox:1' }], containers: [{ name: 'main', image: 'ghcr.io/acme/shop:1' }], ...options.spec },
    status: {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'True' }, { type: 'Ready', status: ready, reason: 'ContainersNotReady', message: 'containers with unready status: [main]' }],
      initContainerStatuses: [container('prepare', 'busybox:1', options.init ?? { ready: true, state: { terminated: { exitCode: 0, reason: 'Completed' } } })],
      containerStatuses: [container('main', 'ghcr.io/acme/shop:1', main)],
      ...options.status,
    },
  };
}

/** A container that waits. */
export function waiting(reason: string, message?: string): { state: ContainerState } {
  return { state: { waiting: { reason, ...(message === undefined ? {} : { message }) } } };
}

/** A container that ended and is not started again yet. */
export function crashed(exitCode: number, reason: string, restartCount: number): Partial<ContainerStatus> {
  return { restartCount, ...waiting('CrashLoopBackOff', 'back-off 5m0s restarting failed container=main'), lastState: { terminated: { exitCode, reason } } };
}

/** A claim of a volume. */
export function claim(name: string, phase: string): VolumeClaim {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'acme', uid: `claim-${name}` }, spec: { storageClassName: 'fast' }, status: { phase } };
}

/** What was said of an object. */
export function event(about: LiveObject | Pod | VolumeClaim, reason: string, message: string, at = '2026-11-22T10:00:00Z'): ClusterEvent {
  return {
    apiVersion: 'v1', kind: 'Event', metadata: { name: `${about.metadata.name}.${reason}.${at}`, namespace: 'acme' },
    involvedObject: { kind: about.kind, name: about.metadata.name, uid: about.metadata.uid }, type: 'Warning', reason, message, lastTimestamp: at,
  };
}
