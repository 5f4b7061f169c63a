import { Deployment } from '../deployment/deployment';
import { ReleaseStep, Step } from '../deployment/step';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { fileNames } from './file-names';

/** A file with objects that one component needs at one time. */
export interface Manifest {
  /** Path below the export, such as `manifests/03-shop.yaml`. */
  readonly file: string;
  /** Construct path of the component. */
  readonly owner: string;
  /** Namespace of those objects that name none, where their kind has namespaces. @default - every object names its own */
  readonly namespaceName?: string;
  /** The objects, each with the path of its construct. */
  readonly objects: readonly PlacedObject[];
}

/** An object, and where in the code it comes from. */
export interface PlacedObject {
  readonly object: KubernetesObject;
  /** Longest wait for its rollout, in seconds. @default - as long as the scripts wait for any */
  readonly timeout?: number;
  readonly path: string;
  readonly address: string;
}

/** A Helm release, and what is written for it. */
export interface ExportedRelease {
  readonly step: ReleaseStep;
  /** Path of the values below the export. */
  readonly values: string;
  /** Path of a chart that comes along, below the export. @default - Helm fetches it */
  readonly chartPath?: string;
}

/** What is applied at one time. */
export interface ExportWave {
  /** Number, from 1. */
  readonly number: number;
  readonly manifests: readonly Manifest[];
  readonly releases: readonly ExportedRelease[];
}

/** What is written for one stack on one cluster. */
export interface ExportPlan {
  /** Id of the stack. */
  readonly stack: string;
  /** Name of the cluster. @default - the only one of the stack */
  readonly cluster?: string;
  readonly deployment: Deployment;
  readonly waves: readonly ExportWave[];
}

/** Plans of a stack: one for each cluster that it reaches, by name. */
export function exportPlans(deployment: Deployment): ExportPlan[] {
  const clusters = [...new Set(deployment.steps.map(({ cluster }) => cluster))].sort();
  return clusters.map((cluster) => ({
    stack: deployment.stack,
    ...(clusters.length === 1 ? {} : { cluster: cluster ?? 'default' }),
    deployment,
    waves: wavesOf(deployment.steps.filter((step) => step.cluster === cluster), deployment.stack),
  }));
}

/** Name of the folder, below the output. */
export function folderOf({ stack, cluster }: ExportPlan): string {
  return cluster === undefined ? stack : `${stack}/${cluster}`;
}

function wavesOf(steps: readonly Step[], stack: string): ExportWave[] {
  const numbers = [...new Set(steps.map(({ wave }) => wave))].sort((a, b) => a - b);
  const names = fileNames(steps.map(({ owner }) => nameOf(owner, stack)));
  const releases = exportedReleases(steps.filter((step): step is ReleaseStep => step.kind === 'release'));
  return numbers.map((number, index) => {
    const own = steps.filter(({ wave }) => wave === number);
    return {
      number: index + 1,
      manifests: manifestsOf(own, (owner) => `${String(index + 1).padStart(2, '0')}-${names.get(nameOf(owner, stack)) ?? ''}`),
      releases: releases.filter(({ step }) => step.wave === number),
    };
  });
}

function nameOf(owner: string, stack: string): string {
  return owner.startsWith(`${stack}/`) ? owner.slice(stack.length + 1) : owner;
}

function manifestsOf(steps: readonly Step[], nameOfFile: (owner: string) => string): Manifest[] {
  const owners = [...new Set(steps.map(({ owner }) => owner))].sort();
  return owners.flatMap((owner) => {
    const own = steps.filter((step) => step.owner === owner).flatMap(placedObjects);
    const all = own.map(({ object }) => object.metadata.namespace);
    const defaults = [...new Set(own.flatMap(({ namespaceName }) => (namespaceName === undefined ? [] : [namespaceName])))].sort();
    // kubectl takes one namespace for what names none, and then refuses objects that name another.
    const fits = defaults.length <= 1 && all.every((namespace) => namespace === undefined || defaults.length === 0 || namespace === defaults[0]);
    const parts = fits
      ? [{ suffix: '', namespaceName: defaults[0] as string | undefined, objects: own }]
      : [undefined, ...defaults].map((namespaceName) => ({ suffix: namespaceName === undefined ? '' : `.${namespaceName}`, namespaceName, objects: own.filter((placed) => placed.namespaceName === namespaceName) }));
    return parts.filter(({ objects }) => objects.length > 0).map(({ suffix, namespaceName, objects }) => ({
      file: `manifests/${nameOfFile(owner)}${suffix}.yaml`,
      owner,
      ...(namespaceName === undefined ? {} : { namespaceName }),
      objects: objects.map(({ object, path, address, timeout }) => ({ object, path, address, ...(timeout === undefined ? {} : { timeout }) })).sort(byObject),
    }));
  });
}

/** The objects of a step; a custom resource without a namespace may be in that of its release. */
function placedObjects(step: Step): (PlacedObject & { namespaceName?: string })[] {
  const { path, address } = step;
  switch (step.kind) {
    case 'object':
      return [{ object: withoutEmptyLists(step.object) as KubernetesObject, path, address, ...(step.timeout === undefined ? {} : { timeout: step.timeout }) }];
    case 'objects':
      return step.objects.map((object) => ({ object, path, address, ...(object.metadata.namespace === undefined ? { namespaceName: step.namespaceName } : {}) }));
    case 'release':
      return [];
  }
}

/**
 * The API server forgets empty lists of its own kinds, and takes each for a
 * change when it is applied again.
 */
function withoutEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutEmptyLists);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, item]) => !(Array.isArray(item) && item.length === 0)).map(([key, item]) => [key, withoutEmptyLists(item)]))
    : value;
}

function byObject(a: PlacedObject, b: PlacedObject): number {
  const key = ({ object: { kind, metadata }, path }: PlacedObject) => [kind === 'Namespace' ? '' : kind, metadata.namespace ?? '', metadata.name, path].join('\0');
  return key(a) < key(b) ? -1 : 1;
}

function exportedReleases(unsorted: readonly ReleaseStep[]): ExportedRelease[] {
  const key = ({ owner, namespaceName, releaseName }: ReleaseStep) => [owner, namespaceName, releaseName].join('\0');
  const steps = [...unsorted].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const isAmbiguous = (name: string) => steps.filter(({ releaseName }) => releaseName === name).length > 1;
  // A release is named by its namespace, too, where another has the same name; neither has a dot.
  const paths = chartPaths(steps);
  return steps.map((step) => ({
    step,
    values: `values/${step.releaseName}${isAmbiguous(step.releaseName) ? `.${step.namespaceName}` : ''}.yaml`,
    ...(step.chart.path === undefined ? {} : { chartPath: paths.get(step.chart.path) }),
  }));
}

/** Where charts go that come along. */
function chartPaths(steps: readonly ReleaseStep[]): ReadonlyMap<string, string> {
  const sources = [...new Set(steps.flatMap(({ chart }) => (chart.path === undefined ? [] : [chart.path])))].sort();
  const base = (path: string) => path.replace(/\/+$/, '').split('/').slice(-1)[0];
  return new Map(sources.map((path) => {
    const twins = sources.filter((other) => base(other) === base(path));
    return [path, twins.length === 1 ? `charts/${base(path)}` : `charts/${twins.indexOf(path) + 1}/${base(path)}`];
  }));
}
