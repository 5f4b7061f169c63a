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
  readonly instances: number;
  readonly cpu: string;
  readonly memory: string;
  readonly storage?: string;
}

/** One question that tells whether a component is ready. */
export interface ReadinessDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaceName: string;
  readonly name: string;
  readonly condition?: string;
}

/** One component. */
export interface ComponentDocument {
  readonly path: string;
  readonly type: string;
  readonly name: string;
  readonly namespaceName: string;
  readonly contract?: string;
  readonly driver?: DriverDocument;
  readonly capabilities?: string[];
  readonly endpoints: EndpointDocument[];
  readonly footprint?: FootprintDocument;
  readonly readiness: ReadinessDocument[];
  readonly images?: string[];
  /** What the user asked of it, for reviews: groups of a login, backup, point in time recovery. */
  readonly demands?: { [key: string]: any };
  /** What a user should know of this choice. */
  readonly notes?: string[];
}
