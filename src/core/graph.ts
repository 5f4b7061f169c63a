import { IConstruct } from 'constructs';
import { NetworkPeer } from './network-peer';
import { stableJson } from './stable-json';
import { Workload } from './workload';

/** Why two things are connected. */
export enum EdgeKind {
  /** A consumer uses a provider. */
  BINDING = 'binding',
  /** A gateway passes requests on to a component. */
  EXPOSURE = 'exposure',
  /** A component asks an identity provider for sign-in. */
  LOGIN = 'login',
  /** A component reaches something outside the cluster that is not a component. */
  EGRESS = 'egress',
  /** The product itself needs it; declared in its manifest with a source. */
  SYSTEM = 'system',
}

/** One connection: network policy, apply order, `platform.json`, price and diagram read it. */
export interface Edge {
  /** Why. */
  readonly kind: EdgeKind;
  /** Path of the component that opens the connection. @default - traffic of the product itself */
  readonly fromComponent?: string;
  /** Path of the component that is connected to. @default - not a component of ours */
  readonly toComponent?: string;
  /** Pods, where the consumer's are ours. */
  readonly fromWorkload?: Workload;
  /** Pods, where the provider's are ours. */
  readonly toWorkload?: Workload;
  /** Who connects. */
  readonly from: NetworkPeer;
  /** Where to. */
  readonly to: NetworkPeer;
  /** TCP ports; for DNS also UDP. Empty where nothing is opened on the network. */
  readonly ports: number[];
  /** What for, in words. */
  readonly reason: string;
}

/**
 * All connections of one stack.
 *
 * @internal
 */
export class Graph {
  private readonly all: Edge[] = [];
  private readonly outgoing = new Map<IConstruct | string, Edge[]>();
  private readonly incoming = new Map<IConstruct | string, Edge[]>();

  public add(edge: Edge): void {
    this.all.push(edge);
    append(this.outgoing, edge.fromWorkload ?? peerKey(edge.from), edge);
    append(this.incoming, edge.toWorkload ?? peerKey(edge.to), edge);
  }

  public from(workload: Workload): readonly Edge[] {
    return edgesOf(this.outgoing, workload);
  }

  public to(workload: Workload): readonly Edge[] {
    return edgesOf(this.incoming, workload);
  }

  /** Every edge, in an order that does not depend on the order of statements. */
  public get edges(): Edge[] {
    return [...this.all].sort((a, b) => (edgeKey(a) < edgeKey(b) ? -1 : 1));
  }
}

/** What tells two edges apart: those of two components may read the same, and are between other pods. */
function edgeKey(edge: Edge): string {
  return [edge.kind, edge.fromComponent, edge.toComponent, edge.from.description, edge.to.description, edge.ports.join(','), edge.reason, peerKey(edge.from), peerKey(edge.to)].join('|');
}

/** Another stack knows pods of this one by namespace and labels only. */
function peerKey({ namespaceName, labels }: NetworkPeer): string {
  return stableJson([namespaceName, labels]);
}

function edgesOf(index: ReadonlyMap<IConstruct | string, Edge[]>, workload: Workload): Edge[] {
  return [...index.get(workload) ?? [], ...index.get(peerKey(workload.peer)) ?? []];
}

function append(index: Map<IConstruct | string, Edge[]>, key: IConstruct | string, edge: Edge): void {
  const list = index.get(key);
  if (list === undefined) {
    index.set(key, [edge]);
  } else {
    list.push(edge);
  }
}
