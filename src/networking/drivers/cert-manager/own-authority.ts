import { CustomResources, DriverManifest } from '../../../core';
import {
  CertificateIssuerCapability, CertificateIssuerOutcome, CertificateIssuerRequest,
} from '../../contracts/certificate-issuer';
import { API_VERSION, CertManagerDriver, CertManagerOptions, clusterIssuerRef, issuerManifest } from './cert-manager-driver';

/** Ten years: the authority is trusted by clients that nobody wants to touch every year. */
const AUTHORITY_DURATION = '87600h';

/** A year before its end, so that both are known to clients for a while. */
const AUTHORITY_RENEWAL = '8760h';

/** Options of `CertificateIssuerDrivers.ownAuthority`. */
export interface OwnAuthorityOptions extends CertManagerOptions {
  /** Name of the authority, as browsers show it. @default - `<platform> authority` */
  readonly commonName?: string;
}

/** A certificate authority made in the cluster: its key never leaves it. */
export class OwnAuthority extends CertManagerDriver {
  /** @internal */
  public static readonly _KNOWN = {
    manifest: {
      ...issuerManifest('own-authority', 'an authority of its own', [{ apiVersion: API_VERSION, kind: 'ClusterIssuer', name: '{issuer}', condition: 'Ready' }]),
      migration: 'Give everybody who trusts this authority the certificate of the new one as well, before the change: certificates are then issued anew by themselves. Its key is in the Secret that bears the name of the issuer, in the namespace of cert-manager; keep a copy.',
    },
    capabilities: [CertificateIssuerCapability.WILDCARD],
  };

  public readonly manifest: DriverManifest = OwnAuthority._KNOWN.manifest;
  public readonly capabilities: CertificateIssuerCapability[] = OwnAuthority._KNOWN.capabilities;

  public constructor(private readonly options: OwnAuthorityOptions = {}) {
    super(options);
  }

  public provision(request: CertificateIssuerRequest): CertificateIssuerOutcome {
    const operator = this.operator(request.scope);
    const { issuerName } = request;
    // Cluster issuers read their Secrets in cert-manager's own namespace.
    const namespaceName = operator.namespaceName;
    const resources = new CustomResources(request.scope, 'authority', { releaseName: issuerName, namespaceName, after: operator.addresses });
    [root(request, namespaceName), this.authority(request, namespaceName), issuer(request)].forEach((object) => resources.add(object));
    return {
      operator,
      addresses: [...operator.addresses, resources.address],
      issuer: clusterIssuerRef(issuerName),
      authority: { namespaceName, secretName: issuerName, key: 'ca.crt' },
      dataObjects: [{ kind: 'Certificate.cert-manager.io', namespaceName, name: issuerName }],
      notes: [`Certificates are issued by an authority of this cluster, which browsers do not know. Its certificate: kubectl -n ${namespaceName} get secret ${issuerName} -o jsonpath='{.data.ca\\.crt}'.`],
    };
  }

  /** The authority's own certificate. */
  private authority(request: CertificateIssuerRequest, namespace: string): Record<string, unknown> {
    const name = request.issuerName;
    return {
      apiVersion: API_VERSION,
      kind: 'Certificate',
      metadata: { name, namespace, labels: request.labels },
      spec: {
        secretName: name,
        isCA: true,
        commonName: this.options.commonName ?? `${name.slice(0, 54)} authority`,
        duration: AUTHORITY_DURATION,
        renewBefore: AUTHORITY_RENEWAL,
        // Another key would make every client that trusts the old certificate a stranger.
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
        usages: ['cert sign', 'crl sign', 'digital signature'],
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name },
      },
    };
  }
}

/** Signs the authority's certificate, and nothing else. */
function root(request: CertificateIssuerRequest, namespace: string): Record<string, unknown> {
  return {
    apiVersion: API_VERSION,
    kind: 'Issuer',
    metadata: { name: request.issuerName, namespace, labels: request.labels },
    spec: { selfSigned: {} },
  };
}

/** Signs with the authority's key. */
function issuer(request: CertificateIssuerRequest): Record<string, unknown> {
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterIssuer',
    metadata: { name: request.issuerName, labels: request.labels },
    spec: { ca: { secretName: request.issuerName } },
  };
}
