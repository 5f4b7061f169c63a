import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRICE_COLUMNS } from '../../../src/sky/prices/price-columns';
import { priceSource } from '../../../src/sky/prices/price-file';
import { PRICE_KINDS } from '../../../src/sky/prices/price-kind';

const README = readFileSync(join(__dirname, '..', '..', '..', 'prices', 'README.md'), 'utf8');

test('the description of price files tells every column, and whether it is needed', () => {
  const rows = PRICE_COLUMNS.map(({ name, required, meaning }) => `| \`${name}\` |${required ? ' yes ' : ' '}| ${meaning} |`);

  expect(README).toContain(rows.join('\n'));
});

test('the description of price files tells every kind with its units', () => {
  const rows = Object.entries(PRICE_KINDS).map(([name, { units }]) => `| \`${name}\` | ${units.map((unit) => `\`${unit}\``).join(', ')} |`);

  expect(README).toContain(rows.join('\n'));
});

test('the example in the description can be read', () => {
  const [, example = ''] = /```csv\n([^]*?)```/.exec(README) ?? [];
  const source = priceSource(example, 'example.csv');

  expect(source.vendors).toStrictEqual(['hetzner']);
  expect(source.rowsOf('hetzner', 'fsn1', 'nodes')).toHaveLength(1);
});
