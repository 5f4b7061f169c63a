import { DriverManifest, NetworkPeer } from '../../core';
import { ValidationError } from '../../core/errors';
import {
  GATEWAY, GatewayCapability, GatewayDriver, GatewayOutcome, GatewayPlan, GatewayPorts, GatewayRequest, GatewayRoute, LoginOutcome, LoginRequest,
} from '../contracts/gateway';
import { GatewayApi } from '../contracts/gateway-api';

const MANIFEST: DriverManifest = {
  product: 'existing',
  title: 'an existing Gateway',
  contract: GATEWAY,
  sources: [],
};

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** Options of `GatewayDrivers.existing`. */
export interface ExistingGatewayOptions {
  /** Name of the Gateway. */
  readonly gatewayName: string;
  /** Namespace of the Gateway. */
  readonly namespaceName: string;
  /** Listener that routes attach to. @default - any that takes the host */
  readonly listenerName?: string;
  /** Listener for plain HTTP, where challenges of an ACME authority are answered. @default 'http' */
  readonly httpListener?: string;
  /** Namespace of its pods, which network policy lets in. @default - that of the Gateway */
  readonly podNamespaceName?: string;
  /** Labels of its pods. @default - every pod of that namespace */
  readonly podLabels?: { [key: string]: string };
  /** Ports of its pods. @default - 80 and 443 */
  readonly podPorts?: GatewayPorts;
  /** The driver of the product behind it, which then asks for logins: its own settings are not used. @default - it cannot ask for logins */
  readonly login?: GatewayDriver;
}

/** A Gateway that is there: routes attach to it; listeners and certificates are its owner's. */
export class ExistingGateway extends GatewayDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: MANIFEST, capabilities: [] as GatewayCapability[] };
  public readonly manifest: DriverManifest = MANIFEST;
  public readonly capabilities: GatewayCapability[];

  public constructor(private readonly options: ExistingGatewayOptions) {
    super();
    for (const [property, name] of Object.entries({ gatewayName: options.gatewayName, namespaceName: options.namespaceName })) {
      if (!NAME.test(name)) {
        throw new ValidationError(`GatewayDrivers.existing: ${property} "${name}" is not a name. Write it as kubectl get gateways --all-namespaces shows it.`);
      }
    }
    this.capabilities = [...(options.login?.capabilities ?? [])];
  }

  public provision(_request: GatewayRequest): GatewayOutcome {
    const { gatewayName, namespaceName, httpListener, podNamespaceName, podLabels, podPorts } = this.options;
    return {
      gatewayName,
      gatewayNamespace: namespaceName,
      httpListener,
      podPorts,
      addresses: [],
      peer: NetworkPeer.pods(podNamespaceName ?? namespaceName, podLabels),
      notes: [`Listeners, certificates and DNS of the Gateway ${namespaceName}/${gatewayName} are its owner's: it must let routes of the exposed namespaces attach.`],
    };
  }

  public gatewayObjects(_plan: GatewayPlan): { [key: string]: unknown }[] {
    return [];
  }

  public routeObjects(outcome: GatewayOutcome, route: GatewayRoute): { [key: string]: unknown }[] {
    const attached = { ...route, listenerName: this.options.listenerName };
    return this.options.login?.routeObjects(outcome, attached) ?? [GatewayApi.httpRoute(outcome, attached)];
  }

  public override prepareLogin(request: LoginRequest): LoginOutcome {
    return this.options.login?.prepareLogin(request) ?? {};
  }
}
