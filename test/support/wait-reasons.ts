import { parse } from 'yaml';
import type { PlatformDocument } from '../../src/core/platform-schema';
import { Step } from '../../cli/src/deployment/step';
import { KubernetesObject } from '../../cli/src/kubernetes/kubernetes-object';
import type { DriverManifest } from '../../src/core/manifest';

/** What reasons are found in, beside the two steps. */
export interface WaitFacts {
  readonly document: PlatformDocument;
  /** Manifests by the name of their chart. */
  readonly manifests: ReadonlyMap<string, readonly DriverManifest[]>;
}

/** One reason for which a step may wait for another one. */
export interface WaitReason {
  readonly name: string;
  /** True where the API server would refuse the step; otherwise it would be made, and work only later. */
  readonly isRefused?: boolean;
  readonly holds: (step: Step, other: Step, facts: WaitFacts) => boolean;
}

/** Why steps may wait; the first that holds names the wait. */
export const WAIT_REASONS: readonly WaitReason[] = [
  { name: 'its namespace', isRefused: true, holds: (step, other) => isObject(other, 'Namespace') && namespacesOf(step).includes(other.object.metadata.name) },
  { name: 'brings the kinds of its objects', isRefused: true, holds: (step, other, facts) => step.kind === 'objects' && step.objects.some((object) => brings(other, kindOf(object), facts)) },
  { name: 'brings kinds that the product needs', isRefused: true, holds: (step, other, facts) => neededKinds(step, facts).some((kind) => brings(other, kind, facts)) },
  { name: 'gives rights to an account that it uses', holds: givesRights },
  { name: 'makes a thing that it names', holds: (step, other) => madeBy(other).some((made) => namesIn(step).has(made)) },
  { name: 'listens at an address that it calls', holds: (step, other, facts) => hostsOf(other, facts).some((host) => textsOf(contentOf(step)).some((text) => text.includes(`//${host}.`) || text.startsWith(`${host}.`))) },
  { name: 'is the controller of its class', holds: isController },
  { name: 'is part of something that it is bound to', holds: isBound },
];

function isObject(step: Step, kind: string): step is Step & { kind: 'object'; object: KubernetesObject } {
  return step.kind === 'object' && step.object.kind === kind;
}

function objectsOf(step: Step): readonly KubernetesObject[] {
  return step.kind === 'object' ? [step.object] : step.kind === 'objects' ? step.objects : [];
}

function contentOf(step: Step): unknown {
  return step.kind === 'release' ? step.values : objectsOf(step);
}

/** Namespaces of what a step makes. */
function namespacesOf(step: Step): (string | undefined)[] {
  const own = step.kind === 'object' ? [] : [step.namespaceName];
  return [...own, ...objectsOf(step).map(({ metadata }) => metadata.namespace)];
}

function kindOf({ apiVersion, kind }: KubernetesObject): string {
  return `${kind}.${apiVersion.split('/')[0]}`;
}

/** Whether a release brings the definition of a kind, `Kind.group`. */
function brings(step: Step, kind: string, { manifests }: WaitFacts): boolean {
  return step.kind === 'release' && (manifests.get(step.chart.name) ?? []).some(({ crds = [] }) => crds.some(({ kinds, group }) => kinds.some((each) => `${each}.${group}` === kind)));
}

/** Kinds without which a product does not start, or its chart is refused. */
function neededKinds(step: Step, { manifests }: WaitFacts): string[] {
  if (step.kind !== 'release') {
    return [];
  }
  const { config } = step.values as { config?: { gatewayAPI?: { enabled?: boolean } } };
  const asked = config?.gatewayAPI?.enabled === true ? ['Gateway.gateway.networking.k8s.io'] : [];
  return [...asked, ...(manifests.get(step.chart.name) ?? []).flatMap(({ requiredCrds = [] }) => requiredCrds)];
}

/** Accounts of a chart are named after its release, or after the full name that was given. */
function givesRights(step: Step, other: Step): boolean {
  if (!isObject(other, 'RoleBinding') && !isObject(other, 'ClusterRoleBinding')) {
    return false;
  }
  const { subjects = [] } = other.object as unknown as { subjects?: { name: string; namespace?: string }[] };
  const own = step.kind === 'release' ? [step.releaseName] : [];
  return subjects.some(({ name, namespace }) => namespacesOf(step).includes(namespace) && (own.includes(name) || namesIn(step).has(`ServiceAccount ${name}`)));
}

