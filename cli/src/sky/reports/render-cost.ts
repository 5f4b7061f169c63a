import { renderTable } from '../../output/table';
import { Colours } from '../../terminal/terminal';
import { Decimal, moneyText, plainText } from '../prices/decimal';
import { rowReference } from '../prices/price-row';
import { isShipped } from '../prices/shipped-prices';
import { Unpriced } from '../pricing/cost-line';
import { Alternative } from './alternative';
import { CostReport, hourly, isComplete, VendorRow } from './cost-report';
import { costByPart, costTree, TreeItem, TreeNode } from './cost-tree';
import { ageText, daysBetween, STALE_DAYS } from './price-age';

/** How to show a report. */
export interface RenderOptions {
  readonly colours: Colours;
  /** The day that prices' ages are told for. */
  readonly date: string;
  /** Show where each price is from. */
  readonly sources: boolean;
}

/** A cost report as tables. */
export function renderCost(report: CostReport, options: RenderOptions): string {
  const { colours: { bold, dim } } = options;
  const { best } = report;
  const heading = `${bold(report.demand.stack)}  what it costs in a month, in ${report.currency}`;
  return [
    heading,
    vendorTable(report, options),
    ...reasons(report),
    ...(best?.alternative === undefined ? [] : ['', `${bold(best.alternative.regions.join(' and '))}  ${dim(`${moneyText(best.alternative.monthly)} a month: ${partsText(best.alternative)}`)}`, tree(costTree(report.demand, best.alternative), options)]),
    ...notes(report, options),
  ].join('\n');
}

function vendorTable({ rows }: CostReport, { colours, date }: RenderOptions): string {
  const head = ['vendor', 'region', 'month', 'hour', 'over the best', 'at most too dear', 'oldest price', 'nodes'];
  return renderTable(head, rows.map((row) => {
    const { vendor, alternative } = row;
    if (alternative === undefined) {
      return [vendor, 'none', ...head.slice(2).map(() => undefined)];
    }
    return [
      vendor, alternative.regions.map((region) => region.slice(region.indexOf('/') + 1)).join(', '), `${moneyText(alternative.monthly)}${isComplete(alternative) ? '' : ' + not priced'}`,
      moneyText(hourly(alternative.monthly), 4), overText(row), gapText(alternative), row.age === undefined ? undefined : `${row.age.oldest} (${ageText(daysBetween(row.age.oldest, date))})`, nodesText(alternative),
    ];
  }), colours);
}

/** `+12.3 %`, `the best`, or that it cannot be told. */
export function overText({ overBest }: VendorRow): string {
  return overBest === undefined ? 'not known' : overBest.eq('0') ? 'the best' : `${overBest.gt('0') ? '+' : ''}${overBest.toFixed(1)} %`;
}

/** How much it may be above the cheapest there is, proven. */
export function gapText({ gap, stoppedBy }: Alternative): string {
  const stopped = stoppedBy.length === 0 ? '' : ' (search ended early)';
  return gap === 0 ? `0 %${stopped}` : `${new Decimal(gap.toFixed(6)).times('100').round(2, Decimal.roundUp).toFixed(2)} %${stopped}`;
}

/** `2 × m7i.large, 1 × g5.xlarge`. */
export function nodesText({ nodes }: Alternative): string {
  return nodes.map(({ count, type, price }) => `${count} × ${type}${price.row.category === 'Dynamic' ? ' (spot)' : ''}`).join(', ');
}

/** `compute 10.00, disk 2.00`. */
export function partsText(alternative: Alternative): string {
  return costByPart(alternative).map(([part, cost]) => `${part} ${moneyText(cost)}`).join(', ');
}

function reasons({ rows }: CostReport): string[] {
  return [
    ...rows.flatMap(({ vendor, reasons: why, leftOut }) => [
      ...why.map((reason) => `${vendor}: ${reason}`),
      ...(leftOut === 0 ? [] : [`${vendor}: ${leftOut} region${leftOut === 1 ? ' was' : 's were'} not compared, because something has no price there; --region shows what`]),
    ]),
    ...adviceForMissingPrices(rows),
  ].map((line) => `  ${line}`);
}

