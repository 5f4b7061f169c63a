/** Version of the form of `platform.json`. It rises when a reader of the old form would misread the new one. */
export const PLATFORM_SCHEMA_VERSION = 1;

/** A product behind a component. */
export interface DriverDocument {
  /** Driver name. */
  readonly product: string;
  /** The product's own spelling. */
  readonly title: string;
  /** Version of the product. */
  readonly version?: string;
  /** SPDX licence of the product. */
  readonly licence?: string;
}

/** Where a component is reached. */
export interface EndpointDocument {
  /** What is reached there. */
  readonly purpose: string;
  /** Address, with its scheme. */
  readonly url: string;
  /** True where it can be reached from outside the cluster. */
  readonly external: boolean;
}

/** What a component asks of the nodes. */
export interface FootprintDocument {
  /** Number of instances. */
  readonly instances: number;
  /** CPU requested by each, as a Kubernetes quantity. */
  readonly cpu: string;
  /** Memory requested by each, as a Kubernetes quantity. */
  readonly memory: string;
  /** Volume of each, as a Kubernetes quantity. @default - no volume */
  readonly storage?: string;
  /** Extended resources, such as `nvidia.com/gpu`, of each instance. */
  readonly extended?: { [resource: string]: number };
}

/** One question that tells whether a component is ready. */
export interface ReadinessDocument {
  /** API version of the object asked. */
  readonly apiVersion: string;
  /** Its kind. */
  readonly kind: string;
  /** Its namespace. */
  readonly namespaceName: string;
  /** Its name. */
  readonly name: string;
  /** Status condition that must be `True`. @default - its rollout must be complete */
  readonly condition?: string;
}

/** One component. */
export interface ComponentDocument {
  /** Construct path. */
  readonly path: string;
  /** Class. */
  readonly type: string;
  /** Name on the cluster. */
  readonly name: string;
  /** Namespace. */
  readonly namespaceName: string;
  /** Contract it fulfils. @default - none: it runs the user's own image */
  readonly contract?: string;
  /** Product behind it. @default - Kubernetes itself */
  readonly driver?: DriverDocument;
  /** What the driver can do beside the mandatory, sorted. @default - none */
  readonly capabilities?: string[];
  /** Where it is reached. */
  readonly endpoints: EndpointDocument[];
  /** What it asks of the nodes. @default - nothing in this cluster */
  readonly footprint?: FootprintDocument;
  /** Questions that tell whether it is ready. */
  readonly readiness: ReadinessDocument[];
  /** Container images. @default - none */
  readonly images?: string[];
  /** What the user asked of it, for reviews: groups of a login, backup, point-in-time recovery. @default - nothing special */
  readonly demands?: { [key: string]: unknown };
  /** What a user should know of this choice. @default - nothing */
  readonly notes?: string[];
}
