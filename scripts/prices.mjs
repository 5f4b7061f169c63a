// Writes the node prices that the command line brings: node scripts/prices.mjs <folder of price lists> [--check].
// With --check it only looks whether they are what the lists say. A list that is not in the folder stays as it is shipped.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { LISTS, priceFile } from './support/price-files.mjs';

const [folder, flag] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder of the price lists: node scripts/prices.mjs <folder>');
  process.exit(2);
}
const shipped = fileURLToPath(new URL('../cli/prices', import.meta.url));
const digests = JSON.parse(readFileSync(join(shipped, 'digests.json'), 'utf8'));
const lists = Object.keys(LISTS).filter((list) => existsSync(join(folder, `${list}.csv`)));
if (lists.length === 0) {
  console.error(`No price list is in ${folder}; their names: ${Object.keys(LISTS).map((list) => `${list}.csv`).join(', ')}.`);
  process.exit(2);
}
for (const list of lists) {
  const text = priceFile(list, folder);
  const file = join(shipped, `${list}.csv.gz`);
  if (flag !== '--check') {
    writeFileSync(file, gzipSync(text, { level: 9 }));
  } else if (gunzipSync(readFileSync(file)).toString('utf8') !== text) {
    console.error(`Not what the price list says: cli/prices/${list}.csv.gz. Run: node scripts/prices.mjs ${folder}`);
    process.exitCode = 1;
  }
  digests[list] = createHash('sha256').update(text).digest('hex');
}
if (flag !== '--check') {
  writeFileSync(join(shipped, 'digests.json'), `${JSON.stringify(Object.fromEntries(Object.entries(digests).sort()), undefined, 2)}\n`);
  console.log(`Written: ${lists.map((list) => `cli/prices/${list}.csv.gz`).join(', ')}.`);
}
