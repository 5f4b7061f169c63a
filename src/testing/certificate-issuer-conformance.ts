import { CustomResources } from '../core/custom-resources';
import { CertificateIssuer } from '../networking/certificate-issuer';
import { CERTIFICATE_ISSUER, CertificateIssuerCapability, CertificateIssuerDriver } from '../networking/contracts/certificate-issuer';
// Proof over HTTP goes through the platform's gateway.
import '../networking/gateway';
import { Check, demand } from './check';
import { ConformanceSubject } from './conformance-subject';
import { DriverConformance } from './driver-conformance';
import { listAt, textAt } from './json';
import { stage } from './stage';

/** What every driver for certificate issuers must do. */
export class CertificateIssuerConformance extends DriverConformance {
  /**
   * The suite for one driver.
   *
   * @param driver the driver, with whatever options it needs
   */
  public static of(driver: CertificateIssuerDriver): CertificateIssuerConformance {
    return new CertificateIssuerConformance(driver);
  }

  private constructor(driver: CertificateIssuerDriver) {
    const subject: ConformanceSubject<CertificateIssuer> = {
      contract: CERTIFICATE_ISSUER,
      driver,
      capabilities: driver.capabilities,
      allCapabilities: Object.values(CertificateIssuerCapability),
      askable: [CertificateIssuerCapability.WILDCARD],
      make: (scope, id, { capabilities = [], overrides, withoutDriver } = {}) => {
        const issuer = new CertificateIssuer(scope, id, { driver: withoutDriver === true ? undefined : driver, overrides });
        const host = capabilities.includes(CertificateIssuerCapability.WILDCARD) ? '*.acme.example' : 'shop.acme.example';
        const { componentName, namespaceName } = issuer;
        new CustomResources(issuer, 'certificates', {
          releaseName: `${componentName}-certificates`,
          namespaceName,
          objects: [issuer.certificate({ namespaceName, secretName: `${componentName}-tls`, hosts: [host] })],
          after: issuer.addresses,
        });
        return issuer;
      },
      clusterWide: true,
      bindable: (issuer) => issuer,
      outcome: ({ ready }) => ({ ready }),
    };
    super();
    this._check(subject, [
      new Check('a certificate is for the hosts asked for, in the Secret asked for', () => {
        const { template } = stage((stack) => subject.make(stack, 'orders'));
        const found = template.objects.find((object) => listAt(object, 'spec', 'dnsNames').includes('shop.acme.example'));
        demand(found !== undefined, 'no object is for the host shop.acme.example');
        demand(textAt(found, 'spec', 'secretName') === 'orders-tls', `its Secret is "${textAt(found, 'spec', 'secretName')}", and "orders-tls" was asked for`);
        demand(textAt(found, 'spec', 'issuerRef', 'name') !== '', 'it names no issuer');
      }),
      new Check('clients are told of no authority where everybody trusts it already', () => {
        const { made } = stage((stack) => ({ authority: subject.make(stack, 'orders').authority }));
        const trusted = driver.capabilities.includes(CertificateIssuerCapability.PUBLIC_TRUST);
        demand(!trusted || made.authority === undefined, 'it declares public-trust, and tells of an authority to trust');
      }),
    ]);
  }
}
