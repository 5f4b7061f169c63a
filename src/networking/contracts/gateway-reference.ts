import { NetworkPeer, Workload } from '../../core';

/** A Gateway, by name: what answers an ACME challenge, or whose routes are read. */
export interface GatewayReference {
  /** Name of the Gateway. */
  readonly gatewayName: string;
  /** Namespace of the Gateway. */
  readonly namespaceName: string;
  /** Name of its plain HTTP listener. */
  readonly httpListener: string;
  /** Terraform addresses of what brings the Gateway API to the cluster; empty where it is there. */
  readonly addresses: string[];
  /** Its pods, as others' policies see them. */
  readonly peer: NetworkPeer;
  /** Its pods, where they are ours. @default - they are somebody else's */
  readonly workload?: Workload;
  /** Ports of its pods: HTTP first. */
  readonly podPorts: number[];
}

/** Hands out the platform's gateway, by name, when it is needed, and not before. */
export interface IGatewayReferenceProvider {
  /** The gateway; made with its default driver if there is none yet. */
  readonly gateway: GatewayReference;
}
