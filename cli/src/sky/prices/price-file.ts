import { existsSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Finding, InputError } from '../../platform-file/finding';
import { CsvRecord, readCsv } from './csv';
import { PRICE_COLUMNS } from './price-columns';
import { PriceRow, rowKey } from './price-row';
import { didYouMean, RawRow, readPriceRow } from './price-row-reader';
import { isOf, IsWanted, PriceGroup, PriceSource } from './price-source';

/** Far more than all vendors' lists together. */
const SIZE_LIMIT = 256 * 2 ** 20;

/**
 * Reads a price file that a user named, and checks every row.
 *
 * @param name how the user named it, for messages
 * @throws InputError with everything that is wrong, each with its place
 */
export function readPriceFile(path: string, name: string): PriceSource {
  return priceSource(priceText(path, name), name);
}

/** The same from text. */
export function priceSource(text: string, name: string): PriceSource {
  const { records, faults } = readCsv(text);
  const findings: Finding[] = faults.map(({ position, message }) => ({ file: name, position, message }));
  const [head, ...lines] = records;
  if (head === undefined) {
    throw new InputError([{ file: name, message: 'the file is empty.', hints: [`Its first line names the columns: ${required().join(',')}`] }]);
  }
  const columns = columnsOf(head, name, findings);
  if (findings.length > 0) {
    throw new InputError(findings);
  }
  const rows = lines.flatMap((record) => rowOf(record, head, columns, name, findings));
  findings.push(...twice(rows));
  if (findings.length > 0) {
    throw new InputError(findings);
  }
  return new CheckedFile(name, rows);
}

/** Text of a file; one that ends in `.gz` is unpacked. */
export function priceText(path: string, name: string): string {
  const refuse = (message: string, ...hints: string[]) => new InputError([{ file: name, message, hints }]);
  if (!existsSync(path)) {
    throw refuse('there is no such file.', 'Name a file of prices; "qtcloud prices --help" tells what it looks like.');
  }
  if (!statSync(path).isFile() || statSync(path).size > SIZE_LIMIT) {
    throw refuse('this is no file, or one that is too large for a list of prices.');
  }
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: SIZE_LIMIT }) : bytes);
  } catch {
    throw refuse(name.endsWith('.gz') ? 'the file cannot be unpacked.' : 'the file is not text in UTF-8.', 'Prices are comma-separated values, or such a file packed by gzip, whose name ends in ".gz".');
  }
}

function required(): string[] {
  return PRICE_COLUMNS.filter((column) => column.required).map(({ name }) => name);
}

function columnsOf(head: CsvRecord, file: string, findings: Finding[]): Map<string, number> {
  const known = PRICE_COLUMNS.map(({ name }) => name);
  const columns = new Map<string, number>();
  head.cells.forEach((name, index) => {
    const position = head.positions[index];
    if (!known.includes(name)) {
      findings.push({ file, position, message: `there is no column "${name}".`, hints: didYouMean(name, known) });
    } else if (columns.has(name)) {
      findings.push({ file, position, message: `the column "${name}" is there twice.` });
    }
    columns.set(name, index);
  });
  const missing = required().filter((name) => !columns.has(name));
  if (missing.length > 0) {
    findings.push({ file, position: head.positions[0], message: `columns are missing: ${missing.join(', ')}.`, hints: ['The first line names the columns; they may stand in any order.'] });
  }
  return columns;
}

function rowOf(record: CsvRecord, head: CsvRecord, columns: Map<string, number>, file: string, findings: Finding[]): PriceRow[] {
  if (record.cells.length !== head.cells.length) {
    const last = record.positions[Math.min(record.cells.length, head.cells.length) - 1];
    findings.push({ file, position: last, message: `the line has ${record.cells.length} cells, and the first line ${head.cells.length}.`, hints: ['A comma within a value needs quotes around the value; decimals are written with a point.'] });
    return [];
  }
  const raw: RawRow = {
    file,
    line: record.line,
    cell: (column) => record.cells[columns.get(column) ?? -1] ?? '',
    place: (column) => record.positions[columns.get(column) ?? 0],
  };
  const row = readPriceRow(raw, findings);
  return row === undefined ? [] : [row];
}

function twice(rows: readonly PriceRow[]): Finding[] {
  const seen = new Map<string, PriceRow>();
  return rows.flatMap((row) => {
    const key = rowKey(row);
    const first = seen.get(key);
    seen.set(key, row);
    return first === undefined ? [] : [{ file: row.file, position: { line: row.line, column: 1 }, message: `this is priced in line ${first.line} already: ${row.vendor} ${row.region} ${row.kind} ${row.sku}.`, hints: ['Take one of the two lines out.'] }];
  });
}

class CheckedFile implements PriceSource {
  public readonly vendors: readonly string[];
  private readonly byRegion = new Map<string, Map<string, PriceRow[]>>();

  public constructor(public readonly file: string, rows: readonly PriceRow[]) {
    for (const row of rows) {
      const regions = this.byRegion.get(row.vendor) ?? new Map<string, PriceRow[]>();
      this.byRegion.set(row.vendor, regions);
      const rowsThere = regions.get(row.region) ?? [];
      rowsThere.push(row);
      regions.set(row.region, rowsThere);
    }
    this.vendors = [...this.byRegion.keys()].sort();
  }

  public regionsOf(vendor: string): readonly string[] {
    return [...(this.byRegion.get(vendor)?.keys() ?? [])].sort();
  }

  public nodeRegionsOf(vendor: string): readonly string[] {
    return this.regionsOf(vendor).filter((region) => this.rowsOf(vendor, region, 'nodes').length > 0);
  }

  public rowsOf(vendor: string, region: string, what: PriceGroup): readonly PriceRow[] {
    return (this.byRegion.get(vendor)?.get(region) ?? []).filter((row) => isOf(row, what));
  }

  public nodesOf(vendor: string, region: string, isWanted: IsWanted): Iterable<PriceRow> {
    return this.rowsOf(vendor, region, 'nodes').filter(isWanted);
  }
}
