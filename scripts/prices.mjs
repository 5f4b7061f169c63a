// Writes the node prices that the command line brings: node scripts/prices.mjs <folder of price lists> [--check].
// With --check it only looks whether they are what the lists say.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { priceFile, VENDORS } from './support/price-files.mjs';

const [folder, flag] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder of the price lists: node scripts/prices.mjs <folder>');
  process.exit(2);
}
const shipped = fileURLToPath(new URL('../cli/prices', import.meta.url));
const digests = {};
for (const vendor of VENDORS) {
  const text = priceFile(vendor, folder);
  const file = join(shipped, `${vendor}.csv.gz`);
  if (flag !== '--check') {
    writeFileSync(file, gzipSync(text, { level: 9 }));
  } else if (gunzipSync(readFileSync(file)).toString('utf8') !== text) {
    console.error(`Not what the price list says: cli/prices/${vendor}.csv.gz. Run: node scripts/prices.mjs ${folder}`);
    process.exitCode = 1;
  }
  digests[vendor] = createHash('sha256').update(text).digest('hex');
}
if (flag !== '--check') {
  writeFileSync(join(shipped, 'digests.json'), `${JSON.stringify(digests, undefined, 2)}\n`);
  console.log(`Written: ${VENDORS.map((vendor) => `cli/prices/${vendor}.csv.gz`).join(', ')}.`);
}
