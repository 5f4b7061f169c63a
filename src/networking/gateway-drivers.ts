import { KnownDriver } from '../core';
import { GatewayDriver } from './contracts/gateway';
import { EnvoyGateway, EnvoyGatewayOptions } from './drivers/envoy-gateway';
import { ExistingGateway, ExistingGatewayOptions } from './drivers/existing-gateway';
import { Traefik, TraefikOptions } from './drivers/traefik';

/** The products that the library brings for gateways. */
export class GatewayDrivers {
  /** Envoy Gateway: a data plane for each gateway, login by its own filter. */
  public static envoyGateway(options: EnvoyGatewayOptions = {}): GatewayDriver {
    return new EnvoyGateway(options);
  }

  /** Traefik Proxy, with an OAuth2 Proxy beside each route that asks for a login. */
  public static traefik(options: TraefikOptions = {}): GatewayDriver {
    return new Traefik(options);
  }

  /**
   * A Gateway that exists already, whatever its product.
   *
   * @throws if a name cannot be one
   */
  public static existing(options: ExistingGatewayOptions): GatewayDriver {
    return new ExistingGateway(options);
  }

  /** Names and capabilities of all of them. */
  public static known(): KnownDriver[] {
    return [EnvoyGateway._KNOWN, ExistingGateway._KNOWN, Traefik._KNOWN];
  }

  private constructor() {}
}
