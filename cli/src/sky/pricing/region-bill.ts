import { Demand, ObjectDemand, VolumeDemand } from '../demand/demand';
import { Decimal, HOURS_A_MONTH, plainText, sumOf, toCost, ZERO } from '../prices/decimal';
import { PriceKindName } from '../prices/price-kind';
import { convert } from '../prices/units';
import { Bill, CostLine, CostPart, Unpriced } from './cost-line';
import { EffectivePrice } from './effective-price';
import { PriceBook } from './price-book';
import { diskPrice } from './disk-price';

const ONE = new Decimal('1');

/** What everything but nodes costs in one region, line by line, and what has no price there. */
export function regionBill(demand: Demand, book: PriceBook, vendor: string, region: string): Bill {
  const writer = new BillWriter(book, vendor, region);
  writer.standing({ part: 'control plane', kind: 'control-plane', count: 1, what: 'control plane' });
  for (const { owner, count } of demand.loadBalancers) {
    writer.standing({ owner, part: 'network', kind: 'load-balancer', count, what: 'load balancer' });
  }
  if (demand.natGateways > 0) {
    writer.standing({ part: 'network', kind: 'nat-gateway', count: demand.natGateways, what: 'NAT gateway' });
  }
  demand.volumes.forEach((volume) => writer.volume(volume));
  demand.objects.forEach((object) => writer.object(object));
  writer.traffic(demand);
  return { lines: writer.lines, unpriced: writer.unpriced };
}

interface Standing {
  readonly owner?: string;
  readonly part: CostPart;
  readonly kind: PriceKindName;
  readonly count: number;
  readonly what: string;
}

interface Metered {
  readonly owner?: string;
  readonly part: CostPart;
  readonly what: string;
  readonly quantity: Decimal;
  readonly unit: string;
}

class BillWriter {
  public readonly lines: CostLine[] = [];
  public readonly unpriced: Unpriced[] = [];
  /** How much was billed of each kind so far: tiers are filled in the order of the components. */
  private readonly billed = new Map<PriceKindName, Decimal>();

  public constructor(private readonly book: PriceBook, private readonly vendor: string, private readonly region: string) {}

  /** What is paid by the month, used or not. */
  public standing({ owner, part, kind, count, what }: Standing): void {
    if (this.book.isFree(this.vendor, kind)) {
      return;
    }
    const price = cheapest(this.book.pricesOf(this.vendor, this.region, kind));
    const text = `${count > 1 ? `${count} × ` : ''}${what}`;
    if (price === undefined) {
      this.missing({ owner, part, what: text }, kind);
    } else {
      this.line({ owner, part, what: `${text} (${price.row.sku})`, quantity: new Decimal(String(count)), unit: 'Months' }, price);
    }
  }

  public volume(volume: VolumeDemand): void {
    if (this.book.isOwn(this.vendor)) {
      return;
    }
    const { owner, count } = volume;
    const what = `${count > 1 ? `${count} × ` : ''}${plainText(volume.gibibytes)} GiB`;
    const found = diskPrice(this.book, volume, this.vendor, this.region);
    if (found.reason !== undefined) {
      this.unpriced.push({ owner, part: 'disk', what: `${what} of disk`, missing: 'price', reason: found.reason });
      return;
    }
    const { price } = found;
    const each = price.row.sizeGibibytes === undefined ? { quantity: volume.gibibytes, unit: 'GiB-Months' } : { quantity: ONE, unit: 'Months' };
    const size = price.row.sizeGibibytes === undefined ? '' : `, a disk of ${plainText(price.row.sizeGibibytes)} GiB`;
    this.line({ owner, part: 'disk', what: `${what} of ${price.row.sku}${size}`, quantity: each.quantity.times(String(count)), unit: each.unit }, price);
    if (found.iops !== undefined) {
      this.line({ owner, part: 'disk', what: `${count > 1 ? `${count} × ` : ''}${plainText(found.iops.quantity)} operations per second more`, quantity: found.iops.quantity.times(String(count)), unit: 'IOPS-Months' }, found.iops.price);
    }
  }

  public object({ owner, purpose, gigabytes }: ObjectDemand): void {
    if (gigabytes === undefined) {
      this.unpriced.push({ owner, part: 'object storage', what: purpose, missing: 'amount', reason: `how much there is was not told (components.<name>.${purpose})` });
    } else {
      this.metered('object-storage', { owner, part: 'object storage', what: purpose, quantity: gigabytes, unit: 'GB-Months' });
    }
  }

