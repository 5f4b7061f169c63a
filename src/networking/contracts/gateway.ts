import { Construct, IConstruct } from 'constructs';
import { Driver, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps, Workload } from '../../core';
import type { ISecretStoreProvider } from '../../secrets/contract';
import type { ClientRegistration, ISignIn } from './sign-in';

/** Name of the contract, in manifests. */
export const GATEWAY = 'networking.Gateway';

/** What a gateway may be able to do beside the mandatory. */
export enum GatewayCapability {
  /** Asks for a login before it lets a request through. */
  LOGIN = 'login',
  /** Lets members of certain groups through only. */
  LOGIN_GROUPS = 'login-groups',
}

/** How a gateway's Service is reached from outside. */
export enum GatewayServiceType {
  /** By an address that the cluster's load balancer hands out. */
  LOAD_BALANCER = 'LoadBalancer',
  /** By a port of every node. */
  NODE_PORT = 'NodePort',
  /** From inside the cluster only. */
  CLUSTER_IP = 'ClusterIP',
}

/** A host name that is routed to a Service. */
export interface RouteOptions {
  /** Host name. */
  readonly host: string;
  /** Path prefix. @default '/' */
  readonly path?: string;
  /** Service, in the owner's namespace. */
  readonly serviceName: string;
  /** Port of the Service. */
  readonly servicePort: number;
  /** Port of the pods behind it. */
  readonly targetPort: number;
  /** Namespace of the Service. */
  readonly namespaceName: string;
  /** The pods. @default - any pod of the namespace */
  readonly workload?: Workload;
  /** Terraform addresses to wait for. @default - none */
  readonly after?: string[];
}

/** The login of a route; known when everything is declared. */
export interface RouteLogin {
  /** Who signs people in. */
  readonly provider: ISignIn;
  /** Groups whose members may pass; empty for everybody who can sign in. */
  readonly groups: string[];
  /** The client. */
  readonly client: ClientRegistration;
}

/** One route that was asked for; its login may be asked for later. */
export interface IRoute {
  /** Address, such as `https://shop.acme.example`. */
  readonly url: string;
  /** Where the provider sends people back to; the same whatever the driver. */
  readonly redirectUri: string;
  /**
   * Asks for a login in front of this route.
   *
   * @throws if the gateway cannot ask for one, or one is asked for already
   */
  requireLogin(login: RouteLogin): void;
}

/**
 * Takes requests from outside, ends TLS and passes them on.
 *
 * Protocol: Kubernetes Gateway API v1 (`Gateway`, `HTTPRoute`); HTTP/1.1 and
 * HTTP/2 over TLS.
 */
export interface IGateway extends IConstruct {
  /** What it can do beside the mandatory. */
  readonly capabilities: GatewayCapability[];
  /** Name of the driver, for messages. */
  readonly providerName: string;
  /**
   * Routes a host to a Service: route, certificate, DNS record, network edge.
   *
   * @param owner the component that is exposed
   * @throws if the host and path are routed already
   */
  addRoute(owner: IConstruct, options: RouteOptions): IRoute;
}

/** One HTTPS listener of the Gateway. */
export interface GatewayListener {
  /** Name, unique in the Gateway. */
  readonly name: string;
  /** Host name, possibly with a leading `*.`. */
  readonly host: string;
  /** Secret with the certificate, in the Gateway's namespace. */
  readonly certificateSecret: string;
  /** Namespaces whose routes may attach, sorted. */
  readonly routeNamespaces: string[];
}

/** One route, complete, as the driver renders it. */
export interface GatewayRoute {
  /** Name of the HTTPRoute and of what belongs to it. */
  readonly name: string;
  /** Its namespace, and the Service's. */
  readonly namespaceName: string;
  /** Host name. */
  readonly host: string;
  /** Path prefix. */
  readonly path: string;
  /** Service. */
  readonly serviceName: string;
  /** Port of the Service. */
  readonly servicePort: number;
  /** Listener that it attaches to. @default - any that takes it */
  readonly listenerName?: string;
  /** Labels of the objects. */
  readonly labels: { [key: string]: string };
  /** Its login. @default - none is asked for */
  readonly login?: PreparedLogin;
}

