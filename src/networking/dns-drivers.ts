import { KnownDriver } from '../core';
import { DnsDriver } from './contracts/dns';
import { ExternalDns, ExternalDnsOptions } from './drivers/external-dns';
import { ManualDns } from './drivers/manual-dns';

/** The ways to have DNS records that the library brings. */
export class DnsDrivers {
  /**
   * ExternalDNS: records written through the API of whoever hosts the zone.
   *
   * @throws if the provider cannot be one, or a secret is given in plain text
   */
  public static externalDns(options: ExternalDnsOptions): DnsDriver {
    return new ExternalDns(options);
  }

  /** Records kept by hand: they are listed in `platform.json`, and by `describe`. */
  public static manual(): DnsDriver {
    return new ManualDns();
  }

  /** Names and capabilities of all of them. */
  public static known(): KnownDriver[] {
    return [ExternalDns._KNOWN, ManualDns._KNOWN];
  }

  private constructor() {}
}
