import { DNS, DnsCapability, DnsDriver } from '../networking/contracts/dns';
import { Dns } from '../networking/dns';
import { Gateway } from '../networking/gateway';
import { Check, demand } from './check';
import { ConformanceSubject } from './conformance-subject';
import { DriverConformance } from './driver-conformance';
import { stage } from './stage';

/** What every driver for DNS must do. */
export class DnsConformance extends DriverConformance {
  /**
   * The suite for one driver.
   *
   * @param driver the driver, with whatever options it needs
   */
  public static of(driver: DnsDriver): DnsConformance {
    return new DnsConformance(driver);
  }

  private constructor(driver: DnsDriver) {
    const automatic = driver.capabilities.includes(DnsCapability.AUTOMATIC);
    const subject: ConformanceSubject<Dns> = {
      contract: DNS,
      driver,
      capabilities: driver.capabilities,
      allCapabilities: Object.values(DnsCapability),
      askable: [],
      make: (scope, id, { overrides, withoutDriver } = {}) => new Dns(scope, id, {
        driver: withoutDriver === true ? undefined : driver, overrides, domains: ['acme.example'],
      }),
      bindable: (dns) => dns,
      outcome: ({ ready }) => ({ ready }),
    };
    super();
    this._check(subject, [
      new Check('a host that is exposed is kept by it, or listed for whoever keeps the zone', () => {
        const { template } = stage((stack) => {
          const dns = subject.make(stack, 'orders');
          Gateway.of(stack).addRoute(dns, {
            host: 'shop.acme.example', serviceName: 'shop', servicePort: 80, targetPort: 8080, namespaceName: dns.namespaceName,
          });
        });
        const { components } = template.platform as { components: { type: string; notes?: string[] }[] };
        const listed = components.find(({ type }) => type === Dns.name)?.notes?.some((note) => note.includes('shop.acme.example')) ?? false;
        demand(listed !== automatic, automatic ? 'it declares automatic, and shop.acme.example is listed to do by hand' : 'shop.acme.example is neither kept nor listed');
      }),
      new Check('what writes records may reach those who host the zone, and what does not reaches nobody', () => {
        const { template } = stage((stack) => subject.make(stack, 'orders'));
        const { edges } = template.platform as { edges: { open?: boolean }[] };
        const outside = edges.some(({ open }) => open === true);
        demand(outside === automatic, automatic ? 'it declares automatic, and no edge leads out of the cluster' : 'an edge leads out of the cluster, and it does not declare automatic');
      }),
    ]);
  }
}
