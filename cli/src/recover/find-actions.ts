import { Deployment, onCluster } from '../deployment/deployment';
import { ObjectsStep, ObjectStep, ReleaseStep, Step } from '../deployment/step';
import { Comparer, Located } from '../drift/compare';
import { releaseNamespaces } from '../drift/expected';
import { scaledWorkloads } from '../drift/scaled-workloads';
import { readManifest } from '../helm/manifest';
import { HelmHook, ReleaseRecord } from '../helm/release-record';
import { ReleaseHistory, ReleaseStore } from '../helm/release-store';
import { ApiKinds } from '../kubernetes/api-kinds';
import { ClusterApi } from '../kubernetes/cluster-api';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { Action, Refusal, whatOf } from './action';
import { isOurObject, isOurRelease } from './ownership';
import { TerraformProject } from './terraform-project';
import { addressesIn, taintedIn, TerraformState } from './terraform-state';
import { trueManifest } from './true-manifest';
import { unfinishedDefinitions } from './unfinished-definitions';

/** What is to be done to bring the records of a stack in line with a cluster. */
export interface Recovery {
  readonly actions: readonly Action[];
  readonly refusals: readonly Refusal[];
  /** What could not be looked at, and why. */
  readonly notes: readonly string[];
}

/** The status of which Helm's next upgrade, and Terraform's next plan, takes notice. */
const FAILED = 'failed';
/** Annotation of an object that is a hook. */
const HOOK = 'helm.sh/hook';
/** Said in the record, for whoever asks Helm. */
const DESCRIPTION = 'The next upgrade puts everything back (qtcloud recover)';

/**
 * Looks at the records of a stack, and at what is on one of its clusters. Changes nothing.
 *
 * @param cluster what it was added as; none for the stack's own, whose actions include those for the state as a whole
 */
export async function findActions(api: ClusterApi, deployment: Deployment, project: TerraformProject | undefined, cluster?: string): Promise<Recovery> {
  const here = onCluster(deployment, cluster);
  const { steps } = here;
  const [kinds, histories, scaled] = await Promise.all([
    ApiKinds.of(api),
    new ReleaseStore(api).histories(releaseNamespaces(here)),
    scaledWorkloads(api),
  ]);
  const comparer = new Comparer(api, kinds, scaled);
  const state = await project?.state();
  const ofReleases = await Promise.all(steps.map(async (step) => (step.kind === 'object' ? undefined : releaseAction(step, histories, comparer, state === undefined ? undefined : addressesIn(state).has(step.address)))));
  const ofState = state === undefined ? { actions: [], refusals: [] } : await stateActions(api, kinds, here, histories, state);
  const forgotten = new Set(ofReleases.flatMap((action) => (action?.kind === 'forget-release' ? [action.step.address] : [])));
  return {
    actions: [
      ...(cluster === undefined ? actionsOnState(project) : []),
      ...unfinishedDefinitions(here, kinds).map((unfinished): Action => ({ kind: 'define', ...unfinished })),
      ...ofReleases.flatMap((action) => (action === undefined ? [] : [action])),
      ...ofState.actions.filter((action) => action.kind !== 'import' || !forgotten.has(action.step.address)),
    ],
    refusals: ofState.refusals,
    notes: notesOf(here, histories, project),
  };
}

async function releaseAction(step: ObjectsStep | ReleaseStep, histories: ReadonlyMap<string, ReleaseHistory>, comparer: Comparer, isInState: boolean | undefined): Promise<Action | undefined> {
  const history = histories.get(`${step.namespaceName}/${step.releaseName}`);
  if (history === undefined) {
    return undefined;
  }
  const { newest, deployed, wasDeployed } = history;
  const truth = newest.isServerSide ? undefined : await trueManifest(history, comparer);
  if (!wasDeployed && newest.isStuck && truth?.alive === 0) {
    return { kind: 'forget-release', step, record: newest };
  }
  const corrected = truth?.corrected ?? [];
  const isLeft = newest.isStuck || (newest.status === FAILED && isInState === true && !newest.isMarked);
  // The provider takes a description that it imports for one that was asked for, and repeats it ever after.
  const isToImport = isInState === false;
  const leftovers = wasDeployed ? [] : await hookLeftovers(newest, comparer);
  if (!isLeft && corrected.length === 0 && leftovers.length === 0) {
    return undefined;
  }
  return {
    kind: 'change-release',
    step,
    record: newest,
    change: { status: FAILED, markVersion: true, description: isToImport ? '' : DESCRIPTION, ...(truth === undefined || corrected.length === 0 ? {} : { manifest: truth.manifest }) },
    ...(deployed === undefined || deployed === newest || corrected.length === 0 ? {} : { supersede: deployed }),
    corrected,
    hooks: wasDeployed || !newest.isStuck ? [] : hooksOfInstall(newest.release.hooks ?? []).map(({ name = '' }) => name),
    leftovers,
  };
}

