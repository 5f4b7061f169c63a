import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Finding, InputError } from '../../platform-file/finding';
import { decimalOf, ZERO } from './decimal';
import { PriceRow } from './price-row';
import { RawRow, readPriceRow } from './price-row-reader';
import { IsWanted, PriceGroup, PriceSource } from './price-source';

/** The folder that is shipped with the command line. */
const FOLDER = join(__dirname, '..', '..', '..', 'prices');

/** Vendors whose node prices are shipped. */
export const SHIPPED_VENDORS = ['alibaba', 'aws', 'azure', 'gcp'] as const;

/** A vendor whose node prices are shipped. */
export type ShippedVendor = typeof SHIPPED_VENDORS[number];

/** True where a vendor's prices are shipped. */
export function isShipped(vendor: string): vendor is ShippedVendor {
  return SHIPPED_VENDORS.some((each) => each === vendor);
}

/** Files of node prices, each with regions of its own: AWS's are from two lists, of which neither has all regions. */
export const NODE_FILES: Readonly<Record<ShippedVendor, readonly string[]>> = {
  alibaba: ['alibaba.csv.gz'], aws: ['aws.csv.gz', 'aws-regions.csv.gz'], azure: ['azure.csv.gz'], gcp: ['gcp.csv.gz'],
};

/** A vendor's nodes. Read when they are asked for: one vendor's files are all that its cost table needs. */
export function shippedNodes(vendor: ShippedVendor): PriceSource {
  return new RegionalFiles(vendor, NODE_FILES[vendor].map((name) => shippedNodeFile(vendor, name)));
}

