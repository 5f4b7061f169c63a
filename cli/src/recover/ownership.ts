import { isDeepStrictEqual } from 'node:util';
import { Deployment } from '../deployment/deployment';
import { ObjectsStep, ReleaseStep } from '../deployment/step';
import { ReleaseRecord } from '../helm/release-record';
import { KubernetesObject } from '../kubernetes/kubernetes-object';

/** Labels by which our objects are found again. */
const OWN_LABELS = ['app.kubernetes.io/managed-by', 'app.kubernetes.io/part-of', 'cloud.quanttide.com/component'];
/** The chart that carries custom resources. */
const LOCAL_CHART = 'custom-resources';

/** Whether an object on the cluster is the one that we made: it carries the labels that were given to it. */
export function isOurObject(live: KubernetesObject, declared: KubernetesObject): boolean {
  return OWN_LABELS.every((label) => declared.metadata.labels?.[label] !== undefined && live.metadata.labels?.[label] === declared.metadata.labels[label]);
}

/**
 * Whether a release is the one that we made: it is of the same chart, and in a
 * namespace of the platform's, or with the same values. Helm keeps no labels of
 * ours.
 */
export function isOurRelease({ release }: ReleaseRecord, step: ObjectsStep | ReleaseStep, namespace: KubernetesObject | undefined, { document }: Deployment): boolean {
  const chart = step.kind === 'objects' ? LOCAL_CHART : step.chart.name;
  const platforms = document.platforms.map(({ name }) => name);
  const isOwnNamespace = platforms.includes(namespace?.metadata.labels?.['app.kubernetes.io/part-of'] ?? '') && namespace?.metadata.labels?.['cloud.quanttide.com/component'] !== undefined;
  const values = step.kind === 'objects' ? { objects: step.objects } : step.values;
  return release.chart.metadata?.name === chart && (isOwnNamespace || isDeepStrictEqual(plain(release.config ?? {}), plain(values)));
}

/** A value as JSON has it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
