import { writeFileSync } from 'node:fs';
import { readPlatformJson, stackFolders } from '../output/platform-json';
import { InputError } from '../platform-file/finding';
import { demandOf } from '../sky/demand/demand-of';
import { PriceBook } from '../sky/pricing/price-book';
import { costDocument } from '../sky/reports/cost-document';
import { CostReport, costReport, Solve } from '../sky/reports/cost-report';
import { focusCsv } from '../sky/reports/focus-csv';
import { renderCost } from '../sky/reports/render-cost';
import { demandDocument, renderDemand } from '../sky/reports/render-demand';
import { ScopeOptions, scopeOf } from '../sky/reports/scope';
import { checkGpuModels } from '../sky/reports/check-gpu-models';
import { DEFAULT_SETTINGS } from '../sky/settings/default-settings';
import { readSettings } from '../sky/settings/read-settings';
import { Settings } from '../sky/settings/settings';
import { Demand } from '../sky/demand/demand';
import { ExitCode } from '../terminal/exit-code';
import { withProgress } from '../terminal/progress';
import { Terminal } from '../terminal/terminal';

/** Platform file that an earlier state is made from where none is named. */
const PLATFORM_FILE = 'platform.yaml';

/** Seconds that a comparison takes at most, where nothing else is said. */
const DEFAULT_SECONDS = '60';

/** What every command that prices takes. */
export interface PricingOptions {
  readonly settings?: string;
  readonly vendor?: string[];
  readonly withoutVendor?: string[];
  readonly region?: string[];
  readonly spot?: string | true;
  readonly date?: string;
  readonly timeLimit?: string;
}

/** Options of `qtcloud cost`. */
export interface CostCommandOptions extends PricingOptions {
  readonly demand?: boolean;
  readonly sources?: boolean;
  readonly json?: boolean;
  readonly focus?: boolean;
  readonly html?: string;
  readonly diff?: string;
  readonly file?: string;
}

/** The optimizer, loaded when it is needed: its solver is large. */
const optimizer: Solve = async (problem, options) => {
  const { optimize } = await import('../sky/optimizer/optimize.js');
  return optimize(problem, options);
};

/** Has the solver made ready while prices are read. */
async function prepareOptimizer(): Promise<void> {
  const { LinearProgram } = await import('../sky/optimizer/packing/linear-program.js');
  // What fails here is told where the solver is needed.
  LinearProgram.prepare().catch(() => undefined);
}

/** Tells what a platform costs, vendor by vendor. */
export async function cost(folder: string, options: CostCommandOptions, terminal: Terminal, solve: Solve = optimizer): Promise<ExitCode> {
  const date = dateOf(options.date);
  const settings = await readSettings(options.settings);
  if (options.demand === true) {
    const demands = demandsOf(folder, settings, options);
    terminal.out(options.json === true ? asJson(demands.map(demandDocument)) : demands.map((demand) => renderDemand(demand, terminal.colours)).join('\n\n'));
    return ExitCode.DONE;
  }
  if (solve === optimizer) {
    await prepareOptimizer();
  }
  const reports = await reportsOf(folder, settings, options, terminal, solve);
  if (options.diff !== undefined) {
    terminal.out(await difference(reports, options.diff, settings, options, terminal, solve));
    return ExitCode.DONE;
  }
  const text = rendered(reports, options, terminal, date);
  if (options.html !== undefined) {
    const { costPage } = await import('../sky/reports/cost-page.js');
    writeFileSync(options.html, costPage(reports, date));
    terminal.error(`Written: ${options.html}`);
  }
  terminal.out(text);
  return ExitCode.DONE;
}

/** Reports of all stacks in a folder. */
async function reportsOf(folder: string, settings: Settings, options: PricingOptions, terminal: Terminal, solve: Solve): Promise<CostReport[]> {
  const reports: CostReport[] = [];
  for (const demand of demandsOf(folder, settings, options)) {
    reports.push(await compare(demand, settings, options, terminal, solve));
  }
  return reports;
}

