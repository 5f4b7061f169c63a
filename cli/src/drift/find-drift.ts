import { Deployment, onCluster } from '../deployment/deployment';
import { Step } from '../deployment/step';
import { ReleaseStore } from '../helm/release-store';
import { ApiKinds } from '../kubernetes/api-kinds';
import { ClusterApi } from '../kubernetes/cluster-api';
import { KubernetesObject, objectKey } from '../kubernetes/kubernetes-object';
import { Comparer } from './compare';
import { Expected, expectationOf, ReleaseProblem, releaseNamespaces } from './expected';
import { FieldDifference } from './fields';
import { asStored } from './normalize';
import { findOrphans, Orphan } from './orphans';
import { scaledWorkloads } from './scaled-workloads';

/** An object that is not as it was applied. */
export interface Drifted extends Expected {
  /** The object on the cluster. @default - it is gone */
  readonly live?: KubernetesObject;
  readonly differences: readonly FieldDifference[];
  /** Why the API server could not be asked: the differences are those of the text. @default - it was asked */
  readonly unasked?: string;
}

/** What differs between a cluster and what was applied to it. */
export interface Drift {
  readonly stack: string;
  /** Which of its clusters, as it was added. @default - its own */
  readonly cluster?: string;
  /** How many objects were compared. */
  readonly compared: number;
  readonly objects: readonly Drifted[];
  readonly releases: readonly ReleaseProblem[];
  readonly orphans: readonly Orphan[];
  /** Whether nothing of the stack is there at all. */
  readonly isAbsent: boolean;
}

/** Options of `findDrift`. */
export interface FindDriftOptions {
  /** Called after each object. @default - nobody is told */
  readonly onProgress?: (compared: number, total: number) => void;
  /** Which of the stack's clusters this is, as it was added. @default - its own */
  readonly cluster?: string;
  /** What stacks put on the same cluster, this one's other steps too: no orphans. @default - this alone */
  readonly others?: readonly Deployment[];
}

/** Compares what is on a cluster with what was applied. */
export async function findDrift(api: ClusterApi, deployment: Deployment, options: FindDriftOptions = {}): Promise<Drift> {
  const here = onCluster(deployment, options.cluster);
  const [kinds, histories, scaled] = await Promise.all([
    ApiKinds.of(api),
    new ReleaseStore(api).histories(releaseNamespaces(here)),
    scaledWorkloads(api),
  ]);
  const comparer = new Comparer(api, kinds, scaled);
  const expectation = expectationOf(here, histories);
  let compared = 0;
  const results = await Promise.all(expectation.objects.map(async (expected): Promise<{ drifted?: Drifted; isThere: boolean }> => {
    const comparison = await comparer.compare(expected.object, namespaceOf(expected.step));
    compared += 1;
    options.onProgress?.(compared, expectation.objects.length);
    if (comparison.live === undefined) {
      return { isThere: false, ...(comparer.mayBeGone(expected.object) ? {} : { drifted: { ...expected, ...comparison } }) };
    }
    return { isThere: true, ...(comparison.differences.length === 0 ? {} : { drifted: { ...expected, ...comparison } }) };
  }));
  const platforms = [...new Set([deployment, ...options.others ?? []].flatMap(({ document }) => document.platforms.map(({ name }) => name)))];
  const isAbsent = histories.size === 0 && results.every(({ isThere }) => !isThere);
  return {
    stack: deployment.stack,
    ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
    compared,
    objects: results.flatMap(({ drifted }) => (drifted === undefined ? [] : [drifted])),
    releases: expectation.problems,
    orphans: isAbsent ? [] : await findOrphans(api, kinds, platforms, declaredKeys([here, ...options.others ?? []], kinds, expectation.objects)),
    isAbsent,
  };
}

/** Namespace of a step's objects that name none. */
export function namespaceOf(step: Step): string | undefined {
  return step.kind === 'object' ? undefined : step.namespaceName;
}

function declaredKeys(deployments: readonly Deployment[], kinds: ApiKinds, expected: readonly Expected[]): Set<string> {
  const key = (object: KubernetesObject, namespace?: string): string => objectKey(asStored(object, kinds.find(object)?.namespaced ?? true, namespace));
  const written = deployments.flatMap(({ steps }) => steps).flatMap((step) => {
    const objects = step.kind === 'object' ? [step.object] : step.kind === 'objects' ? step.objects : [];
    return objects.flatMap((object) => [object, ...secretsOf(object)]).map((object) => key(object, namespaceOf(step)));
  });
  return new Set([...written, ...expected.map(({ object, step }) => key(object, namespaceOf(step)))]);
}

/** Secrets that operators make of a custom resource, with its labels, and leave behind when it goes. */
function secretsOf({ kind, metadata, spec }: KubernetesObject): KubernetesObject[] {
  const { secretName, target } = (spec ?? {}) as { secretName?: string; target?: { name?: string } };
  const name = kind === 'Certificate' ? secretName : kind === 'ExternalSecret' ? target?.name ?? metadata.name : undefined;
  return name === undefined ? [] : [{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: metadata.namespace } }];
}
