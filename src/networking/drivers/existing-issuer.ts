import { DriverManifest, SecretReference } from '../../core';
import { ValidationError } from '../../core/errors';
import {
  CERTIFICATE_ISSUER, CertificateIssuerCapability, CertificateIssuerDriver, CertificateIssuerOutcome, CertificateIssuerRequest, CertificateOptions,
} from '../contracts/certificate-issuer';

const MANIFEST: DriverManifest = {
  product: 'existing',
  title: 'an existing issuer of cert-manager',
  contract: CERTIFICATE_ISSUER,
  sources: [],
};

/** Options of `CertificateIssuerDrivers.existing`. */
export interface ExistingIssuerOptions {
  /** Name of the issuer. */
  readonly issuerName: string;
  /** Its kind. An `Issuer` serves its own namespace only. @default 'ClusterIssuer' */
  readonly kind?: string;
  /** Its API group, for issuers that are not cert-manager's own. @default 'cert-manager.io' */
  readonly group?: string;
  /** What it can do. @default - neither wildcards nor public trust is assumed */
  readonly capabilities?: CertificateIssuerCapability[];
  /** Where the certificate of its authority is, for clients that must trust it. @default - trusted already */
  readonly authority?: SecretReference;
}

/** An issuer of a cert-manager that runs already. */
export class ExistingIssuer extends CertificateIssuerDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: MANIFEST, capabilities: [] as CertificateIssuerCapability[] };
  public readonly manifest: DriverManifest = MANIFEST;
  public readonly capabilities: CertificateIssuerCapability[];

  public constructor(private readonly options: ExistingIssuerOptions) {
    super();
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(options.issuerName)) {
      throw new ValidationError(`CertificateIssuerDrivers.existing: "${options.issuerName}" is not the name of an issuer. Write it as kubectl get clusterissuers shows it.`);
    }
    this.capabilities = [...(options.capabilities ?? [])];
  }

  public provision(_request: CertificateIssuerRequest): CertificateIssuerOutcome {
    const { issuerName, kind = 'ClusterIssuer', group = 'cert-manager.io', authority } = this.options;
    return { addresses: [], issuer: { group, kind, name: issuerName }, authority };
  }

  public certificate(outcome: CertificateIssuerOutcome, options: CertificateOptions): { [key: string]: unknown } {
    return {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: options.secretName, namespace: options.namespaceName },
      spec: { secretName: options.secretName, issuerRef: outcome.issuer, dnsNames: options.hosts },
    };
  }
}
