import { IConstruct } from 'constructs';
import { ChartRelease, CustomResources, DriverManifest, Operator, Platform, Workload } from '../../core';
import { digest } from '../../core/naming';
import {
  GatewayCapability, GatewayDriver, GatewayOutcome, GatewayPlan, GatewayRequest, GatewayRoute, GatewayServiceType, LoginOutcome, LoginRequest,
} from '../contracts/gateway';
import { GatewayApi } from '../contracts/gateway-api';
import {
  CONTROLLER_NAME, ENTRY_POINTS, GATEWAY_API, OAUTH2_PROXY_CHART, OAUTH2_PROXY_IMAGE, OAUTH2_PROXY_PORT, OAUTH2_PROXY_REQUESTS, OPERATOR_REQUESTS, TRAEFIK, TRAEFIK_IMAGE,
} from './traefik.facts';

const SERVICE_PORT = 80;

/** What a service learns of who signed in. */
const IDENTITY_HEADERS = ['X-Auth-Request-Groups', 'X-Auth-Request-Preferred-Username', 'X-Auth-Request-User'];

/** Options of `GatewayDrivers.traefik`. */
export interface TraefikOptions {
  /** How it is reached from outside. @default GatewayServiceType.LOAD_BALANCER */
  readonly serviceType?: GatewayServiceType;
  /** Values of Traefik's chart, applied last. @default - none */
  readonly operatorOverrides?: { [key: string]: unknown };
}

/** Traefik Proxy: one for all Gateways of a cluster; an OAuth2 Proxy beside each route that asks for a login. */
export class Traefik extends GatewayDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: TRAEFIK, capabilities: [GatewayCapability.LOGIN, GatewayCapability.LOGIN_GROUPS] };
  public readonly manifest: DriverManifest = TRAEFIK;
  public readonly capabilities: GatewayCapability[] = Traefik._KNOWN.capabilities;

  public constructor(private readonly options: TraefikOptions = {}) {
    super();
  }

  public override install(scope: IConstruct): void {
    this.gatewayClass(scope, this.proxy(scope));
  }

  public provision(request: GatewayRequest): GatewayOutcome {
    const proxy = this.proxy(request.scope);
    return {
      gatewayName: request.name,
      gatewayNamespace: request.namespaceName,
      ports: ENTRY_POINTS,
      addresses: gatewayApi(request.scope).addresses,
      classAddresses: this.gatewayClass(request.scope, proxy),
      operator: proxy,
      workload: proxy.workload,
      peer: proxy.peer,
    };
  }

  public gatewayObjects(plan: GatewayPlan): { [key: string]: unknown }[] {
    return [GatewayApi.gateway(plan, { className: TRAEFIK.product })];
  }

  public routeObjects(outcome: GatewayOutcome, route: GatewayRoute): { [key: string]: unknown }[] {
    if (route.login === undefined) {
      return [GatewayApi.httpRoute(outcome, route)];
    }
    const name = proxyName(route.name);
    return [
      GatewayApi.httpRoute(outcome, route, {
        filters: [{ type: 'ExtensionRef', extensionRef: { group: 'traefik.io', kind: 'Middleware', name } }],
        // The login's own path: call-back and sign-out must be reached by who has not signed in.
        rules: [GatewayApi.rule(route.login.path, name, SERVICE_PORT)],
      }),
      forwardAuth(route, name),
    ];
  }

  public override prepareLogin(request: LoginRequest): LoginOutcome {
    const { scope, namespaceName } = request;
    const { target, size } = Platform.of(scope);
    const { cpu, memory, instances } = OAUTH2_PROXY_REQUESTS[size];
    const name = proxyName(request.name);
    const labels = { 'app.kubernetes.io/name': 'oauth2-proxy', 'app.kubernetes.io/instance': name };
    const workload = new Workload(scope, 'pods', { name, namespaceName, labels });
    const cookie = request.secrets.store.generate(scope, { secretName: `${name}-cookie`, namespaceName, keys: ['cookie-secret'], length: 32 });
    const { clientSecret, addresses } = request.login.client;
    const release = new ChartRelease(scope, 'oauth2-proxy', {
      chart: OAUTH2_PROXY_CHART,
      releaseName: name,
      namespaceName,
      wiring: {
        config: { existingSecret: cookie.secretName, requiredSecretKeys: ['cookie-secret'], emailDomains: ['*'], upstreams: ['static://202'] },
        extraArgs: proxyArguments(request, name),
        extraEnv: [{ name: 'OAUTH2_PROXY_CLIENT_SECRET', valueFrom: { secretKeyRef: { name: clientSecret.secretName, key: clientSecret.key } } }],
        service: { type: 'ClusterIP', portNumber: SERVICE_PORT },
        httpScheme: 'http',
        ingress: { enabled: false },
        gatewayApi: { enabled: false },
      },
      values: {
        replicaCount: instances,
        resources: { requests: { cpu, memory } },
        image: { registry: target.registry(OAUTH2_PROXY_IMAGE) },
        imagePullSecrets: target.imagePullSecrets.map((secret) => ({ name: secret })),
        podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        // One instance that may not be missing would hold up every node's maintenance.
        podDisruptionBudget: { enabled: instances > 1 },
        serviceAccount: { automountServiceAccountToken: false },
        sessionStorage: { type: 'cookie' },
        metrics: { enabled: false, serviceMonitor: { enabled: false } },
      },
      after: [cookie.address, ...addresses],
    });
    // Its middleware is of a kind that Traefik brings.
    return { workload, port: OAUTH2_PROXY_PORT, addresses: [release.address, ...request.gateway.operator?.addresses ?? []] };
  }

  private proxy(scope: IConstruct): Operator {
    const { target, size } = Platform.of(scope);
    const { cpu, memory, instances } = OPERATOR_REQUESTS[size];
    return Operator.require(scope, {
      manifest: TRAEFIK,
      podLabels: { 'app.kubernetes.io/name': TRAEFIK.product, 'app.kubernetes.io/instance': TRAEFIK.product },
      wiring: {
        fullnameOverride: TRAEFIK.product,
        instanceLabelOverride: TRAEFIK.product,
        providers: { kubernetesGateway: { enabled: true }, kubernetesCRD: { enabled: true }, kubernetesIngress: { enabled: false } },
        gateway: { enabled: false },
        gatewayClass: { enabled: false },
        ingressClass: { enabled: false },
        ports: { web: { port: ENTRY_POINTS.http, exposedPort: 80 }, websecure: { port: ENTRY_POINTS.https, exposedPort: 443 } },
        service: { spec: { type: this.options.serviceType ?? GatewayServiceType.LOAD_BALANCER } },
      },
      values: {
        deployment: { replicas: instances, imagePullSecrets: target.imagePullSecrets.map((name) => ({ name })) },
        resources: { requests: { cpu, memory } },
        image: { registry: target.registry(TRAEFIK_IMAGE.name), repository: TRAEFIK_IMAGE.repository, tag: TRAEFIK_IMAGE.tag },
        service: { annotations: target.loadBalancerAnnotations },
        api: { dashboard: false },
        global: { checkNewVersion: false, sendAnonymousUsage: false },
      },
      overrides: this.options.operatorOverrides,
      // A load balancer that never gets an address would hold up everything after it.
      wait: false,
      after: gatewayApi(scope).addresses,
      advice: 'networking.Gateway.of(stack)',
    });
  }

  /** The class, of which the cluster has one: beside Traefik, or where the foundation made it. */
  private gatewayClass(scope: IConstruct, proxy: Operator): string[] {
    const platform = Platform.of(scope);
    if (platform.foundation !== undefined) {
      return [];
    }
    const id = `${TRAEFIK.product}-class`;
    const made = (platform.node.tryFindChild(id) as CustomResources | undefined) ?? new CustomResources(platform, id, {
      releaseName: id,
      namespaceName: proxy.namespaceName,
      objects: [{
        apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name: TRAEFIK.product }, spec: { controllerName: CONTROLLER_NAME },
      }],
      after: proxy.addresses,
    });
    return [made.address];
  }
}

