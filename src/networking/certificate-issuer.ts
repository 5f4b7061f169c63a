import { Construct, IConstruct } from 'constructs';
import { ComponentDocument, EndpointDocument, IConsumer, Platform, ProviderComponent, ProviderComponentProps, SecretReference, ServiceBinding } from '../core';
import { chooseDriver } from '../core/choose-driver';
import { ValidationError } from '../core/errors';
import { shorten } from '../core/naming';
import { StackModel } from '../core/stack-model';
import { SecretStores } from '../secrets/secret-stores';
import { CertificateIssuerDrivers } from './certificate-issuer-drivers';
import {
  CERTIFICATE_ISSUER, CertificateIssuerCapability, CertificateIssuerDriver, CertificateIssuerOutcome, CertificateIssuerRequest, CertificateOptions, ICertificateIssuer,
} from './contracts/certificate-issuer';
import { GatewayReferences } from './contracts/gateway-references';
import { isHostName } from './host-name';

/** Props of `CertificateIssuer`. */
export interface CertificateIssuerProps extends ProviderComponentProps {
  /** Who issues. @default - the platform's choice, or an authority of its own, made in the cluster */
  readonly driver?: CertificateIssuerDriver;
}

/**
 * Issues and renews the certificates of gateways, and of products that talk by
 * TLS among themselves.
 */
export class CertificateIssuer extends ProviderComponent implements ICertificateIssuer {
  /**
   * The platform's certificate issuer, made if there is none yet; its driver is
   * chosen by `drivers` of the stack.
   */
  public static of(scope: IConstruct): ICertificateIssuer {
    return Platform.of(scope)._shared(
      'certificate-issuer',
      (owner) => new CertificateIssuer(owner, 'certificate-issuer'),
      'networking.CertificateIssuer.of(stack)',
    );
  }

  /** What it can do beside the mandatory. */
  public readonly capabilities: CertificateIssuerCapability[];
  private readonly issuerName: string;
  private readonly issuing: CertificateIssuerDriver;
  private readonly made: CertificateIssuerOutcome;

  public constructor(scope: Construct, id: string, props: CertificateIssuerProps = {}) {
    const driver = chooseDriver(scope, CERTIFICATE_ISSUER, props.driver, () => CertificateIssuerDrivers.ownAuthority());
    super(scope, id, driver, props);
    this.issuing = driver;
    this.capabilities = driver.capabilities;
    this.issuerName = shorten(`${Platform.of(this).platformName}-${this.componentName}`);
    StackModel.of(this).claimName(this, 'the cluster\'s issuers', this.issuerName);
    this.made = this._provision(() => driver.provision(new CertificateIssuerRequest({
      scope: this,
      name: this.componentName,
      namespaceName: this.namespaceName,
      requests: this.requests({}),
      overrides: props.overrides,
      issuerName: this.issuerName,
      gateways: new GatewayReferences(this),
      secrets: new SecretStores(this),
    })));
  }

  /** Terraform addresses to wait for before a certificate can be asked for. */
  public get addresses(): string[] {
    return [...this.made.addresses];
  }

  /** Terraform addresses of what brings cert-manager alone, for products that bring an issuer of their own; empty where it is there. */
  public get operatorAddresses(): string[] {
    return [...this.made.operator?.addresses ?? []];
  }

  /** The certificate of its authority, for clients that must trust it; none where everybody trusts it already. */
  public get authority(): SecretReference | undefined {
    return this.made.authority;
  }

  public certificate(options: CertificateOptions): { [key: string]: unknown } {
    const hosts = [...new Set(options.hosts)].sort();
    if (hosts.length === 0) {
      throw ValidationError.at(this, `the certificate "${options.secretName}" names no host. A certificate without a name is accepted by nobody: give at least one.`);
    }
    for (const host of hosts) {
      if (!isHostName(host.replace(/^\*\./, ''))) {
        throw ValidationError.at(this, `the certificate "${options.secretName}" is for "${host}", which is not a host name. Write it in lower case, such as shop.acme.example or *.acme.example.`);
      }
    }
    this.requireCapabilities(this.capabilities, hosts.filter((host) => host.startsWith('*.')).map((host) => ({
      capability: CertificateIssuerCapability.WILDCARD,
      cannot: 'issue certificates for wildcards',
      property: `a certificate for ${host}`,
    })), CertificateIssuerDrivers.known());
    return this.issuing.certificate(this.made, { ...options, hosts });
  }

  public bindTo(consumer: IConsumer): ServiceBinding {
    throw ValidationError.at(this, `"${consumer.componentName}" cannot bind a certificate issuer. Expose it through a gateway, which asks for certificates by itself; to trust the authority, use CertificateIssuers.trust.`);
  }

  /** @internal */
  public override _document(): ComponentDocument {
    const document = super._document();
    return { ...document, readiness: document.readiness.map((question) => ({ ...question, name: question.name.replace('{issuer}', this.issuerName) })) };
  }

  protected get capabilityNames(): string[] {
    return this.capabilities;
  }

  protected get endpoints(): EndpointDocument[] {
    return [];
  }
}