/** Kind and name of what is there once a step is done, operators' Secrets included. */
function madeBy(step: Step): string[] {
  return objectsOf(step).flatMap((object) => {
    const { kind, metadata: { name } } = object;
    const { target, secretName } = (object.spec ?? {}) as { target?: { name?: string }; secretName?: string };
    const secret = kind === 'ExternalSecret' ? target?.name ?? name : kind === 'Certificate' ? secretName : kind === 'Cluster' ? `${name}-app` : undefined;
    return [`${kind} ${name}`, ...(secret === undefined ? [] : [`Secret ${secret}`])];
  });
}

/** Which kind a field's text names, by the field's name, in objects and in charts' values. */
const REFERENCES: readonly (readonly [RegExp, string])[] = [
  [/secret/i, 'Secret'],
  [/configMap/i, 'ConfigMap'],
  [/serviceAccount/i, 'ServiceAccount'],
  [/gatewayClassName/, 'GatewayClass'],
];

const named = new WeakMap<Step, ReadonlySet<string>>();

/** Everything that a step names, as kind and name. */
function namesIn(step: Step): ReadonlySet<string> {
  let names = named.get(step);
  if (names === undefined) {
    names = new Set(references(contentOf(step), []));
    named.set(step, names);
  }
  return names;
}

function references(value: unknown, keys: readonly string[]): string[] {
  if (typeof value === 'string') {
    const kind = REFERENCES.find(([pattern]) => keys.slice(-3).some((key) => pattern.test(key)))?.[1];
    return [...(kind === undefined ? [] : [`${kind} ${value}`]), ...references(embedded(value), keys)];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { kind, name } = value as { kind?: unknown; name?: unknown };
  const own = typeof kind === 'string' && typeof name === 'string' ? [`${kind} ${name}`] : [];
  return [...own, ...Object.entries(value).filter(([key]) => key !== 'labels').flatMap(([key, item]) => references(item, [...keys, key]))];
}

/** Objects that stand in a chart's values as text. */
function embedded(text: string): unknown {
  if (!text.includes('\n')) {
    return undefined;
  }
  try {
    const value = parse(text) as unknown;
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `service.namespace` of what a step puts there to be called. */
function hostsOf(step: Step, { manifests }: WaitFacts): string[] {
  if (step.kind === 'release') {
    const names = (manifests.get(step.chart.name) ?? []).flatMap(({ services = [] }) => services.map(({ name }) => name.replace('{name}', step.releaseName)));
    return [step.releaseName, ...names].map((name) => `${name}.${step.namespaceName}`);
  }
  return objectsOf(step).filter(({ kind }) => kind === 'Service').map(({ metadata: { name, namespace = '' } }) => `${name}.${namespace}`);
}

function textsOf(value: unknown): string[] {
  return typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function isController(step: Step, other: Step, { manifests }: WaitFacts): boolean {
  if (other.kind !== 'release') {
    return false;
  }
  const products = (manifests.get(other.chart.name) ?? []).map(({ product }) => product.split('-')[0]);
  return objectsOf(step).filter(({ kind }) => kind === 'GatewayClass').some(({ spec }) => products.some((product) => (spec as { controllerName: string }).controllerName.includes(product)));
}

/** A component without steps of its own, such as a bucket, is part of the one at whose address it is reached. */
function isBound(step: Step, other: Step, { document }: WaitFacts): boolean {
  const provider = document.components.find(({ path }) => path === other.owner);
  const isPartOf = (path: string): boolean => {
    const target = document.components.find((component) => component.path === path);
    return isWithin(other.path, path) || (target !== undefined && (provider?.endpoints ?? []).some(({ url }) => target.endpoints.some((endpoint) => endpoint.url.startsWith(`${url}/`))));
  };
  return document.edges.some(({ kind, from, to }) => kind === 'binding' && isWithin(step.path, from) && isPartOf(to));
}

function isWithin(path: string, above: string): boolean {
  return `${path}/`.startsWith(`${above}/`);
}
