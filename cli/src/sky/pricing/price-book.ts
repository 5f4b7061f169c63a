import { PriceCatalog } from '../prices/price-catalog';
import { readPriceFile } from '../prices/price-file';
import { PriceKindName } from '../prices/price-kind';
import { PriceRow } from '../prices/price-row';
import { PriceSource } from '../prices/price-source';
import { isShipped, NODE_FILES, SHIPPED_VENDORS, shippedNodes, shippedServices, ShippedVendor } from '../prices/shipped-prices';
import { Settings } from '../settings/settings';
import { EffectivePrice, effectivePrice } from './effective-price';
import { settingsPrices } from './settings-prices';

/** All prices as this user pays them. */
export class PriceBook {
  /** Shipped prices, the user's files over them, and what the user's settings say over those. */
  public static open(settings: Settings): PriceBook {
    const shipped = [...SHIPPED_VENDORS.map(later), shippedServices()];
    const files = settings.prices.map((path) => readPriceFile(path, path));
    const known = new PriceCatalog([...shipped, ...files]);
    return new PriceBook(new PriceCatalog([...shipped, ...files, settingsPrices(settings, known)]), settings);
  }

  private readonly effective = new Map<PriceRow, EffectivePrice>();

  public constructor(public readonly catalog: PriceCatalog, public readonly settings: Settings) {}

  /** Rows of a kind in a region, at what they cost this user. */
  public pricesOf(vendor: string, region: string, kind: PriceKindName): EffectivePrice[] {
    return this.catalog.rowsOf(vendor, region, kind === 'node' ? 'nodes' : 'services').filter((row) => row.kind === kind).map((row) => this.priceOf(row));
  }

  /** What a row costs this user. */
  public priceOf(row: PriceRow): EffectivePrice {
    const known = this.effective.get(row) ?? effectivePrice(row, this.settings);
    this.effective.set(row, known);
    return known;
  }

  /**
   * Looks whether a region's prices can be counted in the currency of reports.
   *
   * @returns true
   * @throws MissingRate where they cannot
   */
  public checkRates(vendor: string, region: string): true {
    const [first] = this.catalog.nodesOf(vendor, region, () => true);
    [...(first === undefined ? [] : [first]), ...this.catalog.rowsOf(vendor, region, 'services')].forEach((row) => this.priceOf(row));
    return true;
  }

  /** True where a vendor charges nothing for something: it says so, or all of it is the user's own. */
  public isFree(vendor: string, kind: PriceKindName): boolean {
    return this.isOwn(vendor) || this.settings.free.some((each) => each.vendor === vendor && each.kind === kind);
  }

  /** True where a vendor is the user's own hardware and nothing else. */
  public isOwn(vendor: string): boolean {
    return this.settings.hardware.some((each) => each.vendor === vendor) && !isShipped(vendor);
  }
}

/** Shipped files that are unpacked when a vendor's prices are asked for. */
function later(vendor: ShippedVendor): PriceSource {
  let source: PriceSource | undefined;
  const open = () => {
    source ??= shippedNodes(vendor);
    return source;
  };
  return {
    file: NODE_FILES[vendor].map((name) => `prices/${name}`).join(', '),
    vendors: [vendor],
    regionsOf: (asked) => (asked === vendor ? open().regionsOf(vendor) : []),
    nodeRegionsOf: (asked) => (asked === vendor ? open().nodeRegionsOf(vendor) : []),
    rowsOf: (asked, region, what) => (asked === vendor && what === 'nodes' ? open().rowsOf(vendor, region, what) : []),
    nodesOf: (asked, region, isWanted) => (asked === vendor ? open().nodesOf(vendor, region, isWanted) : []),
  };
}