/** The login of a route, with what the driver prepared for it. */
export interface PreparedLogin {
  /** What was asked for. */
  readonly login: RouteLogin;
  /** Where the provider sends people back to. */
  readonly redirectUri: string;
  /** Path below the route's own that belongs to the login: call-back and sign-out. */
  readonly path: string;
  /** What the driver prepared. */
  readonly outcome: LoginOutcome;
}

/** Props of `GatewayRequest`. */
export interface GatewayRequestProps extends ProvisionRequestProps {
  /** The platform's secret store. */
  readonly secrets: ISecretStoreProvider;
}

/** What a gateway's component asks of its driver. */
export class GatewayRequest extends ProvisionRequest {
  /** The platform's secret store. */
  public readonly secrets: ISecretStoreProvider;

  public constructor(props: GatewayRequestProps) {
    super(props);
    this.secrets = props.secrets;
  }
}

/** Ports for plain HTTP, which redirects, and for HTTPS. */
export interface GatewayPorts {
  /** HTTP. */
  readonly http: number;
  /** HTTPS. */
  readonly https: number;
}

/** What a gateway's driver reports. */
export interface GatewayOutcome extends ProvisionOutcome {
  /** Name of the Gateway. */
  readonly gatewayName: string;
  /** Namespace of the Gateway. */
  readonly gatewayNamespace: string;
  /** Ports of its listeners. @default - listeners and certificates are somebody else's: only routes are made */
  readonly ports?: GatewayPorts;
  /** Ports of the pods, to which those of the listeners are mapped. @default - those of the listeners, or 80 and 443 */
  readonly podPorts?: GatewayPorts;
  /** Name of its plain HTTP listener. @default 'http' */
  readonly httpListener?: string;
  /** Terraform addresses to wait for before a Gateway or a route can be: what brings their definitions. */
  readonly addresses: string[];
  /** Terraform addresses that a Gateway waits for beside them: its class. @default - none */
  readonly classAddresses?: string[];
}

/** A Gateway with all its listeners: known when the stack is written. */
export interface GatewayPlan {
  /** What was asked for. */
  readonly request: GatewayRequest;
  /** What `provision` reported. */
  readonly outcome: GatewayOutcome;
  /** HTTPS listeners, sorted by name. */
  readonly listeners: GatewayListener[];
}

/** A login that a driver has to prepare for one route. */
export interface LoginRequest {
  /** Where what it makes goes. */
  readonly scope: Construct;
  /** Name of the route: the root of every object's name. */
  readonly name: string;
  /** Namespace of the route, where the client secret is. */
  readonly namespaceName: string;
  /** Host name of the route. */
  readonly host: string;
  /** Path that belongs to the login: call-back and sign-out. */
  readonly path: string;
  /** Where the provider sends people back to. */
  readonly redirectUri: string;
  /** What was asked for. */
  readonly login: RouteLogin;
  /** What `provision` reported. */
  readonly gateway: GatewayOutcome;
  /** The platform's secret store. */
  readonly secrets: ISecretStoreProvider;
}

/** What a driver prepared for a login. */
export interface LoginOutcome {
  /** The pods that ask for the login, and talk to the provider. @default - the gateway's own */
  readonly workload?: Workload;
  /** Port of these pods that the gateway connects to. @default - it does not */
  readonly port?: number;
  /** Names that `routeObjects` needs again. @default - none */
  readonly names?: { [key: string]: string };
  /** Terraform addresses that the route waits for. @default - those of what delivers the client secret */
  readonly addresses?: string[];
}

/**
 * One product that takes requests from outside.
 *
 * `provision` and `prepareLogin` make what is needed once; `gatewayObjects` and
 * `routeObjects` are asked when the stack is written, and only return objects.
 */
export abstract class GatewayDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: GatewayCapability[];

  /** Installs the product, or finds the existing gateway. */
  public abstract provision(request: GatewayRequest): GatewayOutcome;

  /** The Gateway and what belongs to it; certificates and the redirect to HTTPS are the component's. */
  public abstract gatewayObjects(plan: GatewayPlan): { [key: string]: unknown }[];

  /** The objects of one route: the HTTPRoute, and the policy of its login. */
  public abstract routeObjects(outcome: GatewayOutcome, route: GatewayRoute): { [key: string]: unknown }[];

  /** Makes what a login needs beside the objects of its route. Many drivers need nothing. */
  public prepareLogin(request: LoginRequest): LoginOutcome {
    void request;
    return {};
  }
}
