import { Decimal, moneyText, plainText, sumOf } from '../prices/decimal';
import { rowReference } from '../prices/price-row';
import { COST_PARTS } from '../pricing/cost-line';
import { Alternative } from './alternative';
import { CostReport, hourly, isComplete } from './cost-report';
import { costByPart, costTree, TreeNode } from './cost-tree';
import { list, page, table } from './page';
import { ageText, daysBetween } from './price-age';
import { adviceForMissingPrices, gapText, nodesText, overText, staleTexts, unpricedText } from './render-cost';
import { Bar, barChart, escapeText } from './svg-chart';

/** Cost reports as one page that needs nothing else. */
export function costPage(reports: readonly CostReport[], date: string): string {
  const title = `What ${reports.map(({ demand }) => demand.stack).join(' and ')} costs`;
  return page(title, reports.flatMap((report, index) => stackSection(report, date, index)));
}

function stackSection(report: CostReport, date: string, index: number): string[] {
  const { demand, currency, best, rows } = report;
  const alternative = best?.alternative;
  return [
    `<h1>What ${escapeText(demand.stack)} costs</h1>`,
    `<p class="dim">In a month of 730 hours, in ${escapeText(currency)}; prices' ages as of ${escapeText(date)}.</p>`,
    ...(alternative === undefined ? [] : [`<p>The best: <strong>${moneyText(alternative.monthly)} ${escapeText(currency)} a month</strong> on ${escapeText(alternative.regions.join(' and '))}: ${escapeText(nodesText(alternative))}. At most ${gapText(alternative)} too dear.</p>`]),
    '<h2>Vendors</h2>',
    vendorChart(report, index),
    vendorTable(report, date),
    ...list('Not compared', [
      ...rows.flatMap(({ vendor, reasons, leftOut }) => [
        ...reasons.map((reason) => `${vendor}: ${reason}`),
        ...(leftOut === 0 ? [] : [`${vendor}: ${leftOut} region${leftOut === 1 ? '' : 's'}, because something has no price there`]),
      ]),
      ...adviceForMissingPrices(rows),
    ]),
    ...(alternative === undefined ? [] : componentSection(report, alternative, index)),
    ...list('Not priced, and not in any sum', (alternative?.unpriced ?? []).filter(({ missing }) => missing === 'price').map(unpricedText)),
    ...list('Not told, and not in any sum', (alternative?.unpriced ?? []).filter(({ missing }) => missing === 'amount').map(unpricedText)),
    ...list('Stale prices', staleTexts(rows, date)),
    ...list('Assumed', demand.assumptions),
  ];
}

function vendorChart({ rows, currency, demand }: CostReport, index: number): string {
  const shown = rows.flatMap((row) => (row.alternative === undefined ? [] : [{ row, alternative: row.alternative }]));
  const bars = shown.map(({ row, alternative }): Bar => ({
    label: `${row.vendor} ${alternative.regions.map((region) => region.split('/')[1]).join(', ')}`,
    note: isComplete(alternative) ? `${moneyText(alternative.monthly)}, ${overText(row)}` : `${moneyText(alternative.monthly)} + not priced`,
    parts: costByPart(alternative).map(([name, value]) => ({ name, value })),
  }));
  return barChart({
    id: `vendors-${index}`, title: `Cost of ${demand.stack} in a month by vendor, in ${currency}`, names: usedParts(shown.map(({ alternative }) => alternative)), bars,
    description: bars.map(({ label, note }) => `${label}: ${note}`).join('; '),
  });
}

function usedParts(alternatives: readonly Alternative[]): string[] {
  const used = new Set(alternatives.flatMap((alternative) => costByPart(alternative).map(([name]) => name)));
  return COST_PARTS.filter((name) => used.has(name));
}

function vendorTable({ rows, currency }: CostReport, date: string): string {
  return table(`The cheapest placement at each vendor, in ${currency}`, [
    { title: 'vendor' }, { title: 'region' }, { title: 'month', isNumber: true }, { title: 'hour', isNumber: true }, { title: 'over the best', isNumber: true }, { title: 'at most too dear', isNumber: true },
    { title: 'oldest price', isDate: true }, { title: 'nodes' },
  ], rows.flatMap((row) => {
    const { vendor, alternative, age } = row;
    return alternative === undefined ? [[vendor, 'not possible', '', '', '', '', '', '']] : [[
      vendor, alternative.regions.map((region) => region.split('/')[1]).join(', '), `${moneyText(alternative.monthly)}${isComplete(alternative) ? '' : ' + not priced'}`, moneyText(hourly(alternative.monthly), 4), overText(row), gapText(alternative),
      age === undefined ? '' : `${age.oldest} (${ageText(daysBetween(age.oldest, date))})`, nodesText(alternative),
    ]];
  }));
}

function componentSection({ demand, currency }: CostReport, alternative: Alternative, index: number): string[] {
  const nodes = costTree(demand, alternative);
  const names = usedParts([alternative]);
  const labels = new Map(demand.owners.map((owner) => [owner.path, owner.name]));
  const bars = nodes.map((node): Bar => ({ label: labels.get(node.owner ?? '') ?? node.title, note: moneyText(node.cost), parts: names.map((part) => ({ name: part, value: sumOf(node.items.filter((item) => item.part === part).map(({ cost }) => cost)) })) }));
  return [
    `<h2>Components on ${escapeText(alternative.regions.join(' and '))}</h2>`,
    barChart({ id: `components-${index}`, title: `Cost of each component in a month, in ${currency}`, description: bars.map(({ label, note }) => `${label}: ${note}`).join('; '), names, bars }),
    table('Every figure, with the row of the price list that it is from', [
      { title: 'component' }, { title: 'what' }, { title: 'quantity', isNumber: true }, { title: 'price', isNumber: true }, { title: 'month', isNumber: true }, { title: 'price is from' },
    ], [
      ...alternative.nodes.map(({ type, count, price }) => ['nodes', `${count} × ${type}`, quantity(new Decimal(String(count)).times('730'), 'Hours'), plainText(price.unitPrice), '', [rowReference(price.row), ...price.steps].join('; ')]),
      ...nodes.flatMap((node) => node.items.map(({ what, line, cost }) => [
        name(node), what, line === undefined ? '' : quantity(line.quantity, line.unit), line === undefined ? '' : plainText(line.price.unitPrice), moneyText(cost), line === undefined ? 'the nodes above' : [rowReference(line.price.row), ...line.price.steps].join('; '),
      ])),
      ['all', '', '', '', moneyText(alternative.monthly), ''],
    ], true),
  ];
}

function quantity(amount: Decimal, unit: string): string {
  return `${plainText(amount)} ${unit}`;
}

/** Its path, which nothing else has. */
function name({ owner, title }: TreeNode): string {
  return owner ?? title;
}
