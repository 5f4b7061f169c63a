import { Construct, IConstruct } from 'constructs';
import { Driver, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps, SecretReference } from '../../core';

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
  /** Host names, sorted. */
  readonly hosts: string[];
}

/**
 * Issues and renews TLS certificates.
 *
 * Protocol: X.509; ACME (RFC 8555) where a public authority issues.
 */
export interface ICertificateIssuer extends IConstruct {
  /** What it can do beside the mandatory. */
  readonly capabilities: CertificateIssuerCapability[];
  /** The object that has a certificate issued and renewed, for a release of custom resources. */
  certificate(options: CertificateOptions): { [key: string]: any };
  /** Terraform addresses to wait for before a certificate can be asked for. */
  readonly addresses: string[];
  /** The certificate of its authority, for clients that must trust it. @default - browsers and images trust it already */
  readonly authority?: SecretReference;
}

/** Hands out the platform's certificate issuer when it is needed, and not before. */
export interface ICertificateIssuerProvider {
  /** The issuer; made with its default driver if there is none yet. */
  readonly issuer: ICertificateIssuer;
}

/** Where an ACME authority finds proof of a host: the gateway it is reached through. */
export interface GatewayReference {
  /** Name of the Gateway. */
  readonly gatewayName: string;
  /** Namespace of the Gateway. */
  readonly namespaceName: string;
}

/** Props of `CertificateIssuerRequest`. */
export interface CertificateIssuerRequestProps extends ProvisionRequestProps {
  /** The gateway that answers HTTP-01 challenges: its name is known before it is made. */
  readonly gateway: GatewayReference;
}

/** What a certificate issuer's component asks of its driver. */
export class CertificateIssuerRequest extends ProvisionRequest {
  /** The gateway that answers HTTP-01 challenges. */
  public readonly gateway: GatewayReference;

  public constructor(props: CertificateIssuerRequestProps) {
    super(props);
    this.gateway = props.gateway;
  }
}

/** What a certificate issuer's driver reports. */
export interface CertificateIssuerOutcome extends ProvisionOutcome {
  /** Terraform addresses to wait for. */
  readonly addresses: string[];
  /** `issuerRef` of a cert-manager Certificate, or what stands in its place. */
  readonly issuer: { [key: string]: any };
  /** The certificate of its authority. @default - trusted already */
  readonly authority?: SecretReference;
}

/** One way to have certificates issued. */
export abstract class CertificateIssuerDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: CertificateIssuerCapability[];

  /** Sets the issuer up. */
  public abstract provision(request: CertificateIssuerRequest): CertificateIssuerOutcome;

  /** The object that has a certificate issued and renewed. */
  public abstract certificate(scope: Construct, outcome: CertificateIssuerOutcome, options: CertificateOptions): { [key: string]: any };
}
