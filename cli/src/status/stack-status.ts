import { ExitCode } from '../terminal/exit-code';
import { Deployment } from '../deployment/deployment';
import { MachineError } from '../terminal/machine-error';
import { Judge, Judgement } from './judge';
import { ClusterReader, LiveCluster } from './live-cluster';
import { Reason } from './problem';
import { Subject, subjectsOf } from './subject';

/** How a stack does. */
export interface StackStatus {
  readonly deployment: Deployment;
  readonly judgements: readonly Judgement[];
  /** What may not be read, so that reasons may be missing. */
  readonly notReadable: readonly string[];
  /** For each path that is not ready: paths of what is not ready and comes before it. */
  readonly waitsFor: ReadonlyMap<string, readonly string[]>;
}

/** A cluster of a stack that is asked. */
export interface AskedCluster {
  /** What it was added to the stack as. @default - the stack's own */
  readonly name?: string;
  /** UID of its namespace `kube-system`. @default - nobody said */
  readonly identity?: string;
  readonly reader: ClusterReader;
}

/**
 * Asks how a stack does, on all of its clusters. Only reads.
 *
 * @throws MachineError where a cluster is not reached, or is another one than the platform is for
 */
export async function stackStatus(deployment: Deployment, clusters: readonly AskedCluster[]): Promise<StackStatus> {
  const looks = clusters.map(({ name, identity, reader }) => ({ name, identity, live: new LiveCluster(reader) }));
  await Promise.all(looks.map(async ({ name, identity, live }) => checkIdentity(deployment, { name, identity }, await live.identity())));
  const judges = new Map(looks.map(({ name, live }) => [name, new Judge(live)]));
  const subjects = subjectsOf(deployment);
  const judgements = await Promise.all(subjects.map(async (subject) => judges.get(subject.cluster)?.judge(subject) ?? notAsked(subject)));
  const notReadable = looks.flatMap(({ name, live }) => live.notReadable.map((what) => (name === undefined ? what : `${what} on ${name}`)));
  return { deployment, judgements, notReadable, waitsFor: waiting(subjects, judgements) };
}

function checkIdentity({ stack }: Deployment, { name, identity: expected }: Omit<AskedCluster, 'reader'>, found: string | undefined): void {
  if (expected !== undefined && found !== undefined && found !== expected) {
    const [what, flag] = name === undefined ? [stack, stack] : [`${stack} on ${name}`, name];
    throw new MachineError(`${what} is for the cluster ${expected}, and this is ${found}.`, [`Is this the right kubeconfig file and context (--kubeconfig, --context, or --cluster ${flag}=<context>)?`]);
  }
}

function notAsked(subject: Subject): Judgement {
  return { subject, ready: undefined, detail: `on the cluster "${subject.cluster ?? ''}", which is not asked`, problems: [], releases: [], notes: [] };
}

/** Whether everything of some stacks is ready, as an exit code. */
export function exitCodeOf(stacks: readonly StackStatus[]): ExitCode {
  return stacks.every(isReady) ? ExitCode.DONE : ExitCode.FOUND;
}

/** Whether everything that can be asked is ready. */
export function isReady({ judgements }: StackStatus): boolean {
  return judgements.every(({ ready, problems }) => ready === true || (ready === undefined && problems.length === 0));
}

/** Whether something was simply never applied, for which no reason has to be looked for. */
export function isAbsent({ ready, problems }: Judgement): boolean {
  return ready === false && problems.every(({ reason }) => reason === Reason.NOT_APPLIED);
}

function waiting(subjects: readonly Subject[], judgements: readonly Judgement[]): Map<string, string[]> {
  const unready = new Map(judgements.filter(({ ready }) => ready === false).map((judgement) => [judgement.subject.path, judgement]));
  const byPath = new Map(subjects.map((subject) => [subject.path, subject]));
  return new Map([...unready.values()].map(({ subject }) => [subject.path, rootsOf(subject)]));

  /** The unready ones before it that were applied: nothing that only waits itself. */
  function rootsOf(subject: Subject): string[] {
    const seen = new Set<string>([subject.path]);
    const found = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) {
        return;
      }
      seen.add(path);
      const judgement = unready.get(path);
      if (judgement !== undefined && !isAbsent(judgement)) {
        found.add(path);
      }
      byPath.get(path)?.waitsFor.forEach(visit);
    };
    [...subject.waitsFor, ...operatorsOf(subject)].forEach(visit);
    return [...found].sort();
  }

  /** Operators that serve what it asks after. */
  function operatorsOf({ questions, objects }: Subject): string[] {
    const groups = new Set([...questions, ...objects].map(({ apiVersion }) => apiVersion.split('/')[0]));
    return subjects.filter(({ serves }) => serves.some((group) => groups.has(group))).map(({ path }) => path);
  }
}
