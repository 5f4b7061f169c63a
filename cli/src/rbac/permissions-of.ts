import type { PermissionFacts, PlatformDocument } from '@quanttide/cloud';
import { Deployment } from '../deployment/deployment';
import { ReleaseStep, Step } from '../deployment/step';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { InputError } from '../platform-file/finding';
import { PermissionSet } from './permission-set';
import { resourceOf } from './resource-name';

/** What it takes to make an object, read it, change it and remove it, and to wait until it is gone. */
const EVERYTHING = ['create', 'delete', 'get', 'patch', 'watch'];
/** The same without what has no name yet. */
const NAMED = ['delete', 'get', 'patch', 'watch'];
/** Nobody can be allowed to make objects of some names only: the name is in the body, which RBAC does not read. */
const NAMELESS = ['create'];

/** Helm 4 waits for a release by following every object of its kinds, where it may be. */
const FOLLOWED = ['list', 'watch'];

const RBAC = 'rbac.authorization.k8s.io';
/** Terraform's provider changes these as a whole. */
const UPDATED = new Set(['cronjobs.batch']);
const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';
/** Waiting for a workload is looking at it, and at what it makes. */
const WORKLOADS = /^(deployments|statefulsets|daemonsets)\.apps$|^jobs\.batch$/;

/**
 * What applying, planning and destroying a deployment takes.
 *
 * @param cluster alias of the cluster, where the stack reaches several
 * @throws InputError if nobody knows what one of the charts makes
 */
export function permissionsOf(deployment: Deployment, cluster?: string): PermissionSet {
  const permissions = new PermissionSet();
  // The guard against the wrong cluster reads its identity.
  permissions.add(undefined, ['namespaces'], ['get'], ['kube-system']);
  // Namespaces of an earlier destroy that are still going are waited for.
  permissions.add(undefined, ['namespaces'], ['list']);
  for (const step of deployment.steps.filter((each) => each.cluster === cluster)) {
    addStep(permissions, step, deployment);
  }
  return permissions;
}

function addStep(permissions: PermissionSet, step: Step, deployment: Deployment): void {
  switch (step.kind) {
    case 'object':
      addObject(permissions, step.object);
      break;
    case 'objects':
      addRelease(permissions, step.namespaceName);
      step.objects.forEach((object) => addObject(permissions, object));
      break;
    case 'release':
      addRelease(permissions, step.namespaceName);
      addChart(permissions, step, deployment);
  }
}

function addObject(permissions: PermissionSet, object: KubernetesObject): void {
  const { apiVersion, kind, metadata: { name, namespace } } = object;
  const resource = resourceOf(apiVersion, kind);
  if (namespace === undefined) {
    permissions.add(undefined, [resource], NAMELESS);
    permissions.add(undefined, [resource], NAMED, [name]);
  } else {
    addNamespaced(permissions, namespace, resource);
  }
  if (apiVersion.startsWith(RBAC)) {
    addGrants(permissions, namespace, object);
  }
}

function addNamespaced(permissions: PermissionSet, namespace: string, resource: string): void {
  permissions.add(namespace, [resource], UPDATED.has(resource) ? [...EVERYTHING, 'update'] : EVERYTHING);
  if (WORKLOADS.test(resource)) {
    permissions.add(namespace, [resource, 'pods', 'replicasets.apps'], ['list']);
    // Where a pod cannot be made, only an event tells why.
    permissions.add(namespace, ['events'], ['list']);
  }
}

/** Nobody makes a role that allows more than they may do, or gives one away, unless they are told to. */
function addGrants(permissions: PermissionSet, namespace: string | undefined, object: KubernetesObject): void {
  const { rules = [], roleRef } = object as { rules?: readonly { apiGroups?: string[]; resources?: string[]; verbs: string[]; resourceNames?: string[] }[]; roleRef?: { kind: string; name: string } };
  for (const { apiGroups = [], resources = [], verbs, resourceNames } of rules) {
    permissions.add(namespace, apiGroups.flatMap((group) => resources.map((resource) => withGroup(resource, group))), verbs, resourceNames);
  }
  if (roleRef?.kind === 'ClusterRole') {
    permissions.add(undefined, [`clusterroles.${RBAC}`], ['bind'], [roleRef.name]);
  }
}

function withGroup(resource: string, group: string): string {
  const [name, below] = resource.split('/');
  return `${name}${group === '' ? '' : `.${group}`}${below === undefined ? '' : `/${below}`}`;
}

/** Helm keeps what it knows of a release in Secrets beside it. */
function addRelease(permissions: PermissionSet, namespace: string): void {
  permissions.add(namespace, ['secrets'], ['create', 'delete', 'get', 'list', 'update']);
}

function addChart(permissions: PermissionSet, step: ReleaseStep, { document, folder }: Deployment): void {
  const { chart, namespaceName, releaseName } = step;
  const objects = document.releases.find(({ address }) => address === step.address)?.chart?.objects;
  if (objects === undefined) {
    throw new InputError([{ file: folder, path: step.path, message: `nobody knows what the chart ${chart.name} makes, and so what applying it takes.`, hints: ['Its driver\'s manifest can tell: charts[].objects.'] }]);
  }
  const { namespaced, cluster = {}, clusterGrants = [], grants = [] } = objects;
  const { fullnameOverride = releaseName } = step.values as { fullnameOverride?: string };
  const nameOf = (pattern: string) => pattern.replaceAll('{fullname}', fullnameOverride);
  namespaced.forEach((resource) => addNamespaced(permissions, namespaceName, resource));
  permissions.add(namespaceName, namespaced, FOLLOWED);
  const going = goingDefinitions(document);
  for (const [resource, names] of Object.entries(cluster)) {
    const isDefinition = resource === DEFINITIONS;
    permissions.add(undefined, [resource], [...NAMELESS, ...FOLLOWED]);
    const [removed, kept] = [names.map(nameOf).filter((name) => !isDefinition || going(name)), names.map(nameOf).filter((name) => isDefinition && !going(name))];
    permissions.add(undefined, [resource], NAMED, removed);
    permissions.add(undefined, [resource], NAMED.filter((verb) => verb !== 'delete'), kept);
  }
  const grant = (namespace: string | undefined) => ({ resources, verbs, names }: PermissionFacts) => permissions.add(namespace, resources, verbs, names?.map(nameOf));
  clusterGrants.forEach(grant(undefined));
  grants.forEach(grant(namespaceName));
}

/** Which definitions go with their release: the others are kept on purpose, and nobody has to be allowed to remove them. */
function goingDefinitions({ operators, components }: PlatformDocument): (name: string) => boolean {
  const groups = new Set([...operators, ...components].flatMap(({ crds = [] }) => crds).filter(({ onUninstall }) => onUninstall as string === 'deleted').map(({ group }) => group));
  return (name) => groups.has(name.slice(name.indexOf('.') + 1));
}
