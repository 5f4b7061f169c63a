import { ContainerStatus, Pod } from '../../src/status/cluster-objects';
import { podProblems } from '../../src/status/pod-problems';
import { Reason } from '../../src/status/problem';
import { crashed, event, pod, waiting } from './live-objects';

interface Row {
  readonly what: string;
  readonly pod: Pod;
  /** What was said of it: reason and message. */
  readonly said?: readonly (readonly [reason: string, message: string, at?: string])[];
  readonly reason: Reason;
  readonly message: RegExp;
}

const running: Partial<ContainerStatus> = { state: { running: {} }, started: true };
const unscheduled = (message: string, reason = 'Unschedulable'): Pod => pod('a', {}, { status: { conditions: [{ type: 'PodScheduled', status: 'False', reason, message }], initContainerStatuses: [], containerStatuses: [] } });
const creating = pod('a', waiting('ContainerCreating'));

const ROWS: readonly Row[] = [
  { what: 'an image that is not there', pod: pod('a', waiting('ErrImagePull', 'rpc error: code = NotFound desc = ghcr.io/acme/shop:1: not found')), reason: Reason.IMAGE_PULL, message: /^ErrImagePull: rpc error.*not found$/ },
  { what: 'a back-off, with the cause from the events', pod: pod('a', waiting('ImagePullBackOff', 'Back-off pulling image "ghcr.io/acme/shop:1"')), said: [['Failed', 'Error: ImagePullBackOff'], ['Failed', 'Failed to pull image "ghcr.io/acme/shop:1": unauthorized']], reason: Reason.IMAGE_PULL, message: /unauthorized/ },
  { what: 'a back-off that nobody explains', pod: pod('a', waiting('ImagePullBackOff')), reason: Reason.IMAGE_PULL, message: /ghcr\.io\/acme\/shop:1 cannot be pulled/ },
  { what: 'a name that is none', pod: pod('a', waiting('InvalidImageName', 'couldn\'t parse image name')), reason: Reason.IMAGE_PULL, message: /InvalidImageName/ },
  { what: 'an image of an init container', pod: pod('a', waiting('PodInitializing'), { init: waiting('ImagePullBackOff', 'no such image') }), reason: Reason.IMAGE_PULL, message: /no such image/ },
  { what: 'a program that ends', pod: pod('a', crashed(137, 'Error', 4)), reason: Reason.CRASH, message: /last exit code 137 \(Error\), restarted 4 times/ },
  { what: 'a program that just ended', pod: pod('a', { restartCount: 1, state: { terminated: { exitCode: 1, reason: 'Error' } } }), reason: Reason.CRASH, message: /exit code 1 \(Error\), restarted 1 time$/ },
  { what: 'an init container that ends', pod: pod('a', waiting('PodInitializing'), { init: { ...waiting('CrashLoopBackOff'), restartCount: 2, lastState: { terminated: { exitCode: 2, reason: 'Error' } } } }), reason: Reason.CRASH, message: /exit code 2/ },
  { what: 'too little memory', pod: pod('a', crashed(137, 'OOMKilled', 3)), reason: Reason.OUT_OF_MEMORY, message: /OOMKilled/ },
  { what: 'too little memory, between two ends', pod: pod('a', { ...running, restartCount: 5, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }), said: [['Unhealthy', 'Readiness probe failed: EOF']], reason: Reason.OUT_OF_MEMORY, message: /OOMKilled/ },
  { what: 'a Secret that is missing', pod: pod('a', waiting('CreateContainerConfigError', 'secret "orders-app" not found')), reason: Reason.MISSING_SECRET, message: /secret "orders-app" not found/ },
  { what: 'a key that is missing in a Secret', pod: pod('a', waiting('CreateContainerConfigError', 'couldn\'t find key password in Secret acme/orders')), reason: Reason.MISSING_SECRET, message: /key password/ },
  { what: 'a ConfigMap that is missing', pod: pod('a', waiting('CreateContainerConfigError', 'configmap "shop" not found')), reason: Reason.MISSING_CONFIG_MAP, message: /configmap "shop"/ },
  { what: 'a Secret that a volume misses', pod: creating, said: [['FailedMount', 'MountVolume.SetUp failed for volume "tls" : secret "shop-tls" not found']], reason: Reason.MISSING_SECRET, message: /shop-tls/ },
  { what: 'a ConfigMap that a volume misses, whatever the volume is called', pod: creating, said: [['FailedMount', 'MountVolume.SetUp failed for volume "secret-config" : configmap "shop" not found']], reason: Reason.MISSING_CONFIG_MAP, message: /configmap "shop"/ },
  { what: 'a volume that cannot be attached', pod: creating, said: [['FailedAttachVolume', 'Multi-Attach error for volume "pvc-1"']], reason: Reason.VOLUME_MOUNT, message: /Multi-Attach/ },
  { what: 'a volume that cannot be mounted', pod: creating, said: [['FailedMount', 'MountVolume.MountDevice failed for volume "pvc-1": rpc error']], reason: Reason.VOLUME_MOUNT, message: /MountDevice/ },
  { what: 'a network that is not there', pod: creating, said: [['FailedCreatePodSandBox', 'plugin type="cilium" failed (add)']], reason: Reason.POD_NETWORK, message: /cilium/ },
  { what: 'a command that is not in the image', pod: pod('a', waiting('RunContainerError', 'exec: "serve": executable file not found in $PATH')), reason: Reason.CONTAINER_START, message: /executable file not found/ },
  { what: 'a container that cannot be made', pod: pod('a', waiting('CreateContainerConfigError', 'container has runAsNonRoot and image will run as root')), reason: Reason.CONTAINER_START, message: /will run as root/ },
  { what: 'a readiness probe that fails', pod: pod('a', running), said: [['Unhealthy', 'Liveness probe failed: old', '2026-11-22T09:00:00Z'], ['Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503']], reason: Reason.NOT_PASSING_PROBE, message: /statuscode: 503/ },
  { what: 'a program that ended before, where no probe says more', pod: pod('a', { ...running, restartCount: 2, lastState: { terminated: { exitCode: 3, reason: 'Error' } } }), reason: Reason.CRASH, message: /exit code 3/ },
  { what: 'a program that starts', pod: pod('a', running), reason: Reason.STARTING, message: /container main runs/ },
  { what: 'no node with room', pod: unscheduled('0/3 nodes are available: 3 Insufficient memory.'), reason: Reason.UNSCHEDULABLE, message: /^Unschedulable: 0\/3 nodes are available: 3 Insufficient memory\.$/ },
  { what: 'a scheduling gate', pod: unscheduled('Scheduling is blocked due to non-empty scheduling gates', 'SchedulingGated'), reason: Reason.UNSCHEDULABLE, message: /^SchedulingGated/ },
  { what: 'an eviction', pod: pod('a', {}, { status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' } }), reason: Reason.EVICTED, message: /^Evicted: The node was low on resource/ },
  { what: 'a node that is gone', pod: pod('a', { ...running, ready: false }, { status: { phase: 'Running', conditions: [{ type: 'PodScheduled', status: 'True' }, { type: 'Ready', status: 'False' }], containerStatuses: [{ name: 'main', image: 'x', ready: true, restartCount: 0, state: { running: {} } }] } }), reason: Reason.NODE_LOST, message: /node-0/ },
  { what: 'a readiness gate', pod: pod('a', {}, { spec: { readinessGates: [{ conditionType: 'lb.example/attached' }] }, status: { phase: 'Running', containerStatuses: [{ name: 'main', image: 'x', ready: true, restartCount: 0, state: { running: {} } }] } }), reason: Reason.STARTING, message: /lb\.example\/attached/ },
  { what: 'a pod that no node has begun', pod: pod('a', {}, { status: { conditions: [{ type: 'PodScheduled', status: 'True' }], initContainerStatuses: [], containerStatuses: [] } }), reason: Reason.STARTING, message: /^Pending/ },
];

describe('why a pod is not ready', () => {
  it.each(ROWS.map((row) => [row.what, row] as const))('%s', (_, { pod: asked, said = [], reason, message }) => {
    const problems = podProblems(asked, said.map(([why, text, at]) => event(asked, why, text, at)));
    expect(problems.map((problem) => problem.reason)).toStrictEqual([reason]);
    expect(problems[0].message).toMatch(message);
    expect(problems[0].object).toStrictEqual({ apiVersion: 'v1', kind: 'Pod', namespace: 'acme', name: 'a' });
  });

  it('names container and image as they were asked for', () => {
    const [problem] = podProblems(pod('a', { ...waiting('ErrImagePull', 'no'), image: 'docker.io/other/spelling:1' }), []);
    expect(problem).toMatchObject({ container: 'main', image: 'ghcr.io/acme/shop:1' });
  });

  it('has nothing to say of pods that are ready, done or on their way out', () => {
    const silent = [
      pod('a', { ready: true, state: { running: {} } }),
      pod('a', {}, { status: { phase: 'Succeeded', containerStatuses: [] } }),
      pod('a', crashed(1, 'Error', 1), { metadata: { deletionTimestamp: '2026-11-22T10:00:00Z' } }),
    ];
    expect(silent.flatMap((each) => podProblems(each, []))).toStrictEqual([]);
  });

  it('leaves out what was said of another pod', () => {
    expect(podProblems(pod('a', running), [event(pod('b', running), 'Unhealthy', 'Readiness probe failed')])[0].reason).toBe(Reason.STARTING);
  });
});
