import { IConstruct } from 'constructs';
import { addEdge } from './connect';
import { EdgeKind } from './graph';
import { DriverManifest, SystemPeer } from './manifest';
import { NetworkPeer } from './network-peer';
import type { Operator } from './operator';
import { Platform } from './platform';
import type { Workload } from './workload';

/** Whose system edges are meant. */
export interface SystemEdgeScope {
  readonly scope: IConstruct;
  readonly manifest: DriverManifest;
  readonly operator?: Operator;
  /** The pods of one component; without it, only edges of the operator itself are added. */
  readonly instance?: Workload;
}

/** Adds to the graph the traffic that a product needs for itself, as its manifest declares it. */
export function addSystemEdges(of: SystemEdgeScope): void {
  const ends = [of.scope, ...ownersOf(of)];
  for (const edge of of.manifest.systemEdges ?? []) {
    const concernsInstance = edge.client === SystemPeer.INSTANCE || edge.server === SystemPeer.INSTANCE;
    const client = end(edge.client, of);
    const server = end(edge.server, of);
    if (concernsInstance === (of.instance !== undefined) && client !== undefined && server !== undefined) {
      addEdge({
        kind: EdgeKind.SYSTEM,
        from: client.peer,
        to: server.peer,
        fromWorkload: client.workload,
        toWorkload: server.workload,
        ports: edge.server === SystemPeer.API_SERVER ? Platform.of(of.scope).target.apiServerPorts : edge.ports,
        reason: edge.reason,
      }, ends);
    }
  }
}

/** Platforms below: the operator may be of one of them, and its policy is to let it reach what is made here. */
function ownersOf({ scope, operator }: SystemEdgeScope): Platform[] {
  const owners: Platform[] = [];
  for (let below = operator?.owned === false ? Platform.of(scope).foundation : undefined; below !== undefined; below = below.foundation) {
    owners.push(below);
  }
  return owners;
}

interface End {
  readonly peer: NetworkPeer;
  readonly workload?: Workload;
}

function end(who: SystemPeer, of: SystemEdgeScope): End | undefined {
  switch (who) {
    case SystemPeer.INSTANCE:
      return of.instance && { peer: of.instance.peer, workload: of.instance };
    case SystemPeer.OPERATOR:
      return of.operator && { peer: of.operator.peer, workload: of.operator.workload };
    case SystemPeer.API_SERVER:
      return { peer: NetworkPeer.addresses('the API server', Platform.of(of.scope).target.apiServerCidrs) };
    case SystemPeer.INTERNET:
      return { peer: NetworkPeer.anywhere('outside the cluster') };
    case SystemPeer.CLUSTER:
      return { peer: NetworkPeer.cluster() };
    case SystemPeer.DNS:
      return { peer: NetworkPeer.pods('kube-system', { 'k8s-app': 'kube-dns' }) };
  }
}
