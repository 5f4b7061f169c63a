import type { StateRecord } from '@quanttide/cloud/lib/src/core/state-record';
import { Verdict } from './change';
import { ChangeClass } from './change-class';
import { DataRecord, lockedName } from './data-record';
import { destroys, together, verdict } from './verdicts';

type LockedObject = StateRecord['objects'][number];

/**
 * What a change does to a component as a whole, whatever becomes of its
 * resources: another product behind it, or a setting that was decided when it
 * was made.
 *
 * @returns undefined where there is nothing to say
 */
export function classifyComponent(before: DataRecord, after: DataRecord): Verdict | undefined {
  const told = [swapped(before, after), ...before.objects.map((object) => frozen(before, object, after))].filter((each): each is Verdict => each !== undefined);
  return told.length === 0 ? undefined : together(told);
}

function swapped(before: DataRecord, after: DataRecord): Verdict | undefined {
  if (before.product === undefined || after.product === undefined || before.product === after.product) {
    return undefined;
  }
  const what = `The product behind ${before.path} (${before.type}) becomes ${after.product} instead of ${before.product}`;
  if (before.objects.length > 0) {
    return destroys(`${what}, which starts empty.`, before.objects.map((object) => ({ record: before, object })));
  }
  if (before.migration !== undefined) {
    return verdict(ChangeClass.DESTROYS_DATA, `${what}, which does not read what that one kept.`, {
      lost: [`What ${before.product} keeps for ${before.path}`],
      next: [`To move the data of ${before.path}: ${before.migration}`],
    });
  }
  return verdict(ChangeClass.REPLACES, `${what}. Nothing is copied from the one to the other.`);
}

function frozen(before: DataRecord, object: LockedObject, after: DataRecord): Verdict | undefined {
  const same = after.objects.find(({ kind, namespaceName, name }) => kind === object.kind && namespaceName === object.namespaceName && name === object.name);
  const [old, now] = [object.settings ?? {}, same?.settings ?? {}];
  const changes = Object.keys(old).filter((key) => key in now && now[key] !== old[key]).sort();
  return changes.length === 0 ? undefined : destroys(
    `${lockedName(object)} cannot change in place what was decided when it was made: ${changes.map((key) => `${key} from ${old[key]} to ${now[key]}`).join(', ')}. It would have to be made anew, and empty.`,
    [{ record: before, object }],
  );
}
