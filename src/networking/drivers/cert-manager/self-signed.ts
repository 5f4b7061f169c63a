import { CustomResources, DriverManifest } from '../../../core';
import {
  CertificateIssuerCapability, CertificateIssuerOutcome, CertificateIssuerRequest,
} from '../../contracts/certificate-issuer';
import { API_VERSION, CertManagerDriver, CertManagerOptions, clusterIssuerRef, issuerManifest } from './cert-manager-driver';

/** Certificates that sign themselves: for a first look, since there is nothing to trust. */
export class SelfSigned extends CertManagerDriver {
  /** @internal */
  public static readonly _KNOWN = {
    manifest: issuerManifest('self-signed', 'self-signed certificates', [{ apiVersion: API_VERSION, kind: 'ClusterIssuer', name: '{issuer}', condition: 'Ready' }]),
    capabilities: [CertificateIssuerCapability.WILDCARD],
  };

  public readonly manifest: DriverManifest = SelfSigned._KNOWN.manifest;
  public readonly capabilities: CertificateIssuerCapability[] = SelfSigned._KNOWN.capabilities;

  public constructor(options: CertManagerOptions = {}) {
    super(options);
  }

  public provision(request: CertificateIssuerRequest): CertificateIssuerOutcome {
    const operator = this.operator(request.scope);
    const { issuerName } = request;
    const resources = new CustomResources(request.scope, 'issuer', {
      releaseName: issuerName,
      namespaceName: operator.namespaceName,
      objects: [{ apiVersion: API_VERSION, kind: 'ClusterIssuer', metadata: { name: issuerName, labels: request.labels }, spec: { selfSigned: {} } }],
      after: operator.addresses,
    });
    return {
      operator,
      addresses: [...operator.addresses, resources.address],
      issuer: clusterIssuerRef(issuerName),
      notes: ['Each certificate signs itself, so that no client can be told whom to trust. Use CertificateIssuerDrivers.ownAuthority or acme for anything that lasts.'],
    };
  }
}
