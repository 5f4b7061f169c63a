import { Construct } from 'constructs';
import { IConsumer, Platform, SecretReference } from '../core';
import { addressesHere } from '../core/connect';
import { shorten } from '../core/naming';
import { SecretStore } from '../secrets/secret-store';
import { CertificateIssuer } from './certificate-issuer';
import { ICertificateIssuer, ICertificateIssuerProvider } from './contracts/certificate-issuer';
// An issuer that proves hosts over HTTP asks for the platform's gateway.
import './gateway';

/** How components reach the platform's certificate issuer: made when it is needed, and not before. */
export class CertificateIssuers implements ICertificateIssuerProvider {
  public constructor(private readonly scope: Construct) {}

  public get issuer(): ICertificateIssuer {
    return CertificateIssuer.of(this.scope);
  }

  /**
   * The certificate of the platform's own authority, where a consumer can read
   * it: copied into its namespace inside the cluster, without the key. A client
   * needs it to reach anything under `https` through the platform's gateway.
   *
   * @returns nothing where certificates are trusted already, as those of a public authority are
   */
  public trust(consumer: IConsumer): SecretReference | undefined {
    const { issuer } = this;
    const { authority, addresses } = issuer;
    if (authority === undefined || authority.namespaceName === consumer.namespaceName) {
      return authority;
    }
    return SecretStore.of(consumer).share({
      secretName: authority.secretName,
      fromNamespace: authority.namespaceName,
      toNamespace: consumer.namespaceName,
      copyName: shorten(`${Platform.of(this.scope).platformName}-authority`),
      keys: { [authority.key]: authority.key },
      after: addressesHere(consumer, issuer, addresses),
    }).key(authority.key);
  }
}
