import { Construct } from 'constructs';
import { IIdentityProvider } from '../accounts/contract';
import { BindingValue, ComponentDocument, FootprintDocument, IBindable, IConsumer, ServiceBinding } from '../core';
import { Resource } from '../core/engine/resource';
import { RESOURCE_TYPES } from '../core/engine/resource-types';
import { ValidationError } from '../core/errors';
import { Gateway } from '../networking/gateway';
import { IGateway, IRoute } from '../networking/contracts/gateway';
import { Application } from './application';
import { ApplicationProps, ReplicationProps } from './application-props';
import { Login } from './login';
import { LoginOptions } from './login-options';
import { podTemplate, PodTemplateProps } from './pod-template';
import { Probe } from './probe';
import { Replication } from './replication';

/** Port of the Service; the container's own is behind it. */
const SERVICE_PORT = 80;

/** Props of `WebService`. */
export interface WebServiceProps extends ApplicationProps, ReplicationProps {
  /** Port that the container listens on; above 1023, since it does not run as root. @default 8080 */
  readonly port?: number;
  /** Host names that it is reached under from outside, as by `expose`, such as `shop.acme.example`. @default - it is reached inside the cluster only */
  readonly hosts?: string[];
  /** How it is asked whether it can take requests. @default Probe.tcp() */
  readonly readiness?: Probe;
  /** How it is asked whether it must be restarted. @default - it is not asked */
  readonly liveness?: Probe;
}

/** Options of `expose`. */
export interface ExposeOptions {
  /** Path prefix. @default '/' */
  readonly path?: string;
  /** The gateway. @default - the platform's */
  readonly gateway?: IGateway;
}

/**
 * A web service: an image that answers HTTP.
 *
 * Protocol: HTTP/1.1 or HTTP/2 without TLS, inside the cluster; a binding has
 * the type `http` and the keys `host`, `port` and `uri`.
 */
export class WebService extends Application implements IBindable {
  private readonly containerPort: number;
  private readonly replication: Replication;
  private readonly service: Resource;
  private readonly routes: IRoute[] = [];
  private login?: Login;

  /**
   * @throws if the image, a quantity, a variable or the port cannot be used
   */
  public constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id, props);
    this.containerPort = checkPort(this, props.port ?? 8080);
    const metadata = { name: this.componentName, namespace: this.namespaceName, labels: this.labels };
    const selector = this.workload.labels;
    this.replication = new Replication({
      scope: this, name: this.componentName, namespaceName: this.namespaceName, labels: this.labels, selector, after: this.startsAfter,
    }, props);
    new Resource(this, 'deployment', RESOURCE_TYPES.deployment, () => ({
      metadata,
      timeouts: this.rolloutTimeouts,
      spec: {
        replicas: this.replication.fixed === undefined ? undefined : String(this.replication.fixed),
        selector: { matchLabels: selector },
        template: podTemplate(this._template(props)),
      },
    }), { dependsOn: () => this.startsAfter });
    this.service = new Resource(this, 'service', RESOURCE_TYPES.service, {
      metadata,
      spec: { selector, port: [{ name: 'http', port: SERVICE_PORT, targetPort: String(this.containerPort), protocol: 'TCP' }] },
    }, { dependsOn: this.startsAfter });
    this.node.addValidation({ validate: () => this.loginErrors() });
    this._bindAll();
    props.hosts?.forEach((host) => this.expose(host));
  }

  /** Host name inside the cluster. */
  public get host(): string {
    return `${this.componentName}.${this.namespaceName}.svc`;
  }

  /** Addresses it is reached under from outside. */
  public get urls(): string[] {
    return this.routes.map((route) => route.url).sort();
  }

  /**
   * Makes it reachable under a host name: route, certificate and DNS record.
   *
   * @param host such as `shop.acme.example`
   * @throws if the host is routed already
   */
  public expose(host: string, options: ExposeOptions = {}): void {
    const gateway = options.gateway ?? Gateway.of(this);
    const route = gateway.addRoute(this, {
      host,
      path: options.path,
      serviceName: this.componentName,
      servicePort: SERVICE_PORT,
      targetPort: this.containerPort,
      namespaceName: this.namespaceName,
      workload: this.workload,
    });
    this.routes.push(route);
    this.login?.protect(route);
  }

  /**
   * Lets only people in who have signed in: a client at the provider, its
   * redirect addresses and groups, and the gateway's policy follow.
   *
   * @param provider who signs them in
   * @throws if a login is required already
   */
  public requireLogin(provider: IIdentityProvider, options: LoginOptions = {}): void {
    if (this.login !== undefined) {
      throw ValidationError.at(this, 'a login is required already. Call requireLogin once, with all groups.');
    }
    this.login = new Login(this, provider, options, this.routes);
    this.routes.forEach((route) => this.login?.protect(route));
  }

  public bindTo(_consumer: IConsumer): ServiceBinding {
    return {
      type: 'http',
      provider: 'kubernetes',
      values: {
        host: BindingValue.of(this.host),
        port: BindingValue.of(String(SERVICE_PORT)),
        uri: BindingValue.of(`http://${this.host}`),
      },
      peer: this.workload.peer,
      workload: this.workload,
      ports: [this.containerPort],
      // Not the Deployment: two services may call each other.
      ready: this.service.address,
    };
  }

  protected override get port(): number | undefined {
    return this.containerPort;
  }

  protected get footprint(): FootprintDocument {
    return { ...this.replication._footprint, cpu: this._props.cpu ?? '100m', memory: this._props.memory ?? '128Mi' };
  }

  /** @internal */
  protected _template(props: WebServiceProps): PodTemplateProps {
    return {
      application: this,
      props,
      labels: this.labels,
      port: this.containerPort,
      readiness: props.readiness ?? Probe.tcp(),
      liveness: props.liveness,
      spread: this.replication.minimum > 1,
    };
  }

  /** @internal */
  public override _document(): ComponentDocument {
    const document = super._document();
    return {
      ...document,
      endpoints: [
        ...this.urls.map((url) => ({ purpose: 'web', url, external: true })),
        { purpose: 'http', url: `http://${this.host}`, external: false },
      ],
      demands: { ...document.demands, login: this.login?._document() },
    };
  }

  private loginErrors(): string[] {
    return this.login !== undefined && this.routes.length === 0
      ? [ValidationError.at(this, 'a login is required, and it is not exposed, so that nobody could sign in. Call expose with a host name, or take requireLogin out.').message]
      : [];
  }
}

function checkPort(service: Construct, port: number): number {
  if (!Number.isInteger(port) || port < 1024 || port > 65535) {
    throw ValidationError.at(service, `the port ${port} cannot be used. Write a whole number from 1024 to 65535: ports below belong to root, and the container does not run as root.`);
  }
  return port;
}