/** What to do where something has no price: ask the vendor, or write it down. */
export function adviceForMissingPrices(rows: readonly VendorRow[]): string[] {
  const vendors = rows.filter(({ leftOut, alternative }) => leftOut > 0 || (alternative !== undefined && !isComplete(alternative))).map(({ vendor }) => vendor);
  const asked = vendors.filter(isShipped);
  const ask = asked.length === 0 ? '' : `"qtcloud prices refresh ${asked.length === 1 ? asked[0] : '<vendor>'} --region <region>" asks the vendor for prices; `;
  return vendors.length === 0 ? [] : [`Where something has no price: ${ask}a price file of your own (prices in sky.yaml) adds what is known to you.`];
}

function tree(nodes: readonly TreeNode[], options: RenderOptions): string {
  const { bold, dim } = options.colours;
  const head = ['component', 'quantity', 'unit', 'price', 'month', ...(options.sources ? ['price is from'] : [])];
  const rows = nodes.flatMap((node) => [
    [bold(node.title), '', '', '', bold(moneyText(node.cost)), ...(options.sources ? [''] : [])],
    ...node.items.map((item, index) => itemRow(item, index === node.items.length - 1, options)),
  ]);
  return `${renderTable(head, rows, options.colours)}${options.sources ? '' : `\n${dim('  --sources shows where each price is from.')}`}`;
}

function itemRow({ part, what, line, cost }: TreeItem, isLast: boolean, { sources, colours }: RenderOptions): string[] {
  const branch = isLast ? '└─' : '├─';
  return [
    `${branch} ${part}: ${what}`, line === undefined ? '' : plainText(line.quantity), line?.unit ?? '', line === undefined ? '' : plainText(line.price.unitPrice), moneyText(cost),
    ...(sources ? [colours.dim(line === undefined ? '' : [rowReference(line.price.row), ...line.price.steps].join('; '))] : []),
  ];
}

function notes({ demand, best, rows }: CostReport, options: RenderOptions): string[] {
  const { bold, dim } = options.colours;
  const alternative = best?.alternative;
  const unpriced = alternative?.unpriced ?? [];
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', bold(title), ...lines.map((line) => `  ${line}`)]);
  const nodes = !options.sources || alternative === undefined ? [] : alternative.nodes.map(({ count, type, price }) => `${count} × ${type}: ${plainText(price.unitPrice)} ${price.row.unit}  ${dim([rowReference(price.row), ...price.steps].join('; '))}`);
  return [
    ...section('Nodes', nodes),
    ...section('Not priced, and not in any sum', unpriced.filter(({ missing }) => missing === 'price').map(unpricedText)),
    ...section('Not told, and not in any sum', unpriced.filter(({ missing }) => missing === 'amount').map(unpricedText)),
    ...section('Assumed', demand.assumptions),
    ...section('Stale prices', staleTexts(rows, options.date)),
  ];
}

/** `orders: 20 GiB of disk: no price …`. */
export function unpricedText({ owner, what, reason }: Unpriced): string {
  return `${owner ?? 'the platform'}: ${what}: ${reason}`;
}

/** One sentence for each vendor whose prices are old. */
export function staleTexts(rows: readonly VendorRow[], date: string): string[] {
  return rows.flatMap(({ vendor, age }) => {
    const days = age === undefined ? 0 : daysBetween(age.oldest, date);
    return age === undefined || days <= STALE_DAYS ? [] : [`${vendor}: the oldest price used is of ${age.oldest}, ${ageText(days)} ago (${age.oldestRow.sku}, ${age.oldestRow.file}:${age.oldestRow.line}). "qtcloud prices refresh ${vendor}" asks for new ones.`];
  });
}
