import { IConstruct } from 'constructs';
import { Driver, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps, SecretReference } from '../../core';
import type { ISecretStoreProvider } from '../../secrets/contract';
import type { IGatewayReferenceProvider } from './gateway-reference';

/** Name of the contract, in manifests. */
export const CERTIFICATE_ISSUER = 'networking.CertificateIssuer';

/** What a certificate issuer may be able to do beside the mandatory. */
export enum CertificateIssuerCapability {
  /** Certificates for `*.domain`. */
  WILDCARD = 'wildcard',
  /** Certificates that browsers trust without further ado. */
  PUBLIC_TRUST = 'public-trust',
}

/** A certificate to be issued and renewed. */
export interface CertificateOptions {
  /** Namespace of the Secret. */
  readonly namespaceName: string;
  /** Name of the Secret of type `kubernetes.io/tls`, and of the certificate. */
  readonly secretName: string;
  /** Host names, at least one; a leading `*.` stands for any one label. */
  readonly hosts: string[];
}

/**
 * Issues and renews TLS certificates.
 *
 * Protocol: X.509 (RFC 5280); ACME (RFC 8555) where a public authority issues.
 */
export interface ICertificateIssuer extends IConstruct {
  /** What it can do beside the mandatory. */
  readonly capabilities: CertificateIssuerCapability[];
  /**
   * The object that has a certificate issued and renewed, for a release of custom resources.
   *
   * @throws if no host is given, or a wildcard that cannot be issued
   */
  certificate(options: CertificateOptions): { [key: string]: unknown };
  /** Terraform addresses to wait for before a certificate can be asked for: what brings cert-manager, and the issuer. */
  readonly addresses: string[];
  /** Terraform addresses of what brings cert-manager alone, for products that bring an issuer of their own; empty where it is there. */
  readonly operatorAddresses: string[];
  /** The certificate of its authority, for clients that must trust it. @default - browsers and images trust it already */
  readonly authority?: SecretReference;
}

/** Hands out the platform's certificate issuer when it is needed, and not before. */
export interface ICertificateIssuerProvider {
  /** The issuer; made with its default driver if there is none yet. */
  readonly issuer: ICertificateIssuer;
}

/** Props of `CertificateIssuerRequest`. */
export interface CertificateIssuerRequestProps extends ProvisionRequestProps {
  /** Name of the issuer, unique in the cluster. */
  readonly issuerName: string;
  /** The gateway that answers HTTP-01 challenges. */
  readonly gateways: IGatewayReferenceProvider;
  /** The platform's secret store, for drivers that take credentials. */
  readonly secrets: ISecretStoreProvider;
}

/** What a certificate issuer's component asks of its driver. */
export class CertificateIssuerRequest extends ProvisionRequest {
  /** Name of the issuer, unique in the cluster. */
  public readonly issuerName: string;
  /** The gateway that answers HTTP-01 challenges. */
  public readonly gateways: IGatewayReferenceProvider;
  /** The platform's secret store. */
  public readonly secrets: ISecretStoreProvider;

  public constructor(props: CertificateIssuerRequestProps) {
    super(props);
    this.issuerName = props.issuerName;
    this.gateways = props.gateways;
    this.secrets = props.secrets;
  }
}

/** What a certificate issuer's driver reports. */
export interface CertificateIssuerOutcome extends ProvisionOutcome {
  /** Terraform addresses to wait for. */
  readonly addresses: string[];
  /** What a certificate names as its issuer: `issuerRef` of a cert-manager Certificate, or what stands in its place. */
  readonly issuer: { [key: string]: unknown };
  /** The certificate of its authority. @default - trusted already */
  readonly authority?: SecretReference;
}

/** One way to have certificates issued. */
export abstract class CertificateIssuerDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: CertificateIssuerCapability[];

  /** Sets the issuer up. */
  public abstract provision(request: CertificateIssuerRequest): CertificateIssuerOutcome;

  /**
   * The object that has a certificate issued and renewed. Called when the
   * stack is written; hosts are sorted and checked.
   */
  public abstract certificate(outcome: CertificateIssuerOutcome, options: CertificateOptions): { [key: string]: unknown };
}
