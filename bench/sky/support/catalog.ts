// The full price catalogs as problems for the optimizer. What a node keeps for itself and what a region costs apart
// from nodes are plain assumptions here, the same for everybody: the benchmark measures the search, not the prices.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MoneyUnit, NodeOffer, Region } from '../../../cli/src/sky/optimizer/problem';

/** What the catalogs offer. */
export interface Catalog {
  readonly money: MoneyUnit;
  readonly regions: readonly Region[];
  readonly offers: readonly NodeOffer[];
}

const DECIMALS = 12;
/** Dollars for one unit of a currency; the benchmark's own figure. */
const RATES: { readonly [currency: string]: string } = { USD: '1', CNY: '0.1400' };
const VENDORS = ['alibaba', 'aws', 'azure', 'gcp'];

/** Reads the catalogs in a folder; undefined if there are none. */
export function readCatalog(folder: string): Catalog | undefined {
  const files = VENDORS.map((vendor) => join(folder, `${vendor}.csv`));
  if (!files.every((file) => existsSync(file))) {
    return undefined;
  }
  const offers = files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(1).flatMap(readRow));
  const regions = new Map(offers.map(({ vendor, region }) => [`${vendor} ${region}`, { vendor, region }]));
  return {
    money: { currency: 'USD', decimals: DECIMALS, period: 'hour' },
    offers,
    regions: [...regions.values()].map((key) => ({
      ...key,
      zones: 3,
      fixedCosts: [{ name: 'control plane', cost: units('0.10') }, { name: 'NAT gateway', cost: units('0.045') }],
    })),
  };
}

function readRow(line: string): NodeOffer[] {
  const [vendor, region, type, cpu, memory, gpuCount, gpuModel, architecture, netCpu, netMemory, maxPods, onDemand, spot, currency] = line.split(',');
  const capacity = {
    milliCpu: netCpu === '' ? Math.floor(Number(cpu) * 1000 * 0.94) : Number(netCpu),
    memoryMebibytes: (netMemory === '' ? Math.floor(Number(memory) * 0.9) - 512 : Number(netMemory)) - 256,
    pods: (maxPods === '' ? 110 : Number(maxPods)) - 6,
    gpus: Number(gpuCount === '' ? 0 : gpuCount),
    volumes: 24,
  };
  if (![capacity.milliCpu, capacity.memoryMebibytes, capacity.pods].every((size) => Number.isInteger(size) && size > 0)) {
    return [];
  }
  const offer = (purchase: 'on-demand' | 'spot', price: string): NodeOffer[] =>
    (price === '' || Number(price) <= 0 ? [] : [{
      id: `${vendor}/${region}/${type}/${purchase}`, vendor, region, type, architecture, gpuModel: gpuModel === '' ? undefined : gpuModel, capacity,
      price: (units(price) * units(RATES[currency])) / units('1'), purchase,
    }]);
  return [...offer('on-demand', onDemand), ...offer('spot', spot)];
}

/** A decimal as a whole number of the money's unit. */
function units(decimal: string): bigint {
  const [whole, fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS, '0').slice(0, DECIMALS));
}
