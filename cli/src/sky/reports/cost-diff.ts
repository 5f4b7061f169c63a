import { Demand } from '../demand/demand';
import { Decimal, moneyText, ZERO } from '../prices/decimal';
import { Alternative } from './alternative';
import { CostReport, VendorRow } from './cost-report';
import { costTree } from './cost-tree';
import { gapText, nodesText, staleTexts, unpricedText } from './render-cost';

/** A platform before and after a change; none where it is made, or goes. */
export interface CostPair {
  readonly stack: string;
  readonly before?: CostReport;
  readonly after?: CostReport;
}

/** What a change costs, as Markdown for a pull request. */
export function costDiffMarkdown(pairs: readonly CostPair[], before: string, date: string): string {
  return `${pairs.map((pair) => stackSection(pair, before, date)).join('\n\n')}\n`;
}

/** Stacks of two reports, by name. */
export function pairsOf(before: readonly CostReport[], after: readonly CostReport[]): CostPair[] {
  const names = [...new Set([...before, ...after].map(({ demand }) => demand.stack))].sort();
  const of = (reports: readonly CostReport[], name: string) => reports.find(({ demand }) => demand.stack === name);
  return names.map((stack) => ({ stack, before: of(before, stack), after: of(after, stack) }));
}

function stackSection({ stack, before, after }: CostPair, reference: string, date: string): string {
  const currency = (after ?? before)?.currency ?? '';
  const [old, now] = [before?.best, after?.best];
  const change = costOf(now).minus(costOf(old));
  return [
    `### ${stack}: ${signed(change)} ${currency} a month${percentText(costOf(old), costOf(now))}`,
    '',
    `At the cheapest vendor, against ${inline(reference)}: ${sideText(old, currency)} before, ${sideText(now, currency)} after.`,
    '',
    ...vendorTable(before, after),
    ...componentTable(before?.demand, old?.alternative, after?.demand, now?.alternative),
    ...details(after ?? before, date),
  ].join('\n').trimEnd();
}

function sideText(row: VendorRow | undefined, currency: string): string {
  return row?.alternative === undefined ? 'nothing' : `${moneyText(row.alternative.monthly)} ${currency} on ${row.alternative.regions.map(inline).join(' and ')} (${nodesText(row.alternative)})`;
}

function vendorTable(before: CostReport | undefined, after: CostReport | undefined): string[] {
  const vendors = [...new Set([...(after?.rows ?? []), ...(before?.rows ?? [])].map(({ vendor }) => vendor))];
  const row = (vendor: string): string => {
    const [old, now] = [before, after].map((report) => report?.rows.find((each) => each.vendor === vendor));
    const gap = now?.alternative === undefined ? '' : gapText(now.alternative);
    return cells([vendor, amountText(old), amountText(now), old?.alternative === undefined && now?.alternative === undefined ? '' : signed(costOf(now).minus(costOf(old))), gap]);
  };
  return ['| vendor | before | after | change | at most too dear |', '|---|--:|--:|--:|--:|', ...vendors.map(row), ''];
}

function amountText(row: VendorRow | undefined): string {
  const alternative = row?.alternative;
  if (alternative === undefined) {
    return row === undefined ? 'nothing' : 'not possible';
  }
  return `${moneyText(alternative.monthly)}${alternative.unpriced.some(({ missing }) => missing === 'price') ? ' + not priced' : ''}`;
}

function componentTable(oldDemand: Demand | undefined, old: Alternative | undefined, demand: Demand | undefined, now: Alternative | undefined): string[] {
  const costs = (of: Demand | undefined, alternative: Alternative | undefined) => new Map(of === undefined || alternative === undefined ? [] : costTree(of, alternative).map((node) => [node.owner ?? '', node]));
  const [before, after] = [costs(oldDemand, old), costs(demand, now)];
  const rows = [...new Set([...after.keys(), ...before.keys()])].flatMap((owner): { change: Decimal; text: string }[] => {
    const change = (after.get(owner)?.cost ?? ZERO).minus(before.get(owner)?.cost ?? ZERO);
    const title = (after.get(owner) ?? before.get(owner))?.title ?? owner;
    const money = (side: typeof before) => (side.has(owner) ? moneyText(side.get(owner)?.cost ?? ZERO) : '');
    return change.eq(ZERO) ? [] : [{ change, text: cells([title, money(before), money(after), signed(change)]) }];
  });
  const sorted = [...rows].sort((a, b) => b.change.abs().cmp(a.change.abs()) || (a.text < b.text ? -1 : 1));
  return rows.length === 0 ? ['No component costs more or less.', ''] : ['| component | before | after | change |', '|---|--:|--:|--:|', ...sorted.map(({ text }) => text), ''];
}

function details(report: CostReport | undefined, date: string): string[] {
  const unpriced = report?.best?.alternative?.unpriced ?? [];
  const notes = [
    ...unpriced.filter(({ missing }) => missing === 'price').map((each) => `Not priced: ${unpricedText(each)}`),
    ...unpriced.filter(({ missing }) => missing === 'amount').map((each) => `Not told: ${unpricedText(each)}`),
    ...staleTexts(report?.rows ?? [], date).map((text) => `Stale: ${text}`),
    ...(report?.demand.assumptions ?? []).map((text) => `Assumed: ${text}`),
  ];
  return notes.length === 0 ? [] : ['<details><summary>What these figures rest on</summary>', '', ...notes.map((note) => `- ${escaped(note)}`), '', '</details>'];
}

function costOf(row: VendorRow | undefined): Decimal {
  return row?.alternative?.monthly ?? ZERO;
}

function signed(amount: Decimal): string {
  return amount.lt(ZERO) ? `−${moneyText(amount.abs())}` : `+${moneyText(amount)}`;
}

function percentText(before: Decimal, after: Decimal): string {
  return before.eq(ZERO) ? '' : ` (${signed(after.minus(before).div(before).times('100').round(1, Decimal.roundHalfUp))} %)`.replace(/(\.\d)0 %/, '$1 %');
}

function cells(texts: readonly string[]): string {
  return `| ${texts.map(escaped).join(' | ')} |`;
}

/** Names are users' own: nothing in them is Markdown. */
function escaped(text: string): string {
  return text.replace(/[|<>*_`\\[\]]/g, (sign) => `\\${sign}`);
}

function inline(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}
