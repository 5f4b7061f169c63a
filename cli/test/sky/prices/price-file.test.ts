import { InputError } from '../../../src/platform-file/finding';
import { PriceRow } from '../../../src/sky/prices/price-row';
import { PriceSource } from '../../../src/sky/prices/price-source';
import { priceSource } from '../../../src/sky/prices/price-file';

const HEAD = 'ProviderName,RegionId,x_Kind,SkuId,PricingCategory,ListUnitPrice,PricingCurrency,PricingUnit,x_SizeGiB,x_Limit,x_VCpu,x_MemoryMiB,x_Source,x_RetrievedAt,x_Confidence';
const DISK = 'hetzner,fsn1,block-storage,volume,,0.044,EUR,GB-Months,,,,,price page,2026-11-22,low';
const NODE = 'hetzner,fsn1,node,cx32,Standard,0.0113,EUR,Hours,,,4,8192,price page,2026-11,low';

function text(...lines: string[]): string {
  return [HEAD, ...lines].join('\n');
}

function rowsOf(source: PriceSource): PriceRow[] {
  return (['services', 'nodes'] as const).flatMap((what) => [...source.rowsOf('hetzner', 'fsn1', what)]);
}

function refusal(content: string): string {
  try {
    priceSource(content, 'mine.csv');
  } catch (error) {
    if (error instanceof InputError) {
      return error.text;
    }
    throw error;
  }
  throw new Error('The file was taken.');
}

test('reads rows in any order of columns, each with its file and line', () => {
  const source = priceSource(text(DISK, '', NODE), 'mine.csv');

  const rows = rowsOf(source);
  expect(rows.map(({ file, line, kind, sku, category }) => ({ file, line, kind, sku, category }))).toStrictEqual([
    { file: 'mine.csv', line: 2, kind: 'block-storage', sku: 'volume', category: 'Standard' },
    { file: 'mine.csv', line: 4, kind: 'node', sku: 'cx32', category: 'Standard' },
  ]);
  expect(rows[1].shape).toMatchObject({ milliCpu: 4000, memoryMebibytes: 8192, gpus: 0, architecture: 'amd64' });
});

test('reads quotes, a comma and a line break in them, and the ends of lines of Windows', () => {
  const source = priceSource(text(DISK.replace('price page', '"price page,\nsecond ""edition"""'), NODE).replaceAll('\n', '\r\n'), 'mine.csv');

  const rows = rowsOf(source);
  expect(rows.map(({ line, source: seenIn }) => [line, seenIn])).toStrictEqual([[2, 'price page,\r\nsecond "edition"'], [4, 'price page']]);
});

test.each([
  ['a negative price', NODE.replace('0.0113', '-1'), 'mine.csv:2:33  ListUnitPrice: the price -1 is negative'],
  ['a price of zero', NODE.replace('0.0113', '0.00'), 'mine.csv:2:33  ListUnitPrice: the price 0.00 is zero'],
  ['a price with a comma', NODE.replace('0.0113', '"0,0113"'), 'mine.csv:2:33  ListUnitPrice: "0,0113" is not a price.'],
  ['a missing price', NODE.replace('0.0113', ''), 'mine.csv:2:33  ListUnitPrice: a price is missing.'],
  ['an unknown unit', DISK.replace('GB-Months', 'GB-Month'), 'mine.csv:2:46  PricingUnit: "GB-Month" is not a unit of block-storage.'],
  ['a unit of something else', NODE.replace('Hours', 'GB'), 'PricingUnit: "GB" is not a unit of node.'],
  ['an unknown kind', NODE.replace(',node,', ',nodes,'), 'mine.csv:2:14  x_Kind: there is no kind "nodes".'],
  ['a currency that is none', NODE.replace('EUR', '€'), 'PricingCurrency: "€" cannot be read'],
  ['no source', NODE.replace('price page', ''), 'x_Source: a value is missing.'],
  ['a date that is none', NODE.replace('2026-11', '11/2026'), 'x_RetrievedAt: "11/2026" cannot be read'],
  ['a confidence that is none', NODE.replace('low', 'sure'), 'x_Confidence: "sure" is not known here.'],
  ['a way of buying that is none', NODE.replace('Standard', 'Spot'), 'PricingCategory: "Spot" is not known here.'],
  ['a node without CPUs', NODE.replace(',4,8192', ',,8192'), 'x_VCpu: a node needs this value'],
  ['a node without memory', NODE.replace(',4,8192', ',4,'), 'x_MemoryMiB: a node needs this value'],
  ['memory that is no whole number', NODE.replace('8192', '8192.5'), 'x_MemoryMiB: "8192.5" is not a whole number of at least 1.'],
  ['a commitment without a number', NODE.replace('Standard', 'Committed'), 'x_Limit: how many are committed to is missing.'],
  ['a disk by the month without a size', DISK.replace('GB-Months', 'Months'), 'x_SizeGiB: a disk that is priced by the month has a size'],
  ['too few cells', NODE.split(',').slice(0, 9).join(','), 'the line has 9 cells, and the first line 15.'],
  ['a quote that is not closed', NODE.replace('price page', '"price page'), 'the quote that begins here is not closed.'],
  ['the same thing twice', `${NODE}\n${NODE}`, 'mine.csv:3:1  this is priced in line 2 already: hetzner fsn1 node cx32.'],
])('refuses %s', (_, line, message) => {
  expect(refusal(text(line))).toContain(message);
});

test('refuses columns that are missing or misspelt, and says which are meant', () => {
  const found = refusal(text(NODE).replace('PricingUnit', 'PriceUnit'));

  expect(found).toContain('there is no column "PriceUnit".');
  expect(found).toContain('Did you mean "PricingUnit"?');
  expect(found).toContain('mine.csv:1:1  columns are missing: PricingUnit.');
});

test('refuses an empty file', () => {
  expect(refusal('')).toContain('mine.csv  the file is empty.');
});

test('lists every mistake of a file at once, in the order of the lines', () => {
  const found = refusal(text(NODE.replace('0.0113', '-1'), DISK, DISK.replace('EUR', 'eur').replace('volume', 'other')));

  expect(found.split('\n').filter((line) => line.startsWith('mine.csv')).map((line) => line.split(' ')[0])).toStrictEqual(['mine.csv:2:33', 'mine.csv:4:41']);
});
