import { IConstruct } from 'constructs';
import { EdgeKind } from './graph';
import { NetworkPeer } from './network-peer';
import { Platform } from './platform';
import { StackModel } from './stack-model';
import { Target } from './target';
import type { Workload } from './workload';

/** Address of the API server, which pods know by number: kubelet puts it in here. Without it, programs that watch objects would ask the proxy for it. */
const API_SERVER = '$(KUBERNETES_SERVICE_HOST)';

/** Environment variables that lead traffic out of the cluster through the target's proxy; none where it has none. */
export function proxyVariables(target: Target): { name: string; value: string }[] {
  const { proxy } = target;
  if (proxy === undefined) {
    return [];
  }
  return [
    { name: 'HTTP_PROXY', value: proxy.http },
    { name: 'HTTPS_PROXY', value: proxy.https ?? proxy.http },
    { name: 'NO_PROXY', value: ['localhost', '127.0.0.1', '.svc', '.svc.cluster.local', API_SERVER, ...(proxy.noProxy ?? [])].join(',') },
  ];
}

const REASON = 'the proxy, through which it reaches hosts outside the cluster';
const USUAL_PORTS: Record<string, number | undefined> = { 'http:': 80, 'https:': 443 };

/** Lets pods that reach hosts outside the cluster by HTTP connect to the target's proxy, where it has one. */
export function allowProxy(scope: IConstruct, from: NetworkPeer, fromWorkload: Workload | undefined): void {
  const { graph } = StackModel.of(scope);
  const { proxy } = Platform.of(scope).target;
  if (proxy === undefined || (fromWorkload !== undefined && graph.from(fromWorkload).some(({ reason }) => reason === REASON))) {
    return;
  }
  for (const address of new Set([proxy.http, proxy.https ?? proxy.http])) {
    const { hostname, port, protocol } = new URL(address);
    graph.add({
      kind: EdgeKind.SYSTEM, from, fromWorkload, to: NetworkPeer.anywhere(hostname), ports: [port === '' ? USUAL_PORTS[protocol] ?? 443 : Number(port)], reason: REASON,
    });
  }
}
