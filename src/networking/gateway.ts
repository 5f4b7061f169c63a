import { Construct, IConstruct } from 'constructs';
import {
  ComponentDocument, CustomResources, EdgeKind, EndpointDocument, IConsumer, Namespace, NetworkPeer, Platform, ProviderComponent, ProviderComponentProps, ServiceBinding,
} from '../core';
import { chooseDriver } from '../core/choose-driver';
import { addressesHere } from '../core/connect';
import { ValidationError } from '../core/errors';
import { StackModel } from '../core/stack-model';
import { SecretStores } from '../secrets/secret-stores';
import { CertificateIssuer } from './certificate-issuer';
import { CertificateIssuerCapability, ICertificateIssuer } from './contracts/certificate-issuer';
import {
  GATEWAY, GatewayCapability, GatewayDriver, GatewayOutcome, GatewayPlan, GatewayRequest, IGateway, IRoute, RouteLogin, RouteOptions,
} from './contracts/gateway';
import { GatewayApi } from './contracts/gateway-api';
import { GatewayReference } from './contracts/gateway-reference';
import { ExposedRoute } from './exposed-route';
import { GatewayDrivers } from './gateway-drivers';
import { GatewayReferences } from './contracts/gateway-references';
import { isHostName } from './host-name';
import { ListenerPlan } from './listener-plan';
import { RouteTable } from './route-table';

