import { nearest } from '../../platform-file/nearest';
import { Finding, Position } from '../../platform-file/finding';
import { decimalOf, Decimal, ZERO } from './decimal';
import { CONFIDENCES, Confidence, isPriceKind, PRICE_KINDS, PRICING_CATEGORIES, PricingCategory } from './price-kind';
import { NodeShape, PriceRow } from './price-row';

/** A line of a price file, by column. */
export interface RawRow {
  readonly file: string;
  readonly line: number;
  /** Text of a column; empty where there is none. */
  cell(column: string): string;
  /** Place of a column's cell. */
  place(column: string): Position;
}

const CURRENCY = /^[A-Z]{3}$/;
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** Reads one line; what is wrong with it goes to `findings`, and then there is no row. */
export function readPriceRow(raw: RawRow, findings: Finding[]): PriceRow | undefined {
  const reader = new RowReader(raw);
  const row = reader.row();
  findings.push(...reader.findings);
  return reader.findings.length > 0 ? undefined : row;
}

class RowReader {
  public readonly findings: Finding[] = [];

  public constructor(private readonly raw: RawRow) {}

  public row(): PriceRow | undefined {
    const kind = this.raw.cell('x_Kind');
    if (!isPriceKind(kind)) {
      this.wrong('x_Kind', kind === '' ? 'a kind is missing.' : `there is no kind "${kind}".`, ...didYouMean(kind, Object.keys(PRICE_KINDS)));
      return undefined;
    }
    const category = this.oneOf<PricingCategory>('PricingCategory', PRICING_CATEGORIES, 'Standard');
    return {
      file: this.raw.file,
      line: this.raw.line,
      kind,
      vendor: this.text('ProviderName'),
      region: this.text('RegionId'),
      sku: this.text('SkuId'),
      category,
      price: this.price(),
      currency: this.matching('PricingCurrency', CURRENCY, 'a currency is three capital letters, such as USD.'),
      unit: this.unit(PRICE_KINDS[kind].units, kind),
      from: this.optional('x_FromQuantity'),
      sizeGibibytes: this.size(),
      limit: this.limit(category),
      zones: this.whole('x_Zones', 1),
      shape: kind === 'node' ? this.shape() : undefined,
      source: this.text('x_Source'),
      retrievedAt: this.matching('x_RetrievedAt', DATE, 'a date is a year, a month or a day, such as 2026, 2026-11 or 2026-11-22.'),
      confidence: this.oneOf<Confidence>('x_Confidence', CONFIDENCES),
    };
  }

  private shape(): NodeShape {
    const allocatableMilliCpu = this.whole('x_AllocatableMilliCpu', 1);
    const allocatableMebibytes = this.whole('x_AllocatableMemoryMiB', 1);
    const milliCpu = this.milliCpu();
    const memoryMebibytes = this.whole('x_MemoryMiB', 1) ?? this.missing('x_MemoryMiB');
    this.notMoreThan('x_AllocatableMilliCpu', allocatableMilliCpu, milliCpu);
    this.notMoreThan('x_AllocatableMemoryMiB', allocatableMebibytes, memoryMebibytes);
    const burstable = this.raw.cell('x_Burstable');
    if (!['', 'yes', 'no'].includes(burstable)) {
      this.wrong('x_Burstable', `"${burstable}" is neither yes nor no.`);
    }
    return {
      milliCpu,
      memoryMebibytes,
      gpus: this.whole('x_GpuCount', 0) ?? 0,
      gpuModel: this.raw.cell('x_GpuName').toLowerCase() || undefined,
      architecture: this.raw.cell('x_Architecture') || 'amd64',
      burstable: burstable === 'yes' ? true : undefined,
      allocatableMilliCpu,
      allocatableMebibytes,
      maximumPods: this.whole('x_MaxPods', 1),
    };
  }

  /** Nearly all are whole numbers of CPUs, and there are tens of thousands: those go without decimals. */
  private milliCpu(): number {
    const text = this.raw.cell('x_VCpu');
    return /^[1-9]\d{0,5}$/.test(text) ? Number(text) * 1000 : Number(this.needed('x_VCpu').times('1000').toFixed(0));
  }

