import { COMPONENT_LABEL } from '@quanttide/cloud/lib/src/core/labels';
import { Action, Change, Content, Holding, ReviewedChange, Verdict } from './change';
import { ChangeClass, CLASSES } from './change-class';
import { classify } from './classify';
import { classifyComponent } from './classify-component';
import { DataKnowledge, objectsIn } from './data-knowledge';
import { DataRecord } from './data-record';
import { verdict } from './verdicts';

/** What a reader of plans, or of synth outputs, found. */
export interface ReviewInput {
  readonly changes: readonly Change[];
  /** Every resource there is before the change. */
  readonly holdings: readonly Holding[];
  /** What is known of components before the change. */
  readonly before: readonly DataRecord[];
  /** What is known of them after it. */
  readonly after: readonly DataRecord[];
  /** True where the platform is ours, and nothing tells what holds data. */
  readonly blind?: boolean;
  /** What whoever reads the result should know of how it came about. */
  readonly notes?: readonly string[];
}

/** Changes with their classes. */
export interface Review {
  /** The worst first, then by address. */
  readonly changes: readonly ReviewedChange[];
  readonly notes: readonly string[];
}

/** Gives every change its class. */
export function review({ changes, holdings, before, after, blind = false, notes = [] }: ReviewInput, allowed: readonly string[]): Review {
  const knowledge = new DataKnowledge(before, holdings);
  const future = new DataKnowledge(after, []);
  const reviewed = changes.map((change) => {
    const known = { ...change, address: change.formerly ?? change.address };
    const owner = knowledge.ownerOf(known.address, change.path) ?? future.ownerOf(change.address, change.path);
    const told = blind && isRemovedRelease(change) ? unknown(classify(known, knowledge)) : classify(known, knowledge);
    return { ...told, address: change.address, action: change.action, component: owner?.name ?? labelOf(change.before ?? change.after), path: change.path ?? owner?.path };
  });
  const components = before.flatMap((record) => {
    const next = after.find(({ path }) => path === record.path);
    const told = next === undefined ? undefined : classifyComponent(record, next);
    return told === undefined ? [] : [{ ...told, address: record.path, action: Action.UPDATE, component: record.name, path: record.path }];
  });
  const all = [...components, ...reviewed].map((each) => ({ ...each, allowed: each.class === ChangeClass.DESTROYS_DATA && allowed.some((name) => isNamed(each, name)) }));
  const idle = allowed.filter((name) => !all.some((each) => each.class === ChangeClass.DESTROYS_DATA && isNamed(each, name)));
  return {
    changes: all.sort((a, b) => CLASSES.indexOf(a.class) - CLASSES.indexOf(b.class) || (a.address < b.address ? -1 : 1)),
    notes: [...notes, ...idle.map((name) => `--allow ${name}: nothing of that name would lose data.`)],
  };
}

/** Changes that destroy data, and that nobody allowed. */
export function refused({ changes }: Review): ReviewedChange[] {
  return changes.filter((each) => each.class === ChangeClass.DESTROYS_DATA && !each.allowed);
}

/** By its address, its component's name, or a construct path at or above it, with the stack in front or without. */
function isNamed({ address, component, path = '' }: Pick<ReviewedChange, 'address' | 'component' | 'path'>, name: string): boolean {
  const below = path.slice(path.indexOf('/') + 1);
  return name === address || name === component || [path, below].some((each) => each !== '' && `${each}/`.startsWith(`${name}/`));
}

/** The component that an object's own labels name. */
function labelOf(content: Content | undefined): string | undefined {
  const [first] = content === undefined ? [] : objectsIn(content);
  return first?.[0].metadata.labels?.[COMPONENT_LABEL];
}

function isRemovedRelease({ action, before }: Change): boolean {
  return (action === Action.DELETE || action === Action.REPLACE) && (before?.kind === 'objects' || before?.kind === 'release');
}

function unknown(told: Verdict): Verdict {
  return told.class === ChangeClass.DESTROYS_DATA ? told : verdict(ChangeClass.DESTROYS_DATA, `${told.why.join(' ')} Nothing here tells whether it holds data, so it counts as if it did.`, {
    lost: told.lost,
    next: ['Name the lock file (--lock-file) or the folder that synth wrote (--project): they tell what holds data.'],
  });
}
