import { GatewayPlan, GatewayOutcome, GatewayRoute } from './gateway';

/** API version of Gateways and routes. */
const API_VERSION = 'gateway.networking.k8s.io/v1';

/** Options of `GatewayApi.gateway`. */
export interface GatewayObjectOptions {
  /** The GatewayClass. */
  readonly className: string;
  /** Settings of the product for this one Gateway: `group`, `kind` and `name` of an object in its namespace. @default - none */
  readonly parametersRef?: { [key: string]: string };
}

/** Options of `GatewayApi.httpRoute`. */
export interface RouteObjectOptions {
  /** Filters of the rule that leads to the Service. @default - none */
  readonly filters?: { [key: string]: unknown }[];
  /** Rules before it, such as one that leads a login's path elsewhere. @default - none */
  readonly rules?: { [key: string]: unknown }[];
}

/**
 * Objects of the Gateway API, the same for every product that implements it:
 * what a driver returns, but for its own additions.
 *
 * Protocol: Gateway API v1, standard channel.
 */
export class GatewayApi {
  /** Name of the listener that takes plain HTTP, and redirects. */
  public static readonly HTTP_LISTENER = 'http';

  /** A Gateway with its listeners. */
  public static gateway(plan: GatewayPlan, options: GatewayObjectOptions): { [key: string]: unknown } {
    const { outcome, request, listeners } = plan;
    const ports = outcome.ports ?? { http: 80, https: 443 };
    return {
      apiVersion: API_VERSION,
      kind: 'Gateway',
      metadata: { name: outcome.gatewayName, namespace: outcome.gatewayNamespace, labels: request.labels },
      spec: {
        gatewayClassName: options.className,
        ...(options.parametersRef === undefined ? {} : { infrastructure: { parametersRef: options.parametersRef } }),
        listeners: [
          { name: GatewayApi.HTTP_LISTENER, port: ports.http, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } },
          ...listeners.map((listener) => ({
            name: listener.name,
            port: ports.https,
            protocol: 'HTTPS',
            hostname: listener.host,
            tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: listener.certificateSecret }] },
            allowedRoutes: { namespaces: { from: 'Selector', selector: inNamespaces(listener.routeNamespaces) } },
          })),
        ],
      },
    };
  }

  /** The route that sends every plain HTTP request on to HTTPS. */
  public static redirect(plan: GatewayPlan): { [key: string]: unknown } {
    const { outcome, request } = plan;
    return {
      apiVersion: API_VERSION,
      kind: 'HTTPRoute',
      metadata: { name: `${outcome.gatewayName}-redirect`, namespace: outcome.gatewayNamespace, labels: request.labels },
      spec: {
        parentRefs: [parent(outcome, GatewayApi.HTTP_LISTENER)],
        rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
      },
    };
  }

  /** The route of a host and path to its Service. */
  public static httpRoute(outcome: GatewayOutcome, route: GatewayRoute, options: RouteObjectOptions = {}): { [key: string]: unknown } {
    return {
      apiVersion: API_VERSION,
      kind: 'HTTPRoute',
      metadata: { name: route.name, namespace: route.namespaceName, labels: route.labels },
      spec: {
        parentRefs: [parent(outcome, route.listenerName)],
        hostnames: [route.host],
        rules: [...(options.rules ?? []), {
          ...GatewayApi.rule(route.path, route.serviceName, route.servicePort),
          ...(options.filters === undefined ? {} : { filters: options.filters }),
        }],
      },
    };
  }

  /** One rule: a path prefix, and the Service behind it. */
  public static rule(path: string, serviceName: string, port: number): { [key: string]: unknown } {
    return {
      matches: [{ path: { type: 'PathPrefix', value: path } }],
      backendRefs: [{ kind: 'Service', name: serviceName, port }],
    };
  }

  private constructor() {}
}

function parent(outcome: GatewayOutcome, sectionName: string | undefined): object {
  return {
    group: 'gateway.networking.k8s.io', kind: 'Gateway', name: outcome.gatewayName, namespace: outcome.gatewayNamespace, ...(sectionName === undefined ? {} : { sectionName }),
  };
}

/** Selects namespaces by the label that Kubernetes itself gives each of them. */
function inNamespaces(names: string[]): object {
  return { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: names }] };
}
