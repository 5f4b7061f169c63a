import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { ValidateFunction } from 'ajv';

const FOLDER = join(__dirname, '..', 'fixtures', 'charts');

/** Keys of a chart's values: a nested map where it is closed, "open" where any key is taken, else the type of the default. */
interface Keys {
  readonly [key: string]: Keys | string;
}

/** What is known of a real chart. */
export interface ChartFixture {
  readonly chart: string;
  readonly version: string;
  readonly appVersion: string;
  readonly keys: Keys;
  readonly schema?: object;
}

const read = new Map<string, ChartFixture>();
const validators = new Map<string, ValidateFunction>();

/** Names of the charts that facts are at hand for. */
export function knownCharts(): string[] {
  return readdirSync(FOLDER).map((file) => file.replace(/\.json$/, '')).sort();
}

/** The facts of a chart. */
export function chartFixture(name: string): ChartFixture {
  const file = join(FOLDER, `${name}.json`);
  const known = read.get(name);
  if (known !== undefined) {
    return known;
  }
  if (!existsSync(file)) {
    throw new Error(`There are no facts of the chart "${name}" in test/fixtures/charts: add it to scripts/update-fixtures.mjs. There are ${knownCharts().join(', ')}.`);
  }
  const fixture = JSON.parse(readFileSync(file, 'utf8')) as ChartFixture;
  read.set(name, fixture);
  return fixture;
}

/** What is wrong with values for a chart: keys that it does not know, and what its own schema refuses. */
export function valueErrors(chartName: string, values: object): string[] {
  const { keys, schema } = chartFixture(chartName);
  const unknown = unknownKeys(values, keys, []).map((path) => `${chartName}: "${path}" is not a value of the chart`);
  if (schema === undefined) {
    return unknown;
  }
  let validate = validators.get(chartName);
  if (validate === undefined) {
    // Helm reads a chart's schema in the same lenient way: unknown keywords and formats are skipped.
    const draft7 = { ...schema, $schema: undefined, $id: undefined };
    validate = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false }).compile(draft7);
    validators.set(chartName, validate);
  }
  // What the chart requires at the top of its values, its own defaults give.
  const errors = (validate(values) ? [] : (validate.errors ?? [])).filter(({ keyword, instancePath }) => keyword !== 'required' || /\/\d+(\/|$)/.test(instancePath));
  return [...unknown, ...errors.map(({ instancePath, message = '' }) => `${chartName}: ${instancePath} ${message}`)];
}

function unknownKeys(value: unknown, keys: Keys | string, path: string[]): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [];
  }
  if (typeof keys === 'string') {
    return ['open', 'any'].includes(keys) ? [] : [`${path.join('.')}.${Object.keys(value)[0]}`];
  }
  return Object.entries(value).flatMap(([key, item]) => (Object.hasOwn(keys, key) ? unknownKeys(item, keys[key], [...path, key]) : [[...path, key].join('.')]));
}
