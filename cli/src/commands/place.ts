import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { PlatformDocument } from '@quanttide/cloud';
import { demandDigest } from '@quanttide/cloud/lib/src/sky/demand-digest';
import { PlacedStack, placementText } from '@quanttide/cloud/lib/src/sky/placement-file';
import { readPlatformJson, stackFolders } from '../output/platform-json';
import { renderTable } from '../output/table';
import { InputError } from '../platform-file/finding';
import { Demand } from '../sky/demand/demand';
import { demandOf } from '../sky/demand/demand-of';
import { Solve } from '../sky/reports/cost-report';
import { keepable, placedStack, wholeDigest } from '../sky/reports/placed-stack';
import { readPlacement } from '../sky/reports/read-placement';
import { gapText } from '../sky/reports/render-cost';
import { readSettings } from '../sky/settings/read-settings';
import { Settings } from '../sky/settings/settings';
import { ExitCode } from '../terminal/exit-code';
import { Colours, Terminal } from '../terminal/terminal';
import { asJson, compare, PricingOptions, withSpot } from './cost';

/** Options of `qtcloud place`. */
export interface PlaceOptions extends PricingOptions {
  readonly lockFile: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

/** A stack, and what it asks for. */
interface Asked {
  readonly platform: PlatformDocument;
  readonly demand: Demand;
}

/** Decides where the stacks of a folder run, and writes the decision; other stacks in the file stay. */
export async function place(folder: string, options: PlaceOptions, terminal: Terminal, solve?: Solve): Promise<ExitCode> {
  const settings = await readSettings(options.settings);
  const previous = existsSync(options.lockFile) ? readPlacement(options.lockFile) : {};
  const asked = stackFolders(folder).map((each): Asked => {
    const platform = readPlatformJson(each);
    return { platform, demand: keepable(withSpot(demandOf(platform, settings), options)) };
  });
  if (options.check === true) {
    return check(asked, previous, options, terminal);
  }
  const placed: Record<string, PlacedStack> = {};
  const texts: string[] = [];
  for (const { platform, demand } of asked) {
    const { stack, text } = await decide(platform, demand, settings, options, terminal, solve);
    placed[platform.stack] = stack;
    texts.push(text);
  }
  write(options.lockFile, placementText({ ...previous, ...placed }));
  if (options.json === true) {
    terminal.out(asJson(Object.entries(placed).map(([stack, decision]) => ({ schemaVersion: 1, stack, lockFile: options.lockFile, ...decision }))));
    return ExitCode.DONE;
  }
  terminal.out(`${texts.join('\n\n')}\n\n  written  ${options.lockFile}\n\n  Next: commit the file, and name it in the platform: placementFile: ${options.lockFile}`);
  return ExitCode.DONE;
}

async function decide(platform: PlatformDocument, demand: Demand, settings: Settings, options: PlaceOptions, terminal: Terminal, solve: Solve | undefined): Promise<{ stack: PlacedStack; text: string }> {
  const { best, rows } = await compare(demand, settings, options, terminal, solve);
  if (best?.alternative === undefined) {
    throw new InputError([{ file: settings.file ?? 'sky.yaml', message: `there is no place for ${demand.stack}.`, hints: rows.flatMap(({ vendor, reasons }) => reasons.map((reason) => `${vendor}: ${reason}`)) }]);
  }
  const { alternative } = best;
  const stack = placedStack(platform, demand, alternative, settings.currency);
  const unpriced = alternative.unpriced.filter(({ missing }) => missing === 'price').map(({ owner, what, reason }) => `  not priced: ${owner ?? 'the platform'}: ${what}: ${reason}`);
  return { stack, text: [`${decisionText(platform.stack, stack, terminal.colours)}, at most ${gapText(alternative)} too dear`, poolTable(stack, terminal.colours), ...unpriced].join('\n') };
}

function decisionText(name: string, { regions, monthly, currency }: PlacedStack, { bold }: Colours): string {
  return `  ${bold(name)}  ${regions.join(' and ')}, ${monthly} ${currency} a month`;
}

function poolTable({ pools }: PlacedStack, colours: Colours): string {
  return renderTable(['node pool', 'vendor', 'region', 'type', 'nodes', 'by zone', 'how', 'taints'], pools.map((pool) => [
    pool.name, pool.vendor, pool.region, pool.type, String(pool.count), pool.zones.join(' + '), pool.purchase, pool.taints.length === 0 ? undefined : pool.taints.join(', '),
  ]), colours);
}

/** Looks whether a decision still fits, without making one. */
function check(asked: readonly Asked[], placed: Readonly<Record<string, PlacedStack>>, { lockFile }: PlaceOptions, terminal: Terminal): ExitCode {
  const file = lockFile;
  const findings = asked.flatMap(({ platform, demand }) => {
    const decision = Object.hasOwn(placed, platform.stack) ? placed[platform.stack] : undefined;
    if (decision === undefined) {
      return [{ file, message: `nothing is decided for the stack "${platform.stack}".`, hints: [`Decided: ${Object.keys(placed).join(', ') || 'nothing'}. Run "qtcloud place".`] }];
    }
    if (decision.platform !== demandDigest(platform)) {
      return [{ file, path: platform.stack, message: 'the platform asks for something else than what was placed.', hints: ['Run "qtcloud place" again, and commit the file.'] }];
    }
    return decision.demand === wholeDigest(demand) ? [] : [{ file, path: platform.stack, message: 'what was told of it (traffic, growth, where it may be) is something else than what was placed.', hints: ['Run "qtcloud place" again, and commit the file.'] }];
  });
  if (findings.length > 0) {
    throw new InputError(findings);
  }
  asked.forEach(({ platform }) => terminal.out(`${decisionText(platform.stack, placed[platform.stack], terminal.colours)}: fits`));
  return ExitCode.DONE;
}

function write(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