/** Nodes of one file. */
export function shippedNodeFile(vendor: ShippedVendor, name: string): PriceSource {
  return new RegionalFile(`prices/${name}`, 'nodes', [vendor], gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8'));
}

/** Everything but nodes: control planes, disks, load balancers, traffic. */
export function shippedServices(): PriceSource {
  return new RegionalFile('prices/services.csv', 'services', SHIPPED_VENDORS, readFileSync(join(FOLDER, 'services.csv'), 'utf8'));
}

/** Lines of one region, or one line. */
interface Section {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** What was read of a type of node. */
interface NodeType {
  /** As it was first read, in whichever region. */
  readonly row: PriceRow;
  /** What stands behind the price: lines that differ there are not alike. */
  readonly rest: string;
}

/**
 * A file of ours, sorted by vendor and region and without quotes: a region's
 * rows are read when they are asked for, which makes a table of one region fast.
 */
class RegionalFile implements PriceSource {
  private readonly columns: Map<string, number>;
  /** By `vendor,region`. */
  private readonly sections: Map<string, Section>;
  private readonly read = new Map<string, readonly PriceRow[]>();
  /** By vendor, and by what is between the region and the price: a type of node is sold in dozens of regions, and read once. */
  private readonly types = new Map<string, Map<string, NodeType>>();

  public constructor(public readonly file: string, private readonly what: PriceGroup, public readonly vendors: readonly string[], private readonly text: string) {
    const end = text.indexOf('\n');
    this.columns = new Map(text.slice(0, end).split(',').map((name, index) => [name, index]));
    this.sections = sectionsOf(text, end + 1);
  }

  public regionsOf(vendor: string): readonly string[] {
    return [...this.sections.keys()].filter((place) => place.startsWith(`${vendor},`)).map((place) => place.slice(vendor.length + 1));
  }

  public nodeRegionsOf(vendor: string): readonly string[] {
    return this.what === 'nodes' ? this.regionsOf(vendor) : [];
  }

  public rowsOf(vendor: string, region: string, what: PriceGroup): readonly PriceRow[] {
    const place = `${vendor},${region}`;
    const section = what === this.what ? this.sections.get(place) : undefined;
    if (section === undefined) {
      return [];
    }
    const known = this.read.get(place);
    const rows = known ?? [...this.rowsIn(section, () => true)];
    this.read.set(place, rows);
    return rows;
  }

  public nodesOf(vendor: string, region: string, isWanted: IsWanted): Iterable<PriceRow> {
    const section = this.what === 'nodes' ? this.sections.get(`${vendor},${region}`) : undefined;
    return section === undefined ? [] : this.rowsIn(section, isWanted);
  }

  private* rowsIn({ start, end, line }: Section, isWanted: IsWanted): Iterable<PriceRow> {
    const vendor = this.text.slice(start, this.text.indexOf(',', start));
    const types = this.types.get(vendor) ?? new Map<string, NodeType>();
    this.types.set(vendor, types);
    for (let from = start, at = line; from < end; at += 1) {
      const next = this.text.indexOf('\n', from);
      const to = next === -1 || next > end ? end : next;
      const row = this.row(types, { start: from, end: to, line: at }, isWanted);
      if (row !== undefined) {
        yield row;
      }
      from = to + 1;
    }
  }

  private row(types: Map<string, NodeType>, { start, end, line }: Section, isWanted: IsWanted): PriceRow | undefined {
    const { text } = this;
    const region = this.cell(start, end, 'RegionId');
    const price = this.cell(start, end, 'ListUnitPrice');
    const name = text.slice(region.end, price.start);
    const known = types.get(name);
    const isKnown = known !== undefined && region.end > region.start && end - price.end === known.rest.length && text.startsWith(known.rest, price.end);
    if (isKnown && !isWanted(known.row)) {
      return undefined;
    }
    const amount = isKnown ? decimalOf(text.slice(price.start, price.end)) : undefined;
    if (isKnown && amount?.gt(ZERO) === true) {
      return { ...known.row, line, region: text.slice(region.start, region.end), price: amount };
    }
    const row = this.readLine(text.slice(start, end), line);
    types.set(name, { row, rest: text.slice(price.end, end) });
    return isWanted(row) ? row : undefined;
  }

  /** Where a column's text is in a line. */
  private cell(start: number, end: number, column: string): { readonly start: number; readonly end: number } {
    let from = start;
    for (let left = this.columns.get(column) ?? 0; left > 0; left -= 1) {
      from = this.text.indexOf(',', from) + 1;
    }
    const to = this.text.indexOf(',', from);
    return { start: from, end: to === -1 || to > end ? end : to };
  }

  private readLine(text: string, line: number): PriceRow {
    const cells = text.split(',');
    const raw: RawRow = {
      file: this.file,
      line,
      cell: (column) => cells[this.columns.get(column) ?? -1] ?? '',
      place: () => ({ line, column: 1 }),
    };
    const findings: Finding[] = [];
    const row = readPriceRow(raw, findings);
    if (row === undefined) {
      throw new InputError(findings.map((finding) => ({ ...finding, hints: ['This file comes with the command line, and was changed. Install it again.'] })));
    }
    return row;
  }
}

/** A vendor's files; a region is in one of them. */
class RegionalFiles implements PriceSource {
  public readonly file: string;
  public readonly vendors: readonly string[];

  public constructor(vendor: string, private readonly files: readonly PriceSource[]) {
    this.file = files.map(({ file }) => file).join(', ');
    this.vendors = [vendor];
  }

  public regionsOf(vendor: string): readonly string[] {
    return this.files.flatMap((file) => file.regionsOf(vendor)).sort();
  }

  public nodeRegionsOf(vendor: string): readonly string[] {
    return this.regionsOf(vendor);
  }

  public rowsOf(vendor: string, region: string, what: PriceGroup): readonly PriceRow[] {
    return this.files.flatMap((file) => file.rowsOf(vendor, region, what));
  }

  public nodesOf(vendor: string, region: string, isWanted: IsWanted): Iterable<PriceRow> {
    return this.files.find((file) => file.regionsOf(vendor).includes(region))?.nodesOf(vendor, region, isWanted) ?? [];
  }
}

/** Where each region's lines are; a region's lines follow each other. */
function sectionsOf(text: string, from: number): Map<string, Section> {
  const sections = new Map<string, Section>();
  let line = 2;
  let current: { place: string; start: number; line: number } | undefined;
  for (let start = from; start < text.length; line += 1) {
    const end = text.indexOf('\n', start);
    const place = text.slice(start, text.indexOf(',', text.indexOf(',', start) + 1));
    if (current?.place !== place) {
      if (current !== undefined) {
        sections.set(current.place, { start: current.start, end: start - 1, line: current.line });
      }
      current = { place, start, line };
    }
    start = end + 1;
  }
  if (current !== undefined) {
    sections.set(current.place, { start: current.start, end: text.length - 1, line: current.line });
  }
  return sections;
}
