import { ChartObjects, CrdFacts } from './manifest';
import { LockedThing } from './locked-thing';

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
  /** How data is taken from it to another product. @default - it keeps none of its own */
  readonly migration?: string;
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

/** Pods of one kind. */
export interface PodGroupDocument {
  /** Name of what runs them. */
  readonly name: string;
  /** Number of pods. */
  readonly instances: number;
  /** CPU requested by each, as a Kubernetes quantity. */
  readonly cpu: string;
  /** Memory requested by each, as a Kubernetes quantity. */
  readonly memory: string;
  /** Volume of each, as a Kubernetes quantity. @default - no volume */
  readonly storage?: string;
  /** Extended resources, such as `nvidia.com/gpu`, of each pod. @default - none */
  readonly extended?: { [resource: string]: number };
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
  /** Most instances that its autoscaler makes. @default - the number is fixed */
  readonly maximumInstances?: number;
  /** How instances keep apart: `required`, never two of a kind on one node; `preferred`, where there are nodes. @default - several may share a node */
  readonly spread?: string;
  /** Its pods, kind by kind, which together ask for more or less than the instances do. @default - each instance is one pod */
  readonly podGroups?: PodGroupDocument[];
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
  /** Custom resource definitions that its own release brings. @default - none: an operator's are the operator's */
  readonly crds?: CrdFacts[];
  /** What the user asked of it, for reviews: groups of a login, backup, point-in-time recovery. @default - nothing special */
  readonly demands?: { [key: string]: unknown };
  /** What a user should know of this choice. @default - nothing */
  readonly notes?: string[];
}

/** One platform: what the user chose for everything below it. */
export interface PlatformChoiceDocument {
  /** Construct path. */
  readonly path: string;
  /** Name, which labels and namespaces carry. */
  readonly name: string;
  /** Kind of cluster, such as `k3s`. */
  readonly target: string;
  /** What has to be true of the cluster, in words. */
  readonly notes: string[];
  /** Domain under which hosts are made. @default - none */
  readonly domain?: string;
  /** How large components are made. */
  readonly size: string;
  /** Storage class of volumes. @default - the cluster's default one */
  readonly storageClass?: string;
  /** Path of the platform that owns cluster-wide things. @default - this one */
  readonly foundation?: string;
}

/** One operator, or another product of which a cluster has one. */
export interface OperatorDocument {
  /** Construct path. */
  readonly path: string;
  /** Name, such as `cloudnative-pg`. */
  readonly name: string;
  /** The product's own spelling. */
  readonly title: string;
  /** Version of the product. */
  readonly version?: string;
  /** SPDX licence of the product. */
  readonly licence?: string;
  /** Namespace of its pods. */
  readonly namespaceName: string;
  /** True where this stack installs it. */
  readonly owned: boolean;
  /** Container images. */
  readonly images?: string[];
  /** What it asks of the nodes. @default - nothing of this stack's */
  readonly footprint?: FootprintDocument;
  /** Custom resource definitions that it brings. */
  readonly crds?: CrdFacts[];
  /** Questions that tell whether it is ready. @default - none: it is somebody else's, or has no pods */
  readonly readiness?: ReadinessDocument[];
}

/** A chart, as it is installed. */
export interface ChartDocument {
  /** Chart name. */
  readonly name: string;
  /** Where it is published. */
  readonly repository: string;
  /** Chart version. */
  readonly version: string;
  /** Version of the product that it installs. */
  readonly appVersion: string;
  /** What it makes. @default - not known */
  readonly objects?: ChartObjects;
}

/** One Helm release. */
export interface ReleaseDocument {
  /** Construct path. */
  readonly path: string;
  /** Terraform address. */
  readonly address: string;
  /** Name of the release. */
  readonly name: string;
  /** Namespace of the release. */
  readonly namespaceName: string;
  /** Chart. @default - the local chart that carries custom resources */
  readonly chart?: ChartDocument;
}

/** One end of a connection, as the network sees it. */
export interface PeerDocument {
  /** Path of the component or operator whose pods they are. @default - addresses, pods that no stack of ours owns, or those of a whole namespace */
  readonly path?: string;
  /** Namespace of the pods. @default - addresses, or every namespace */
  readonly namespaceName?: string;
  /** Labels of the pods. @default - every pod of the namespace */
  readonly labels?: { [key: string]: string };
  /** Address blocks. @default - pods */
  readonly addresses?: string[];
}

/** One connection. */
export interface EdgeDocument {
  /** Why: `binding`, `exposure`, `login` or `system`. */
  readonly kind: string;
  /** Path of the component that connects, or what it is in words. */
  readonly from: string;
  /** Path of the component that is connected to, or what it is in words. */
  readonly to: string;
  /** Who opens the connection. */
  readonly client: PeerDocument;
  /** Who takes it. */
  readonly server: PeerDocument;
  /** TCP ports; 53, that of DNS, over UDP, too. */
  readonly ports: number[];
  /** What for. */
  readonly reason: string;
  /** True where the port is open to any address, because the addresses are not known. */
  readonly open?: boolean;
}

/** The Terraform resources of the stack. */
export interface ResourcesDocument {
  /** How many there are. */
  readonly count: number;
  /** Addresses in waves: each waits only for earlier ones. */
  readonly waves: string[][];
}

/** `platform.json`: everything synth knows of a stack. */
export interface PlatformDocument {
  /** Version of this form. */
  readonly schemaVersion: number;
  /** Id of the stack. */
  readonly stack: string;
  /** Platforms, by path. */
  readonly platforms: PlatformChoiceDocument[];
  /** Components, by path. */
  readonly components: ComponentDocument[];
  /** Operators, by path. */
  readonly operators: OperatorDocument[];
  /** Helm releases, by path. */
  readonly releases: ReleaseDocument[];
  /** Connections. */
  readonly edges: EdgeDocument[];
  /** Terraform resources. */
  readonly resources: ResourcesDocument;
  /** What the lock file should remember of this stack, by construct path. */
  readonly locked: { [path: string]: LockedThing };
}
