/** An object on the cluster that holds data, or that the whole cluster shares. */
export interface LockedObject {
  /** Kind, such as `Cluster.postgresql.cnpg.io`. */
  readonly kind: string;
  /** Namespace. @default - it is in none */
  readonly namespaceName?: string;
  /** Name. */
  readonly name: string;
  /** What was decided when it was made and cannot change in place, such as the size of a claim that a StatefulSet made. @default - everything can change */
  readonly settings?: { [key: string]: string };
}

/** What the lock file remembers of one component. */
export interface LockedThing {
  /** Class. */
  readonly type: string;
  /** Objects that hold data. */
  readonly objects: LockedObject[];
  /** How data is taken from it to another product. @default - it keeps none of its own */
  readonly migration?: string;
  /** Terraform addresses, by construct path below the component. */
  readonly addresses: { [path: string]: string };
}
