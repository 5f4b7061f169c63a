import { stringify } from 'yaml';
import { tells } from './leaks';

const PASSWORD = 'p<w>&"d\\0';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\nAgEGCCqGSM49AwEHBG0w\n-----END PRIVATE KEY-----\n';

/** As Go writes JSON, with which Terraform writes states and plans. */
const byGo = (value: unknown): string => JSON.stringify(value).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

test.each<[string, (value: string) => string]>([
  ['a log', (value) => `the password is ${value}, they say`],
  ['JSON', (value) => JSON.stringify({ data: { password: value } })],
  ['a state of Terraform', (value) => byGo({ resources: [{ password: value }] })],
  ['a Secret', (value) => stringify({ data: { password: Buffer.from(value).toString('base64') } })],
])('a secret value is found in %s', (_, written) => {
  expect(tells(written(PASSWORD), PASSWORD)).toBe(true);
  expect(tells(written(KEY), KEY)).toBe(true);
  expect(tells(written('another one'), PASSWORD)).toBe(false);
  expect(tells(written('-----BEGIN PRIVATE KEY-----\nanother one\n-----END PRIVATE KEY-----\n'), KEY)).toBe(false);
});

test('a key of several lines is found in YAML, however deep', () => {
  expect(tells(stringify({ spec: { template: { stringData: { 'tls.key': KEY } } } }), KEY)).toBe(true);
  expect(tells(stringify({ spec: { template: { stringData: { 'tls.key': KEY.replace('MIGH', 'MIGI') } } } }), KEY)).toBe(false);
});
