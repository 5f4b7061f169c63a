// Writes the JSON Schemas of platform files from the blueprints' props in `.jsii`; --check only looks whether they are fresh.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { generateSchemas } = createRequire(import.meta.url)('../cli/lib/schema');
const check = process.argv.includes('--check');
const stale = generateSchemas(root, check);
if (stale.length === 0) {
  console.log('The schemas are fresh.');
} else if (check) {
  console.error(`Not fresh: schemas/${stale.join(', schemas/')}. Run: npm run compile && node scripts/schemas.mjs`);
  process.exitCode = 1;
} else {
  console.log(`Written: schemas/${stale.join(', schemas/')}.`);
}
