/** Where a fact was seen. */
export interface FactSource {
  /** Repository and file, or page, that states the fact. */
  readonly seenIn: string;
  /** The day it was seen, `YYYY-MM-DD`. */
  readonly date: string;
}

/** A permission, as a role grants it. */
export interface PermissionFacts {
  /** What may be done, such as `get`. */
  readonly verbs: string[];
  /** Resources, with their group where they have one: `secrets`, `deployments.apps`, `deployments.apps/scale`. */
  readonly resources: string[];
  /** Names of the objects; `{fullname}` stands for the value `fullnameOverride`, or the release's name. @default - all */
  readonly names?: string[];
}

/**
 * What a chart makes, with the driver's values: it decides which permissions
 * it takes to apply it.
 */
export interface ChartObjects {
  /** Resources in the namespace of the release, hooks included, such as `deployments.apps`. */
  readonly namespaced: string[];
  /** Objects of the whole cluster: their names, by resource; `{fullname}` stands for the value `fullnameOverride`, or the release's name. @default - none */
  readonly cluster?: { [resource: string]: string[] };
  /** What its cluster roles grant: nobody makes a role that grants more than they have. @default - nothing */
  readonly clusterGrants?: PermissionFacts[];
  /** What its roles grant in the namespace of the release. @default - nothing */
  readonly grants?: PermissionFacts[];
  /** Where that was seen. */
  readonly source: FactSource;
}

/** A Helm chart, pinned. */
export interface ChartFacts {
  /** Chart name. */
  readonly name: string;
  /** Where it is published: `https://…` (index) or `oci://…` (registry, without the chart name). */
  readonly repository: string;
  /** Chart version. */
  readonly version: string;
  /** Version of the product that this chart version installs. */
  readonly appVersion: string;
  /** SPDX licence of the chart itself. @default - the product's licence */
  readonly licence?: string;
  /** What it makes. @default - not known: `qtcloud describe --rbac` says that it cannot tell what applying it takes */
  readonly objects?: ChartObjects;
  /** Where name, repository and version were seen. */
  readonly source: FactSource;
}

/** What becomes of custom resource definitions when their release is removed. */
export enum CrdRetention {
  /** They stay, and every custom resource with them. */
  KEPT = 'kept',
  /** They go, and every custom resource with them. */
  DELETED = 'deleted',
}

/** Custom resource definitions that a chart brings. */
export interface CrdFacts {
  /** API group, such as `postgresql.cnpg.io`. */
  readonly group: string;
  /** Served version that this driver writes, such as `v1`. */
  readonly version: string;
  /** Kinds. */
  readonly kinds: string[];
  /** What an uninstall of the chart does to them. */
  readonly onUninstall: CrdRetention;
  /** True where Helm never upgrades them, because they are in the chart's `crds/` folder. @default false */
  readonly neverUpgraded?: boolean;
}

/** A Service that the product listens on. */
export interface ServiceFacts {
  /** Name pattern; `{name}` stands for the component's name. */
  readonly name: string;
  /** Port number. */
  readonly port: number;
  /** What is spoken there. */
  readonly purpose: string;
}

/** Who speaks on a system edge. */
export enum SystemPeer {
  /** Cluster DNS. */
  DNS = 'dns',
  /** The Kubernetes API server. */
  API_SERVER = 'api-server',
  /** The operator's pods. */
  OPERATOR = 'operator',
  /** The pods of the component, operator-made ones included. */
  INSTANCE = 'instance',
  /** Anything outside the cluster. */
  INTERNET = 'internet',
  /** Every pod of the cluster. */
  CLUSTER = 'cluster',
}

/** Traffic that the product itself needs, whoever uses it. */
export interface SystemEdgeFacts {
  /** Who opens the connection. */
  readonly client: SystemPeer;
  /** Who is connected to. */
  readonly server: SystemPeer;
  /** Ports. */
  readonly ports: number[];
  /** What for. */
  readonly reason: string;
  /** Where that is documented. */
  readonly source: FactSource;
}

/** What one instance asks for, and how many there are. */
export interface ResourceRequests {
  /** CPU, as a Kubernetes quantity. */
  readonly cpu: string;
  /** Memory, as a Kubernetes quantity. */
  readonly memory: string;
  /** Volume of each instance, as a Kubernetes quantity. @default - no volume */
  readonly storage?: string;
  /** Extended resources, such as `nvidia.com/gpu`, and how many of each. @default - none */
  readonly extended?: { [resource: string]: number };
  /** Number of instances. */
  readonly instances: number;
}

