import { stableJson } from '../../core/stable-json';
import { Check, demand, demandNone } from '../check';
import { ConformanceSubject } from '../conformance-subject';
import { Json, listAt, objectAt, textAt } from '../json';
import { stage } from '../stage';
import { policyOf } from './binding-checks';

/** Closed means closed. */
export function networkChecks(subject: ConformanceSubject): Check[] {
  const { manifest } = subject.driver;
  return [
    new Check('its pods have a network policy for both directions', () => {
      const { made, template } = stage((stack) => subject.make(stack, 'orders').workload);
      demand(made !== undefined || manifest.requests === undefined, 'the manifest has requests for each component, and provision reported no workload');
      if (made !== undefined) {
        const types = listAt(policyOf(template, made.labels, made.namespaceName), 'spec', 'policy_types');
        demand(types.includes('Egress') && types.includes('Ingress'), `policyTypes is ${types.join(', ')}`);
      }
    }),
    new Check('every namespace that it makes is closed by default', () => {
      const { template } = stage((stack) => subject.make(stack, 'orders'));
      const namespaces = Object.values(template.resources('kubernetes_namespace_v1')).map((namespace) => textAt(namespace, 'metadata', 'name'));
      const closed = template.networkPolicies.filter((policy) => Object.keys((policy.spec as { pod_selector: object }).pod_selector).length === 0)
        .map((policy) => textAt(policy, 'metadata', 'namespace'));
      demandNone(namespaces.filter((name) => !closed.includes(name)), 'without a policy that selects every pod');
    }),
    new Check('what it connects to by itself is a system edge of its manifest, or an edge of the graph', () => {
      const capabilities = subject.capabilities.filter((capability) => subject.askable.includes(capability));
      const { template } = stage((stack) => subject.make(stack, 'orders', { capabilities }));
      demandNone(template.objectsOfKind('NetworkPolicy').map((policy) => textAt(policy, 'metadata', 'name')), 'policies of its own, beside the graph');
      const edges = listAt(template.platform, 'edges').map((edge) => ({ client: objectAt(edge, 'client'), server: objectAt(edge, 'server'), ports: listAt(edge, 'ports').map(String) }));
      demandNone(template.networkPolicies.flatMap((policy) => waysIn(policy)
        .filter(({ client, server, port }) => !edges.some((edge) => isSamePeer(edge.client, client) && isSamePeer(edge.server, server) && edge.ports.includes(port)))
        .map(({ client, server, port }) => `${textAt(policy, 'metadata', 'name')}: ${stableJson(client)} to ${stableJson(server)} on ${port}`)), 'ways that a policy opens and no edge tells of');
    }),
  ];
}

/** Pods by namespace and labels, or addresses. */
interface Peer {
  readonly namespaceName?: string;
  readonly labels?: Json;
  readonly addresses?: string[];
}

/** One way that a policy opens; the port is empty where it opens all. */
interface Way {
  readonly client: Peer;
  readonly server: Peer;
  readonly port: string;
}

/** Every way that a policy opens, in either direction. */
function waysIn(policy: unknown): Way[] {
  const own: Peer = { namespaceName: textAt(policy, 'metadata', 'namespace'), labels: objectAt(policy, 'spec', 'pod_selector', 'match_labels') };
  const ways = (direction: 'egress' | 'ingress', end: 'to' | 'from'): Way[] => listAt(policy, 'spec', direction).flatMap((rule) => {
    const peers = listAt(rule, end).map(peerOf);
    const ports = listAt(rule, 'ports').map((port) => textAt(port, 'port'));
    return (peers.length === 0 ? [{}] : peers).flatMap((peer) => (ports.length === 0 ? [''] : ports).map((port) => (end === 'to' ? { client: own, server: peer, port } : { client: peer, server: own, port })));
  });
  return [...ways('egress', 'to'), ...ways('ingress', 'from')];
}

function peerOf(peer: unknown): Peer {
  const cidr = textAt(peer, 'ip_block', 'cidr');
  const namespaceName = textAt(peer, 'namespace_selector', 'match_labels', 'kubernetes.io/metadata.name');
  return cidr === '' ? { ...(namespaceName === '' ? {} : { namespaceName }), labels: objectAt(peer, 'pod_selector', 'match_labels') } : { addresses: [cidr] };
}

/** Whether an end of an edge is what a policy names: all of the labels, and the addresses among those of the edge. */
function isSamePeer(edge: Json, peer: Peer): boolean {
  const addresses = listAt(edge, 'addresses');
  return peer.addresses === undefined
    ? addresses.length === 0 && (textAt(edge, 'namespaceName') || undefined) === peer.namespaceName && stableJson(objectAt(edge, 'labels')) === stableJson(peer.labels ?? {})
    : peer.addresses.every((address) => addresses.includes(address));
}
