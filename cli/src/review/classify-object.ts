import { describeObject, KubernetesObject } from '../kubernetes/kubernetes-object';
import { ChangeClass } from './change-class';
import { Action, Verdict } from './change';
import { DataKnowledge, HeldData } from './data-knowledge';
import { Difference, differences, pathsInWords, touches } from './differences';
import { dataOf, fixedDifferences, isHarmless, WORKLOADS } from './kubernetes-facts';
import { shrinkingVolumes } from './shrinking';
import { destroys, verdict } from './verdicts';

/** An object of Kubernetes' own, and the data that is known to be its. */
export interface ObjectPair {
  readonly before?: KubernetesObject;
  readonly after?: KubernetesObject;
  readonly held: readonly HeldData[];
}

/** What becomes of an object of Kubernetes' own. */
export function classifyObject(action: Action, { before, after, held }: ObjectPair, knowledge: DataKnowledge): Verdict {
  const object = before ?? after;
  if (object === undefined || before === undefined) {
    return verdict(ChangeClass.SAFE, object === undefined ? 'A new object.' : `${describeObject(object)} is new.`);
  }
  if (action === Action.DELETE || after === undefined) {
    return removed(before, held, knowledge, `${describeObject(before)} is deleted`);
  }
  const found = differences(withoutStatus(before), withoutStatus(after));
  if (action === Action.REPLACE) {
    return removed(before, held, knowledge, `${describeObject(before)} is deleted and made anew${reasonOf(fixedDifferences(before, found))}`);
  }
  return changed(before, held, found);
}

function removed(object: KubernetesObject, held: readonly HeldData[], knowledge: DataKnowledge, what: string): Verdict {
  const goes = dataOf(object);
  if (held.length > 0 || goes !== undefined) {
    const inside = object.kind === 'Namespace' ? knowledge.inNamespace(object.metadata.name) : [];
    const known = destroys(`${what}${goes === undefined ? '' : `, and with it ${goes}`}.`, [...held, ...inside]);
    return { ...known, lost: [...(goes === undefined ? [] : [capital(goes)]), ...known.lost], next: known.next.length > 0 ? known.next : [`Look what is in there first: kubectl get ${object.kind === 'Namespace' ? `all,pvc,secret -n ${object.metadata.name}` : `${object.kind.toLowerCase()} ${object.metadata.name}${object.metadata.namespace === undefined ? '' : ` -n ${object.metadata.namespace}`}`}.`] };
  }
  if (object.kind === 'Job') {
    return verdict(ChangeClass.SAFE, `${what}: a Job runs once, and again when it is made anew.`);
  }
  if (isHarmless(object)) {
    return verdict(ChangeClass.SAFE, `${what}; what runs keeps running.`);
  }
  return verdict(ChangeClass.REPLACES, `${what}${WORKLOADS.has(object.kind) ? '; its pods stop' : ''}.`);
}

function changed(before: KubernetesObject, held: readonly HeldData[], found: readonly Difference[]): Verdict {
  const what = describeObject(before);
  if (found.length === 0) {
    return verdict(ChangeClass.SAFE, `${what} stays as it is; only how it is applied changes.`);
  }
  const shrinking = shrinkingVolumes(found);
  if (shrinking.length > 0 && (held.length > 0 || dataOf(before) !== undefined || before.kind === 'StatefulSet')) {
    const told = destroys(`${what} would have a smaller volume (${inWords(shrinking)}): none can shrink, so it would have to be made anew, and empty.`, held);
    return { ...told, lost: told.lost.length > 0 ? told.lost : ['What is on the volume'], next: told.next.length > 0 ? told.next : ['Keep the size, or make a second one beside it and copy the data over.'] };
  }
  if (WORKLOADS.has(before.kind) && touches(found, 'spec.template')) {
    return verdict(ChangeClass.RESTARTS, `The pods of ${what} are replaced: ${pathsInWords(found.filter((each) => touches([each], 'spec.template')).map(withoutTemplate))}.${imagesInWords(found)}`);
  }
  const [replicas] = found.filter(({ path }) => path === 'spec.replicas');
  if (replicas !== undefined) {
    return replicas.after === 0
      ? verdict(ChangeClass.REPLACES, `${what} is left without pods.`)
      : verdict(ChangeClass.SAFE, `${what} has ${countOf(replicas.after)} instead of ${countOf(replicas.before)}.`);
  }
  return verdict(ChangeClass.SAFE, `${what} is changed in place: ${pathsInWords(found)}.`);
}

/** What the API server writes itself is nobody's change. */
function withoutStatus(object: KubernetesObject): object {
  return { ...object, status: undefined, metadata: { ...object.metadata, uid: undefined, generation: undefined, resourceVersion: undefined, creationTimestamp: undefined } };
}

function countOf(replicas: unknown): string {
  return typeof replicas === 'number' ? `${replicas} pods` : 'as many pods as its autoscaler says';
}

function withoutTemplate(difference: Difference): Difference {
  return { ...difference, path: difference.path.replace(/^spec\.template\.(spec\.|metadata\.)?/, '') };
}

function imagesInWords(found: readonly Difference[]): string {
  const images = found.filter(({ path, before, after }) => path.endsWith('.image') && typeof before === 'string' && typeof after === 'string');
  return images.map(({ before, after }) => ` Image ${String(before)} becomes ${String(after)}.`).join('');
}

function reasonOf(fixed: readonly Difference[]): string {
  return fixed.length === 0 ? '' : `, because these cannot change in place: ${pathsInWords(fixed)}`;
}

/** `spec.storage.size from 20Gi to 10Gi`. */
export function inWords(found: readonly Difference[]): string {
  return found.map(({ path, before, after }) => `${path} from ${String(before)} to ${String(after)}`).join(', ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
