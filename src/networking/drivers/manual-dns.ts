import { DriverManifest, ProvisionOutcome } from '../../core';
import { DNS, DnsCapability, DnsDriver, DnsRequest } from '../contracts/dns';

const MANIFEST: DriverManifest = {
  product: 'manual',
  title: 'records kept by hand',
  contract: DNS,
  sources: [],
};

/** Records kept by hand: `describe` lists them, and nothing runs in the cluster. */
export class ManualDns extends DnsDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: MANIFEST, capabilities: [] as DnsCapability[] };
  public readonly manifest: DriverManifest = MANIFEST;
  public readonly capabilities: DnsCapability[] = ManualDns._KNOWN.capabilities;

  public provision(_request: DnsRequest): ProvisionOutcome {
    return {};
  }
}
