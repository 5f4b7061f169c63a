import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Finding, InputError } from '../../platform-file/finding';
import { priceSource } from './price-file';
import { PriceRow } from './price-row';
import { RawRow, readPriceRow } from './price-row-reader';
import { PriceGroup, PriceSource } from './price-source';

/** The folder that is shipped with the command line. */
const FOLDER = join(__dirname, '..', '..', '..', 'prices');

/** Vendors whose node prices are shipped, each in a file of its own. */
export const SHIPPED_VENDORS = ['alibaba', 'aws', 'azure', 'gcp'] as const;

/** A vendor's nodes. Read when they are asked for: one vendor's file is all that its cost table needs. */
export function shippedNodes(vendor: string): PriceSource {
  const name = `${vendor}.csv.gz`;
  return new RegionalFile(`prices/${name}`, vendor, gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8'));
}

/** Everything but nodes: control planes, disks, load balancers, traffic. */
export function shippedServices(): PriceSource {
  return priceSource(readFileSync(join(FOLDER, 'services.csv'), 'utf8'), 'prices/services.csv');
}

/** Lines of one region. */
interface Section {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/**
 * A file of ours, sorted by region and without quotes: a region's rows are
 * read when they are asked for, which makes a table of one region fast.
 */
class RegionalFile implements PriceSource {
  public readonly vendors: readonly string[];
  private readonly columns: Map<string, number>;
  private readonly sections: Map<string, Section>;
  private readonly read = new Map<string, readonly PriceRow[]>();

  public constructor(public readonly file: string, private readonly vendor: string, private readonly text: string) {
    this.vendors = [vendor];
    const end = text.indexOf('\n');
    this.columns = new Map(text.slice(0, end).split(',').map((name, index) => [name, index]));
    this.sections = sectionsOf(text, end + 1, `${vendor},`.length);
  }

  public regionsOf(vendor: string): readonly string[] {
    return vendor === this.vendor ? [...this.sections.keys()] : [];
  }

  public nodeRegionsOf(vendor: string): readonly string[] {
    return this.regionsOf(vendor);
  }

  public rowsOf(vendor: string, region: string, what: PriceGroup): readonly PriceRow[] {
    const section = vendor === this.vendor && what === 'nodes' ? this.sections.get(region) : undefined;
    if (section === undefined) {
      return [];
    }
    const known = this.read.get(region);
    const rows = known ?? this.text.slice(section.start, section.end).split('\n').map((line, index) => this.row(line, section.line + index));
    this.read.set(region, rows);
    return rows;
  }

  private row(text: string, line: number): PriceRow {
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

/** Where each region's lines are; a region's lines follow each other. */
function sectionsOf(text: string, from: number, vendorLength: number): Map<string, Section> {
  const sections = new Map<string, Section>();
  let line = 2;
  let current: { region: string; start: number; line: number } | undefined;
  for (let start = from; start < text.length; line += 1) {
    const end = text.indexOf('\n', start);
    const region = text.slice(start + vendorLength, text.indexOf(',', start + vendorLength));
    if (current?.region !== region) {
      if (current !== undefined) {
        sections.set(current.region, { start: current.start, end: start - 1, line: current.line });
      }
      current = { region, start, line };
    }
    start = end + 1;
  }
  if (current !== undefined) {
    sections.set(current.region, { start: current.start, end: text.length - 1, line: current.line });
  }
  return sections;
}
