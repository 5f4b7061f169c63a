import { IConstruct } from 'constructs';
import { CustomResources, DriverManifest, EdgeKind, NetworkPeer, Operator, Platform, Workload } from '../../core';
import { digest, shorten } from '../../core/naming';
import { StackModel } from '../../core/stack-model';
import {
  GatewayCapability, GatewayDriver, GatewayOutcome, GatewayPlan, GatewayRequest, GatewayRoute, GatewayServiceType, LoginOutcome, LoginRequest, PreparedLogin,
} from '../contracts/gateway';
import { GatewayApi } from '../contracts/gateway-api';
import {
  CONTROLLER_NAME, DATA_PLANE_LABELS, ENVOY_GATEWAY, ENVOY_GATEWAY_IMAGE, ENVOY_IMAGE, OPERATOR_REQUESTS, PORT_SHIFT, XDS_PORT,
} from './envoy-gateway.facts';

const API_VERSION = 'gateway.envoyproxy.io/v1alpha1';
const PORTS = { http: 80, https: 443 };

/** Key under which the client secret is looked for. Source: envoyproxy/gateway: api/v1alpha1/oidc_types.go, `OIDCClientSecretKey` @ v1.9.0. */
const CLIENT_SECRET_KEY = 'client-secret';

/** Pod security `restricted`, for every container of the data plane. */
const SECURITY_CONTEXT = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  runAsUser: 65532,
  runAsGroup: 65532,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Options of `GatewayDrivers.envoyGateway`. */
export interface EnvoyGatewayOptions {
  /** How gateways are reached from outside. @default GatewayServiceType.LOAD_BALANCER */
  readonly serviceType?: GatewayServiceType;
  /** A GatewayClass that exists already. @default - one is made, named `envoy-gateway` */
  readonly gatewayClassName?: string;
  /** Values of the operator's chart, applied last. @default - none */
  readonly operatorOverrides?: { [key: string]: unknown };
}

/** Envoy, run by Envoy Gateway: a data plane for each Gateway, login by its own OpenID Connect filter. */
export class EnvoyGateway extends GatewayDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: ENVOY_GATEWAY, capabilities: [GatewayCapability.LOGIN, GatewayCapability.LOGIN_GROUPS] };
  public readonly manifest: DriverManifest = ENVOY_GATEWAY;
  public readonly capabilities: GatewayCapability[] = EnvoyGateway._KNOWN.capabilities;

  public constructor(private readonly options: EnvoyGatewayOptions = {}) {
    super();
  }

  public override install(scope: IConstruct): void {
    this.gatewayClass(scope, this.operator(scope));
  }

  public provision(request: GatewayRequest): GatewayOutcome {
    const { name, namespaceName } = request;
    const operator = this.operator(request.scope);
    const labels = {
      'gateway.envoyproxy.io/owning-gateway-name': name,
      'gateway.envoyproxy.io/owning-gateway-namespace': namespaceName,
    };
    return {
      gatewayName: name,
      gatewayNamespace: namespaceName,
      ports: PORTS,
      podPorts: { http: PORTS.http + PORT_SHIFT, https: PORTS.https + PORT_SHIFT },
      addresses: operator.addresses,
      classAddresses: this.gatewayClass(request.scope, operator),
      operator,
      ...this.dataPlane(request, operator, labels),
    };
  }

  public gatewayObjects(plan: GatewayPlan): { [key: string]: unknown }[] {
    const parametersRef = { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name: plan.request.name };
    return [GatewayApi.gateway(plan, { className: this.className, parametersRef }), this.envoyProxy(plan.request)];
  }

  public routeObjects(outcome: GatewayOutcome, route: GatewayRoute): { [key: string]: unknown }[] {
    return [GatewayApi.httpRoute(outcome, route), ...(route.login === undefined ? [] : [securityPolicy(route, route.login)])];
  }

  public override prepareLogin(request: LoginRequest): LoginOutcome {
    const { secretName, key } = request.login.client.clientSecret;
    if (key === CLIENT_SECRET_KEY) {
      return { names: { clientSecret: secretName }, addresses: request.login.client.addresses };
    }
    const copy = request.secrets.store.share({
      secretName,
      fromNamespace: request.namespaceName,
      toNamespace: request.namespaceName,
      copyName: shorten(`${secretName}-envoy`),
      keys: { [CLIENT_SECRET_KEY]: key },
      after: request.login.client.addresses,
    });
    return { names: { clientSecret: copy.secretName }, addresses: [copy.address] };
  }

  private get className(): string {
    return this.options.gatewayClassName ?? ENVOY_GATEWAY.product;
  }

  private operator(scope: IConstruct): Operator {
    const { target, size } = Platform.of(scope);
    const { cpu, memory, instances } = OPERATOR_REQUESTS[size];
    const isFirst = Platform.of(scope).node.tryFindChild(ENVOY_GATEWAY.product) === undefined;
    const podLabels = { 'app.kubernetes.io/instance': ENVOY_GATEWAY.product };
    const operator = Operator.require(scope, {
      manifest: ENVOY_GATEWAY,
      namespaceName: 'envoy-gateway-system',
      podLabels,
      wiring: {
        crds: { enabled: true },
        config: {
          envoyGateway: {
            gateway: { controllerName: CONTROLLER_NAME },
            provider: { type: 'Kubernetes', kubernetes: { shutdownManager: { image: target.image(`${ENVOY_GATEWAY_IMAGE.repository}:${ENVOY_GATEWAY_IMAGE.tag}`) } } },
          },
        },
        // The Job that makes the control plane's certificates speaks to the API server like the operator.
        certgen: { job: { pod: { labels: podLabels } } },
      },
      values: {
        deployment: {
          replicas: instances,
          envoyGateway: { image: { repository: target.image(ENVOY_GATEWAY_IMAGE.repository), tag: ENVOY_GATEWAY_IMAGE.tag }, resources: { requests: { cpu, memory } } },
        },
        global: { imagePullSecrets: target.imagePullSecrets.map((name) => ({ name })) },
      },
      overrides: this.options.operatorOverrides,
      advice: 'networking.Gateway.of(stack)',
    });
    if (isFirst) {
      configure(operator);
    }
    return operator;
  }

  /** The class, of which the cluster has one: beside the operator, or where the foundation made it. */
  private gatewayClass(scope: IConstruct, operator: Operator): string[] {
    const platform = Platform.of(scope);
    if (this.options.gatewayClassName !== undefined || platform.foundation !== undefined) {
      return [];
    }
    const id = `${ENVOY_GATEWAY.product}-class`;
    const made = (platform.node.tryFindChild(id) as CustomResources | undefined) ?? new CustomResources(platform, id, {
      releaseName: id,
      namespaceName: operator.namespaceName,
      objects: [{
        apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name: this.className }, spec: { controllerName: CONTROLLER_NAME },
      }],
      after: operator.addresses,
    });
    return [made.address];
  }

  /** Pods of the data plane, which the operator makes in its own namespace; closed where that namespace is ours. */
  private dataPlane(request: GatewayRequest, operator: Operator, labels: Record<string, string>): { workload?: Workload; peer?: NetworkPeer } {
    const isOurs = operator.owned || Platform.of(request.scope).foundation !== undefined;
    if (!isOurs) {
      return { peer: NetworkPeer.pods(operator.namespaceName, labels) };
    }
    const workload = new Workload(request.scope, 'pods', {
      name: `${request.namespaceName}-${request.name}`, namespaceName: operator.namespaceName, labels,
    });
    StackModel.of(request.scope).graph.add({
      kind: EdgeKind.SYSTEM, from: workload.peer, fromWorkload: workload, to: operator.peer, ports: [XDS_PORT], reason: 'the data plane asks for its configuration',
    });
    return { workload };
  }

  /** How many Envoys there are, and how they are reached. */
  private envoyProxy(request: GatewayRequest): Record<string, unknown> {
    const { name, namespaceName, target, requests } = request;
    return {
      apiVersion: API_VERSION,
      kind: 'EnvoyProxy',
      metadata: { name, namespace: namespaceName, labels: request.labels },
      spec: request.withOverrides('the EnvoyProxy', {
        provider: {
          type: 'Kubernetes',
          kubernetes: { envoyService: { type: this.options.serviceType ?? GatewayServiceType.LOAD_BALANCER } },
        },
      }, {
        provider: {
          kubernetes: {
            envoyDeployment: {
              replicas: requests.instances,
              container: {
                image: target.image(ENVOY_IMAGE),
                resources: { requests: { cpu: requests.cpu, memory: requests.memory } },
                securityContext: SECURITY_CONTEXT,
              },
              pod: {
                securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
                imagePullSecrets: target.imagePullSecrets.length > 0 ? target.imagePullSecrets.map((secret) => ({ name: secret })) : undefined,
              },
            },
            envoyService: { annotations: target.loadBalancerAnnotations },
          },
        },
      }),
    };
  }
}