  private price(): Decimal {
    const text = this.raw.cell('ListUnitPrice');
    const price = decimalOf(text);
    if (price === undefined) {
      this.wrong('ListUnitPrice', text === '' ? 'a price is missing.' : `"${text}" is not a price.`, 'Write a decimal with a point and nothing else, such as 0.0416.');
    } else if (price.lte(ZERO)) {
      this.wrong('ListUnitPrice', `the price ${text} is ${price.eq(ZERO) ? 'zero' : 'negative'}, and a price is more than zero.`, 'What is free is told by "free" in sky.yaml.');
    }
    return price ?? ZERO;
  }

  private unit(allowed: readonly string[], kind: string): string {
    const unit = this.raw.cell('PricingUnit');
    if (!allowed.includes(unit)) {
      this.wrong('PricingUnit', unit === '' ? 'a unit is missing.' : `"${unit}" is not a unit of ${kind}.`, `Allowed here: ${allowed.join(', ')}.`);
    }
    return unit;
  }

  private size(): Decimal | undefined {
    const size = this.optional('x_SizeGiB');
    const isWhole = this.raw.cell('x_Kind') === 'block-storage' && this.raw.cell('PricingUnit') === 'Months';
    if (isWhole && size === undefined) {
      this.wrong('x_SizeGiB', 'a disk that is priced by the month has a size, and none is given.', 'Write its size in GiB, or another unit, such as GiB-Months.');
    } else if (!isWhole && size !== undefined) {
      this.wrong('x_SizeGiB', 'only a disk that is priced by the month has a size.');
    }
    return size;
  }

  private limit(category: PricingCategory): number | undefined {
    const limit = this.whole('x_Limit', 1);
    if (category === 'Committed' && limit === undefined) {
      this.wrong('x_Limit', 'how many are committed to is missing.', 'Write the number of nodes that are paid whether they run or not.');
    }
    return limit;
  }

  private text(column: string): string {
    const text = this.raw.cell(column);
    if (text === '') {
      this.wrong(column, 'a value is missing.');
    }
    return text;
  }

  private matching(column: string, form: RegExp, message: string): string {
    const text = this.raw.cell(column);
    if (!form.test(text)) {
      this.wrong(column, text === '' ? 'a value is missing.' : `"${text}" cannot be read: ${message}`, ...(text === '' ? [`Write one: ${message}`] : []));
    }
    return text;
  }

  private oneOf<T extends string>(column: string, allowed: readonly T[], otherwise?: T): T {
    const text = this.raw.cell(column);
    if (text === '' && otherwise !== undefined) {
      return otherwise;
    }
    const found = allowed.find((word) => word === text);
    if (found === undefined) {
      this.wrong(column, text === '' ? 'a value is missing.' : `"${text}" is not known here.`, `Allowed: ${allowed.join(', ')}.`);
    }
    return found ?? allowed[0];
  }

  private needed(column: string): Decimal {
    const value = this.optional(column);
    return value ?? (this.raw.cell(column) === '' ? (this.missing(column), ZERO) : ZERO);
  }

  private optional(column: string): Decimal | undefined {
    const text = this.raw.cell(column);
    const value = decimalOf(text);
    if (text !== '' && (value === undefined || value.lte(ZERO))) {
      this.wrong(column, `"${text}" is not a number above zero.`);
      return undefined;
    }
    return value;
  }

  private whole(column: string, minimum: number): number | undefined {
    const text = this.raw.cell(column);
    if (text === '') {
      return undefined;
    }
    if (!/^\d{1,9}$/.test(text) || Number(text) < minimum) {
      this.wrong(column, `"${text}" is not a whole number of at least ${minimum}.`);
      return undefined;
    }
    return Number(text);
  }

  private missing(column: string): number {
    if (this.raw.cell(column) === '') {
      this.wrong(column, 'a node needs this value, and it is missing.');
    }
    return 0;
  }

  private notMoreThan(column: string, part: number | undefined, whole: number): void {
    if (part !== undefined && whole > 0 && part > whole) {
      this.wrong(column, `${part} is left for pods, and the node has only ${whole}.`);
    }
  }

  private wrong(column: string, message: string, ...hints: string[]): void {
    this.findings.push({ file: this.raw.file, position: this.raw.place(column), path: column, message, hints });
  }
}

/** `Did you mean "node"?`, and everything that is allowed. */
export function didYouMean(given: string, allowed: readonly string[]): string[] {
  const near = nearest(given, allowed);
  return [...(near === undefined ? [] : [`Did you mean "${near}"?`]), `Allowed: ${allowed.join(', ')}.`];
}
