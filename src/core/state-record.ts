import { LockedObject } from './locked-thing';
import { CrdFacts, CrdRetention } from './manifest';
import { stableJson } from './stable-json';

/** Custom resource definitions of one group. */
export interface DefinitionsRecord {
  readonly group: string;
  readonly onUninstall: CrdRetention;
  /** True where Helm never upgrades them. */
  readonly neverUpgraded?: boolean;
}

/**
 * What Terraform's state remembers of a component or an operator: a plan has
 * only the state's side of what it removes, and has to tell what is lost.
 */
export interface StateRecord {
  /** Construct path, with the stack in front. */
  readonly path: string;
  /** Class. */
  readonly type: string;
  /** Name on the cluster. */
  readonly name: string;
  /** Namespace. */
  readonly namespaceName: string;
  /** Product behind it, in its own spelling. */
  readonly product?: string;
  /** How data is taken from it to another product. @default - it keeps none of its own */
  readonly migration?: string;
  /** Objects that hold data, or that the whole cluster shares. */
  readonly objects: LockedObject[];
  /** Custom resource definitions that go, or stay, with it. @default - it brings none */
  readonly definitions?: DefinitionsRecord[];
}

/** Its objects in an order that does not depend on when they were declared. */
export function sortedObjects(objects: readonly LockedObject[]): LockedObject[] {
  return [...objects].sort((a, b) => (stableJson(a) < stableJson(b) ? -1 : 1));
}

/** What is remembered of definitions: not their kinds, which may be many. */
export function definitionsRecord(crds: readonly CrdFacts[] | undefined): DefinitionsRecord[] | undefined {
  return crds?.map(({ group, onUninstall, neverUpgraded }) => ({ group, onUninstall, neverUpgraded }));
}

/** A way to take data out, for one component: `{name}` and `{namespace}` stand for its own. */
export function migrationText(text: string | undefined, { name, namespaceName }: { name: string; namespaceName: string }): string | undefined {
  return text?.replaceAll('{name}', name).replaceAll('{namespace}', namespaceName);
}
