import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { LiveObject } from './cluster-objects';
import { complaintOf, conditionAnswer } from './condition';
import { Diagnosis } from './diagnosis';
import { Found, LiveCluster } from './live-cluster';
import { merged, plain, Problem, problemOf, Reason } from './problem';
import { Answer, ROLLOUT_KINDS, rolloutOf } from './rollout';
import { Subject } from './subject';

/** A Helm release that is not simply deployed. */
export interface TroubledRelease {
  readonly name: string;
  readonly namespaceName: string;
  readonly status: string;
  readonly description?: string;
}

/** How a subject does. */
export interface Judgement {
  readonly subject: Subject;
  /** Undefined where nothing can be asked, or nothing may be read. */
  readonly ready: boolean | undefined;
  readonly detail: string;
  readonly since?: string;
  readonly problems: readonly Problem[];
  readonly releases: readonly TroubledRelease[];
  /** What people should know of it although it is ready. */
  readonly notes: readonly string[];
}

interface Finding extends Answer {
  readonly problems: readonly Problem[];
}

/** Judges subjects by one look at a cluster. */
export class Judge {
  private readonly diagnosis: Diagnosis;

  public constructor(private readonly live: LiveCluster) {
    this.diagnosis = new Diagnosis(live);
  }

  public async judge(subject: Subject): Promise<Judgement> {
    const [answers, complaints, releases, doomed] = await Promise.all([
      Promise.all(subject.questions.map(async (question) => this.answer(subject, question))),
      Promise.all(subject.objects.filter((object) => !isAsked(subject, object)).map(async (object) => this.complaint(subject, object))),
      this.releases(subject),
      this.doomed(subject),
    ]);
    const findings = [...answers, ...complaints.flatMap((finding) => finding ?? [])];
    // A driver's question decides, and Helm's record only where there is none: others than Helm may have applied the chart.
    const isAsking = subject.questions.length > 0 || subject.objects.length > 0;
    const isUnready = doomed.length > 0 || findings.some(({ ready }) => ready === false) || (!isAsking && (releases.isMissing || releases.troubled.length > 0));
    const isReady = findings.every(({ ready }) => ready === true) && (isAsking || subject.releases.length > 0);
    const ready = isUnready ? false : isReady ? true : undefined;
    const problems = ready === true ? [] : await this.problems(subject, findings, releases.troubled, releases.isMissing, doomed);
    const first = findings.find((finding) => finding.ready !== true) ?? findings[0];
    return {
      subject,
      ready,
      detail: ready === true && answers.length > 1 ? `${answers.length} of ${answers.length} workloads ready` : ready === true || problems.length === 0 ? first?.detail ?? (ready === true ? 'applied' : 'nothing of its own to ask') : problems[0].reason,
      since: first?.since,
      problems,
      releases: releases.troubled,
      notes: [...findings.flatMap(({ note }) => note ?? []), ...(ready === true ? releases.troubled.map(noteOf) : [])],
    };
  }

  private async problems(subject: Subject, findings: readonly Finding[], troubled: readonly TroubledRelease[], isMissing: boolean, doomed: readonly Problem[]): Promise<Problem[]> {
    const ofReleases = await Promise.all(troubled.map(async ({ namespaceName, name }) => this.diagnosis.ofRelease(namespaceName, name)));
    const found = merged([...doomed, ...findings.flatMap((finding) => finding.problems), ...ofReleases.flat()]);
    const absent = found.filter(({ reason }) => reason === Reason.NOT_APPLIED || reason === Reason.UNKNOWN_KIND || reason === Reason.OBJECT_MISSING);
    const causes = withoutStarting(found.filter((problem) => !absent.includes(problem)));
    // That Helm gave up is the reason only where the cluster knows no better one; that it was cut off is one always.
    const ofHelm = troubled.filter(({ status }) => status !== 'failed' || causes.every(isStarting)).map((release) => releaseProblem(release));
    if (causes.length + ofHelm.length > 0) {
      return [...causes, ...ofHelm];
    }
    return absent.length > 0 || !isMissing ? absent : [this.notApplied(subject)];
  }

  private async answer(subject: Subject, { apiVersion, kind, namespaceName, name, condition }: Subject['questions'][number]): Promise<Finding> {
    const found = await this.live.object(apiVersion, kind, namespaceName, name);
    if (found.state !== 'found') {
      return this.absent(subject, { apiVersion, kind, metadata: { name, namespace: namespaceName } }, found);
    }
    const { object } = found;
    if (condition === undefined) {
      return ROLLOUT_KINDS.has(kind) ? this.rollout(object) : { ready: true, detail: 'there', since: object.metadata.creationTimestamp, problems: [] };
    }
    const answer = conditionAnswer(object, condition);
    return { ...answer, problems: answer.ready === false ? await this.diagnosis.ofResource(object, answer, subject.pods) : [] };
  }

  /** What an object says that no question asks for; undefined where nothing is wrong. */
  private async complaint(subject: Subject, { apiVersion, kind, metadata: { namespace = '', name } }: KubernetesObject): Promise<Finding | undefined> {
    const found = await this.live.object(apiVersion, kind, namespace, name);
    if (found.state !== 'found') {
      return this.absent(subject, { apiVersion, kind, metadata: { name, namespace } }, found);
    }
    if (ROLLOUT_KINDS.has(kind)) {
      return this.rollout(found.object);
    }
    const message = complaintOf(found.object);
    return message === undefined ? undefined : { ready: false, detail: kind, problems: [problemOf(found.object, Reason.CONDITION, message)] };
  }

