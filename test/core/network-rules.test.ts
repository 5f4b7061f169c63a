import { fc } from '../support/properties';
import { Edge, EdgeKind, Graph } from '../../src/core/graph';
import { NetworkPeer } from '../../src/core/network-peer';
import { networkRules } from '../../src/core/network-rules';

const peers = [NetworkPeer.pods('data', { app: 'orders' }), NetworkPeer.pods('web'), NetworkPeer.addresses('db', ['10.2.0.0/16', '10.1.0.0/16']), NetworkPeer.anywhere('outside'), NetworkPeer.cluster()];
const edge = fc.record({ from: fc.constantFrom(...peers), to: fc.constantFrom(...peers), ports: fc.uniqueArray(fc.constantFrom(53, 80, 443, 5432), { maxLength: 3 }), reason: fc.constantFrom('a', 'b') })
  .map((one): Edge => ({ kind: EdgeKind.BINDING, ...one }));
const edges = fc.array(edge, { maxLength: 8 });
const shuffled = edges.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));

test('rules do not depend on the order of the edges', () => {
  fc.assert(fc.property(shuffled, ([one, other]) => {
    expect(networkRules({ outgoing: one, incoming: other })).toStrictEqual(networkRules({ outgoing: other, incoming: one }));
  }));
});

test("the graph's edges come in one order, whatever the order of statements", () => {
  fc.assert(fc.property(shuffled, ([one, other]) => {
    const [first, second] = [one, other].map((all) => {
      const graph = new Graph();
      all.forEach((each) => graph.add(each));
      return graph.edges;
    });
    expect(first).toStrictEqual(second);
  }));
});

test('every edge has its rule, and each peer and port stands once', () => {
  fc.assert(fc.property(edges, (outgoing) => {
    const { egress } = networkRules({ outgoing, incoming: [] });
    const rules = egress.map(({ to, ports }) => JSON.stringify([to, ports]));
    expect(new Set(rules).size).toBe(rules.length);
    expect(new Set(egress.map(({ to }) => JSON.stringify(to))).size).toBe(egress.length);
  }));
});

test('an edge without ports opens nothing', () => {
  const nothing: Edge = { kind: EdgeKind.SYSTEM, from: peers[0], to: peers[1], ports: [], reason: 'x' };
  expect(networkRules({ outgoing: [nothing], incoming: [nothing] })).toStrictEqual({ egress: [], ingress: [] });
});

test('DNS is opened for UDP and TCP, everything else for TCP', () => {
  const { egress } = networkRules({ outgoing: [{ kind: EdgeKind.SYSTEM, from: peers[0], to: peers[1], ports: [53, 80], reason: 'x' }], incoming: [] });
  expect(egress[0].ports).toStrictEqual([{ port: '53', protocol: 'TCP' }, { port: '53', protocol: 'UDP' }, { port: '80', protocol: 'TCP' }]);
});

test('addresses are one block each, pods are their namespace and labels', () => {
  const edgeTo = (to: NetworkPeer): Edge => ({ kind: EdgeKind.BINDING, from: peers[1], to, ports: [5432], reason: 'x' });
  const targets = (to: NetworkPeer) => networkRules({ outgoing: [edgeTo(to)], incoming: [] }).egress[0].to;
  expect(targets(peers[2])).toStrictEqual([{ ipBlock: { cidr: '10.1.0.0/16' } }, { ipBlock: { cidr: '10.2.0.0/16' } }]);
  expect(targets(peers[0])).toStrictEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } }, podSelector: { matchLabels: { app: 'orders' } } }]);
  expect(targets(peers[4])).toStrictEqual([{ namespaceSelector: { matchLabels: {} } }]);
});
