/** What a change does to what is running, from the harmless to what cannot be taken back. */
export enum ChangeClass {
  /** Nothing stops, nothing is lost. */
  SAFE = 'safe',
  /** Pods are replaced, one after the other where there are several. */
  RESTARTS = 'restarts',
  /** Something is deleted, perhaps made anew: while it is away, it does not work. */
  REPLACES = 'replaces',
  /** Data goes, and nobody brings it back. */
  DESTROYS_DATA = 'destroys-data',
}

/** All classes, the worst first. */
export const CLASSES: readonly ChangeClass[] = [ChangeClass.DESTROYS_DATA, ChangeClass.REPLACES, ChangeClass.RESTARTS, ChangeClass.SAFE];

/** A class as a heading. */
export const CLASS_TITLES: Readonly<Record<ChangeClass, string>> = {
  [ChangeClass.DESTROYS_DATA]: 'destroys data',
  [ChangeClass.REPLACES]: 'replaces or removes',
  [ChangeClass.RESTARTS]: 'restarts',
  [ChangeClass.SAFE]: 'safe',
};

/** The worst of several classes. */
export function worst(classes: readonly ChangeClass[]): ChangeClass {
  return CLASSES.find((each) => classes.includes(each)) ?? ChangeClass.SAFE;
}