/** Requests for each size. */
export interface SizedRequests {
  /** For `Size.SMALL`. */
  readonly small: ResourceRequests;
  /** For `Size.MEDIUM`. */
  readonly medium: ResourceRequests;
  /** For `Size.LARGE`. */
  readonly large: ResourceRequests;
}

/** How a product takes sign-in by OpenID Connect. */
export enum OidcSupport {
  /** By its own settings. */
  NATIVE = 'native',
  /** Not by itself: the gateway asks for the login in front of it. */
  FRONT_DOOR = 'front-door',
  /** Nobody signs in to it. */
  NOT_APPLICABLE = 'not-applicable',
}

/** How a product's instances keep apart. */
export enum InstanceSpread {
  /** No two instances share a node; one that finds none waits. */
  REQUIRED = 'required',
  /** They take different nodes where there are any. */
  PREFERRED = 'preferred',
}

/** Pod Security Standard levels. */
export enum PodSecurityLevel {
  RESTRICTED = 'restricted',
  BASELINE = 'baseline',
  PRIVILEGED = 'privileged',
}

/** The strictest pod security level the product's pods pass, with our values. */
export interface PodSecurityFacts {
  /** Level. */
  readonly level: PodSecurityLevel;
  /** Why it is not `restricted`. @default - it is */
  readonly reason?: string;
}

/** How to ask whether what a driver made is ready. */
export interface ReadinessFacts {
  /** API version of the object asked, such as `apps/v1`. */
  readonly apiVersion: string;
  /** Its kind. */
  readonly kind: string;
  /** Its name; `{name}` stands for the component's name. */
  readonly name: string;
  /** Status condition that must be `True`. @default - the rollout must be complete (as `kubectl rollout status` decides) */
  readonly condition?: string;
}

/**
 * Everything the project knows of a product, once: tables, licence gate,
 * offline bundle, price, fit check, network policy and tests are derived.
 */
export interface DriverManifest {
  /** The driver's name: lower case, as users write it. */
  readonly product: string;
  /** The product's own spelling. */
  readonly title: string;
  /** The contract it fulfils, such as `data.RelationalDatabase`. */
  readonly contract: string;
  /** Version of the product. @default - not ours to know: it exists already */
  readonly version?: string;
  /** SPDX licence of the product. @default - not ours to know: it exists already */
  readonly licence?: string;
  /** Charts, the first being the product's own. @default - none */
  readonly charts?: ChartFacts[];
  /** Container images, with tags. @default - none */
  readonly images?: string[];
  /** Custom resource definitions that the charts bring. @default - none */
  readonly crds?: CrdFacts[];
  /** Services. @default - none */
  readonly services?: ServiceFacts[];
  /** Traffic it needs for itself. @default - none */
  readonly systemEdges?: SystemEdgeFacts[];
  /** Contracts it needs, such as `data.RelationalDatabase`. @default - none */
  readonly needs?: string[];
  /** Custom resource definitions of others that must exist first, as `kind.group`. @default - none */
  readonly requiredCrds?: string[];
  /** Requests of the operator or control plane, once per cluster. @default - none */
  readonly operatorRequests?: SizedRequests;
  /** Requests of each component made with it. @default - none in this cluster */
  readonly requests?: SizedRequests;
  /** How its instances keep apart, with our values. @default - they do not: several may share a node */
  readonly spread?: InstanceSpread;
  /** Sign-in. @default OidcSupport.NOT_APPLICABLE */
  readonly oidc?: OidcSupport;
  /** Pod security. @default - no pods of its own */
  readonly podSecurity?: PodSecurityFacts;
  /**
   * How its data is taken to another product of the same contract, in words and commands; `{name}` and `{namespace}`
   * stand for the component's own.
   * @default - it keeps no data that people would miss
   */
  readonly migration?: string;
  /** Readiness questions, all of which must be answered with yes. @default - nothing to ask: it exists already */
  readonly readiness?: ReadinessFacts[];
  /** Readiness questions of the operator or control plane, in its own namespace. @default - nothing to ask: there is none, or it has no pods */
  readonly operatorReadiness?: ReadinessFacts[];
  /** Where the rest of these facts was seen. */
  readonly sources: FactSource[];
}
