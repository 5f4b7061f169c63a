import type { RegionKey } from '../optimizer/problem';
import { Finding, InputError } from '../../platform-file/finding';
import { listed, suggestion } from '../../platform-file/nearest';
import { PriceBook } from '../pricing/price-book';

/** What is compared. */
export interface ScopeOptions {
  /** Only these vendors. @default - all that have prices */
  readonly vendors?: readonly string[];
  readonly withoutVendors?: readonly string[];
  /** Only these regions: `vendor/region`, or the region's name alone. @default - all */
  readonly regions?: readonly string[];
}

/** Where a name was given: a flag, or a place in a file. */
type Place = Pick<Finding, 'file' | 'position' | 'path'>;

/** Name of the row for a platform that is divided among vendors. */
export const SEVERAL_VENDORS = 'several vendors';

/** Regions of one vendor that are compared. */
export interface VendorScope {
  readonly vendor: string;
  readonly regions: readonly RegionKey[];
}

/**
 * Vendors and regions that are compared: what was asked for, within what the
 * rules allow.
 *
 * @throws InputError for a name that has no prices, or a list that leaves nothing
 */
export function scopeOf(book: PriceBook, options: ScopeOptions): VendorScope[] {
  const { catalog, settings } = book;
  const all = catalog.vendors;
  for (const [flag, names] of [['--vendor', options.vendors], ['--without-vendor', options.withoutVendors]] as const) {
    names?.forEach((name) => check({ file: flag }, name, all));
  }
  settings.rules.vendors?.forEach((name, index) => check({ ...settings.rules.vendorPlaces?.[index] ?? { file: settings.file ?? '' }, path: `rules.vendors[${index}]` }, name, all));
  const vendors = all.filter((vendor) => (options.vendors?.includes(vendor) ?? true)
    && options.withoutVendors?.includes(vendor) !== true
    && (settings.rules.vendors?.includes(vendor) ?? true)
    && (settings.rules.regions?.some((rule) => rule.vendor === vendor) ?? true)
    && (options.regions?.some((region) => !region.includes('/') || region.startsWith(`${vendor}/`)) ?? true));
  const asked = vendors.map((vendor): VendorScope => ({ vendor, regions: regionsOf(book, vendor, options) }));
  const scopes = asked.filter(({ regions }) => regions.length > 0);
  checkRegions(book, options, vendors);
  if (scopes.length === 0) {
    throw nothingLeft(book, options);
  }
  const { maximumRegions = 1, maximumVendors = maximumRegions } = settings.rules;
  const together = { vendor: SEVERAL_VENDORS, regions: scopes.flatMap(({ regions }) => regions) };
  return maximumRegions > 1 && maximumVendors > 1 && scopes.length > 1 ? [...scopes, together] : scopes;
}

function regionsOf({ catalog, settings }: PriceBook, vendor: string, { regions }: ScopeOptions): RegionKey[] {
  return catalog.nodeRegionsOf(vendor)
    .filter((region) => regions?.some((asked) => asked === region || asked === `${vendor}/${region}`) ?? true)
    .filter((region) => settings.rules.regions?.some((rule) => rule.vendor === vendor && rule.region === region) ?? true)
    .map((region) => ({ vendor, region }));
}

/** A region that no vendor in question has is a misspelt one. */
function checkRegions({ catalog, settings }: PriceBook, { regions }: ScopeOptions, vendors: readonly string[]): void {
  const wrong = (place: Place, name: string, among: readonly string[]) => new InputError([{
    ...place, message: `there is no region "${name}" with prices${among.length === catalog.vendors.length ? '' : ` of ${listed(among)}`}.`, hints: [`${suggestion(name, among.flatMap((vendor) => [...catalog.regionsOf(vendor)])).trim() || 'Regions are written as the vendor writes them'} ("qtcloud prices list" lists them).`],
  }]);
  for (const asked of regions ?? []) {
    const [vendor, region] = asked.includes('/') ? asked.split('/') : [undefined, asked];
    const among = vendor === undefined ? vendors : catalog.vendors.filter((each) => each === vendor);
    if (!among.some((each) => catalog.regionsOf(each).includes(region ?? ''))) {
      throw wrong({ file: '--region' }, asked, vendor === undefined ? vendors : [vendor]);
    }
  }
  for (const [index, { vendor, region }] of (settings.rules.regions ?? []).entries()) {
    if (!catalog.regionsOf(vendor).includes(region)) {
      throw wrong({ ...settings.rules.regionPlaces?.[index] ?? { file: settings.file ?? '' }, path: `rules.regions[${index}]` }, `${vendor}/${region}`, [vendor]);
    }
  }
}

function check(place: Place, name: string, known: readonly string[]): void {
  if (!known.includes(name)) {
    throw new InputError([{ ...place, message: `there are no prices of a vendor "${name}".${suggestion(name, known)}`, hints: [`With prices: ${listed(known)}. Others come in by price files (prices).`] }]);
  }
}

function nothingLeft({ settings, catalog }: PriceBook, options: ScopeOptions): InputError {
  const said = [
    ...(options.vendors === undefined ? [] : [`--vendor ${options.vendors.join(' ')}`]),
    ...(options.withoutVendors === undefined ? [] : [`--without-vendor ${options.withoutVendors.join(' ')}`]),
    ...(options.regions === undefined ? [] : [`--region ${options.regions.join(' ')}`]),
    ...(settings.rules.vendors === undefined ? [] : [`rules.vendors of ${settings.file ?? ''}`]),
    ...(settings.rules.regions === undefined ? [] : [`rules.regions of ${settings.file ?? ''}`]),
  ];
  return new InputError([{ file: said[0] ?? 'prices', message: 'no region is left to choose from.', hints: [`It follows from: ${said.join(', ')}. With prices: ${listed(catalog.vendors)}.`] }]);
}
