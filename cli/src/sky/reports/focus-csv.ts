import { csvLine } from '../prices/csv';
import { plainText } from '../prices/decimal';
import { PRICE_KINDS } from '../prices/price-kind';
import { Alternative } from './alternative';
import { CostReport } from './cost-report';

/** Columns, as FOCUS names them; what it has no name for begins with `x_`. */
const COLUMNS = [
  'ProviderName', 'RegionId', 'ServiceCategory', 'ServiceSubcategory', 'ServiceName', 'SkuId', 'ChargeCategory', 'ChargeFrequency', 'ChargeDescription', 'ResourceName',
  'PricingCategory', 'PricingQuantity', 'PricingUnit', 'PricingCurrency', 'PricingCurrencyListUnitPrice', 'ContractedUnitPrice', 'ContractedCost', 'EffectiveCost', 'BilledCost', 'BillingCurrency',
  'x_Estimate', 'x_Placement', 'x_PriceFile', 'x_PriceLine', 'x_Source', 'x_RetrievedAt', 'x_Confidence',
];

/**
 * Every line of every vendor's bill, as FOCUS has them: to be read by tools
 * that read real bills. `x_Placement` tells bills apart; the cost of one
 * placement is the sum of its lines.
 */
export function focusCsv({ rows, currency }: CostReport): string {
  const lines = rows.flatMap(({ alternative }) => (alternative === undefined ? [] : linesOf(alternative, currency)));
  return [COLUMNS, ...lines].map(csvLine).join('\r\n');
}

function linesOf(alternative: Alternative, currency: string): string[][] {
  return alternative.lines.map(({ owner, vendor, region, what, quantity, unit, price: { row, unitPrice }, cost }) => {
    const [category, subcategory] = PRICE_KINDS[row.kind].category;
    return [
      vendor, region, category, subcategory, PRICE_KINDS[row.kind].title, row.sku, 'Usage', 'Recurring', what, owner ?? '',
      row.category, plainText(quantity), unit, row.currency, plainText(row.price), plainText(unitPrice), plainText(cost), plainText(cost), plainText(cost), currency,
      'monthly', alternative.regions.join(' '), row.file, String(row.line), row.source, row.retrievedAt, row.confidence,
    ];
  });
}
