/*
 * Plays Envoy Gateway. What it fakes, and nothing else:
 * - GatewayClasses of its controller are accepted, and held by the real finalizer while a Gateway uses them;
 * - of a Gateway: the data plane's Deployment and Service in the operator's namespace, with the operator's labels, their
 *   removal with the Gateway, and the status with the Service's address;
 * - HTTPRoutes and the operator's policies are accepted.
 * No request is answered. Conflicts between routes, and rights across namespaces, are not looked at.
 */
import { createHash } from 'node:crypto';
import { KubernetesObject } from '../../kubernetes/kubernetes-object';
import { addressOf, GatewayController, listenersOf } from './gateway-api';
import { Imitation } from './imitation';
import { CONTAINER_SECURITY, POD_SECURITY } from './restricted';
import { ClusterView, conditions, hasLabels } from './view';

const ENVOY = '/apis/gateway.envoyproxy.io/v1alpha1';
const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller';
const OPERATOR = { 'control-plane': 'envoy-gateway' };
/** Ports below 1024 are moved, so that Envoy needs no privilege. */
const PORT_SHIFT = 10_000;
const MANAGED = { 'app.kubernetes.io/managed-by': 'envoy-gateway', 'app.kubernetes.io/component': 'proxy', 'app.kubernetes.io/name': 'envoy' };

interface Infrastructure { readonly infrastructure?: { readonly parametersRef?: { readonly name: string } } }
interface ProxySettings {
  readonly envoyDeployment?: { readonly replicas?: number; readonly container?: { readonly image?: string; readonly resources?: object; readonly securityContext?: object }; readonly pod?: { readonly securityContext?: object } };
  readonly envoyService?: { readonly type?: string; readonly annotations?: object };
}

/** Plays Envoy Gateway. */
export class EnvoyGateway implements Imitation {
  public readonly name = 'envoy-gateway';
  private readonly controller = new GatewayController(CONTROLLER, 'Accepted');

  public async reconcile(view: ClusterView): Promise<void> {
    const operator = (await view.list('/api/v1/pods')).find((pod) => hasLabels(pod, OPERATOR));
    if (operator === undefined || !await view.runs(OPERATOR)) {
      return;
    }
    const gateways = await this.controller.gateways(view, { holdsClasses: true });
    for (const gateway of gateways) {
      await this.serve(view, gateway, operator.metadata.namespace ?? '');
    }
    await this.removeLeftovers(view, gateways);
    await this.controller.acceptRoutes(view, gateways);
    await this.acceptPolicies(view);
  }

  private async serve(view: ClusterView, gateway: KubernetesObject, namespace: string): Promise<void> {
    const settings = await this.settings(view, gateway);
    const name = dataPlaneName(gateway);
    const labels = { ...MANAGED, ...owner(gateway) };
    const ports = [...new Set(listenersOf(gateway).map((listener) => listener.port))];
    const podPort = (port: number) => (port < 1024 ? port + PORT_SHIFT : port);
    await view.create('/apis/apps/v1/deployments', deployment(name, namespace, labels, settings, ports.map(podPort)));
    await view.create('/api/v1/services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels, annotations: { ...settings.envoyService?.annotations } },
      spec: { type: settings.envoyService?.type ?? 'LoadBalancer', selector: labels, ports: ports.map((port) => ({ name: `port-${port}`, port, targetPort: podPort(port) })) },
    });
    await this.controller.serve(view, gateway, addressOf(await view.get('/api/v1/services', namespace, name)));
  }

  private async settings(view: ClusterView, gateway: KubernetesObject): Promise<ProxySettings> {
    const name = (gateway.spec as Infrastructure).infrastructure?.parametersRef?.name;
    const proxy = name === undefined ? undefined : await view.get(`${ENVOY}/envoyproxies`, gateway.metadata.namespace, name);
    return (proxy?.spec as { provider?: { kubernetes?: ProxySettings } } | undefined)?.provider?.kubernetes ?? {};
  }

  private async removeLeftovers(view: ClusterView, gateways: KubernetesObject[]): Promise<void> {
    for (const path of ['/apis/apps/v1/deployments', '/api/v1/services']) {
      for (const object of (await view.list(path)).filter((each) => hasLabels(each, MANAGED))) {
        if (!gateways.some((gateway) => hasLabels(object, owner(gateway)))) {
          await view.delete(path, object);
        }
      }
    }
  }

  private async acceptPolicies(view: ClusterView): Promise<void> {
    for (const kind of ['securitypolicies', 'backendtrafficpolicies', 'clienttrafficpolicies']) {
      for (const policy of await view.list(`${ENVOY}/${kind}`)) {
        const { targetRefs = [] } = policy.spec as { targetRefs?: { group: string; kind: string; name: string }[] };
        await view.setStatus(`${ENVOY}/${kind}`, policy, {
          ancestors: targetRefs.map(({ group, kind: target, name }) => ({
            ancestorRef: { group, kind: target, name, namespace: policy.metadata.namespace }, controllerName: CONTROLLER, conditions: conditions(policy, { type: 'Accepted', reason: 'Accepted' }),
          })),
        });
      }
    }
  }
}

function owner({ metadata }: KubernetesObject): Record<string, string> {
  return { 'gateway.envoyproxy.io/owning-gateway-name': metadata.name, 'gateway.envoyproxy.io/owning-gateway-namespace': metadata.namespace ?? '' };
}

function dataPlaneName({ metadata: { name, namespace } }: KubernetesObject): string {
  const key = `${namespace ?? ''}/${name}`;
  return `envoy-${key.replace('/', '-')}`.slice(0, 54) + `-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
}

function deployment(name: string, namespace: string, labels: Record<string, string>, { envoyDeployment }: ProxySettings, ports: number[]): KubernetesObject {
  const { replicas = 1, container, pod } = envoyDeployment ?? {};
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext: pod?.securityContext ?? {},
          containers: [
            { name: 'envoy', image: container?.image ?? 'docker.io/envoyproxy/envoy', resources: container?.resources ?? {}, securityContext: container?.securityContext ?? {}, ports: ports.map((port) => ({ containerPort: port })) },
            { name: 'shutdown-manager', image: 'docker.io/envoyproxy/gateway', securityContext: { ...CONTAINER_SECURITY, ...POD_SECURITY } },
          ],
        },
      },
    },
  };
}
