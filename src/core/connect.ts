import { IBindable, IConsumer, ServiceBinding } from './binding';
import { EdgeKind } from './graph';
import { StackModel } from './stack-model';

/**
 * Has a provider bound, and records what follows for the network: the
 * consumer's way to the provider, and the provider's way back where its
 * protocol calls back.
 *
 * @param component path of the component that the consumer stands for
 */
export function connect(consumer: IConsumer, provider: IBindable, component: string = consumer.node.path): ServiceBinding {
  const binding = provider.bindTo(consumer);
  const { graph } = StackModel.of(consumer);
  graph.add({
    kind: EdgeKind.BINDING,
    fromComponent: component,
    toComponent: provider.node.path,
    from: consumer.workload.peer,
    to: binding.peer,
    fromWorkload: consumer.workload,
    toWorkload: binding.workload,
    ports: binding.ports,
    reason: `${consumer.componentName} uses ${provider.componentName}`,
  });
  if (binding.callbackPorts !== undefined) {
    graph.add({
      kind: EdgeKind.BINDING,
      fromComponent: provider.node.path,
      toComponent: component,
      from: binding.peer,
      to: consumer.workload.peer,
      fromWorkload: binding.workload,
      toWorkload: consumer.workload,
      ports: binding.callbackPorts,
      reason: `${provider.componentName} calls ${consumer.componentName} back`,
    });
  }
  return binding;
}
