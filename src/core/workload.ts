import { Construct } from 'constructs';
import { Resource } from './engine/resource';
import { RESOURCE_TYPES } from './engine/resource-types';
import { componentLabels } from './labels';
import { NetworkPeer } from './network-peer';
import { networkRules, POLICY_ANNOTATIONS } from './network-rules';
import { shorten } from './naming';
import { Platform } from './platform';
import { StackModel } from './stack-model';

/** Props of `Workload`. */
export interface WorkloadProps {
  /** Name of the network policy: the component's. */
  readonly name: string;
  /** Namespace of the pods. */
  readonly namespaceName: string;
  /** Labels that select the pods, operator-made ones included. */
  readonly labels: { [key: string]: string };
}

/**
 * Pods, wherever they come from, and the network policy around them: closed,
 * but for the edges of the graph that begin or end here.
 */
export class Workload extends Construct {
  /** The pods, as others' policies see them. */
  public readonly peer: NetworkPeer;
  /** Namespace of the pods. */
  public readonly namespaceName: string;
  /** Labels that select the pods. */
  public readonly labels: { [key: string]: string };

  public constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    this.namespaceName = props.namespaceName;
    this.labels = { ...props.labels };
    this.peer = NetworkPeer.pods(props.namespaceName, this.labels);
    const { graph } = StackModel.of(this);
    const platform = Platform.of(this);
    new Resource(this, 'network-policy', RESOURCE_TYPES.networkPolicy, () => ({
      metadata: {
        name: shorten(props.name),
        namespace: props.namespaceName,
        labels: componentLabels(props.name, platform.platformName),
        annotations: POLICY_ANNOTATIONS,
      },
      spec: {
        podSelector: { matchLabels: this.labels },
        policyTypes: ['Egress', 'Ingress'],
        ...networkRules({
          outgoing: graph.from(this),
          incoming: graph.to(this),
        }),
      },
    }), { dependsOn: () => StackModel.of(this).namespaceAddress(this, props.namespaceName) });
  }
}
