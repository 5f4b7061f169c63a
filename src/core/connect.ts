import { IConstruct } from 'constructs';
import { IBindable, IConsumer, ServiceBinding } from './binding';
import { stackOf } from './engine/stack';
import { describeConstruct, ValidationError } from './errors';
import { Edge, EdgeKind, Graph } from './graph';
import { Platform } from './platform';
import { StackModel } from './stack-model';

/**
 * Has a provider bound, and records what follows for the network: the
 * consumer's way to the provider, and the provider's way back where its
 * protocol calls back.
 *
 * @param component path of the component that the consumer stands for
 */
export function connect(consumer: IConsumer, provider: IBindable, component: string = consumer.node.path): ServiceBinding {
  checkSameCluster(consumer, provider);
  const binding = provider.bindTo(consumer);
  const ends = [consumer, provider];
  addEdge({
    kind: EdgeKind.BINDING,
    fromComponent: component,
    toComponent: provider.node.path,
    from: consumer.workload.peer,
    to: binding.peer,
    fromWorkload: consumer.workload,
    toWorkload: binding.workload,
    ports: binding.ports,
    reason: `${consumer.componentName} uses ${provider.componentName}`,
  }, ends);
  if (binding.callbackPorts !== undefined) {
    addEdge({
      kind: EdgeKind.BINDING,
      fromComponent: provider.node.path,
      toComponent: component,
      from: binding.peer,
      to: consumer.workload.peer,
      fromWorkload: binding.workload,
      toWorkload: consumer.workload,
      ports: binding.callbackPorts,
      reason: `${provider.componentName} calls ${consumer.componentName} back`,
    }, ends);
  }
  if (stackOf(consumer) === stackOf(provider)) {
    return binding;
  }
  stackOf(consumer).addDependency(stackOf(provider));
  return { ...binding, ready: undefined };
}

/** Names, Secrets and network policies of one cluster mean nothing on another. */
function checkSameCluster(consumer: IConsumer, provider: IBindable): void {
  const [here, there] = [consumer, provider].map((end) => Platform.of(end));
  if (bottomOf(here) !== bottomOf(there)) {
    throw ValidationError.at(consumer, `"${provider.componentName}" belongs to ${describeConstruct(there)}, which is not known to be on the same cluster. Where it is, declare it: foundation of ${describeConstruct(here)}; otherwise use an external driver with the address it is reached under.`);
  }
}

function bottomOf(platform: Platform): Platform {
  return platform.foundation === undefined ? platform : bottomOf(platform.foundation);
}

/** Records an edge in the stacks of everything it concerns: the policies at both ends are to know of it. */
export function addEdge(edge: Edge, ends: readonly IConstruct[]): void {
  const graphs = new Set<Graph>(ends.map((end) => StackModel.of(end).graph));
  graphs.forEach((graph) => graph.add(edge));
}

/** Terraform addresses to wait for before what is bound can be used. */
export function readyOf(binding: ServiceBinding): string[] {
  return binding.ready === undefined ? [] : [binding.ready];
}

/** Addresses of `there` that something `here` may wait for: another stack's mean nothing here, and that stack comes first as a whole. */
export function addressesHere(here: IConstruct, there: IConstruct, addresses: readonly string[]): string[] {
  return stackOf(here) === stackOf(there) ? [...addresses] : [];
}
