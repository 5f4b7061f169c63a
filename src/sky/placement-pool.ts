/** Nodes of one kind, as the vendor's node pool is to be made. */
export interface PlacementPool {
  /** Name, unique in the stack. */
  readonly name: string;
  /** Vendor. */
  readonly vendor: string;
  /** Region. */
  readonly region: string;
  /** The vendor's name of the node type. */
  readonly type: string;
  /** Number of nodes. */
  readonly count: number;
  /** How many of them are in each failure zone, from the first zone on. */
  readonly zones: number[];
  /** Architecture, such as `amd64`. */
  readonly architecture: string;
  /** How they are bought: `on-demand`, `spot`, `reserved` or `own`. */
  readonly purchase: string;
  /** Taints that the pool needs, as `key=value:effect`, so that only pods that can run there do. */
  readonly taints: string[];
}
