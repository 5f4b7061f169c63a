import { ClusterEvent, isOwnedBy, LiveObject, Pod, VolumeClaim } from './cluster-objects';
import { Listed, LiveCluster } from './live-cluster';
import { isReady, podProblems } from './pod-problems';
import { Problem, problemOf, Reason } from './problem';
import { refusedPods } from './refused-pods';
import { Answer, rolloutOf } from './rollout';
import { Subject } from './subject';
import { claimProblem, volumeProblems } from './volume-problems';

const WORKLOADS: readonly Listed[] = ['deployments', 'statefulSets', 'daemonSets', 'jobs'];

/** Which revision of a StatefulSet a pod is of. */
const REVISION = 'controller-revision-hash';

/** Finds out why something is not ready: from its pods, from what was said of them, from their volumes. */
export class Diagnosis {
  public constructor(private readonly live: LiveCluster) {}

  /** Why a rollout is not complete. */
  public async ofWorkload(workload: LiveObject, answer: Answer): Promise<Problem[]> {
    const namespace = workload.metadata.namespace ?? '';
    const makers = workload.kind === 'Deployment' ? (await this.live.list('replicaSets', namespace)).filter((set) => isOwnedBy(set, workload) && wanted(set) > 0) : [workload];
    const pods = (await this.live.list<Pod>('pods', namespace)).filter((pod) => makers.some((maker) => isOwnedBy(pod, maker)));
    const found = await this.ofPods(namespace, pods);
    const refused = refusedPods(workload, makers, await this.events(namespace));
    const alive = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined).length;
    // An old refusal says nothing once the pods are there.
    const stuck = pods.filter((each) => isStuck(each, workload)).map((each) => problemOf(each, Reason.OLD_REVISION, `it is of the revision ${each.metadata.labels?.[REVISION] ?? ''} and not ready; the newest is ${newestRevision(workload) ?? ''}`));
    const problems = refused !== undefined && alive < makers.reduce((sum, maker) => sum + wanted(maker), 0) ? [refused, ...stuck, ...found] : [...stuck, ...found];
    const told = problems.filter(({ reason }) => reason !== Reason.STARTING);
    if (answer.reason === Reason.JOB_FAILED || answer.reason === Reason.PAUSED || answer.reason === Reason.TERMINATING) {
      return [problemOf(workload, answer.reason, answer.message ?? answer.detail), ...told];
    }
    return told.length > 0 ? told : [problemOf(workload, answer.reason ?? Reason.STARTING, [answer.message ?? answer.detail, problems[0]?.message].filter((text) => text !== undefined).join('; '))];
  }

  /** Why a custom resource is not ready: what its operator made for it, before what the operator says. */
  public async ofResource(object: LiveObject, answer: Answer, pods: Subject['pods']): Promise<Problem[]> {
    const own = problemOf(object, answer.reason ?? Reason.CONDITION, answer.message ?? answer.detail);
    const namespaces = new Set([object.metadata.namespace ?? '', ...pods.map(({ namespaceName }) => namespaceName)].filter((name) => name !== ''));
    const below = await Promise.all([...namespaces].map(async (namespace) => this.below(object, namespace, pods)));
    return [...below.flat().filter(({ reason }) => reason !== Reason.STARTING), own];
  }

  /** Why the workloads of a Helm release are not ready. */
  public async ofRelease(namespace: string, release: string): Promise<Problem[]> {
    const workloads = await this.workloads(namespace);
    const own = workloads.filter(({ metadata: { annotations = {}, labels = {} } }) => annotations['meta.helm.sh/release-name'] === release || labels['app.kubernetes.io/instance'] === release);
    const found = await Promise.all(own.map(async (workload) => {
      const answer = rolloutOf(workload);
      return answer.ready === false ? this.ofWorkload(workload, answer) : [];
    }));
    return found.flat();
  }

  private async below(object: LiveObject, namespace: string, selectors: Subject['pods']): Promise<Problem[]> {
    const [workloads, pods, claims, events] = await Promise.all([
      this.workloads(namespace), this.live.list<Pod>('pods', namespace), this.live.list<VolumeClaim>('claims', namespace), this.events(namespace),
    ]);
    const owned = workloads.filter((workload) => isOwnedBy(workload, object));
    const ofOwned = await Promise.all(owned.map(async (workload) => {
      const answer = rolloutOf(workload);
      return answer.ready === false ? this.ofWorkload(workload, answer) : [];
    }));
    const direct = pods.filter((pod) => isOwnedBy(pod, object) || selectors.some(({ namespaceName, labels }) => namespaceName === namespace && matches(pod, labels)));
    const ofClaims = claims.filter((claim) => isOwnedBy(claim, object)).flatMap((claim) => claimProblem(claim, events) ?? []);
    return [...ofOwned.flat(), ...await this.ofPods(namespace, direct), ...ofClaims];
  }

  private async ofPods(namespace: string, pods: readonly Pod[]): Promise<Problem[]> {
    const unready = pods.filter((pod) => !isReady(pod));
    if (unready.length === 0) {
      return [];
    }
    const [events, claims] = await Promise.all([this.events(namespace), this.live.list<VolumeClaim>('claims', namespace)]);
    return unready.flatMap((pod) => {
      const problems = podProblems(pod, events);
      const volumes = problems.some(({ reason }) => reason === Reason.UNSCHEDULABLE || reason === Reason.VOLUME_MOUNT) ? volumeProblems(pod, claims, events) : [];
      return [...volumes, ...problems];
    });
  }

  private async events(namespace: string): Promise<readonly ClusterEvent[]> {
    return this.live.list<ClusterEvent>('events', namespace);
  }

  private async workloads(namespace: string): Promise<LiveObject[]> {
    return (await Promise.all(WORKLOADS.map(async (what) => this.live.list(what, namespace)))).flat();
  }
}

/** Whether a StatefulSet waits for a pod of an older revision to become ready before it replaces that: https://github.com/kubernetes/kubernetes/issues/67250. */
function isStuck(pod: Pod, { kind, spec = {}, status = {} }: LiveObject): boolean {
  const { podManagementPolicy, updateStrategy } = spec as { podManagementPolicy?: string; updateStrategy?: { type?: string } };
  const revision = pod.metadata.labels?.[REVISION];
  return kind === 'StatefulSet' && podManagementPolicy !== 'Parallel' && updateStrategy?.type !== 'OnDelete'
    && pod.metadata.deletionTimestamp === undefined && revision !== undefined && revision !== newestRevision({ status }) && !isReady(pod);
}

function newestRevision({ status = {} }: Pick<LiveObject, 'status'>): string | undefined {
  return (status as { updateRevision?: string }).updateRevision;
}

/** How many pods a maker of pods wants now. */
function wanted({ kind, spec = {}, status = {} }: LiveObject): number {
  const { replicas = 1, parallelism = 1 } = spec as { replicas?: number; parallelism?: number };
  switch (kind) {
    case 'DaemonSet': return (status as { desiredNumberScheduled?: number }).desiredNumberScheduled ?? 0;
    case 'Job': return parallelism;
    default: return replicas;
  }
}

function matches({ metadata: { labels = {} } }: Pod, wantedLabels: Readonly<Record<string, string>>): boolean {
  return Object.entries(wantedLabels).every(([key, value]) => labels[key] === value);
}