/** Hooks that an upgrade leaves out. */
function hooksOfInstall(hooks: readonly HelmHook[]): HelmHook[] {
  return hooks.filter(({ events }) => (events ?? []).some((event) => /^(?:pre|post)-install$/.test(event) && events?.includes(event.replace('install', 'upgrade')) === false));
}

/** What Helm would have removed when the hooks of a first install had succeeded. */
async function hookLeftovers({ release }: ReleaseRecord, comparer: Comparer): Promise<Located[]> {
  const temporary = hooksOfInstall(release.hooks ?? []).filter(({ delete_policies: policies }) => policies?.includes('hook-succeeded') === true);
  const made = temporary.flatMap(({ manifest = '' }) => readManifest(manifest)).flatMap(({ object }) => object ?? []);
  const found = await Promise.all(made.map(async (object) => comparer.find(object, release.namespace)));
  return found.flatMap((each) => (each?.object.metadata.annotations?.[HOOK] === undefined ? [] : [each]));
}

async function stateActions(api: ClusterApi, kinds: ApiKinds, deployment: Deployment, histories: ReadonlyMap<string, ReleaseHistory>, state: TerraformState): Promise<{ actions: Action[]; refusals: Refusal[] }> {
  const known = addressesIn(state);
  const tainted = new Set(taintedIn(state));
  const namespaces = new Map((await api.list<KubernetesObject>('/api/v1/namespaces')).map((namespace) => [namespace.metadata.name, namespace]));
  const results = await Promise.all(deployment.steps.filter(({ address }) => !known.has(address) || tainted.has(address)).map(async (step): Promise<Action | Refusal | undefined> => {
    const history = step.kind === 'object' ? undefined : histories.get(`${step.namespaceName}/${step.releaseName}`);
    const live = step.kind === 'object' ? await liveObject(api, kinds, step) : history;
    if (live === undefined) {
      return undefined;
    }
    if (tainted.has(step.address)) {
      return { kind: 'untaint', step };
    }
    if (step.kind === 'object') {
      return isOurObject(live as KubernetesObject, step.object) ? { kind: 'import', step, id: idOf(step) } : {
        step, what: whatOf(step), reason: 'it is on the cluster without the labels of this platform: somebody else made it',
        remedy: 'Remove or rename it, or give this component another name. To hand it over, give it the labels that synth wrote.',
      };
    }
    const isOurs = history !== undefined && isOurRelease(history.newest, step, namespaces.get(step.namespaceName), deployment);
    return isOurs ? { kind: 'import', step, id: idOf(step) } : {
      step, what: whatOf(step), reason: `it is a release of the chart ${history?.newest.release.chart.metadata?.name ?? '?'} that this platform did not make`,
      remedy: 'Uninstall it if nobody needs it, or tell the target that this product is already installed.',
    };
  }));
  const found = results.flatMap((result) => (result === undefined ? [] : [result]));
  return { actions: found.filter((result) => 'kind' in result), refusals: found.filter((result): result is Refusal => !('kind' in result)) };
}

async function liveObject(api: ClusterApi, kinds: ApiKinds, { object }: ObjectStep): Promise<KubernetesObject | undefined> {
  const path = kinds.pathOf(object);
  const live = path === undefined ? undefined : await api.find<KubernetesObject>(path);
  // What is going away is gone by the time of the next apply.
  return live?.metadata.deletionTimestamp === undefined ? live : undefined;
}

/** What `terraform import` takes. */
function idOf(step: Step): string {
  const { namespace, name } = step.kind === 'object' ? step.object.metadata : { namespace: step.namespaceName, name: step.releaseName };
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function actionsOnState(project: TerraformProject | undefined): Action[] {
  return [
    ...(project?.brokenState === undefined ? [] : [{ kind: 'restore-state', ...project.brokenState } as const]),
    ...(project?.erroredState === undefined ? [] : [{ kind: 'push-state', file: project.erroredState } as const]),
  ];
}

function notesOf({ steps, folder }: Deployment, histories: ReadonlyMap<string, ReleaseHistory>, project: TerraformProject | undefined): string[] {
  const isByTerraform = steps.some((step) => step.kind === 'objects' && histories.has(`${step.namespaceName}/${step.releaseName}`));
  return project === undefined && isByTerraform ? [`Terraform applied this stack, and was never used in ${folder}: run "terraform -chdir=${folder} init" there and this command again, to compare its state, too.`] : [];
}
