import { IConstruct } from 'constructs';
import type { ClientRegistration, IIdentityProvider } from '../../accounts/contract';
import { CustomResources, Driver, ManagedSecret, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps, Workload } from '../../core';
import type { ISecretStoreProvider } from '../../secrets/contract';

/** Name of the contract, in manifests. */
export const GATEWAY = 'networking.Gateway';

/** What a gateway may be able to do beside the mandatory. */
export enum GatewayCapability {
  /** Asks for a login before it lets a request through. */
  LOGIN = 'login',
  /** Lets members of certain groups through only. */
  LOGIN_GROUPS = 'login-groups',
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
  /** The pods. */
  readonly workload?: Workload;
  /** Terraform address to wait for. @default - none */
  readonly after?: string[];
}

/** The login of a route; known when everything is declared. */
export interface RouteLogin {
  /** Who signs people in. */
  readonly provider: IIdentityProvider;
  /** Groups whose members may pass; empty for everybody who can sign in. */
  readonly groups: string[];
  /** The client. */
  readonly client: ClientRegistration;
}

/** One route that was asked for; its login may be asked for later. */
export interface IRoute {
  /** Address, such as `https://shop.acme.example`. */
  readonly url: string;
  /** Where the provider sends people back to. */
  readonly redirectUri: string;
  /** Asks for a login in front of this route. */
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
  /** Class name of the driver's product, for messages. */
  readonly providerName: string;
  /**
   * Routes a host to a Service: route, certificate, DNS record, network edge.
   *
   * @param owner the component that is exposed
   * @throws if the host is routed already
   */
  addRoute(owner: IConstruct, options: RouteOptions): IRoute;
}

/** One route, complete, as the driver renders it. */
export interface RenderedRoute {
  /** Name of the HTTPRoute and of what belongs to it. */
  readonly name: string;
  /** What was asked for. */
  readonly options: RouteOptions;
  /** Its login. @default - none is asked for */
  readonly login?: RouteLogin;
  /** Where the provider sends people back to. */
  readonly redirectUri: string;
}

/** One listener of the Gateway. */
export interface GatewayListener {
  /** Name, unique in the Gateway. */
  readonly name: string;
  /** Host name, possibly with a leading `*.`. */
  readonly host: string;
  /** Secret with the certificate, in the Gateway's namespace. */
  readonly certificateSecret: string;
}

/** Props of `GatewayRequest`. */
export interface GatewayRequestProps extends ProvisionRequestProps {
  /** Listeners; complete when the stack is written. */
  readonly listeners: IListeners;
  /** The platform's secret store. */
  readonly secrets: ISecretStoreProvider;
}

/** Listeners of the Gateway; complete when the stack is written. */
export interface IListeners {
  /** HTTPS listeners, sorted by name. */
  readonly all: GatewayListener[];
}

/** What a gateway's component asks of its driver. */
export class GatewayRequest extends ProvisionRequest {
  /** Listeners; complete when the stack is written. */
  public readonly listeners: IListeners;
  /** The platform's secret store. */
  public readonly secrets: ISecretStoreProvider;

  public constructor(props: GatewayRequestProps) {
    super(props);
    this.listeners = props.listeners;
    this.secrets = props.secrets;
  }
}

/** What a gateway's driver reports. */
export interface GatewayOutcome extends ProvisionOutcome {
  /** Name of the Gateway. */
  readonly gatewayName: string;
  /** Namespace of the Gateway. */
  readonly gatewayNamespace: string;
  /** The release that holds the Gateway, for certificates to join. @default - the Gateway exists already */
  readonly resources?: CustomResources;
  /** Terraform addresses to wait for before a route can be. */
  readonly addresses: string[];
}

/** A login that a driver has to prepare for one route: what it needs beyond the HTTPRoute. */
export interface LoginPreparation {
  /** Component that is exposed. */
  readonly owner: IConstruct;
  /** The route. */
  readonly route: RenderedRoute;
  /** The driver's own outcome. */
  readonly outcome: GatewayOutcome;
  /** A Secret in the route's namespace, if the driver asked for one by `loginSecretKeys`. */
  readonly secret?: ManagedSecret;
}

/** One product that takes requests from outside. */
export abstract class GatewayDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: GatewayCapability[];

  /** Path below the host that the provider sends people back to. */
  public abstract readonly redirectPath: string;

  /** Makes the gateway, or finds the existing one. */
  public abstract provision(request: GatewayRequest): GatewayOutcome;

  /** The objects of one route: the HTTPRoute, and the policy of its login. */
  public abstract renderRoute(outcome: GatewayOutcome, route: RenderedRoute): { [key: string]: any }[];

  /** Makes what a login needs beside the objects of its route, when it is asked for. Most drivers need nothing. */
  public prepareLogin(preparation: LoginPreparation): void {
    void preparation;
  }
}
