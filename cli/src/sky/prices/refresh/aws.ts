import { MachineError } from '../../../terminal/machine-error';
import { readCsv } from '../csv';
import { Decimal, decimalOf, ZERO } from '../decimal';
import { NodeShape, PriceRow } from '../price-row';
import { AnsweredPrice, answeredRow, fromTheFirstOn, Refreshed, RefreshRequest } from './refreshed';
import { askLines } from './vendor-api';

/** Source: docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html. */
export const AWS_ORIGIN = 'https://pricing.us-east-1.amazonaws.com';

const OFFERS = ['AmazonEC2', 'AmazonEKS', 'AWSDataTransfer', 'AWSELB', 'AmazonS3'] as const;

type Cell = (column: string) => string;

/** Reads the bulk price lists, line by line as they arrive: one of them has hundreds of megabytes. */
export async function refreshAws(request: RefreshRequest): Promise<Refreshed> {
  const rows = new Map<string, PriceRow>();
  for (const region of request.regions) {
    for (const offer of OFFERS) {
      await readOffer(`${request.origin}/offers/v1.0/aws/${offer}/current/${region}/index.csv`, request, `${region}: ${offer}`, (cell) => {
        const price = priceOf(offer, cell, region, request.shapes);
        if (price !== undefined) {
          const row = answeredRow('aws', 'AWS Price List Bulk API', request.date, price);
          rows.set([row.region, row.kind, row.sku, row.from?.toFixed()].join('|'), row);
        }
      });
    }
  }
  return { rows: fromTheFirstOn([...rows.values()]), unknownTypes: [] };
}

async function readOffer(address: string, { fetching, tell }: RefreshRequest, what: string, take: (cell: Cell) => void): Promise<void> {
  let columns: Map<string, number> | undefined;
  let count = 0;
  for await (const line of askLines(address, fetching)) {
    const cells = readCsv(line).records[0]?.cells ?? [];
    if (columns === undefined) {
      // Some lines about the list itself come before the one that names the columns.
      columns = cells[0] === 'SKU' ? new Map(cells.map((name, index) => [name, index])) : undefined;
      continue;
    }
    const known = columns;
    take((column) => cells[known.get(column) ?? -1] ?? '');
    count += 1;
    if (count % 20_000 === 0) {
      tell(`${what}, ${count} lines`);
    }
  }
  if (columns === undefined) {
    throw new MachineError(`${address} is not a price list: no line names its columns.`, ['Is it the address of the bulk API, or a mirror of it?']);
  }
}

function priceOf(offer: typeof OFFERS[number], cell: Cell, region: string, shapes: RefreshRequest['shapes']): AnsweredPrice | undefined {
  const price = decimalOf(cell('PricePerUnit'));
  if (cell('TermType') !== 'OnDemand' || price === undefined || price.lte(ZERO)) {
    return undefined;
  }
  const base = { region, price, currency: cell('Currency') };
  const family = cell('Product Family');
  const usage = cell('usageType');
  switch (offer) {
    case 'AmazonEC2':
      return family.startsWith('Compute Instance') ? nodePrice(cell, base, shapes) : computePrice(cell, base, family, usage);
    case 'AmazonEKS':
      return usage.endsWith('AmazonEKS-Hours:perCluster') ? { ...base, kind: 'control-plane', sku: 'eks', unit: 'Hours' } : undefined;
    case 'AWSELB':
      return family === 'Load Balancer-Network' && ofRegion(usage) === 'LoadBalancerUsage' ? { ...base, kind: 'load-balancer', sku: 'nlb', unit: 'Hours' }
        : family === 'Load Balancer-Network' && ofRegion(usage) === 'LCUUsage' ? { ...base, kind: 'load-balancer-data', sku: 'nlb', unit: 'GB' } : undefined;
    case 'AWSDataTransfer':
      return transferPrice(cell, base, region);
    default:
      return usage.endsWith('TimedStorage-ByteHrs') && cell('Volume Type') === 'Standard' ? { ...base, kind: 'object-storage', sku: 's3-standard', unit: 'GB-Months', from: startOf(cell) } : undefined;
  }
}

