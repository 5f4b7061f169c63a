import { KnownDriver } from '../core';
import { CertificateIssuerDriver } from './contracts/certificate-issuer';
import { Acme, AcmeOptions } from './drivers/cert-manager/acme';
import { CertManagerOptions } from './drivers/cert-manager/cert-manager-driver';
import { OwnAuthority, OwnAuthorityOptions } from './drivers/cert-manager/own-authority';
import { SelfSigned } from './drivers/cert-manager/self-signed';
import { ExistingIssuer, ExistingIssuerOptions } from './drivers/existing-issuer';

/** The ways to have certificates issued that the library brings. */
export class CertificateIssuerDrivers {
  /**
   * A public authority, such as Let's Encrypt, or any that speaks ACME.
   *
   * @throws if the address or the server cannot be used
   */
  public static acme(options: AcmeOptions): CertificateIssuerDriver {
    return new Acme(options);
  }

  /** An authority of the platform's own, made in the cluster: works anywhere, and clients must be told to trust it. */
  public static ownAuthority(options: OwnAuthorityOptions = {}): CertificateIssuerDriver {
    return new OwnAuthority(options);
  }

  /** Certificates that sign themselves: for a first look only. */
  public static selfSigned(options: CertManagerOptions = {}): CertificateIssuerDriver {
    return new SelfSigned(options);
  }

  /** An issuer of a cert-manager that runs already. */
  public static existing(options: ExistingIssuerOptions): CertificateIssuerDriver {
    return new ExistingIssuer(options);
  }

  /** Names and capabilities of all of them. */
  public static known(): KnownDriver[] {
    return [Acme._KNOWN, ExistingIssuer._KNOWN, OwnAuthority._KNOWN, SelfSigned._KNOWN];
  }

  private constructor() {}
}
