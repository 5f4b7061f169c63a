import { Deployment } from '../deployment/deployment';
import { Step } from '../deployment/step';
import { readManifest } from '../helm/manifest';
import { ReleaseHistory } from '../helm/release-store';
import { ReleaseRecord } from '../helm/release-record';
import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** An object that should be on the cluster, and why. */
export interface Expected {
  readonly step: Step;
  readonly object: KubernetesObject;
  /** The record that says so. @default - the object is written in what synth wrote */
  readonly record?: ReleaseRecord;
}

/** A release that is not as an apply leaves it. */
export interface ReleaseProblem {
  readonly step: Step;
  readonly releaseName: string;
  readonly namespaceName: string;
  /** Such as `failed`; undefined where there is no release. */
  readonly status?: string;
  readonly description?: string;
}

/** What should be on a cluster. */
export interface Expectation {
  readonly objects: readonly Expected[];
  readonly problems: readonly ReleaseProblem[];
}

/** Namespaces in which a deployment has Helm releases. */
export function releaseNamespaces({ steps }: Deployment): string[] {
  return [...new Set(steps.flatMap((step) => (step.kind === 'object' ? [] : [step.namespaceName])))];
}

/**
 * What should be on a cluster: objects as synth wrote them, and those of
 * releases as Helm recorded them when they were applied. Custom resources
 * without a release were applied as plain manifests.
 */
export function expectationOf({ steps }: Deployment, histories: ReadonlyMap<string, ReleaseHistory>): Expectation {
  const objects: Expected[] = [];
  const problems: ReleaseProblem[] = [];
  for (const step of steps) {
    if (step.kind === 'object') {
      objects.push({ step, object: step.object });
      continue;
    }
    const { releaseName, namespaceName } = step;
    const newest = histories.get(`${namespaceName}/${releaseName}`)?.newest;
    if (newest?.status === 'deployed') {
      objects.push(...recordedObjects(newest).map((object) => ({ step, object, record: newest })));
    } else if (newest !== undefined) {
      problems.push({ step, releaseName, namespaceName, status: newest.status, description: newest.release.info.description });
    } else if (step.kind === 'objects') {
      objects.push(...step.objects.map((object) => ({ step, object })));
    } else {
      problems.push({ step, releaseName, namespaceName });
    }
  }
  return { objects, problems };
}

/** The objects of a record, with what Helm adds to each when it applies them. */
export function recordedObjects(record: ReleaseRecord): KubernetesObject[] {
  return readManifest(record.release.manifest ?? '').flatMap(({ object }) => (object === undefined ? [] : [withOwner(object, record)]));
}

/** An object with the labels and annotations by which Helm knows its own. */
export function withOwner(object: KubernetesObject, { release: { name, namespace } }: ReleaseRecord): KubernetesObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { ...metadata.annotations, 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace },
    },
  };
}