type Base = Pick<AnsweredPrice, 'region' | 'price' | 'currency'>;

/** Linux on shared machines, nothing installed, as it is used and not as it is kept. */
function nodePrice(cell: Cell, base: Base, shapes: RefreshRequest['shapes']): AnsweredPrice | undefined {
  const isPlain = cell('Operating System') === 'Linux' && cell('Tenancy') === 'Shared' && cell('Pre Installed S/W') === 'NA' && cell('CapacityStatus') === 'Used' && cell('Unit') === 'Hrs';
  const sku = cell('Instance Type');
  const shape = isPlain ? shapes.get(sku) ?? shapeOf(cell, sku) : undefined;
  return shape === undefined ? undefined : { ...base, kind: 'node', sku, unit: 'Hours', shape };
}

/** The list tells sizes, too; of what pods may use it tells nothing. */
function shapeOf(cell: Cell, sku: string): NodeShape | undefined {
  const [, gibibytes] = /^([\d,.]+) GiB$/.exec(cell('Memory')) ?? [];
  const cpus = Number(cell('vCPU'));
  if (gibibytes === undefined || !Number.isInteger(cpus) || cpus < 1) {
    return undefined;
  }
  const gpus = Number(cell('GPU') || '0');
  return {
    milliCpu: cpus * 1000, memoryMebibytes: Math.floor(Number(gibibytes.replaceAll(',', '')) * 1024), gpus: Number.isInteger(gpus) ? gpus : 0,
    architecture: cell('Physical Processor').includes('Graviton') ? 'arm64' : 'amd64', burstable: /^t\d/.test(sku) ? true : undefined,
  };
}

function computePrice(cell: Cell, base: Base, family: string, usage: string): AnsweredPrice | undefined {
  const volume = cell('Volume API Name');
  if (family === 'Storage' && volume !== '' && cell('Unit') === 'GB-Mo') {
    return { ...base, kind: 'block-storage', sku: volume, unit: 'GiB-Months' };
  }
  // Operations beyond 32,000 have usages of their own, such as …io2.tier2: they cost less, and hardly a volume has them.
  if (family === 'System Operation' && volume !== '' && cell('Unit') === 'IOPS-Mo' && !usage.includes('.tier')) {
    return { ...base, kind: 'block-storage-iops', sku: volume, unit: 'IOPS-Months', from: volume === 'gp3' ? new Decimal('3000') : startOf(cell) };
  }
  if (family === 'NAT Gateway') {
    const what = ofRegion(usage);
    return what === 'NatGateway-Hours' ? { ...base, kind: 'nat-gateway', sku: 'nat-gateway', unit: 'Hours' } : what === 'NatGateway-Bytes' ? { ...base, kind: 'nat-gateway-data', sku: 'nat-gateway', unit: 'GB' } : undefined;
  }
  return undefined;
}

/** A usage without its region, such as `EUW2-`. What else may stand before it is something else: `Outposts-`, `TS-` of trust stores, `Reserved`. */
function ofRegion(usage: string): string {
  return usage.replace(/^(EU|[A-Z]+\d)-/, '');
}

function transferPrice(cell: Cell, base: Base, region: string): AnsweredPrice | undefined {
  if (cell('From Region Code') !== region) {
    return undefined;
  }
  if (cell('Transfer Type') === 'AWS Outbound' && cell('To Location') === 'External') {
    return { ...base, kind: 'egress-internet', sku: 'data-transfer-out', unit: 'GB', from: startOf(cell) };
  }
  return cell('Transfer Type') === 'InterRegion Outbound' ? { ...base, kind: 'egress-region', sku: `data-transfer-${cell('To Region Code')}`, unit: 'GB' } : undefined;
}

function startOf(cell: Cell): Decimal | undefined {
  const start = decimalOf(cell('StartingRange'));
  return start === undefined || start.lte(ZERO) ? undefined : start;
}
