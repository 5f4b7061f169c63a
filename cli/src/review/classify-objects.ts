import { ObjectsContent } from '../deployment/step';
import { describeObject, KubernetesObject, objectKey } from '../kubernetes/kubernetes-object';
import { ChangeClass } from './change-class';
import { Action, Change, Verdict } from './change';
import { inWords } from './classify-object';
import { DataKnowledge, HeldData } from './data-knowledge';
import { differences, pathsInWords } from './differences';
import { shrinkingVolumes } from './shrinking';
import { destroys, together, verdict } from './verdicts';

/** Fields that an operator hands on to pods. */
const OF_PODS = /(^|\.)(\w*[iI]mage\w*|resources|env|containers?|pods?|\w*[dD]eployment|volumes?|affinity|tolerations|securityContext)(\.|$)/;

/** How many objects a sentence names. */
const SHOWN = 6;

/** What becomes of custom resources, one by one: to Terraform they are one release. */
export function classifyObjects({ address, action }: Change, before: ObjectsContent, after: ObjectsContent | undefined, knowledge: DataKnowledge): Verdict {
  const held = knowledge.heldIn(address, before);
  if (action === Action.DELETE || after === undefined) {
    return together([...before.objects.flatMap((object) => removed(object, held.get(object), 'is deleted')), ...deleted(before.objects.filter((object) => !held.has(object)), 'deleted')]);
  }
  if (action === Action.REPLACE) {
    return together([
      ...before.objects.flatMap((object) => removed(object, held.get(object), 'is deleted with its Helm release, and made anew')),
      ...deleted(before.objects.filter((object) => !held.has(object)), 'deleted with their Helm release, and made anew'),
    ]);
  }
  const now = new Map(after.objects.map((object) => [keyIn(object, after.namespaceName), object]));
  const old = new Set(before.objects.map((object) => keyIn(object, before.namespaceName)));
  const added = after.objects.filter((object) => !old.has(keyIn(object, after.namespaceName)));
  const pairs = before.objects.map((object) => ({ object, same: now.get(keyIn(object, before.namespaceName)) }));
  const gone = pairs.filter(({ same }) => same === undefined).map(({ object }) => object);
  const told = [
    ...gone.flatMap((object) => removed(object, held.get(object), fate(object, added))),
    ...deleted(gone.filter((object) => !held.has(object)), 'deleted'),
    ...pairs.flatMap(({ object, same }) => (same === undefined ? [] : changed(object, same, held.get(object)))),
    ...added.map((object) => verdict(ChangeClass.SAFE, `${describeObject(object)} is new.`)),
  ];
  return told.length === 0 ? verdict(ChangeClass.SAFE, 'Its objects stay as they are; only how Helm applies them changes.') : together(told);
}

function fate(object: KubernetesObject, added: readonly KubernetesObject[]): string {
  const successor = added.find(({ kind }) => kind === object.kind);
  return successor === undefined ? 'is deleted' : `is deleted, and ${describeObject(successor)} made in its place, empty`;
}

/** An object with which data goes. */
function removed(object: KubernetesObject, held: HeldData | undefined, what: string): Verdict[] {
  return held === undefined ? [] : [destroys(`${describeObject(object)} ${what}, and the data with it.`, [held])];
}

/** Objects without data of their own, in one sentence. */
function deleted(objects: readonly KubernetesObject[], what: string): Verdict[] {
  const [first, ...others] = objects.map(describeObject);
  if (first === undefined) {
    return [];
  }
  const listed = [first, ...others].slice(0, SHOWN).join(', ');
  const rest = objects.length > SHOWN ? ` and ${objects.length - SHOWN} more` : '';
  return [verdict(ChangeClass.REPLACES, others.length === 0
    ? `${first} is ${what.replace('their', 'its')}, and with it what its operator made of it.`
    : `${objects.length} custom resources are ${what}, and with them what their operators made of them: ${listed}${rest}.`)];
}

function changed(before: KubernetesObject, after: KubernetesObject, held: HeldData | undefined): Verdict[] {
  const found = differences(before, after).filter(({ path }) => path !== 'apiVersion');
  if (found.length === 0) {
    return [];
  }
  const shrinking = shrinkingVolumes(found);
  if (held !== undefined && shrinking.length > 0) {
    return [destroys(`${describeObject(before)} would have a smaller volume (${inWords(shrinking)}): none can shrink, so it would have to be made anew, and empty.`, [held])];
  }
  const what = `${describeObject(before)} is changed in place: ${pathsInWords(found)}.`;
  const spec = found.filter(({ path }) => !path.startsWith('metadata.'));
  const rolls = held !== undefined ? spec.length > 0 : spec.some(({ path }) => OF_PODS.test(path));
  return [rolls ? verdict(ChangeClass.RESTARTS, `${what} Its operator replaces pods where the change asks for it.`) : verdict(ChangeClass.SAFE, what)];
}

function keyIn(object: KubernetesObject, namespaceName: string): string {
  return objectKey({ ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace ?? namespaceName } });
}
