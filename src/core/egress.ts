import type { Component } from './component';
import { EgressOptions } from './egress-options';
import { ValidationError } from './errors';
import { EdgeKind } from './graph';
import { NetworkPeer } from './network-peer';
import { allowProxy } from './proxy';
import { StackModel } from './stack-model';
import { Workload } from './workload';

/** Lets a component connect to a host outside the cluster. */
export function allowEgress(component: Component, workload: Workload | undefined, host: string, options: EgressOptions): void {
  const { ports = [443], addresses } = options;
  if (workload === undefined) {
    throw ValidationError.at(component, `it has no pods in this cluster, so that nothing keeps it from ${host}. Take allowEgress out.`);
  }
  if (/\/|^[^:]+:\d+$/.test(host)) {
    throw ValidationError.at(component, `"${host}" is not a host. Write it without scheme, port and path, such as api.example.org, and its ports as ports.`);
  }
  if (ports.length === 0 || ports.some((port) => !Number.isInteger(port) || port < 1 || port > 65535)) {
    throw ValidationError.at(component, `the ports ${JSON.stringify(ports)} of ${host} cannot be used. Write whole numbers from 1 to 65535.`);
  }
  for (const address of addresses ?? []) {
    if (!/^[0-9a-fA-F.:]+\/\d{1,3}$/.test(address)) {
      throw ValidationError.at(component, `"${address}" is not an address block. Write it with its length, such as 198.51.100.7/32.`);
    }
  }
  StackModel.of(component).graph.add({
    kind: EdgeKind.EGRESS,
    fromComponent: component.node.path,
    from: workload.peer,
    fromWorkload: workload,
    to: addresses === undefined ? NetworkPeer.anywhere(host) : NetworkPeer.addresses(host, addresses),
    ports: [...ports].sort((a, b) => a - b),
    reason: `${component.componentName} reaches ${host}`,
  });
  allowProxy(component, workload.peer, workload);
}