/** Lets every data plane of the operator ask it for its configuration, those of other stacks included. */
function configure(operator: Operator): void {
  StackModel.of(operator).graph.add({
    kind: EdgeKind.SYSTEM,
    from: NetworkPeer.pods(operator.namespaceName, DATA_PLANE_LABELS),
    to: operator.peer,
    toWorkload: operator.workload,
    ports: [XDS_PORT],
    reason: 'every data plane asks for its configuration',
  });
}

/** Asks for the login, and, where groups are named, looks for them in the token of who signed in. */
function securityPolicy(route: GatewayRoute, prepared: PreparedLogin): Record<string, unknown> {
  const { login, redirectUri, path, outcome } = prepared;
  const { oidc } = login.provider;
  const cookie = `login-${digest(`${route.namespaceName}/${route.name}`)}`;
  const groups = [...login.groups].sort();
  return {
    apiVersion: API_VERSION,
    kind: 'SecurityPolicy',
    metadata: { name: route.name, namespace: route.namespaceName, labels: route.labels },
    spec: {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: route.name }],
      oidc: {
        // Named one by one, so that nobody has to ask the issuer's public address from inside the cluster.
        provider: {
          issuer: oidc.issuer, authorizationEndpoint: oidc.authorization, tokenEndpoint: oidc.token, endSessionEndpoint: oidc.endSession,
        },
        clientID: login.client.clientId,
        clientSecret: { name: outcome.names?.clientSecret ?? login.client.clientSecret.secretName },
        redirectURL: redirectUri,
        logoutPath: `${path}/sign_out`,
        scopes: ['openid', 'email', 'profile'],
        cookieNames: { accessToken: `${cookie}-access`, idToken: `${cookie}-id` },
        cookieConfig: { sameSite: 'Lax' },
        refreshToken: true,
      },
      ...(groups.length === 0 ? {} : {
        jwt: {
          providers: [{
            name: 'login',
            issuer: oidc.issuer,
            audiences: [login.client.clientId],
            remoteJWKS: { uri: oidc.jwks },
            extractFrom: { cookies: [`${cookie}-id`] },
          }],
        },
        authorization: {
          defaultAction: 'Deny',
          rules: [{
            name: 'groups',
            action: 'Allow',
            principal: { jwt: { provider: 'login', claims: [{ name: 'groups', valueType: 'StringArray', values: groups }] } },
          }],
        },
      }),
    },
  };
}
