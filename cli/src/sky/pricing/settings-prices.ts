import { InputError } from '../../platform-file/finding';
import { PriceCatalog } from '../prices/price-catalog';
import { NodeShape, PriceRow } from '../prices/price-row';
import { PriceSource } from '../prices/price-source';
import { Commitment, Hardware, Settings } from '../settings/settings';

/**
 * The prices that settings tell: own hardware and commitments.
 *
 * @param known what the types of commitments are looked up in
 * @throws InputError where a commitment is to a type that nobody offers
 */
export function settingsPrices({ hardware, commitments, file = 'sky.yaml' }: Settings, known: PriceCatalog): PriceSource {
  const rows = [...hardware.map(hardwareRow), ...commitments.map((commitment) => commitmentRow(commitment, known))];
  const of = (vendor: string) => rows.filter((row) => row.vendor === vendor);
  return {
    file,
    vendors: [...new Set(rows.map(({ vendor }) => vendor))].sort(),
    regionsOf: (vendor) => [...new Set(of(vendor).map(({ region }) => region))].sort(),
    nodeRegionsOf: (vendor) => [...new Set(of(vendor).map(({ region }) => region))].sort(),
    rowsOf: (vendor, region, what) => (what === 'nodes' ? of(vendor).filter((row) => row.region === region) : []),
    nodesOf: (vendor, region, isWanted) => of(vendor).filter((row) => row.region === region && isWanted(row)),
  };
}

function hardwareRow(own: Hardware): PriceRow {
  const shape: NodeShape = { milliCpu: own.milliCpu, memoryMebibytes: own.memoryMebibytes, gpus: own.gpus, gpuModel: own.gpuModel, architecture: own.architecture };
  return {
    file: own.file, line: own.position.line, vendor: own.vendor, region: own.region, kind: 'node', sku: own.type, category: 'Other',
    price: own.pricePerMonth, currency: own.currency, unit: 'Months', limit: own.count, zones: own.zones, shape,
    source: 'your own hardware', retrievedAt: own.date, confidence: 'high',
  };
}

function commitmentRow(commitment: Commitment, known: PriceCatalog): PriceRow {
  const { vendor, region, sku, file, position } = commitment;
  const listed = known.rowsOf(vendor, region, 'nodes').find((row) => row.sku === sku);
  if (listed?.shape === undefined) {
    throw new InputError([{ file, position, message: `nothing is known of the type "${sku}" in ${vendor} ${region}.`, hints: ['Is the name right? A type that is not in the shipped prices comes in by a price file (prices).'] }]);
  }
  return {
    file, line: position.line, vendor, region, kind: 'node', sku, category: 'Committed',
    price: commitment.price, currency: commitment.currency, unit: commitment.unit, limit: commitment.count, shape: listed.shape,
    source: `your commitment until ${commitment.until}`, retrievedAt: listed.retrievedAt, confidence: 'high',
  };
}
