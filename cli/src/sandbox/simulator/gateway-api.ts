import { KubernetesObject } from '../../kubernetes/kubernetes-object';
import { ClusterView, conditions } from './view';

const API = '/apis/gateway.networking.k8s.io/v1';
const FINALIZER = 'gateway-exists-finalizer.gateway.networking.k8s.io';

/** A listener of a Gateway. */
export interface Listener {
  readonly name: string;
  readonly port: number;
}

interface Parent {
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
}

/** What is common to the controllers of Gateways that are played: which objects are theirs, and what they say of them. */
export class GatewayController {
  /**
   * @param controller the name in the classes that are its own
   * @param accepted reason it gives for accepting a class
   */
  public constructor(private readonly controller: string, private readonly accepted: string) {}

  /** Accepts its own classes; gives the Gateways of these. A class in use is held back from deletion where the controller does that. */
  public async gateways(view: ClusterView, { holdsClasses }: { readonly holdsClasses: boolean }): Promise<KubernetesObject[]> {
    const classes = (await view.list(`${API}/gatewayclasses`)).filter((each) => (each.spec as { controllerName: string }).controllerName === this.controller);
    const names = classes.map((each) => each.metadata.name);
    const gateways = (await view.list(`${API}/gateways`)).filter((each) => names.includes(classOf(each)));
    for (const each of classes) {
      const isUsed = holdsClasses && gateways.some((gateway) => classOf(gateway) === each.metadata.name);
      await this.acceptClass(view, each, isUsed);
    }
    return gateways;
  }

  /** Says that a Gateway is served, once it has an address. */
  public async serve(view: ClusterView, gateway: KubernetesObject, address: string | undefined): Promise<void> {
    const routes = await view.list(`${API}/httproutes`);
    await view.setStatus(`${API}/gateways`, gateway, {
      addresses: address === undefined ? [] : [{ type: 'IPAddress', value: address }],
      conditions: conditions(gateway, { type: 'Accepted', reason: 'Accepted' }, { type: 'Programmed', status: address === undefined ? 'False' : 'True', reason: address === undefined ? 'AddressNotAssigned' : 'Programmed' }),
      listeners: listenersOf(gateway).map(({ name: listener }) => ({
        name: listener,
        attachedRoutes: routes.filter((route) => parents(route).some((parent) => refersTo(parent, route, gateway) && (parent.sectionName === undefined || parent.sectionName === listener))).length,
        supportedKinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
        conditions: conditions(gateway, { type: 'Programmed', reason: 'Programmed' }, { type: 'Accepted', reason: 'Accepted' }, { type: 'ResolvedRefs', reason: 'ResolvedRefs' }),
      })),
    });
  }

  /** Accepts the routes of these Gateways. */
  public async acceptRoutes(view: ClusterView, gateways: readonly KubernetesObject[]): Promise<void> {
    for (const route of await view.list(`${API}/httproutes`)) {
      const served = parents(route).filter((parent) => gateways.some((gateway) => refersTo(parent, route, gateway)));
      if (served.length > 0) {
        await view.setStatus(`${API}/httproutes`, route, {
          parents: served.map((parentRef) => ({
            parentRef, controllerName: this.controller, conditions: conditions(route, { type: 'Accepted', reason: 'Accepted' }, { type: 'ResolvedRefs', reason: 'ResolvedRefs' }),
          })),
        });
      }
    }
  }

  private async acceptClass(view: ClusterView, each: KubernetesObject, isHeld: boolean): Promise<void> {
    const { finalizers = [], resourceVersion, deletionTimestamp } = each.metadata as { finalizers?: string[]; resourceVersion?: string; deletionTimestamp?: string };
    if (isHeld !== finalizers.includes(FINALIZER) && (deletionTimestamp === undefined || !isHeld)) {
      const kept = finalizers.filter((other) => other !== FINALIZER);
      await view.merge(`${API}/gatewayclasses`, each, { metadata: { resourceVersion, finalizers: isHeld ? [...kept, FINALIZER] : kept } });
    } else {
      await view.setStatus(`${API}/gatewayclasses`, each, { conditions: conditions(each, { type: 'Accepted', reason: this.accepted }) });
    }
  }
}

/** Listeners of a Gateway. */
export function listenersOf(gateway: KubernetesObject): Listener[] {
  return (gateway.spec as { listeners: Listener[] }).listeners;
}

/** The address at which a Service is reached: the load balancer's, or that inside the cluster. */
export function addressOf(service: KubernetesObject | undefined): string | undefined {
  const { type, clusterIP } = (service?.spec ?? {}) as { type?: string; clusterIP?: string };
  const [ingress] = (service?.status as { loadBalancer?: { ingress?: { ip: string }[] } } | undefined)?.loadBalancer?.ingress ?? [];
  return ingress?.ip ?? (type === 'LoadBalancer' ? undefined : clusterIP);
}

function classOf(gateway: KubernetesObject): string {
  return (gateway.spec as { gatewayClassName: string }).gatewayClassName;
}

function parents(route: KubernetesObject): Parent[] {
  return (route.spec as { parentRefs?: Parent[] }).parentRefs ?? [];
}

function refersTo(parent: Parent, route: KubernetesObject, gateway: KubernetesObject): boolean {
  return parent.name === gateway.metadata.name && (parent.namespace ?? route.metadata.namespace) === gateway.metadata.namespace;
}