  private async rollout(object: LiveObject): Promise<Finding> {
    const answer = rolloutOf(object);
    const note = object.kind === 'CronJob' ? await this.lastRun(object) ?? answer.note : answer.note;
    return { ...answer, note, problems: answer.ready === false ? await this.diagnosis.ofWorkload(object, answer) : [] };
  }

  /** A scheduled job is ready when it is scheduled; that its last run failed is worth knowing. */
  private async lastRun(cronJob: LiveObject): Promise<string | undefined> {
    const jobs = (await this.live.list('jobs', cronJob.metadata.namespace ?? '')).filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === cronJob.metadata.uid));
    const [newest] = [...jobs].sort((a, b) => ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? 1 : -1));
    const answer = newest === undefined ? undefined : rolloutOf(newest);
    return answer?.reason === Reason.JOB_FAILED ? `Its last run failed (Job ${newest.metadata.name}): ${plain(answer.message ?? '')}` : undefined;
  }

  private async absent(subject: Subject, object: KubernetesObject, found: Exclude<Found, { state: 'found' }>): Promise<Finding> {
    if (found.state === 'forbidden') {
      return { ready: undefined, detail: 'may not be read', problems: [problemOf(object, Reason.FORBIDDEN, found.message)] };
    }
    const deployed = await Promise.all(subject.releases.map(async ({ name, namespaceName }) => (await this.live.releases(namespaceName))?.get(name) === 'deployed'));
    const wasApplied = deployed.length > 0 && deployed.every((is) => is);
    const reason = !wasApplied ? Reason.NOT_APPLIED : found.state === 'unknown-kind' ? Reason.UNKNOWN_KIND : Reason.OBJECT_MISSING;
    const message = found.state === 'unknown-kind' ? `the cluster does not know the kind ${object.kind} of ${object.apiVersion}` : 'it is not on the cluster';
    return { ready: false, detail: wasApplied ? 'gone' : 'not applied', problems: [problemOf(object, reason, message)] };
  }

  private async releases({ releases }: Subject): Promise<{ troubled: TroubledRelease[]; isMissing: boolean }> {
    const states = await Promise.all(releases.map(async ({ name, namespaceName, isChart }) => {
      const known = await this.live.releases(namespaceName);
      const status = known?.get(name);
      const isTroubled = status !== undefined && status !== 'deployed';
      const description = isTroubled ? await this.live.description(namespaceName, name) : undefined;
      return { name, namespaceName, status, isMissing: isChart && known !== undefined && status === undefined, ...(description === undefined ? {} : { description: plain(description) }) };
    }));
    return {
      isMissing: states.some(({ isMissing }) => isMissing),
      troubled: states.flatMap(({ isMissing, status, ...release }) => (isMissing || status === undefined || status === 'deployed' ? [] : [{ ...release, status }])),
    };
  }

  /** Namespaces that are on their way out. */
  private async doomed(subject: Subject): Promise<Problem[]> {
    const names = new Set([...subject.questions, ...subject.releases].map(({ namespaceName }) => namespaceName));
    const found = await Promise.all([...names].map(async (name) => this.live.namespace(name)));
    return found.flatMap((namespace) => {
      if (namespace.state !== 'found' || namespace.object.metadata.deletionTimestamp === undefined) {
        return [];
      }
      const { object } = namespace;
      const held = (object.status?.conditions ?? []).filter(({ status }) => status === 'True').map(({ reason = '', message = '' }) => `${reason}: ${message}`);
      return [problemOf({ ...object, apiVersion: 'v1', kind: 'Namespace' }, Reason.NAMESPACE_TERMINATING, held.length === 0 ? `it is being deleted since ${object.metadata.deletionTimestamp}` : held.join(' '))];
    });
  }

  private notApplied({ releases, namespaceName, name }: Subject): Problem {
    const [release] = releases;
    return {
      reason: Reason.NOT_APPLIED,
      object: { apiVersion: 'helm.sh/v1', kind: 'Release', namespace: release?.namespaceName ?? namespaceName, name: release?.name ?? name },
      message: `Helm knows no release ${release?.namespaceName ?? namespaceName}/${release?.name ?? name}`,
    };
  }
}

function isAsked({ questions }: Subject, { apiVersion, kind, metadata }: KubernetesObject): boolean {
  return questions.some((question) => question.apiVersion === apiVersion && question.kind === kind && question.name === metadata.name);
}

function releaseProblem({ name, namespaceName, status, description }: TroubledRelease): Problem {
  const isHook = status === 'failed' && /failed (pre|post)-(install|upgrade)/.test(description ?? '');
  return {
    reason: status !== 'failed' ? Reason.RELEASE_PENDING : isHook ? Reason.RELEASE_HOOK_FAILED : Reason.RELEASE_FAILED,
    object: { apiVersion: 'helm.sh/v1', kind: 'Release', namespace: namespaceName, name },
    message: `${status}${description === undefined ? '' : `: ${description}`}`,
  };
}

function noteOf({ name, namespaceName, status, description }: TroubledRelease): string {
  return `Helm has the release ${namespaceName}/${name} as ${status}${description === undefined ? '' : ` (${description})`}. ${status === 'failed' ? 'The next apply puts that right.' : 'If no apply is running, "qtcloud recover" puts that right.'}`;
}

function withoutStarting(problems: readonly Problem[]): Problem[] {
  const told = problems.filter((problem) => !isStarting(problem));
  return told.length > 0 ? told : [...problems];
}

/** Nothing is wrong that anybody says: it takes its time. */
function isStarting({ reason }: Problem): boolean {
  return reason === Reason.STARTING || reason === Reason.NOT_OBSERVED;
}
