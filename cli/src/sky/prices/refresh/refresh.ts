import { NodeShape } from '../price-row';
import { shippedNodes, ShippedVendor } from '../shipped-prices';
import { ALIBABA_ORIGIN, refreshAlibaba } from './alibaba';
import { AWS_ORIGIN, refreshAws } from './aws';
import { AZURE_ORIGIN, refreshAzure } from './azure';
import { GCP_ORIGIN, refreshGcp } from './gcp';
import { Refreshed, RefreshRequest } from './refreshed';

/** A vendor whose price list can be asked. */
interface Refreshing {
  readonly origin: string;
  readonly refresh: (request: RefreshRequest) => Promise<Refreshed>;
}

/** Vendors whose price lists can be asked. */
export const REFRESHED_VENDORS: Readonly<Record<ShippedVendor, Refreshing>> = {
  alibaba: { origin: ALIBABA_ORIGIN, refresh: refreshAlibaba },
  aws: { origin: AWS_ORIGIN, refresh: refreshAws },
  azure: { origin: AZURE_ORIGIN, refresh: refreshAzure },
  gcp: { origin: GCP_ORIGIN, refresh: refreshGcp },
};

/** What is known of a vendor's node types, by name. */
export function knownShapes(vendor: ShippedVendor): ReadonlyMap<string, NodeShape> {
  const source = shippedNodes(vendor);
  return new Map(source.regionsOf(vendor).flatMap((region) => source.rowsOf(vendor, region, 'nodes').flatMap(({ sku, shape }): [string, NodeShape][] => (shape === undefined ? [] : [[sku, shape]]))));
}
