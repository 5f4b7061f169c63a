import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc } from '../../../../test/support/properties';
import { InputError } from '../../../src/platform-file/finding';
import { DEFAULT_SETTINGS } from '../../../src/sky/settings/default-settings';
import { readSettings } from '../../../src/sky/settings/read-settings';
import { gigabytesOf, settingsOf } from '../../../src/sky/settings/settings-of';
import { temporaryFolders } from '../../support/temporary-folder';

const newFolder = temporaryFolders();

function refusal(text: string): string {
  try {
    settingsOf(text, 'sky.yaml');
  } catch (error) {
    if (error instanceof InputError) {
      return error.text;
    }
    throw error;
  }
  throw new Error('The file was taken.');
}

test('an empty file, or one of comments, says nothing', () => {
  expect(settingsOf('# later\n\n', 'sky.yaml')).toStrictEqual({ ...DEFAULT_SETTINGS, file: 'sky.yaml' });
});

test('paths of price files are relative to the file that names them', () => {
  expect(settingsOf('prices: [mine.csv, sub/other.csv.gz]', 'platform/sky.yaml').prices).toStrictEqual(['platform/mine.csv', 'platform/sub/other.csv.gz']);
});

test('decimals are read as they are written, with quotes or without', () => {
  const { exchangeRates } = settingsOf('exchangeRates:\n  CNY: { rate: 0.1402000000000000000001, date: 2026-11-20, source: s }\n  EUR: { rate: "1.10", date: 2026-11-20, source: s }', 'sky.yaml');

  expect(exchangeRates.get('CNY')?.rate.toFixed()).toBe('0.1402000000000000000001');
  expect(exchangeRates.get('EUR')?.rate.toFixed()).toBe('1.1');
});

test.each([
  ['an unknown key', 'discount: []', 'sky.yaml:1:1  discount: there is no key "discount" here. Did you mean "discounts"?'],
  ['traffic without a unit', 'components:\n  shop: { egress: 200 }', 'sky.yaml:2:19  components.shop.egress: text is expected, and 200 was given.'],
  ['traffic in an unknown unit', 'components:\n  shop: { egress: 200 Gbit }', 'sky.yaml:2:19  components.shop.egress: "200 Gbit" has the wrong form'],
  ['a share above all', 'components:\n  shop:\n    spotPercent: 101', 'sky.yaml:3:18  components.shop.spotPercent: 101 is not allowed'],
  ['no instances', 'components: { shop: { instances: 0 } }', 'components.shop.instances: 0 is not allowed'],
  ['an architecture that is none', 'components: { shop: { architectures: [x86] } }', 'components.shop.architectures[0]: "x86" is not allowed here.'],
  ['a negative rate', 'exchangeRates:\n  CNY: { rate: -1, date: 2026-11-20, source: s }', 'sky.yaml:2:16  exchangeRates.CNY.rate: -1 is negative'],
  ['a rate of zero', 'exchangeRates:\n  CNY: { rate: 0, date: 2026-11-20, source: s }', 'exchangeRates.CNY.rate: 0 is zero'],
  ['a rate that is none', 'exchangeRates:\n  CNY: { rate: "1,2", date: 2026-11-20, source: s }', 'exchangeRates.CNY.rate: "1,2" is not a decimal.'],
  ['a rate without a source', 'exchangeRates:\n  CNY: { rate: 1, date: 2026-11-20 }', 'exchangeRates.CNY: "source" is missing.'],
  ['a rate of the currency of reports', 'exchangeRates:\n  USD: { rate: 1, date: 2026-11-20, source: s }', 'USD is the currency of reports, and needs no rate.'],
  ['a currency that is none', 'exchangeRates:\n  yuan: { rate: 1, date: 2026-11-20, source: s }', '"yuan" is not a currency.'],
  ['a discount of everything', 'discounts:\n  - { vendor: aws, percent: 100 }', 'sky.yaml:2:29  discounts[0].percent: 100 % off leaves nothing to pay.'],
  ['a discount on a kind that is none', 'discounts:\n  - { vendor: aws, kind: nodes, percent: 5 }', 'discounts[0].kind: there is no kind of price "nodes". Did you mean "node"?'],
  ['a region without a vendor', 'rules:\n  regions: [westeurope]', 'sky.yaml:2:13  rules.regions[0]: "westeurope" has the wrong form'],
  ['a pair that is none', 'rules:\n  near: [[aws/us-east-1]]', 'sky.yaml:2:10  rules.near[0]: this is a pair of regions, and two are needed.'],
  ['power without its price', 'hardware:\n  - { vendor: v, region: r, type: t, count: 1, cpu: "4", memory: 8Gi, currency: EUR, purchase: 1, amortisationMonths: 1, watts: 5, date: 2026-11-01 }', 'watts and pricePerKilowattHour belong together'],
  ['memory in thousandths', 'cluster: { daemons: { cpu: 1x } }', 'cluster.daemons.cpu: "1x" has the wrong form'],
  ['what is no YAML', 'components: [', 'sky.yaml:1:'],
])('refuses %s, with its place', (_, text, message) => {
  expect(refusal(text)).toContain(message);
});

test('a file that was named and is not there is refused', async () => {
  await expect(readSettings(`${newFolder()}/none.yaml`)).rejects.toThrow('there is no such file.');
});

test('sizes of data become GB, exactly', () => {
  expect(['200GB', '1.5TB', '40GiB', '40Gi', '1 PB', '512MB', '512MiB', '1Ti'].map((text) => gigabytesOf(text)?.toFixed())).toStrictEqual(['200', '1500', '42.94967296', '42.94967296', '1000000', '0.512', '0.536870912', '1099.511627776']);
  fc.assert(fc.property(fc.integer({ min: 1, max: 10 ** 6 }), (amount) => {
    expect(gigabytesOf(`${amount}TB`)?.toFixed()).toBe(gigabytesOf(`${amount * 1000}GB`)?.toFixed());
    expect(gigabytesOf(`${amount}TiB`)?.toFixed()).toBe(gigabytesOf(`${amount * 1024}GiB`)?.toFixed());
  }));
});

test('the file in the README can be read', () => {
  const readme = readFileSync(join(__dirname, '..', '..', '..', 'README.md'), 'utf8');
  const [, example = ''] = /```yaml\n(currency: [^]*?)```/.exec(readme) ?? [];
  const settings = settingsOf(example, 'sky.yaml');

  expect(settings).toMatchObject({ currency: 'EUR', growth: { text: '3 % a month for 12 months' }, natGateways: 1, prices: ['prices/hetzner.csv'] });
  expect(settings.hardware[0].pricePerMonth.toFixed()).toBe('185.504666667');
});
