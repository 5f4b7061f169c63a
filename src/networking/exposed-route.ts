import { Construct, IConstruct } from 'constructs';
import { EdgeKind, NetworkPeer, Platform, Workload } from '../core';
import { askDriver } from '../core/ask-driver';
import { componentLabels } from '../core/labels';
import { addEdge, addressesHere } from '../core/connect';
import { ValidationError } from '../core/errors';
import { Edge } from '../core/graph';
import { digest } from '../core/naming';
import { SecretStores } from '../secrets/secret-stores';
import { GatewayDriver, GatewayOutcome, GatewayRoute, IRoute, PreparedLogin, RouteLogin, RouteOptions } from './contracts/gateway';
import { NamespaceRoutes } from './namespace-routes';

/** Path below a route's own that belongs to its login; the same whatever the driver. */
const LOGIN_PATH = '/oauth2';

/** What a route needs of its gateway. */
export interface ExposedRouteProps {
  readonly gateway: IConstruct;
  readonly driver: GatewayDriver;
  readonly made: GatewayOutcome;
  readonly peer: NetworkPeer;
  readonly owner: IConstruct;
  readonly options: RouteOptions;
  readonly path: string;
  readonly listenerName?: string;
  /** Refuses a login that the driver cannot ask for. */
  readonly checkLogin: (login: RouteLogin) => void;
}

/**
 * One route: its object, its network edges and its login.
 *
 * @internal
 */
export class ExposedRoute implements IRoute {
  public readonly url: string;
  public readonly redirectUri: string;
  private readonly loginPath: string;
  private readonly routes: NamespaceRoutes;
  private login?: PreparedLogin;

  public constructor(private readonly props: ExposedRouteProps) {
    const { owner, options, path, made, gateway } = props;
    const below = path === '/' ? '' : path;
    this.url = `https://${options.host}${below}`;
    this.loginPath = `${below}${LOGIN_PATH}`;
    this.redirectUri = `https://${options.host}${this.loginPath}/callback`;
    this.routes = NamespaceRoutes.of(owner, options.namespaceName);
    this.routes.add(() => askDriver(owner, props.driver, 'routeObjects', () => props.driver.routeObjects(made, this.rendered())), [...addressesHere(owner, gateway, made.addresses), ...(options.after ?? [])]);
    this.connect(EdgeKind.EXPOSURE, made.workload, options.workload?.peer ?? NetworkPeer.pods(options.namespaceName), options.workload, options.targetPort, this.url, owner);
  }

  public requireLogin(login: RouteLogin): void {
    const { driver, made, options, owner, checkLogin } = this.props;
    if (this.login !== undefined) {
      throw ValidationError.at(owner, `${this.url} asks for a login already. Ask for it once, with all groups.`);
    }
    checkLogin(login);
    // Names of Secrets are made from ids, and not every name of theirs may have dots.
    const scope = new Construct(this.routes, `login-${digest(this.name)}`);
    const { provider, client } = login;
    const outcome = askDriver(owner, driver, 'prepareLogin', () => driver.prepareLogin({
      scope,
      name: this.name,
      namespaceName: options.namespaceName,
      host: options.host,
      path: this.loginPath,
      redirectUri: this.redirectUri,
      login,
      gateway: made,
      secrets: new SecretStores(scope),
    }));
    this.login = { login, redirectUri: this.redirectUri, path: this.loginPath, outcome };
    this.routes.waitFor(outcome.addresses ?? client.addresses);
    if (outcome.workload !== undefined && outcome.port !== undefined) {
      this.connect(EdgeKind.LOGIN, made.workload, outcome.workload.peer, outcome.workload, outcome.port, `asks for the login of ${this.url}`, owner);
    }
    const back = provider.backChannel;
    this.connect(EdgeKind.LOGIN, outcome.workload ?? made.workload, back.peer, back.workload, back.port, `signs in at ${this.url}`, provider, outcome.workload?.peer);
  }

  private get name(): string {
    const { host } = this.props.options;
    const { path } = this.props;
    return path === '/' ? host : `${host}${path.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}`;
  }

  private rendered(): GatewayRoute {
    const { options, path, listenerName, owner } = this.props;
    const platform = Platform.of(owner).platformName;
    return {
      name: this.name,
      namespaceName: options.namespaceName,
      host: options.host,
      path,
      serviceName: options.serviceName,
      servicePort: options.servicePort,
      listenerName,
      labels: componentLabels(options.serviceName, platform),
      login: this.login,
    };
  }

  private connect(kind: EdgeKind, fromWorkload: Workload | undefined, to: NetworkPeer, toWorkload: Workload | undefined, port: number, reason: string, toComponent: IConstruct, from?: NetworkPeer): void {
    const { gateway, owner, peer } = this.props;
    const edge: Edge = {
      kind, fromComponent: gateway.node.path, toComponent: toComponent.node.path, from: from ?? peer, fromWorkload, to, toWorkload, ports: [port], reason,
    };
    addEdge(edge, [gateway, owner, toComponent]);
  }
}
