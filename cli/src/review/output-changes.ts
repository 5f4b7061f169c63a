import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Deployment } from '../deployment/deployment';
import { Step } from '../deployment/step';
import { Action, Change, Content } from './change';
import { recordsOfDocument } from './data-record';
import { differences } from './differences';
import { fixedDifferences } from './kubernetes-facts';
import { ReviewInput } from './review';

/** What becomes of addresses by the platform's changes (`moved`, `forget`). */
interface Moves {
  readonly moved: ReadonlyMap<string, string>;
  readonly forgotten: ReadonlySet<string>;
}

/** What applying one synth output changes, where another one was applied before. */
export function changesOfOutputs(before: Deployment, after: Deployment): ReviewInput {
  const moves = movesIn(after.folder);
  const now = new Map(after.steps.map((step) => [step.address, step]));
  const old = new Set(before.steps.map(({ address }) => moves.moved.get(address) ?? address));
  const changes = [
    ...before.steps.flatMap((step) => changeOf(step, now.get(moves.moved.get(step.address) ?? step.address), moves)),
    ...after.steps.filter(({ address }) => !old.has(address)).map((step) => ({ address: step.address, path: step.path, action: Action.CREATE, after: step })),
    ...foreign(before, after),
  ];
  return {
    changes,
    holdings: before.steps.map((step) => ({ address: step.address, content: step })),
    before: recordsOfDocument(before.document, before.steps),
    after: recordsOfDocument(after.document, after.steps),
  };
}

function changeOf(step: Step, next: Step | undefined, { moved, forgotten }: Moves): Change[] {
  const { address } = step;
  if (next === undefined) {
    return [{ address, path: step.path, action: forgotten.has(address) ? Action.FORGET : Action.DELETE, before: step }];
  }
  const action = step.cluster !== next.cluster || needsReplacing(step, next) ? Action.REPLACE : Action.UPDATE;
  if (action === Action.UPDATE && isDeepStrictEqual(contentOf(step), contentOf(next))) {
    return moved.has(address) ? [{ address: next.address, formerly: address, path: next.path, action: Action.MOVE, before: step, after: next }] : [];
  }
  return [{ address: next.address, formerly: address, path: next.path, action, before: step, after: next }];
}

/** Whether Terraform would delete it and make it anew. */
function needsReplacing(step: Step, next: Step): boolean {
  if (step.kind === 'object' && next.kind === 'object') {
    return fixedDifferences(step.object, differences(step.object, next.object)).length > 0;
  }
  return step.kind !== 'object' && next.kind !== 'object' && (step.releaseName !== next.releaseName || step.namespaceName !== next.namespaceName);
}

/** Without its place in the order of the apply. A chart's folder on this machine says nothing of the chart. */
function contentOf(step: Step): Content {
  const content = { ...step, address: undefined, path: undefined, owner: undefined, cluster: undefined, wave: undefined, after: undefined };
  return content.kind === 'release' ? { ...content, chart: { ...content.chart, path: undefined } } : content;
}

/** Of what is nothing of Kubernetes', the outputs tell only whether it is there. */
function foreign(before: Deployment, after: Deployment): Change[] {
  const typeOf = (address: string) => address.split('.')[0];
  const [old, now] = [new Set(before.foreign), new Set(after.foreign)];
  return [
    ...before.foreign.filter((address) => !now.has(address)).map((address) => ({ address, action: Action.DELETE, before: { kind: 'foreign' as const, type: typeOf(address) } })),
    ...after.foreign.filter((address) => !old.has(address)).map((address) => ({ address, action: Action.CREATE, after: { kind: 'foreign' as const, type: typeOf(address) } })),
  ];
}

function movesIn(folder: string): Moves {
  const { moved = [], removed = [] } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as {
    moved?: { from: string; to: string }[]; removed?: { from: string; lifecycle?: { destroy?: boolean } }[];
  };
  return {
    moved: new Map(moved.map(({ from, to }) => [from, to])),
    forgotten: new Set(removed.filter(({ lifecycle }) => lifecycle?.destroy === false).map(({ from }) => from)),
  };
}
