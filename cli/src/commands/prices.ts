import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderTable } from '../output/table';
import { InputError } from '../platform-file/finding';
import { listed, suggestion } from '../platform-file/nearest';
import { plainText } from '../sky/prices/decimal';
import { PRICE_KINDS, PriceKindName } from '../sky/prices/price-kind';
import { PriceRow } from '../sky/prices/price-row';
import { priceSource } from '../sky/prices/price-file';
import { priceFileText } from '../sky/prices/price-writer';
import { Fetch } from '../sky/prices/refresh/vendor-api';
import { isShipped } from '../sky/prices/shipped-prices';
import { PriceBook } from '../sky/pricing/price-book';
import { readSettings } from '../sky/settings/read-settings';
import { ExitCode } from '../terminal/exit-code';
import { MachineError } from '../terminal/machine-error';
import { withProgress } from '../terminal/progress';
import { Terminal } from '../terminal/terminal';
import { dateOf } from './cost';

/** Options of `qtcloud prices list`. */
export interface PricesOptions {
  readonly settings?: string;
  readonly csv?: boolean;
}

/** Options of `qtcloud prices refresh`. */
export interface RefreshOptions {
  readonly region: string[];
  readonly output?: string;
  readonly origin?: string;
  readonly key?: string;
  readonly date?: string;
}

/** Lists vendors with their regions, or the prices of one region, each with source and date. */
export async function listPrices(vendor: string | undefined, region: string | undefined, { settings, csv }: PricesOptions, terminal: Terminal): Promise<ExitCode> {
  const { catalog } = PriceBook.open(await readSettings(settings));
  if (vendor === undefined) {
    terminal.out(renderTable(['vendor', 'regions'], catalog.vendors.map((each) => [each, catalog.nodeRegionsOf(each).join(', ')]), terminal.colours));
    return ExitCode.DONE;
  }
  check('vendor', vendor, catalog.vendors);
  const regions = catalog.regionsOf(vendor);
  if (region !== undefined) {
    check('region', region, regions);
  } else if (csv !== true) {
    terminal.out(renderTable(['region', 'node types', 'other prices'], regions.map((each) => [each, String(new Set(catalog.rowsOf(vendor, each, 'nodes').map(({ sku }) => sku)).size), String(catalog.rowsOf(vendor, each, 'services').length)]), terminal.colours));
    return ExitCode.DONE;
  }
  const rows = (region === undefined ? regions : [region]).flatMap((each) => [...catalog.rowsOf(vendor, each, 'services'), ...catalog.rowsOf(vendor, each, 'nodes')]);
  terminal.out(csv === true ? priceFileText(rows).trimEnd() : renderTable(['kind', 'name', 'how', 'price', 'per', 'source', 'date', 'confidence', 'row'], rows.map(rowCells), terminal.colours));
  return ExitCode.DONE;
}

function rowCells(row: PriceRow): string[] {
  return [row.kind, row.sku, row.category, `${plainText(row.price)} ${row.currency}`, row.unit, row.source, row.retrievedAt, row.confidence, `${row.file}:${row.line}`];
}

function check(what: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) {
    throw new InputError([{ file: name, message: `no prices of this ${what} are known.${suggestion(name, known)}`, hints: [`With prices: ${listed(known)}.`] }]);
  }
}

/** Asks a vendor's public price list, and writes a price file: all of it, or nothing. */
export async function refreshPrices(vendor: string, options: RefreshOptions, terminal: Terminal, fetching?: Fetch): Promise<ExitCode> {
  const { REFRESHED_VENDORS, knownShapes } = await import('../sky/prices/refresh/refresh.js');
  if (!isShipped(vendor)) {
    throw new InputError([{ file: vendor, message: `this vendor's price list cannot be asked.${suggestion(vendor, Object.keys(REFRESHED_VENDORS))}`, hints: [`Can be: ${Object.keys(REFRESHED_VENDORS).join(', ')}. Others come in by price files, which you write.`] }]);
  }
  const refreshing = REFRESHED_VENDORS[vendor];
  const date = dateOf(options.date);
  const { rows, unknownTypes, notHad } = await withProgress(terminal, `Asking the price list of ${vendor}`, async (tell) => refreshing.refresh({
    regions: options.region,
    origin: (options.origin ?? refreshing.origin).replace(/\/+$/, ''),
    date,
    shapes: knownShapes(vendor),
    key: options.key === undefined ? undefined : process.env[options.key],
    fetching,
    tell: (text) => tell(`Asking the price list of ${vendor}: ${text}`),
  }));
  const missing = options.region.filter((region) => !rows.some((row) => row.region === region && row.kind === 'node'));
  if (missing.length > 0) {
    throw new MachineError(`The price list of ${vendor} has no nodes in ${missing.join(', ')}.`, ['Are the regions written as the vendor writes them? Nothing was written.']);
  }
  const output = options.output ?? `prices/${vendor}.csv`;
  const text = priceFileText(rows);
  priceSource(text, output); // what cannot be read again is not written
  write(output, text);
  terminal.out(`  written  ${output}: ${rows.length} prices of ${options.region.join(', ')}, of ${date}`);
  if (unknownTypes.length > 0) {
    terminal.error(`Left out: ${unknownTypes.length} types whose size is not known, such as ${listed(unknownTypes, 5)}.`);
  }
  notHad?.forEach((text) => terminal.error(`Not had: ${text}`));
  const lacking = lackingText(options.region, rows);
  if (lacking !== '') {
    terminal.error(`The list has no price of ${lacking}. Shipped prices stand in for them, where there are any; a file of yours beside this one (prices in sky.yaml) adds the rest.`);
  }
  terminal.out(`\n  Next: name it in sky.yaml, prices: [${output}], and run qtcloud cost`);
  return ExitCode.DONE;
}

/** What most platforms pay for. */
const EXPECTED: readonly PriceKindName[] = ['control-plane', 'block-storage', 'object-storage', 'load-balancer', 'nat-gateway', 'egress-internet'];

/** `load balancer in ap-east-2; …`, of what a region has no price of. */
function lackingText(regions: readonly string[], rows: readonly PriceRow[]): string {
  return regions.flatMap((region) => {
    const kinds = EXPECTED.filter((kind) => !rows.some((row) => row.region === region && row.kind === kind));
    return kinds.length === 0 ? [] : [`${kinds.map((kind) => PRICE_KINDS[kind].title).join(', ')} in ${region}`];
  }).join('; ');
}

function write(output: string, text: string): void {
  mkdirSync(dirname(output), { recursive: true });
  const draft = `${output}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, output);
  } finally {
    rmSync(draft, { force: true });
  }
}