  /** Answers to the internet go through the load balancer, and out. */
  public traffic({ egress, loadBalancers, natGateways }: Demand): void {
    for (const { owner, purpose, gigabytes } of egress) {
      if (gigabytes === undefined) {
        this.unpriced.push({ owner, part: 'egress', what: purpose, missing: 'amount', reason: 'how much traffic there is was not told (components.<name>.egress)' });
      } else {
        this.metered('egress-internet', { owner, part: 'egress', what: 'to the internet', quantity: gigabytes, unit: 'GB' });
      }
    }
    const total = sumOf(egress.flatMap(({ gigabytes }) => (gigabytes === undefined ? [] : [gigabytes])));
    if (loadBalancers.length > 0 && total.gt(ZERO)) {
      this.metered('load-balancer-data', { owner: loadBalancers[0].owner, part: 'network', what: 'through the load balancer', quantity: total, unit: 'GB' });
    }
    if (natGateways > 0 && total.gt(ZERO)) {
      this.metered('nat-gateway-data', { part: 'network', what: 'through the NAT gateway, at most', quantity: total, unit: 'GB' });
    }
  }

  /** What is paid by quantity, over the price's tiers. */
  public metered(kind: PriceKindName, metered: Metered): void {
    if (metered.quantity.eq(ZERO) || this.book.isFree(this.vendor, kind)) {
      return;
    }
    const tiers = tiersOf(this.book.pricesOf(this.vendor, this.region, kind));
    if (tiers.length === 0) {
      this.missing({ ...metered, what: `${plainText(metered.quantity)} GB ${metered.what}` }, kind);
      return;
    }
    const { unit } = tiers[0].row;
    const start = this.billed.get(kind) ?? ZERO;
    const quantity = convert({ amount: metered.quantity, unit: metered.unit }, unit) ?? metered.quantity;
    const end = start.plus(quantity);
    this.billed.set(kind, end);
    tiers.forEach((tier, index) => {
      const from = larger(start, tier.row.from ?? ZERO);
      const to = index + 1 < tiers.length ? smaller(end, tiers[index + 1].row.from ?? end) : end;
      if (to.gt(from)) {
        this.add({ ...metered, what: `${metered.what} (${tier.row.sku}${tiers.length > 1 ? `, above ${plainText(tier.row.from ?? ZERO)}` : ''})` }, tier, to.minus(from));
      }
    });
    const unreached = tiers[0].row.from ?? ZERO;
    if (unreached.gt(start)) {
      this.unpriced.push({ owner: metered.owner, part: metered.part, what: `the first ${plainText(unreached)} ${unit} ${metered.what}`, missing: 'price', reason: `the price holds above that only (${tiers[0].row.file}:${tiers[0].row.line})` });
    }
  }

  private line(metered: Metered, price: EffectivePrice): void {
    this.add(metered, price, convert({ amount: metered.quantity, unit: metered.unit }, price.row.unit) ?? metered.quantity);
  }

  private add({ owner, part, what }: Metered, price: EffectivePrice, quantity: Decimal): void {
    this.lines.push({ owner, part, what, vendor: this.vendor, region: this.region, quantity, unit: price.row.unit, price, cost: toCost(quantity.times(price.unitPrice)) });
  }

  private missing({ owner, part, what }: { owner?: string; part: CostPart; what: string }, kind: PriceKindName): void {
    this.unpriced.push({ owner, part, what, missing: 'price', reason: `no price of ${kind} is known for ${this.vendor} ${this.region}` });
  }
}

/** The cheapest by the month; of equals, the first by name. */
export function cheapest(prices: readonly EffectivePrice[]): EffectivePrice | undefined {
  return [...prices].sort((a, b) => monthly(a).cmp(monthly(b)) || (a.row.sku < b.row.sku ? -1 : 1))[0];
}

/** Price of a month. */
export function monthly({ row, unitPrice }: EffectivePrice): Decimal {
  return row.unit === 'Hours' ? unitPrice.times(HOURS_A_MONTH) : unitPrice;
}

/** The tiers of the product that begins cheapest, from the first on. */
function tiersOf(prices: readonly EffectivePrice[]): EffectivePrice[] {
  const from = ({ row }: EffectivePrice) => row.from ?? ZERO;
  const first = [...prices].sort((a, b) => from(a).cmp(from(b)) || a.unitPrice.cmp(b.unitPrice) || (a.row.sku < b.row.sku ? -1 : 1))[0];
  return prices.filter(({ row }) => row.sku === first?.row.sku).sort((a, b) => from(a).cmp(from(b)));
}

function larger(a: Decimal, b: Decimal): Decimal {
  return a.gt(b) ? a : b;
}

function smaller(a: Decimal, b: Decimal): Decimal {
  return a.lt(b) ? a : b;
}

/** What so much traffic to the internet costs in one region, on its own. */
export function egressBill(book: PriceBook, { vendor, region, gigabytes, what }: { vendor: string; region: string; gigabytes: Decimal; what: string }): Bill {
  const writer = new BillWriter(book, vendor, region);
  writer.metered('egress-internet', { part: 'egress', what, quantity: gigabytes, unit: 'GB' });
  return { lines: writer.lines, unpriced: writer.unpriced };
}
