import { Construct } from 'constructs';
import { IdentityProvider } from '../accounts/identity-provider';
import { IdentityProviderDrivers } from '../accounts/identity-provider-drivers';
import { ValidationError } from '../core/errors';
import { digest } from '../core/naming';
import { Platform } from '../core/platform';
import { Credentials } from '../core/secret-reference';
import { GATEWAY, GatewayCapability, GatewayDriver } from '../networking/contracts/gateway';
import { Gateway } from '../networking/gateway';
import { WebService } from '../web/web-service';
import { Check, demand, demandNone } from './check';
import { ConformanceSubject } from './conformance-subject';
import { DriverConformance } from './driver-conformance';
import { listAt, textAt } from './json';
import { stage } from './stage';

const ISSUER = 'https://id.site.example';
const ENDPOINTS = { authorization: `${ISSUER}/authorize`, token: `${ISSUER}/token`, jwks: `${ISSUER}/keys` };

/** What every driver for gateways must do. */
export class GatewayConformance extends DriverConformance {
  /**
   * The suite for one driver.
   *
   * @param driver the driver, with whatever options it needs
   */
  public static of(driver: GatewayDriver): GatewayConformance {
    return new GatewayConformance(driver);
  }

  private constructor(driver: GatewayDriver) {
    const subject: ConformanceSubject<Gateway> = {
      contract: GATEWAY,
      driver,
      capabilities: driver.capabilities,
      allCapabilities: Object.values(GatewayCapability),
      askable: Object.values(GatewayCapability),
      make: (scope, id, { capabilities = [], overrides, withoutDriver } = {}) => {
        const gateway = new Gateway(scope, id, { driver: withoutDriver === true ? undefined : driver, overrides });
        expose(scope, id, gateway, capabilities);
        return gateway;
      },
      bindable: (gateway) => gateway,
      outcome: ({ ready, providerName }) => ({ ready, providerName }),
    };
    super();
    this._check(subject, [
      new Check('what is exposed has a route to its Service', () => {
        const { made, template } = stage((stack) => {
          subject.make(stack, 'orders');
          return hostOf(stack, 'orders');
        });
        const routes = template.objectsOfKind('HTTPRoute').filter((route) => listAt(route, 'spec', 'hostnames').includes(made));
        demand(routes.length > 0, `no HTTPRoute is for the host ${made}`);
        const backends = routes.flatMap((route) => listAt(route, 'spec', 'rules')).flatMap((rule) => listAt(rule, 'backendRefs'));
        demand(backends.some((backend) => textAt(backend, 'name') === 'orders-shop'), 'its HTTPRoute leads to no Service orders-shop');
        demandNone(routes.filter((route) => listAt(route, 'spec', 'parentRefs').length === 0).map((route) => textAt(route, 'metadata', 'name')), 'routes that attach to no Gateway');
      }),
      new Check('one host and path is given away once', () => {
        let refused = false;
        stage((stack) => {
          const gateway = new Gateway(stack, 'orders', { driver });
          new WebService(stack, 'first', { image: 'ghcr.io/acme/shop:1.4.2', port: 8080 }).expose('shop.acme.example', { gateway });
          const second = new WebService(stack, 'second', { image: 'ghcr.io/acme/shop:1.4.2', port: 8080 });
          try {
            second.expose('shop.acme.example', { gateway });
          } catch (error) {
            demand(error instanceof ValidationError, `it is refused by a crash: ${String(error)}`);
            refused = true;
          }
        });
        demand(refused, 'two components claim one host, and nothing is refused');
      }),
    ]);
  }
}

/** A web service behind the gateway, with a login where one is asked for. */
function expose(scope: Construct, id: string, gateway: Gateway, capabilities: readonly string[]): void {
  const shop = new WebService(scope, `${id}-shop`, { image: 'ghcr.io/acme/shop:1.4.2', port: 8080 });
  shop.expose(hostOf(scope, id), { gateway });
  const groups = capabilities.includes(GatewayCapability.LOGIN_GROUPS) ? ['staff'] : [];
  if (groups.length > 0 || capabilities.includes(GatewayCapability.LOGIN)) {
    const clients = Object.fromEntries([`${shop.namespaceName}-${shop.componentName}`, `${Platform.of(shop).platformName}-${shop.componentName}`].map((client) => [client, Credentials.fromSecret('login')]));
    const driver = IdentityProviderDrivers.external({ issuer: ISSUER, endpoints: ENDPOINTS, clients, groups: true });
    shop.requireLogin(new IdentityProvider(scope, `${id}-login`, { driver }), groups.length > 0 ? { groups } : {});
  }
}

/** A host of its own for every gateway: no two may claim one. */
function hostOf(scope: Construct, id: string): string {
  return `shop-${digest(`${scope.node.path}/${id}`)}.acme.example`;
}
