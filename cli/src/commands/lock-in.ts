import { existsSync } from 'node:fs';
import { InputError } from '../platform-file/finding';
import { PriceBook } from '../sky/pricing/price-book';
import { Solve } from '../sky/reports/cost-report';
import { lockInOf } from '../sky/reports/lock-in';
import { lockInDocument, renderLockIn } from '../sky/reports/render-lock-in';
import { readSettings } from '../sky/settings/read-settings';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';
import { readPlacement } from '../sky/reports/read-placement';
import { asJson, compare, dateOf, demandsOf, PricingOptions } from './cost';

/** Options of `qtcloud lock-in`. */
export interface LockInOptions extends PricingOptions {
  readonly at?: string;
  readonly lockFile?: string;
  readonly json?: boolean;
}

/** The vendor that was decided on, where there is a decision on one. */
function placedAt(lockFile: string | undefined, stack: string): string | undefined {
  const decided = lockFile === undefined || !existsSync(lockFile) ? {} : readPlacement(lockFile);
  const vendors = Object.hasOwn(decided, stack) ? decided[stack].vendors : [];
  return vendors.length === 1 ? vendors[0] : undefined;
}

/** Tells how free the user is to leave the vendor where the platform runs. */
export async function lockIn(folder: string, options: LockInOptions, terminal: Terminal, solve?: Solve): Promise<ExitCode> {
  const date = dateOf(options.date);
  const settings = await readSettings(options.settings);
  const book = PriceBook.open(settings);
  const found = [];
  for (const demand of demandsOf(folder, settings, options)) {
    const report = await compare(demand, settings, options, terminal, solve);
    if (options.at !== undefined && !report.rows.some(({ vendor }) => vendor === options.at)) {
      throw new InputError([{ file: '--at', message: `"${options.at}" is not among the vendors that are compared.`, hints: [`Compared: ${report.rows.map(({ vendor }) => vendor).join(', ')}.`] }]);
    }
    found.push(lockInOf(report, book, date, options.at ?? placedAt(options.lockFile, demand.stack)));
  }
  terminal.out(options.json === true ? asJson(found.map(lockInDocument)) : found.map((each) => renderLockIn(each, terminal.colours)).join('\n\n'));
  return ExitCode.DONE;
}
