import { ChangeClass, worst } from './change-class';
import { Verdict } from './change';
import { HeldData } from './data-knowledge';
import { DataRecord, lockedName } from './data-record';

/** A verdict with one reason. */
export function verdict(class_: ChangeClass, why: string, more: Partial<Pick<Verdict, 'lost' | 'next'>> = {}): Verdict {
  return { class: class_, why: [why], lost: more.lost ?? [], next: more.next ?? [] };
}

/** Several verdicts on one resource: the worst class, and the reasons of all. */
export function together(verdicts: readonly Verdict[]): Verdict {
  const unique = (texts: readonly string[]) => [...new Set(texts)];
  const class_ = worst(verdicts.map((each) => each.class));
  // What is harmless is not worth a line beside what is not.
  const told = verdicts.filter((each) => each.class === class_ || each.class !== ChangeClass.SAFE);
  return {
    class: class_,
    why: unique(told.flatMap(({ why }) => why)),
    lost: unique(told.flatMap(({ lost }) => lost)),
    next: unique(told.flatMap(({ next }) => next)),
  };
}

/** Data of known owners goes. */
export function destroys(why: string, held: readonly HeldData[]): Verdict {
  return verdict(ChangeClass.DESTROYS_DATA, why, {
    lost: held.map(({ record, object }) => `${lockedName(object)}${object.kind === 'PersistentVolumeClaim' ? ' (the volume stays until its namespace goes, and nobody reads it)' : ''}: the data of ${record.path}`),
    next: [...new Set(held.map(({ record }) => record))].flatMap(migrationOf),
  });
}

/** What to do before a component's data goes. */
export function migrationOf({ path, migration }: DataRecord): string[] {
  const below = path.slice(path.indexOf('/') + 1);
  return [
    ...(migration === undefined ? [`To keep the data of ${path}, make the new one beside it under another id, copy the data over, point to it what uses it, and then remove the old one.`] : [`To move the data of ${path}: ${migration}`]),
    `To leave it on the cluster as it is, name it in the platform's changes: forget "${below}"; under another path: moved "${below}".`,
  ];
}
