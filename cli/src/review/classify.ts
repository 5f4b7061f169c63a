import { ChangeClass } from './change-class';
import { Action, Change, Content, Verdict } from './change';
import { classifyObject } from './classify-object';
import { classifyObjects } from './classify-objects';
import { classifyRelease } from './classify-release';
import { DataKnowledge } from './data-knowledge';
import { verdict } from './verdicts';

/** What a change does: the one engine behind reviews of plans and of synth outputs. */
export function classify(change: Change, knowledge: DataKnowledge): Verdict {
  const { action, before, after } = change;
  switch (action) {
    case Action.FORGET:
      return verdict(ChangeClass.SAFE, 'Terraform lets go of it; it stays on the cluster as it is, data and all.');
    case Action.MOVE:
      return verdict(ChangeClass.SAFE, 'It has another address, and stays as it is.');
    case Action.CREATE:
      return verdict(ChangeClass.SAFE, `It is new${after === undefined ? '' : nameOf(after)}.`);
    default:
  }
  if (before === undefined || before.kind === 'foreign') {
    return byAction(action, before);
  }
  if (after !== undefined && after.kind !== before.kind) {
    // What one address held was of another nature: to the cluster, that one goes.
    return classify({ ...change, action: Action.DELETE, after: undefined }, knowledge);
  }
  switch (before.kind) {
    case 'object':
      return classifyObject(action, { before: before.object, after: after?.kind === 'object' ? after.object : undefined, held: knowledge.carriedBy(change.address) }, knowledge);
    case 'objects':
      return classifyObjects(change, before, after?.kind === 'objects' ? after : undefined, knowledge);
    case 'release':
      return classifyRelease(change, before, after?.kind === 'release' ? after : undefined, knowledge);
  }
}

/** Of what is nothing of Kubernetes', or not understood, only what is done to it tells. */
function byAction(action: Action, content: Content | undefined): Verdict {
  if (content?.kind === 'foreign' && content.type === 'terraform_data') {
    return verdict(ChangeClass.SAFE, 'It is bookkeeping of Terraform: nothing on the cluster.');
  }
  const what = content?.kind === 'foreign' ? `The ${content.type}` : 'It';
  switch (action) {
    case Action.DELETE:
      return verdict(ChangeClass.REPLACES, `${what} is deleted. What it holds is not known here: look before you apply.`);
    case Action.REPLACE:
      return verdict(ChangeClass.REPLACES, `${what} is deleted and made anew. What it holds is not known here: look before you apply.`);
    default:
      return verdict(ChangeClass.SAFE, `${what} is changed in place.`);
  }
}

function nameOf(content: Content): string {
  switch (content.kind) {
    case 'object':
      return `: ${content.object.kind} ${[content.object.metadata.namespace, content.object.metadata.name].filter((part) => part !== undefined).join('/')}`;
    case 'objects':
      return `: ${content.objects.length} custom resources`;
    case 'release':
      return `: ${content.chart.name} ${content.chart.version}`;
    case 'foreign':
      return '';
  }
}
