import { ClusterEvent, ContainerState, ContainerStatus, Pod, seenAt } from './cluster-objects';
import { Problem, problemOf, Reason } from './problem';

const PULL = new Set(['ImagePullBackOff', 'ErrImagePull', 'ErrImageNeverPull', 'InvalidImageName', 'ImageInspectError', 'RegistryUnavailable', 'SignatureValidationFailed']);
const START = new Set(['CreateContainerError', 'RunContainerError', 'PreCreateHookError', 'PostStartHookError', 'CreateContainerConfigError']);
/** What the kubelet says where it tells no more than that it will try again. */
const BACK_OFF = 'Back-off ';

/** Why a pod is not ready, from its status and what was said of it; none where it is. */
export function podProblems(pod: Pod, events: readonly ClusterEvent[]): Problem[] {
  const { status = {} } = pod;
  if (pod.metadata.deletionTimestamp !== undefined || status.phase === 'Succeeded') {
    return [];
  }
  if (status.phase === 'Failed' && status.reason !== undefined) {
    return [problemOf(pod, Reason.EVICTED, `${status.reason}: ${status.message ?? 'the node ended it'}`)];
  }
  const scheduled = status.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') {
    return [problemOf(pod, Reason.UNSCHEDULABLE, `${scheduled.reason ?? 'Unschedulable'}: ${scheduled.message ?? 'no node takes it'}`)];
  }
  const own = events.filter(({ involvedObject }) => involvedObject.uid === pod.metadata.uid).sort((a, b) => (seenAt(a) < seenAt(b) ? 1 : -1));
  const containers = [...status.initContainerStatuses ?? [], ...status.containerStatuses ?? []];
  const found = containers.flatMap((container) => containerProblem(pod, container, own) ?? []);
  if (found.length > 0) {
    return found;
  }
  return isReady(pod) ? [] : [waitingProblem(pod, own)];
}

/** Whether a pod counts as ready. */
export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

function containerProblem(pod: Pod, container: ContainerStatus, events: readonly ClusterEvent[]): Problem | undefined {
  const { name, image, state = {}, lastState = {} } = container;
  const about = { container: name, image: imageOf(pod, name) ?? image };
  const reason = state.waiting?.reason ?? '';
  const said = state.waiting?.message ?? '';
  if (PULL.has(reason)) {
    const detail = said.startsWith(BACK_OFF) || said === '' ? latest(events, 'Failed', /pull|image/i) ?? said : said;
    return problemOf(pod, Reason.IMAGE_PULL, `${reason}: ${detail === '' ? `the image ${about.image} cannot be pulled` : detail}`, about);
  }
  if (START.has(reason)) {
    return problemOf(pod, missingReference(said) ?? Reason.CONTAINER_START, `${reason}: ${said}`, about);
  }
  const ended = reason === 'CrashLoopBackOff' ? lastState.terminated : state.terminated;
  if (reason === 'CrashLoopBackOff' || (ended !== undefined && ended.exitCode !== 0)) {
    return endedProblem(pod, container, ended, about);
  }
  if (state.running !== undefined && !container.ready && !isSidecarDone(pod, name)) {
    return notReadyProblem(pod, container, events, about);
  }
  return undefined;
}

function endedProblem(pod: Pod, { state, restartCount }: ContainerStatus, ended: ContainerState['terminated'], about: Pick<Problem, 'container' | 'image'>): Problem {
  const prefix = state?.waiting?.reason === undefined ? '' : `${state.waiting.reason}: `;
  const again = restartCount > 0 ? `, restarted ${restartCount} ${restartCount === 1 ? 'time' : 'times'}` : '';
  if (ended === undefined) {
    return problemOf(pod, Reason.CRASH, `${prefix}it ended${again}`, about);
  }
  const why = `last exit code ${ended.exitCode}${ended.reason === undefined ? '' : ` (${ended.reason})`}${again}`;
  return problemOf(pod, ended.reason === 'OOMKilled' ? Reason.OUT_OF_MEMORY : Reason.CRASH, `${prefix}${why}`, about);
}

function notReadyProblem(pod: Pod, container: ContainerStatus, events: readonly ClusterEvent[], about: Pick<Problem, 'container' | 'image'>): Problem {
  const ended = container.lastState?.terminated;
  if (ended?.reason === 'OOMKilled') {
    return endedProblem(pod, container, ended, about);
  }
  const probe = latest(events, 'Unhealthy', /probe/i);
  if (probe !== undefined) {
    return problemOf(pod, Reason.NOT_PASSING_PROBE, probe, about);
  }
  if (ended !== undefined && ended.exitCode !== 0) {
    return endedProblem(pod, container, ended, about);
  }
  return problemOf(pod, Reason.STARTING, `the container ${container.name} runs, and does not count as ready yet`, about);
}

/** No container says anything: the node has not got that far, or is gone. */
function waitingProblem(pod: Pod, events: readonly ClusterEvent[]): Problem {
  const { status = {}, spec } = pod;
  const mount = events.find(({ reason }) => reason === 'FailedMount' || reason === 'FailedAttachVolume');
  if (mount?.message !== undefined) {
    return problemOf(pod, missingReference(mount.message) ?? Reason.VOLUME_MOUNT, `${mount.reason}: ${mount.message}`);
  }
  const network = latest(events, 'FailedCreatePodSandBox', /./);
  if (network !== undefined) {
    return problemOf(pod, Reason.POD_NETWORK, network);
  }
  const containers = status.containerStatuses ?? [];
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  if (containers.length > 0 && containers.every((container) => container.ready)) {
    const gate = spec.readinessGates?.find(({ conditionType }) => !(status.conditions?.some(({ type, status: met }) => type === conditionType && met === 'True') ?? false));
    return gate === undefined
      ? problemOf(pod, Reason.NODE_LOST, `its containers run, and it does not count as ready${ready?.reason === undefined ? '' : ` (${ready.reason})`}: the node ${spec.nodeName ?? 'of it'} may be gone`)
      : problemOf(pod, Reason.STARTING, `it waits for the readiness gate ${gate.conditionType}`);
  }
  return problemOf(pod, Reason.STARTING, ready?.message ?? `${status.phase ?? 'Pending'}: the node has not started it yet`);
}

/** Which of the things that a pod reads is not there. */
function missingReference(message: string): Reason | undefined {
  const [, ...named] = /\b(secret|configmap)s? "[^"]*" not found|couldn't find key \S+ in (secret|configmap)|references non-existent (secret|config) key/i.exec(message) ?? [];
  const kind = named.find((name) => name !== undefined)?.toLowerCase();
  return kind === undefined ? undefined : kind === 'secret' ? Reason.MISSING_SECRET : Reason.MISSING_CONFIG_MAP;
}

function latest(events: readonly ClusterEvent[], reason: string, words: RegExp): string | undefined {
  return events.find((event) => event.reason === reason && words.test(event.message ?? '') && !(event.message ?? '').startsWith(BACK_OFF))?.message;
}

/** An init container that ended well is not ready either, and need not be. */
function isSidecarDone(pod: Pod, name: string): boolean {
  const init = pod.spec.initContainers?.find((container) => container.name === name);
  return init !== undefined && init.restartPolicy !== 'Always';
}

/** The image as it was asked for: a status may name another spelling. */
function imageOf({ spec }: Pod, name: string): string | undefined {
  return [...spec.initContainers ?? [], ...spec.containers ?? []].find((container) => container.name === name)?.image;
}
