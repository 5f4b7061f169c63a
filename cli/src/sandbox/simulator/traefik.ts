/*
 * Plays Traefik, as far as it is a controller of Gateways. What it fakes, and nothing else:
 * - GatewayClasses of its controller are accepted;
 * - of a Gateway: the status, with the address of Traefik's Service;
 * - HTTPRoutes are accepted.
 * Its pods and Service come from its chart. No request is answered; middlewares, conflicts between routes, and rights
 * across namespaces are not looked at.
 */
import { addressOf, GatewayController } from './gateway-api';
import { Imitation } from './imitation';
import { ClusterView, hasLabels } from './view';

const OPERATOR = { 'app.kubernetes.io/name': 'traefik' };

/** Plays Traefik. */
export class Traefik implements Imitation {
  public readonly name = 'traefik';
  private readonly controller = new GatewayController('traefik.io/gateway-controller', 'Handled');

  public async reconcile(view: ClusterView): Promise<void> {
    const pod = (await view.list('/api/v1/pods')).find((each) => hasLabels(each, OPERATOR));
    if (pod === undefined || !await view.runs(OPERATOR)) {
      return;
    }
    const gateways = await this.controller.gateways(view, { holdsClasses: false });
    const services = (await view.list('/api/v1/services')).filter((each) => each.metadata.namespace === pod.metadata.namespace && hasLabels(each, OPERATOR));
    const address = services.map(addressOf).find((each) => each !== undefined);
    for (const gateway of gateways) {
      await this.controller.serve(view, gateway, address);
    }
    await this.controller.acceptRoutes(view, gateways);
  }
}
