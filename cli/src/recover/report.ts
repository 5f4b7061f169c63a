import { ChosenCluster } from '../deployment/cluster-choice';
import { describeObject } from '../kubernetes/kubernetes-object';
import { Colours } from '../terminal/terminal';
import { Action, describeAction } from './action';
import { Recovery } from './find-actions';

/** Objects that are named under an action. */
const NAMED = 10;

/** What recover says to people, a line each, without the closing advice. */
export function recoveryLines(title: string, { actions, refusals, notes }: Recovery, { bold, dim, green, yellow }: Colours): string[] {
  const heading = actions.length === 0 ? green('its records are in line with the cluster') : `${actions.length} ${actions.length === 1 ? 'record' : 'records'} to put right; nothing on the cluster but these records is touched`;
  return [
    `  ${bold(title)}  ${actions.length === 0 && refusals.length > 0 ? 'nothing that can be put right' : heading}`,
    ...actions.flatMap((action) => [`    ${describeAction(action)}`, ...namesOf(action).map((name) => dim(`      ${name}`))]),
    ...refusals.flatMap(({ what, reason, remedy, step }) => [`    ${yellow('left alone')}  ${what}: ${reason} (${step.path})`, `      ${remedy}`]),
    ...notes.map((note) => `    ${yellow('note')}  ${note}`),
  ];
}

/** What recover says for scripts. */
export function recoveryDocument({ deployment: { stack }, cluster: { name } }: ChosenCluster, { actions, refusals, notes }: Recovery): object {
  return {
    stack,
    ...(name === undefined ? {} : { cluster: name }),
    actions: actions.map((action) => ({
      kind: action.kind,
      ...('step' in action ? { address: action.step.address, path: action.step.path } : { file: action.file }),
      ...('record' in action ? { release: action.record.key, revision: action.record.release.version, was: action.record.status } : {}),
      ...(action.kind === 'change-release' ? { becomes: action.change.status, corrected: action.corrected.map(describeObject), hooks: action.hooks, leftovers: action.leftovers.map(({ object }) => describeObject(object)) } : {}),
      ...(action.kind === 'import' ? { id: action.id } : {}),
      text: describeAction(action),
    })),
    refusals: refusals.map(({ step, ...refusal }) => ({ address: step.address, path: step.path, ...refusal })),
    notes,
  };
}

function namesOf(action: Action): string[] {
  const names = action.kind === 'change-release' ? action.corrected.map(describeObject) : [];
  return names.length > NAMED ? [...names.slice(0, NAMED), `and ${names.length - NAMED} more`] : names;
}