/** Path of a route. Source: kubernetes-sigs/gateway-api: apis/v1/httproute_types.go, validation of PathPrefix. */
const PATH = /^(\/[-A-Za-z0-9._~!$&'()*+,;=:@]+)+$/;

/** Props of `Gateway`. */
export interface GatewayProps extends ProviderComponentProps {
  /** The product behind it. @default - the platform's choice, or Envoy Gateway */
  readonly driver?: GatewayDriver;
  /** Who issues its certificates. @default - the platform's issuer */
  readonly issuer?: ICertificateIssuer;
  /** Number of instances. @default - as the size says: 1, 2 or 3 */
  readonly instances?: number;
}

/**
 * A gateway: what is exposed is reached through it, under HTTPS; plain HTTP is
 * redirected.
 */
export class Gateway extends ProviderComponent implements IGateway {
  /**
   * The platform's gateway, made if there is none yet, in a namespace of its
   * own; its driver is chosen by `drivers` of the stack.
   */
  public static of(scope: IConstruct): IGateway {
    return Gateway._of(scope);
  }

  /** @internal */
  public static _of(scope: IConstruct): Gateway {
    return Platform.of(scope)._shared('gateway', (owner) => new GatewayHome(owner), 'networking.Gateway.of(stack)').gateway;
  }

  /** What it can do beside the mandatory. */
  public readonly capabilities: GatewayCapability[];
  /** Name of the driver, for messages. */
  public readonly providerName: string;
  private readonly routing: GatewayDriver;
  private readonly request: GatewayRequest;
  private readonly made: GatewayOutcome;
  private readonly listeners: ListenerPlan;
  private readonly issuer: () => ICertificateIssuer;
  private release?: CustomResources;
  private certified = false;

  public constructor(scope: Construct, id: string, props: GatewayProps = {}) {
    const driver = chooseDriver(scope, GATEWAY, props.driver, () => GatewayDrivers.envoyGateway());
    super(scope, id, driver, props);
    this.routing = driver;
    this.capabilities = driver.capabilities;
    this.providerName = driver.manifest.product;
    this.issuer = () => props.issuer ?? CertificateIssuer.of(this);
    this.listeners = new ListenerPlan({
      name: this.componentName,
      domain: Platform.of(this).domain,
      wildcards: () => this.issuer().capabilities.includes(CertificateIssuerCapability.WILDCARD),
    });
    this.request = new GatewayRequest({
      scope: this,
      name: this.componentName,
      namespaceName: this.namespaceName,
      requests: this.requests({ instances: props.instances }),
      overrides: props.overrides,
      secrets: new SecretStores(this),
    });
    this.made = this._provision(() => driver.provision(this.request));
    if (this.made.ports !== undefined) {
      this.listen(this.made);
    }
  }

  public addRoute(owner: IConstruct, options: RouteOptions): IRoute {
    const path = checkRoute(owner, options);
    RouteTable.of(this).claim(owner, this, options.host, path);
    return new ExposedRoute({
      gateway: this,
      driver: this.routing,
      made: this.made,
      peer: this.peer,
      owner,
      options,
      path,
      listenerName: this.made.ports === undefined ? undefined : this.listenerFor(owner, options),
      checkLogin: (login) => this.checkLogin(owner, login),
    });
  }

  public bindTo(consumer: IConsumer): ServiceBinding {
    throw ValidationError.at(this, `"${consumer.componentName}" cannot bind a gateway: traffic comes from it. Expose the component: expose('shop.acme.example').`);
  }

  /** @internal */
  public get _reference(): GatewayReference {
    const { gatewayName, gatewayNamespace, httpListener, addresses, workload, podPorts, ports } = this.made;
    const { http, https } = podPorts ?? ports ?? { http: 80, https: 443 };
    return {
      gatewayName, namespaceName: gatewayNamespace, httpListener: httpListener ?? GatewayApi.HTTP_LISTENER, addresses, peer: this.peer, workload, podPorts: [http, https],
    };
  }

  /** @internal */
  public override _document(): ComponentDocument {
    const document = super._document();
    const { gatewayName, gatewayNamespace } = this.made;
    const hosts = new Set(RouteTable.of(this).hostsOf(this));
    const unkept = RouteTable.of(this).unkept.map(({ host }) => host).filter((host) => hosts.has(host));
    const todo = unkept.length === 0 ? [] : [
      `To do: DNS records for ${unkept.join(', ')}, leading to its address: kubectl -n ${gatewayNamespace} get gateway ${gatewayName}. Or let networking.Dns write them.`,
    ];
    return { ...document, notes: [...(document.notes ?? []), ...todo] };
  }

  protected get capabilityNames(): string[] {
    return this.capabilities;
  }

  protected get endpoints(): EndpointDocument[] {
    return RouteTable.of(this).hostsOf(this).map((host) => ({ purpose: 'https', url: `https://${host}`, external: true }));
  }

  /** The Gateway with its listeners and certificates, filled when everything is declared. */
  private listen(made: GatewayOutcome): void {
    const { gatewayName, gatewayNamespace, addresses, classAddresses = [], workload } = made;
    this.release = new CustomResources(this, 'gateway', { releaseName: gatewayName, namespaceName: gatewayNamespace, after: [...addresses, ...classAddresses] });
    this.release._produce(() => {
      const plan: GatewayPlan = { request: this.request, outcome: made, listeners: this.listeners.all };
      const certificates = plan.listeners.map(({ certificateSecret, host }) => this.issuer().certificate({ namespaceName: gatewayNamespace, secretName: certificateSecret, hosts: [host] }));
      return [...this.routing.gatewayObjects(plan), GatewayApi.redirect(plan), ...certificates];
    });
    StackModel.of(this).graph.add({
      kind: EdgeKind.EXPOSURE,
      toComponent: this.node.path,
      from: NetworkPeer.anywhere('outside the cluster'),
      to: this.peer,
      toWorkload: workload,
      ports: this._reference.podPorts,
      reason: 'requests from outside',
    });
  }

  private listenerFor(owner: IConstruct, { host, namespaceName }: RouteOptions): string {
    if (!this.certified) {
      this.certified = true;
      const issuer = this.issuer();
      addressesHere(this, issuer, issuer.addresses).forEach((address) => this.release?.waitFor(address));
    }
    const name = this.listeners.listen(host, namespaceName);
    if (this.listeners.isFull) {
      throw ValidationError.at(owner, `the host ${host} is one too many for ${this.node.path}: a Gateway takes 64 listeners, and each host that no wildcard covers needs one. Let hosts one label below the platform's domain share a wildcard, with CertificateIssuerDrivers.ownAuthority() or acme({ dns01: … }), or expose some of them through a second gateway: new networking.Gateway(stack, 'second').`);
    }
    return name;
  }

  private checkLogin(owner: IConstruct, login: RouteLogin): void {
    const asked = (capability: GatewayCapability, cannot: string, property: string) => ({ capability, cannot, property });
    this.requireCapabilities(this.capabilities, [
      asked(GatewayCapability.LOGIN, 'ask for a login', `a login in front of ${owner.node.path}`),
      ...(login.groups.length > 0 ? [asked(GatewayCapability.LOGIN_GROUPS, 'tell groups apart', `a login of ${login.groups.join(', ')} in front of ${owner.node.path}`)] : []),
    ], GatewayDrivers.known());
  }
}

/** The namespace of the platform's own gateway. */
class GatewayHome extends Namespace {
  public readonly gateway: Gateway;

  public constructor(owner: Platform) {
    super(owner, 'gateway', { namespaceName: `${owner.platformName}-gateway` });
    this.gateway = new Gateway(this, 'gateway');
  }
}

function checkRoute(owner: IConstruct, { host, path = '/' }: RouteOptions): string {
  if (!isHostName(host)) {
    throw ValidationError.at(owner, `it cannot be exposed under "${host}", which is not a host name. Write it in lower case, with its domain and without scheme, port or path, such as shop.acme.example.`);
  }
  const plain = path === '/' ? path : path.replace(/\/$/, '');
  if (plain !== '/' && !PATH.test(plain)) {
    throw ValidationError.at(owner, `the path "${path}" cannot be routed. Begin it with "/", with letters, digits and -._~!$&'()*+,;=:@ between single slashes, such as /api.`);
  }
  return plain;
}

GatewayReferences._register((scope) => Gateway._of(scope)._reference);
