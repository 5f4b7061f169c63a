import { splitResource } from './resource-name';

/** A rule of a role. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** One thing that may be done. */
export interface Permission {
  /** The namespace; undefined for the whole cluster. */
  readonly namespace?: string;
  /** With its group, such as `deployments.apps`. */
  readonly resource: string;
  /** Name of the object; undefined for any. */
  readonly name?: string;
  readonly verb: string;
}

/** Names of any object. */
const ANY = '';

/** Permissions, each once. */
export class PermissionSet {
  /** Verbs by name of the object, by resource, by namespace. */
  private readonly scopes = new Map<string | undefined, Map<string, Map<string, Set<string>>>>();

  /** Adds verbs for resources; with names, for these objects only. */
  public add(namespace: string | undefined, resources: readonly string[], verbs: readonly string[], names: readonly string[] = [ANY]): void {
    const scope = entry(this.scopes, namespace, () => new Map<string, Map<string, Set<string>>>());
    for (const resource of resources) {
      const byName = entry(scope, resource, () => new Map<string, Set<string>>());
      for (const name of names) {
        const known = entry(byName, name, () => new Set<string>());
        verbs.forEach((verb) => known.add(verb));
      }
    }
  }

  /** Namespaces with permissions of their own, sorted. */
  public get namespaces(): string[] {
    return [...this.scopes.keys()].filter((namespace) => namespace !== undefined).sort();
  }

  /** The same, with nothing left to single namespaces. */
  public widened(): PermissionSet {
    const wide = new PermissionSet();
    this.all().forEach(({ resource, verb, name }) => wide.add(undefined, [resource], [verb], name === undefined ? undefined : [name]));
    return wide;
  }

  /** Every permission that no wider one of this set includes. */
  public all(): Permission[] {
    return [...this.scopes].flatMap(([namespace, resources]) => [...resources].flatMap(([resource, byName]) => [...byName].flatMap(([name, verbs]) => [...verbs]
      .filter((verb) => !(name !== ANY && this.holds(namespace, resource, verb)) && !(namespace !== undefined && (this.holds(undefined, resource, verb) || this.holds(undefined, resource, verb, name))))
      .map((verb) => ({ namespace, resource, verb, ...(name === ANY ? {} : { name }) })))));
  }

  /** The rules of a namespace, or of the whole cluster: sorted, as few as can be. */
  public rules(namespace?: string): PolicyRule[] {
    const byTarget = new Map<string, Set<string>>();
    for (const { resource, name = ANY, verb } of this.all().filter((permission) => permission.namespace === namespace)) {
      entry(byTarget, JSON.stringify([resource, name]), () => new Set<string>()).add(verb);
    }
    const named = new Map<string, string[]>();
    for (const [target, verbs] of byTarget) {
      const [resource, name] = JSON.parse(target) as [string, string];
      entry(named, JSON.stringify([resource, [...verbs].sort(), name === ANY]), () => []).push(name);
    }
    const merged = new Map<string, string[]>();
    for (const [key, names] of named) {
      const [resource, verbs, any] = JSON.parse(key) as [string, string[], boolean];
      const { group, name } = splitResource(resource);
      entry(merged, JSON.stringify([group, any ? [] : names.sort(), verbs]), () => []).push(name);
    }
    return [...merged].map(([key, resources]) => {
      const [group, names, verbs] = JSON.parse(key) as [string, string[], string[]];
      return { apiGroups: [group], resources: resources.sort(), ...(names.length > 0 ? { resourceNames: names } : {}), verbs };
    }).sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
  }

  private holds(namespace: string | undefined, resource: string, verb: string, name = ANY): boolean {
    return this.scopes.get(namespace)?.get(resource)?.get(name)?.has(verb) === true;
  }
}

function sortKey({ apiGroups, resources, resourceNames = [], verbs }: PolicyRule): string {
  return JSON.stringify([apiGroups, resources, resourceNames, verbs]);
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = make();
  map.set(key, made);
  return made;
}