/** What changed since an earlier state, which is priced the same way. */
async function difference(after: CostReport[], reference: string, settings: Settings, options: CostCommandOptions, terminal: Terminal, solve: Solve): Promise<string> {
  const { atRevision } = await import('../sky/reports/price-revision.js');
  const { costDiffMarkdown, pairsOf } = await import('../sky/reports/cost-diff.js');
  const before = await atRevision(reference, { file: options.file ?? PLATFORM_FILE, settings: settings.file }, async (revision) =>
    reportsOf(revision.folder, revision.settings === undefined ? DEFAULT_SETTINGS : await readSettings(revision.settings), options, terminal, solve));
  return costDiffMarkdown(pairsOf(before, after), reference, dateOf(options.date)).trimEnd();
}

function rendered(reports: readonly CostReport[], options: CostCommandOptions, terminal: Terminal, date: string): string {
  if (options.json === true) {
    return asJson(reports.map((report) => costDocument(report, date)));
  }
  if (options.focus === true) {
    return reports.map(focusCsv).join('\r\n');
  }
  return reports.map((report) => renderCost(report, { colours: terminal.colours, date, sources: options.sources === true })).join('\n\n');
}

/** Demands of the stacks in a folder, with what-ifs. */
export function demandsOf(folder: string, settings: Settings, options: PricingOptions): Demand[] {
  return stackFolders(folder).map((each) => withSpot(demandOf(readPlatformJson(each), settings), options));
}

/** A demand as it were if more of it ran on spot nodes. */
export function withSpot(demand: Demand, { spot }: PricingOptions): Demand {
  const percent = spotPercent(spot);
  return percent === undefined ? demand : { ...demand, pods: demand.pods.map((pod) => ({ ...pod, spotPercent: Math.max(pod.spotPercent, percent) })) };
}

/** One stack's report, with progress. */
export async function compare(demand: Demand, settings: Settings, options: PricingOptions, terminal: Terminal, solve: Solve = optimizer): Promise<CostReport> {
  return withProgress(terminal, `Pricing ${demand.stack}`, async (tell) => {
    const book = PriceBook.open(settings);
    const scopes = scopeOf(book, scopeOptions(options));
    checkGpuModels(demand, book, scopes, settings);
    const timeFor = stopwatch(options.timeLimit);
    let at = '';
    return costReport(demand, book, scopes, solve, {
      isNamed: options.vendor !== undefined,
      timeFor,
      onVendor: (vendor, index, count) => {
        at = `${vendor} (${index + 1} of ${count})`;
        tell(`Pricing ${demand.stack}: ${at}`);
      },
      optimize: { onProgress: ({ done, total, subject }) => tell(`Pricing ${demand.stack}: ${at}, ${done} of ${total} regions${subject === undefined ? '' : `, ${subject}`}`) },
    });
  });
}

function scopeOptions({ vendor, withoutVendor, region }: PricingOptions): ScopeOptions {
  return { vendors: vendor, withoutVendors: withoutVendor, regions: region };
}

/** Shares what is left of the time among the vendors that are left; what one does not use, the next ones have. */
function stopwatch(limit: string = DEFAULT_SECONDS): (vendorsLeft: number) => number {
  const seconds = Number(limit);
  if (!/^\d+(\.\d+)?$/.test(limit) || seconds <= 0) {
    throw new InputError([{ file: '--time-limit', message: `"${limit}" is not a number of seconds.`, hints: ['Write a number above zero, such as 60.'] }]);
  }
  const end = performance.now() + seconds * 1000;
  return (vendorsLeft) => Math.max(1, (end - performance.now()) / vendorsLeft);
}

function spotPercent(spot: string | true | undefined): number | undefined {
  if (spot === undefined) {
    return undefined;
  }
  const percent = spot === true ? 100 : Number(spot);
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    throw new InputError([{ file: '--spot', message: `"${String(spot)}" is not a share of pods.`, hints: ['Write a whole number of percent from 0 to 100.'] }]);
  }
  return percent;
}

/** The day that ages are told for: today, unless another one was given. */
export function dateOf(given: string | undefined): string {
  if (given === undefined) {
    return new Date().toISOString().slice(0, 10);
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given) || Number.isNaN(Date.parse(`${given}T00:00:00Z`))) {
    throw new InputError([{ file: '--date', message: `"${given}" is not a day.`, hints: ['Write it as 2026-11-22.'] }]);
  }
  return given;
}

/** One document as it is, several as a list. */
export function asJson(documents: readonly unknown[]): string {
  return JSON.stringify(documents.length === 1 ? documents[0] : documents, undefined, 2);
}
