import { join } from 'node:path';
import { refreshPrices, RefreshOptions } from '../../../../src/commands/prices';
import { readPriceFile } from '../../../../src/sky/prices/price-file';
import { PriceRow } from '../../../../src/sky/prices/price-row';
import { Fetch } from '../../../../src/sky/prices/refresh/vendor-api';
import { MemoryTerminal } from '../../../support/memory-terminal';
import { temporaryFolders } from '../../../support/temporary-folder';

/** What a refresh wrote. */
export interface Written {
  /** Price with currency and unit, by kind, name, category and tier or size. */
  readonly rows: Record<string, string>;
  readonly all: readonly PriceRow[];
  readonly terminal: MemoryTerminal;
  readonly output: string;
}

/** Refreshes against recorded answers. To be called where tests are declared. */
export function recordedLists() {
  const newFolder = temporaryFolders();
  const asked: string[] = [];
  beforeEach(() => {
    asked.splice(0);
  });

  /** Recorded answers, by a part of the address. What is a number is the status of a refusal. */
  function recorded(answers: Record<string, unknown>): Fetch {
    return async (address) => {
      asked.push(decodeURIComponent(address));
      const found = Object.entries(answers).find(([part]) => decodeURIComponent(address).includes(part));
      const body = found === undefined ? { Items: [] } : found[1];
      return Promise.resolve(typeof body === 'number' ? new Response('', { status: body }) : new Response(typeof body === 'string' ? body : JSON.stringify(body)));
    };
  }

  async function refresh(vendor: string, region: string, fetching: Fetch, options: Partial<RefreshOptions> = {}): Promise<Written> {
    const output = join(newFolder(), 'new', `${vendor}.csv`);
    const terminal = new MemoryTerminal();
    await refreshPrices(vendor, { region: [region], output, date: '2026-11-22', ...options }, terminal, fetching);
    const source = readPriceFile(output, output);
    const all = [...source.rowsOf(vendor, region, 'services'), ...source.rowsOf(vendor, region, 'nodes')];
    const name = (row: PriceRow) => [row.kind, row.sku, row.category, row.from?.toFixed() ?? row.sizeGibibytes?.toFixed()].filter((part) => part !== undefined).join(' ');
    return { rows: Object.fromEntries(all.map((row) => [name(row), `${row.price.toFixed()} ${row.currency} ${row.unit}`])), all, terminal, output };
  }

  return { asked, newFolder, recorded, refresh };
}
