import type { NetworkPolicyV1SpecEgress, NetworkPolicyV1SpecIngress } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import type { Edge } from './graph';
import { NetworkPeer } from './network-peer';

/** What a network policy is made of. */
export interface NetworkEdges {
  readonly outgoing: readonly Edge[];
  readonly incoming: readonly Edge[];
}

/** Told to those who judge the manifests alone: charts and operators make most of the pods that policies are about, and no manifest shows them. */
export const POLICY_ANNOTATIONS: Readonly<Record<string, string>> = { 'kube-score/ignore': 'networkpolicy-targets-pod' };

/** Port of cluster DNS. */
export const DNS_PORT = 53;

/** The rules of a network policy, sorted, each once, whatever the order of the edges. */
export function networkRules(edges: NetworkEdges): { egress: NetworkPolicyV1SpecEgress[]; ingress: NetworkPolicyV1SpecIngress[] } {
  const egress = merge(edges.outgoing.map((edge) => ({ peer: edge.to, ports: edge.ports })));
  const ingress = merge(edges.incoming.map((edge) => ({ peer: edge.from, ports: edge.ports })));
  return {
    egress: egress.map((rule) => ({ to: rule.peers, ports: rule.ports })),
    ingress: ingress.map((rule) => ({ from: rule.peers, ports: rule.ports })),
  };
}

interface End {
  readonly peer: NetworkPeer;
  readonly ports: readonly number[];
}

interface PolicyPeer {
  readonly ipBlock?: { cidr: string };
  readonly namespaceSelector?: { matchLabels: Record<string, string> };
  readonly podSelector?: { matchLabels: Record<string, string> };
}

interface Rule {
  readonly peers: PolicyPeer[];
  readonly ports: { port: string; protocol: string }[];
}

function merge(ends: readonly End[]): Rule[] {
  const byPeer = new Map<string, { peer: NetworkPeer; ports: Set<number> }>();
  for (const { peer, ports } of ends) {
    if (ports.length > 0) {
      const key = JSON.stringify(policyPeers(peer));
      const known = byPeer.get(key) ?? { peer, ports: new Set<number>() };
      ports.forEach((port) => known.ports.add(port));
      byPeer.set(key, known);
    }
  }
  return [...byPeer.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { peer, ports }]) => ({ peers: policyPeers(peer), ports: policyPorts(ports) }));
}

function policyPeers(peer: NetworkPeer): PolicyPeer[] {
  if (peer.cidrs.length > 0) {
    return [...peer.cidrs].sort().map((cidr) => ({ ipBlock: { cidr } }));
  }
  const pods = Object.keys(peer.labels).length > 0 ? { podSelector: { matchLabels: peer.labels } } : {};
  const names: Record<string, string> = peer.namespaceName === undefined ? {} : { 'kubernetes.io/metadata.name': peer.namespaceName };
  return [{ namespaceSelector: { matchLabels: names }, ...pods }];
}

function policyPorts(ports: ReadonlySet<number>): { port: string; protocol: string }[] {
  return [...ports]
    .sort((a, b) => a - b)
    .flatMap((port) => (port === DNS_PORT ? ['TCP', 'UDP'] : ['TCP']).map((protocol) => ({ port: String(port), protocol })));
}
