import { Decimal, plainText } from '../prices/decimal';
import { CostLine } from '../pricing/cost-line';
import { EffectivePrice } from '../pricing/effective-price';
import { Alternative } from './alternative';
import { CostReport, hourly } from './cost-report';
import { costByPart, costTree } from './cost-tree';
import { demandDocument } from './render-demand';
import { daysBetween } from './price-age';

/** A cost report as data. Money is text, exact to the billionth; every figure leads to its price row. */
export function costDocument(report: CostReport, date: string): Record<string, unknown> {
  return {
    schemaVersion: 1,
    stack: report.demand.stack,
    currency: report.currency,
    period: 'month',
    best: report.best?.vendor ?? null,
    vendors: report.rows.map((row) => ({
      vendor: row.vendor,
      overBestPercent: row.overBest === undefined ? null : row.overBest.toFixed(4),
      reasons: row.reasons,
      regionsLeftOut: row.leftOut,
      prices: row.age === undefined ? null : { oldest: row.age.oldest, newest: row.age.newest, oldestDays: daysBetween(row.age.oldest, date) },
      placement: row.alternative === undefined ? null : alternativeDocument(report, row.alternative),
    })),
    demand: demandDocument(report.demand),
  };
}

function alternativeDocument({ demand }: CostReport, alternative: Alternative): Record<string, unknown> {
  return {
    regions: alternative.regions,
    monthly: plainText(alternative.monthly),
    hourly: hourly(alternative.monthly).toFixed(9, Decimal.roundHalfUp),
    bound: plainText(alternative.bound),
    gap: alternative.gap,
    stoppedBy: alternative.stoppedBy,
    parts: Object.fromEntries(costByPart(alternative).map(([part, cost]) => [part, plainText(cost)])),
    nodes: alternative.nodes.map(({ vendor, region, type, count, price }) => ({ vendor, region, type, count, ...priceDocument(price) })),
    groups: Object.fromEntries(alternative.placements),
    components: costTree(demand, alternative).map((node) => ({
      path: node.owner ?? null,
      monthly: plainText(node.cost),
      items: node.items.map(({ part, what, cost, line }) => ({ part, what, monthly: plainText(cost), ...(line === undefined ? {} : lineDocument(line)) })),
    })),
    unpriced: alternative.unpriced.map(({ owner, part, what, missing, reason }) => ({ path: owner ?? null, part, what, missing, reason })),
  };
}

function lineDocument(line: CostLine): Record<string, unknown> {
  return { vendor: line.vendor, region: line.region, quantity: plainText(line.quantity), unit: line.unit, ...priceDocument(line.price) };
}

/** A price with the way back to its row. */
function priceDocument({ row, unitPrice, steps }: EffectivePrice): Record<string, unknown> {
  return {
    unitPrice: plainText(unitPrice),
    price: {
      file: row.file, line: row.line, sku: row.sku, category: row.category, listUnitPrice: plainText(row.price), currency: row.currency, unit: row.unit,
      source: row.source, retrievedAt: row.retrievedAt, confidence: row.confidence, steps,
    },
  };
}
