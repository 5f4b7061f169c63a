import { IConstruct } from 'constructs';
import { CertificateIssuer } from './certificate-issuer';
import { ICertificateIssuer, ICertificateIssuerProvider } from './contracts/certificate-issuer';

/** How components reach the platform's certificate issuer: made when it is needed, and not before. */
export class CertificateIssuers implements ICertificateIssuerProvider {
  public constructor(private readonly scope: IConstruct) {}

  public get issuer(): ICertificateIssuer {
    return CertificateIssuer.of(this.scope);
  }
}