/** The definitions of the Gateway API; see adr/002 for why this chart, without its controller. */
function gatewayApi(scope: IConstruct): Operator {
  const { target } = Platform.of(scope);
  const podLabels = { 'app.kubernetes.io/instance': GATEWAY_API.product };
  return Operator.require(scope, {
    manifest: GATEWAY_API,
    podLabels,
    wiring: {
      crds: { enabled: true },
      deployment: { replicas: 0 },
      topologyInjector: { enabled: false },
      certgen: { job: { pod: { labels: podLabels } } },
    },
    values: {
      deployment: { envoyGateway: { image: { repository: target.image('docker.io/envoyproxy/gateway'), tag: 'v1.9.0' } } },
      global: { imagePullSecrets: target.imagePullSecrets.map((name) => ({ name })) },
    },
    advice: 'networking.Gateway.of(stack)',
  });
}

/** Asks the proxy before each request whether it may pass; the proxy's answer to who may not is the way to sign in. */
function forwardAuth(route: GatewayRoute, name: string): Record<string, unknown> {
  return {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'Middleware',
    metadata: { name, namespace: route.namespaceName, labels: route.labels },
    spec: { forwardAuth: { address: `http://${name}.${route.namespaceName}.svc:${SERVICE_PORT}/`, trustForwardHeader: false, authResponseHeaders: IDENTITY_HEADERS } },
  };
}

function proxyArguments(request: LoginRequest, name: string): Record<string, string> {
  const { login, path, redirectUri } = request;
  const { oidc } = login.provider;
  return {
    'provider': 'oidc',
    'client-id': login.client.clientId,
    // Named one by one, so that nobody has to ask the issuer's public address from inside the cluster.
    'skip-oidc-discovery': 'true',
    'oidc-issuer-url': oidc.issuer,
    'login-url': oidc.authorization,
    'redeem-url': oidc.token,
    'oidc-jwks-url': oidc.jwks,
    'oidc-groups-claim': 'groups',
    // People need no address to sign in; every token has a subject.
    'oidc-email-claim': 'sub',
    'code-challenge-method': 'S256',
    'scope': 'openid email profile',
    'redirect-url': redirectUri,
    'proxy-prefix': path,
    'reverse-proxy': 'true',
    'skip-provider-button': 'true',
    'set-xauthrequest': 'true',
    'cookie-name': `_${name}`.replaceAll('-', '_'),
    'cookie-secure': 'true',
    'cookie-samesite': 'lax',
    ...(login.groups.length === 0 ? {} : { 'allowed-group': [...login.groups].sort().join(',') }),
  };
}

/** Unique in the namespace, and short enough for a release; the chart's full name is the release's where it holds the chart's. */
function proxyName(route: string): string {
  return `${route.split('.', 1)[0].slice(0, 28).replace(/-+$/, '')}-${digest(route, 6)}-oauth2-proxy`;
}
