import { readFileSync } from 'fs';
import { IConstruct } from 'constructs';
import { TerraformStack } from './engine/terraform';
import type { Resource } from './engine/resource';
import { ValidationError } from './errors';
import { LockChange, LockChangeKind } from './lock-change';
import { LockedObject, LockedThing } from './locked-thing';
import { stableJson } from './stable-json';

/** What is remembered of one stack, by construct path. */
export type LockedStack = Record<string, LockedThing>;

/** The file. */
export interface LockFile {
  readonly schemaVersion: number;
  readonly stacks: Record<string, LockedStack>;
}

/** Version of the lock file's form. */
export const LOCK_SCHEMA_VERSION = 1;

/** Reads a lock file; the user named it, so its absence is an error. */
export function readLockFile(platform: IConstruct, path: string): LockFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw ValidationError.at(platform, `the lock file "${path}" cannot be read. Run "qtcloud lock" to write it, or take lockFile out for a first deployment; after a bad merge, restore it from version control.`);
  }
  if (!isLockFile(content)) {
    throw ValidationError.at(platform, `the lock file "${path}" is not one of this version (schemaVersion ${LOCK_SCHEMA_VERSION}). Restore it from version control; only "qtcloud lock" writes it.`);
  }
  return content;
}

function isLockFile(content: unknown): content is LockFile {
  return isMap(content) && content.schemaVersion === LOCK_SCHEMA_VERSION && isMap(content.stacks)
    && Object.values(content.stacks).every((stack) => isMap(stack) && Object.values(stack).every(isLockedThing));
}

