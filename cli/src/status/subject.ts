import type { ReadinessDocument } from '@quanttide/cloud';
import { Deployment } from '../deployment/deployment';
import { Step } from '../deployment/step';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { ROLLOUT_KINDS } from './rollout';

/** Something that is asked whether it is ready: a component, an operator, or what belongs to the platform itself. */
export interface Subject {
  /** Construct path. */
  readonly path: string;
  readonly name: string;
  readonly kind: 'component' | 'operator' | 'platform';
  /** Class of a component. */
  readonly type?: string;
  /** The product behind it. */
  readonly product?: string;
  readonly namespaceName: string;
  /** The driver's own questions. */
  readonly questions: readonly ReadinessDocument[];
  /** Helm releases that it is made of; those of custom resources are Terraform's alone. */
  readonly releases: readonly { readonly name: string; readonly namespaceName: string; readonly isChart: boolean }[];
  /** Custom resources of ours that may complain, and Jobs. */
  readonly objects: readonly KubernetesObject[];
  /** What selects its pods, those that operators make included. */
  readonly pods: readonly { readonly namespaceName: string; readonly labels: Readonly<Record<string, string>> }[];
  /** Kinds of custom resources that it serves, as `group`. */
  readonly serves: readonly string[];
  /** Paths of the subjects that it waits for during an apply. */
  readonly waitsFor: readonly string[];
  /** Name of the cluster that it is on, where it is not the stack's own. */
  readonly cluster?: string;
}

/** What is asked, in the order of paths. */
export function subjectsOf(deployment: Deployment): Subject[] {
  const { document, steps } = deployment;
  const owners = new Map(steps.map((step) => [step.address, step.owner]));
  const partsOf = (path: string) => parts(path, steps.filter(({ owner }) => owner === path), owners);
  const components = document.components.map(({ path, name, type, namespaceName, driver, readiness }): Subject => ({
    path, name, kind: 'component', type, product: driver?.title, namespaceName, questions: readiness, serves: [], ...partsOf(path),
  }));
  const operators = document.operators.filter(({ owned }) => owned).map(({ path, name, title, namespaceName, readiness = [], crds = [] }): Subject => ({
    path, name, kind: 'operator', product: title, namespaceName, questions: readiness, serves: crds.map(({ group }) => group), ...partsOf(path),
  }));
  const platforms = document.platforms.map(({ path, name }): Subject => ({
    path, name, kind: 'platform', namespaceName: name, questions: [], serves: [], ...partsOf(path),
  })).filter(({ objects }) => objects.length > 0);
  return [...operators, ...components, ...platforms].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function parts(path: string, steps: readonly Step[], owners: ReadonlyMap<string, string>): Pick<Subject, 'cluster' | 'objects' | 'pods' | 'releases' | 'waitsFor'> {
  return {
    cluster: steps.find(({ cluster }) => cluster !== undefined)?.cluster,
    releases: steps.flatMap((step) => (step.kind === 'object' ? [] : [{ name: step.releaseName, namespaceName: step.namespaceName, isChart: step.kind === 'release' }])),
    objects: steps.flatMap((step) => {
      if (step.kind === 'objects') {
        return step.objects.map((object) => withNamespace(object, step.namespaceName));
      }
      return step.kind === 'object' && ROLLOUT_KINDS.has(step.object.kind) ? [step.object] : [];
    }),
    pods: steps.flatMap((step) => (step.kind === 'object' ? podsOf(step.object) : [])),
    waitsFor: [...new Set(steps.flatMap(({ after }) => after.map((address) => owners.get(address) ?? '')))].filter((owner) => owner !== path && owner !== '').sort(),
  };
}

/** The policy around the pods of a component selects them, wherever they come from. */
function podsOf({ kind, metadata: { namespace = '' }, spec }: KubernetesObject): Subject['pods'] {
  const { matchLabels = {} } = (spec as { podSelector?: { matchLabels?: Record<string, string> } } | undefined)?.podSelector ?? {};
  return kind === 'NetworkPolicy' && Object.keys(matchLabels).length > 0 ? [{ namespaceName: namespace, labels: matchLabels }] : [];
}

function withNamespace(object: KubernetesObject, namespace: string): KubernetesObject {
  return object.metadata.namespace === undefined ? { ...object, metadata: { ...object.metadata, namespace } } : object;
}
