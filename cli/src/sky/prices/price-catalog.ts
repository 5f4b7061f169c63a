import { PriceRow, rowKey } from './price-row';
import { EVERY_REGION, IsWanted, PriceGroup, PriceSource } from './price-source';

/** All prices that are known, file over file: a later file's row takes the place of an earlier one's. */
export class PriceCatalog {
  private readonly known = new Map<string, readonly PriceRow[]>();
  private readonly nodeSources = new Map<string, Map<string, PriceSource[]>>();

  /** @param sources the later ones count more */
  public constructor(private readonly sources: readonly PriceSource[]) {}

  /** Vendors that have prices, sorted. */
  public get vendors(): readonly string[] {
    return [...new Set(this.sources.flatMap(({ vendors }) => vendors))].sort();
  }

  /** Regions of a vendor, sorted. */
  public regionsOf(vendor: string): readonly string[] {
    return [...new Set(this.sources.flatMap((source) => source.regionsOf(vendor)))].filter((region) => region !== EVERY_REGION).sort();
  }

  /** Regions of a vendor in which there are nodes, sorted. */
  public nodeRegionsOf(vendor: string): readonly string[] {
    return [...new Set(this.sources.flatMap((source) => source.nodeRegionsOf(vendor)))].filter((region) => region !== EVERY_REGION).sort();
  }

  /** Rows that hold in a region: its own, and those for every region where it has none of its own of that kind and name. */
  public rowsOf(vendor: string, region: string, what: PriceGroup): readonly PriceRow[] {
    const key = `${vendor}|${region}|${what}`;
    const known = this.known.get(key);
    if (known !== undefined) {
      return known;
    }
    const own = latest(this.sources.flatMap((source) => source.rowsOf(vendor, region, what)));
    const everywhere = latest(this.sources.flatMap((source) => source.rowsOf(vendor, EVERY_REGION, what)));
    const have = new Set(everywhere.length === 0 ? [] : own.map(({ kind, sku }) => `${kind}|${sku}`));
    const rows = [...own, ...everywhere.filter(({ kind, sku }) => !have.has(`${kind}|${sku}`))];
    this.known.set(key, rows);
    return rows;
  }

  /** Nodes in a region that are wanted, one after the other as they are asked for. */
  public nodesOf(vendor: string, region: string, isWanted: IsWanted): Iterable<PriceRow> {
    const places = this.nodeSourcesOf(vendor);
    const from = places.get(region) ?? [];
    // What is in one file only has nothing to replace.
    return from.length === 1 && !places.has(EVERY_REGION) ? from[0].nodesOf(vendor, region, isWanted) : this.rowsOf(vendor, region, 'nodes').filter(isWanted);
  }

  /** Which files have nodes of a vendor, by region. */
  private nodeSourcesOf(vendor: string): ReadonlyMap<string, readonly PriceSource[]> {
    const known = this.nodeSources.get(vendor) ?? new Map<string, PriceSource[]>();
    if (!this.nodeSources.has(vendor)) {
      this.nodeSources.set(vendor, known);
      this.sources.forEach((source) => source.nodeRegionsOf(vendor).forEach((region) => known.set(region, [...known.get(region) ?? [], source])));
    }
    return known;
  }
}

function latest(rows: readonly PriceRow[]): PriceRow[] {
  const byKey = new Map<string, PriceRow>();
  for (const row of rows) {
    byKey.set(rowKey(row), row);
  }
  return [...byKey.values()];
}