function isLockedThing(thing: unknown): thing is LockedThing {
  return isMap(thing) && typeof thing.type === 'string' && Array.isArray(thing.objects) && thing.objects.every(isMap) && isMap(thing.addresses);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Holds what is declared against what is remembered. */
export class PlatformLock {
  private readonly remembered: LockedStack;
  /** Other stacks in the file, where this one is not in it. */
  private readonly otherStacks: readonly string[];

  public constructor(stackName: string, file: LockFile, private readonly changes: LockChange[]) {
    this.remembered = file.stacks[stackName] ?? {};
    // A stack that is remembered under its name was not renamed.
    this.otherStacks = stackName in file.stacks ? [] : Object.keys(file.stacks);
  }

  /**
   * Everything that would go silently, each with the choices there are.
   *
   * @param declared what is declared of this stack
   * @param stackNames the stacks that the program declares
   * @param productAt product of the component that is declared at a path, whether or not it has something to be remembered
   */
  public errors(declared: LockedStack, stackNames: readonly string[], productAt: (path: string) => string | undefined): string[] {
    const gone = this.otherStacks.filter((name) => !stackNames.includes(name)).sort();
    const errors = gone.map((name) => new ValidationError(
      `the lock file remembers the stack "${name}", which this program does not declare: under another name, everything it owns would be made anew, and the old destroyed. `
      + 'Keep the stack\'s name; where the stack was destroyed on purpose, or belongs to another program, give this one a lock file of its own.',
    ).message);
    errors.push(...this.changes.flatMap((change) => this.changeErrors(change, declared)));
    for (const [path, thing] of Object.entries(this.remembered)) {
      const change = this.changes.find((candidate) => candidate.path === path);
      if (change === undefined || change.kind === LockChangeKind.MOVED) {
        const now = change?.to ?? path;
        errors.push(...missing(path, now, thing, declared[now], productAt(now)));
      }
    }
    return errors;
  }

  /** The `moved` and `removed` blocks that carry the decisions out. */
  public writeBlocks(stack: TerraformStack, resources: Map<string, Resource>): void {
    const moved: object[] = [];
    const removed: object[] = [];
    const declared = new Set([...resources.values()].map(({ address }) => address));
    for (const change of this.changes) {
      const addresses = Object.entries(this.remembered[change.path]?.addresses ?? {}).sort();
      for (const [below, from] of addresses) {
        const to = resources.get(`${change.to ?? change.path}/${below}`)?.address;
        if (change.kind === LockChangeKind.MOVED && to !== undefined && to !== from) {
          moved.push({ from, to });
        } else if (change.kind === LockChangeKind.FORGET && !declared.has(from)) {
          // A component that keeps nothing here any more still has some of its addresses.
          removed.push({ from, lifecycle: { destroy: false } });
        }
      }
    }
    if (moved.length > 0) {
      stack.addOverride('moved', moved);
    }
    if (removed.length > 0) {
      stack.addOverride('removed', removed);
    }
  }

  private changeErrors(change: LockChange, declared: LockedStack): string[] {
    const known = Object.keys(this.remembered).sort().join(', ') || 'nothing';
    if (!(change.path in this.remembered)) {
      return [new ValidationError(`${change.kind}: the lock file remembers nothing at "${change.path}". It remembers ${known}. Take the change out once "qtcloud lock" has recorded it.`).message];
    }
    if (change.kind !== LockChangeKind.MOVED && change.path in declared) {
      return [new ValidationError(`${change.kind}: "${change.path}" is still declared. Remove it from the program, or take the change out.`).message];
    }
    return [];
  }
}

function missing(path: string, now: string, thing: LockedThing, found: LockedThing | undefined, product: string | undefined): string[] {
  const holds = thing.objects.map(objectName).join(', ');
  const takeOut = thing.migration === undefined ? '' : ` To take the data out: ${thing.migration}`;
  if (found === undefined && product !== undefined) {
    return [new ValidationError(
      `"${now}" (${thing.type}) is in the lock file with data on this cluster, and its product is ${product} now, which keeps none here; it owns ${holds}, and the next apply would destroy that, with the data.${takeOut} `
      + `When the data is where it belongs, say what is to become of the old, as a change: forget "${path}" (Terraform lets go of it, the data stays on the cluster), or destroy "${path}" (the data goes). To go on with it, take the new driver out.`,
    ).message];
  }
  if (found === undefined) {
    return [new ValidationError(
      `"${path}" (${thing.type}) is in the lock file and is declared no more; it owns ${holds}. Say what is to become of it, as a change: `
      + `moved "${path}" to its new path, forget "${path}" (Terraform lets go of it, the data stays), or destroy "${path}" (the data goes).`,
    ).message];
  }
  const objects = new Set(found.objects.map(objectName));
  const lost = thing.objects.map(objectName).filter((name) => !objects.has(name));
  if (lost.length === 0) {
    return frozen(now, thing, found);
  }
  return [new ValidationError(
    `"${now}" (${thing.type}) would have other objects than before: ${lost.join(', ')} would be destroyed, and ${[...objects].join(', ') || 'nothing'} made anew. `
    + `Keep the identity (the same workspace, and the property componentName for the old name; the same driver), or say forget "${path}" or destroy "${path}" and give the new one another id.${takeOut}`,
  ).message];
}

/** Settings that would have to change in place and cannot: refused here, rather than half-way through an apply. */
function frozen(now: string, thing: LockedThing, found: LockedThing): string[] {
  const before = new Map(thing.objects.map((object) => [objectName(object), object.settings ?? {}]));
  const changes = found.objects.flatMap((object) => {
    const old = before.get(objectName(object)) ?? {};
    return Object.entries(object.settings ?? {}).filter(([key, value]) => key in old && old[key] !== value).map(([key, value]) => `${key} from "${old[key]}" to "${value}"`);
  });
  return changes.length === 0 ? [] : [new ValidationError(
    `"${now}" (${thing.type}) cannot change in place what was decided when it was made: ${[...new Set(changes)].join(', ')}. `
    + 'Put the old value back; or make a second one beside it, move the data over, and then forget or destroy this one. Where the change was made by hand on the cluster, correct it in the lock file.',
  ).message];
}

function objectName(object: LockedObject): string {
  return [object.kind, object.namespaceName, object.name].filter((part) => part !== undefined).join('/');
}

/** A lock file with what one stack remembers replaced, as text. */
export function lockFileText(file: LockFile | undefined, stacks: Record<string, LockedStack>): string {
  return `${stableJson({ schemaVersion: LOCK_SCHEMA_VERSION, stacks: { ...file?.stacks, ...stacks } }, 2)}\n`;
}
