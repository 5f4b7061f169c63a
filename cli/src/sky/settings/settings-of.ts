import { dirname, isAbsolute, join } from 'node:path';
import { Quantity } from '@quanttide/cloud/lib/src/core/quantity';
import { checkData } from '../../platform-file/check-data';
import { SourceDocument, Step } from '../../platform-file/document';
import { Finding, InputError } from '../../platform-file/finding';
import { suggestion } from '../../platform-file/nearest';
import { parseYaml } from '../../platform-file/parse-document';
import { Decimal, decimalOf, HOURS_A_MONTH, ZERO } from '../prices/decimal';
import { isPriceKind, PRICE_KINDS } from '../prices/price-kind';
import { convert } from '../prices/units';
import { DEFAULT_SETTINGS, NO_DAEMONS } from './default-settings';
import { Commitment, ComponentSettings, ConnectionSettings, Daemons, Discount, ExchangeRate, Hardware, Placed, RegionName, RuleSettings, Settings } from './settings';
import { SETTINGS_SCHEMA } from './settings-schema';

/**
 * What the text of a file says.
 *
 * @throws InputError with everything that is wrong, each with its place
 */
export function settingsOf(text: string, file: string): Settings {
  if (text.split('\n').every((line) => /^\s*(#.*)?$/.test(line))) {
    return { ...DEFAULT_SETTINGS, file };
  }
  const document = parseYaml(text, file);
  const findings = checkData(document, SETTINGS_SCHEMA);
  if (findings.length > 0) {
    throw new InputError(findings);
  }
  const reader = new SettingsReader(document);
  const settings = reader.settings();
  if (reader.findings.length > 0) {
    throw new InputError(reader.findings);
  }
  return settings;
}

type Values = Record<string, unknown>;

class SettingsReader {
  public readonly findings: Finding[] = [];

  public constructor(private readonly document: SourceDocument) {}

  public settings(): Settings {
    const data = this.document.data as Values;
    const cluster = (data.cluster ?? {}) as { daemons?: Values; natGateways?: number; zones?: number; burstableNodes?: boolean; previousGenerations?: boolean; nodeTypes?: string[]; withoutNodeTypes?: string[] };
    const currency = (data.currency as string | undefined) ?? DEFAULT_SETTINGS.currency;
    return {
      file: this.document.file,
      currency,
      exchangeRates: new Map(Object.keys((data.exchangeRates ?? {}) as Values).map((name) => [name, this.rate(name, currency)])),
      growth: data.growth === undefined ? undefined : this.growth(data.growth as { months: number }),
      components: Object.keys((data.components ?? {}) as Values).map((name) => this.component(name)),
      connections: this.list('connections', (path, value) => this.connection(path, value)),
      daemons: this.daemons(cluster.daemons),
      natGateways: cluster.natGateways ?? 0,
      zones: cluster.zones ?? 1,
      burstableNodes: cluster.burstableNodes ?? false,
      previousGenerations: cluster.previousGenerations ?? false,
      nodeTypes: cluster.nodeTypes,
      withoutNodeTypes: cluster.withoutNodeTypes,
      storageClasses: new Map(Object.entries((data.storageClasses ?? {}) as Record<string, Record<string, string>>).map(([name, products]) => [name, new Map(Object.entries(products))])),
      prices: ((data.prices ?? []) as string[]).map((path) => (isAbsolute(path) ? path : join(dirname(this.document.file), path))),
      free: this.list('free', (path, value) => ({ ...this.placed(path), ...this.kindOf(path, value) })),
      discounts: this.list('discounts', (path, value) => this.discount(path, value)),
      commitments: this.list('commitments', (path, value) => this.commitment(path, value)),
      hardware: this.list('hardware', (path, value) => this.hardware(path, value)),
      rules: this.rules((data.rules ?? {}) as Values),
    };
  }

  private rate(currency: string, into: string): ExchangeRate {
    const path = ['exchangeRates', currency];
    const { date, source } = this.document.data.exchangeRates === null ? {} as Values : ((this.document.data.exchangeRates as Record<string, Values>)[currency]);
    if (!/^[A-Z]{3}$/.test(currency)) {
      this.wrong(path, `"${currency}" is not a currency.`, 'Write three capital letters, such as CNY.');
    } else if (currency === into) {
      this.wrong(path, `${currency} is the currency of reports, and needs no rate.`);
    }
    return { ...this.placed(path), currency, rate: this.decimal([...path, 'rate'], true), date: String(date), source: String(source) };
  }

  private growth({ months }: { months: number }): Settings['growth'] {
    const percent = this.decimal(['growth', 'percentPerMonth'], false);
    const factor = percent.div('100').plus('1').pow(months).round(COST_PLACES, Decimal.roundHalfUp);
    return { factor, text: `${percent.toFixed()} % a month for ${months} month${months === 1 ? '' : 's'}` };
  }

  private component(name: string): ComponentSettings {
    const path = ['components', name];
    const value = ((this.document.data.components as Values)[name] ?? {}) as Values & { instances?: number; spotPercent?: number; iops?: number };
    return {
      ...this.placedKey(path),
      name,
      instances: value.instances,
      spotPercent: value.spotPercent,
      iops: value.iops,
      storageClass: value.storageClass as string | undefined,
      architectures: value.architectures as string[] | undefined,
      gpuModels: (value.gpuModels as string[] | undefined)?.map((model) => model.toLowerCase()),
      vendors: value.vendors as string[] | undefined,
      regions: (value.regions as string[] | undefined)?.map(regionName),
      egress: this.data([...path, 'egress'], value.egress),
      objects: this.data([...path, 'objects'], value.objects),
      backups: this.data([...path, 'backups'], value.backups),
    };
  }

  private connection(path: Step[], value: Values): ConnectionSettings {
    const { from, to, latency } = value as { from: string; to: string; latency?: ConnectionSettings['latency'] };
    return { ...this.placed(path), from, to, latency, traffic: this.data([...path, 'traffic'], value.traffic) };
  }

  private daemons(value: Values | undefined): Daemons {
    return value === undefined ? NO_DAEMONS : {
      milliCpu: this.milli(value.cpu),
      memoryMebibytes: this.mebibytes(value.memory),
      pods: (value.pods as number | undefined) ?? 1,
    };
  }

  private discount(path: Step[], value: Values): Discount {
    const percent = this.decimal([...path, 'percent'], true);
    if (percent.gte('100')) {
      this.wrong([...path, 'percent'], `${percent.toFixed()} % off leaves nothing to pay.`, 'Write less than 100.');
    }
    const { vendor, region, kind, sku } = value as { vendor: string; region?: string; kind?: string; sku?: string };
    this.checkKind([...path, 'kind'], kind);
    return { ...this.placed(path), vendor, region, kind, sku, percent };
  }

  private kindOf(path: Step[], value: Values): { vendor: string; kind: string } {
    const { vendor, kind } = value as { vendor: string; kind: string };
    this.checkKind([...path, 'kind'], kind);
    return { vendor, kind };
  }

  private checkKind(path: Step[], kind: string | undefined): void {
    if (kind !== undefined && !isPriceKind(kind)) {
      this.wrong(path, `there is no kind of price "${kind}".${suggestion(kind, Object.keys(PRICE_KINDS))}`, `Allowed: ${Object.keys(PRICE_KINDS).join(', ')}.`);
    }
  }

  private commitment(path: Step[], value: Values): Commitment {
    const { vendor, region, sku, count, unit, currency, until } = value as unknown as Commitment;
    return { ...this.placed(path), vendor, region, sku, count, unit, currency, until, price: this.decimal([...path, 'price'], true) };
  }

  private hardware(path: Step[], value: Values): Hardware {
    const { vendor, region, type, count, gpuModel, currency, date, ...rest } = value as unknown as Hardware;
    const given = value as { gpus?: number; zones?: number; amortisationMonths: number };
    const own = this.decimal([...path, 'purchase'], false).div(String(given.amortisationMonths));
    const power = this.optionalDecimal([...path, 'watts'], value.watts).div('1000').times(HOURS_A_MONTH).times(this.optionalDecimal([...path, 'pricePerKilowattHour'], value.pricePerKilowattHour));
    if ((value.watts === undefined) !== (value.pricePerKilowattHour === undefined)) {
      this.wrong(path, 'watts and pricePerKilowattHour belong together, and one of them is missing.');
    }
    return {
      ...this.placed(path),
      vendor, region, type, count, gpuModel: gpuModel?.toLowerCase(), currency, date,
      milliCpu: this.milli(value.cpu),
      memoryMebibytes: this.mebibytes(value.memory),
      gpus: given.gpus ?? 0,
      architecture: rest.architecture ?? 'amd64',
      zones: given.zones ?? 1,
      pricePerMonth: own.plus(power).plus(this.optionalDecimal([...path, 'otherPerMonth'], value.otherPerMonth)).round(COST_PLACES, Decimal.roundHalfUp),
    };
  }

  private rules(value: Values): RuleSettings {
    const near = ((value.near ?? []) as string[][]).map((pair, index) => {
      if (pair.length !== 2) {
        this.wrong(['rules', 'near', index], 'this is a pair of regions, and two are needed.', 'Write [aws/us-east-1, azure/eastus].');
      }
      return [regionName(pair[0] ?? '/'), regionName(pair[1] ?? '/')] as const;
    });
    const { vendors, maximumRegions, maximumVendors, vendorPercent, spotReservePercent } = value as RuleSettings;
    const regions = value.regions as string[] | undefined;
    return {
      vendors, vendorPlaces: vendors?.map((_, index) => this.placed(['rules', 'vendors', index])),
      regions: regions?.map(regionName), regionPlaces: regions?.map((_, index) => this.placed(['rules', 'regions', index])),
      maximumRegions, maximumVendors, vendorPercent, spotReservePercent, near,
    };
  }

  private list<T>(key: string, read: (path: Step[], value: Values) => T): T[] {
    return ((this.document.data[key] ?? []) as Values[]).map((value, index) => read([key, index], value));
  }

  private optionalDecimal(path: Step[], value: unknown): Decimal {
    return value === undefined ? ZERO : this.decimal(path, false);
  }

  /** A number as it is written, so that none is taken for its binary neighbour. */
  private decimal(path: Step[], aboveZero: boolean): Decimal {
    const value = path.reduce<unknown>((found, step) => (found as Record<Step, unknown> | undefined)?.[step], this.document.data);
    const written = this.document.plainText(path) ?? String(value);
    const amount = decimalOf(written);
    if (amount === undefined) {
      this.wrong(path, `"${written}" is not a decimal.`, 'Write digits and a point, such as 0.1402.');
      return ZERO;
    }
    if (amount.lt(ZERO) || (aboveZero && amount.eq(ZERO))) {
      this.wrong(path, `${written} is ${amount.eq(ZERO) ? 'zero' : 'negative'}, and ${aboveZero ? 'more than zero' : 'zero or more'} is needed.`);
    }
    return amount;
  }

  /** Data in GB. */
  private data(path: Step[], value: unknown): Decimal | undefined {
    return typeof value === 'string' ? gigabytesOf(value) ?? (this.wrong(path, `"${value}" is not an amount of data.`), undefined) : undefined;
  }

  private milli(value: unknown): number {
    return typeof value === 'string' ? Math.ceil(Quantity.parse(value, 'cpu').amount * 1000) : 0;
  }

  private mebibytes(value: unknown): number {
    return typeof value === 'string' ? Math.floor(Quantity.parse(value, 'memory').amount / 2 ** 20) : 0;
  }

  private placed(path: Step[]): Placed {
    return { file: this.document.file, position: this.document.positionOf(path) ?? { line: 1, column: 1 } };
  }

  private placedKey(path: Step[]): Placed {
    return { file: this.document.file, position: this.document.positionOfKey(path) ?? { line: 1, column: 1 } };
  }

  private wrong(path: Step[], message: string, ...hints: string[]): void {
    this.findings.push({ file: this.document.file, position: this.document.positionOf(path), path: path.join('.').replace(/\.(\d+)/g, '[$1]'), message, hints });
  }
}

const COST_PLACES = 9;

function regionName(text: string): RegionName {
  const [vendor, region] = text.split('/');
  return { vendor, region };
}

/** `200GB`, `1.5TB` or `40GiB` in GB. */
export function gigabytesOf(text: string): Decimal | undefined {
  const [, number, prefix, binary] = /^(\d+(?:\.\d+)?) ?([MGTP])(iB?|B)$/.exec(text) ?? [];
  const amount = number === undefined ? undefined : decimalOf(number);
  const worth = { M: '0.001', G: '1', T: '1000', P: '1000000' }[prefix ?? 'G'] ?? '1';
  if (amount === undefined || binary === 'B') {
    return amount?.times(worth);
  }
  const gibibytes = { M: amount.div('1024'), G: amount, T: amount.times('1024'), P: amount.times('1048576') }[prefix] ?? amount;
  return convert({ amount: gibibytes, unit: 'GiB' }, 'GB');
}
