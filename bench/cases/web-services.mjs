// Web services with the library: node bench/cases/web-services.mjs <count> [<file to leave the Terraform JSON in>]
import { copyFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LIBRARY, report, stopwatch, withFolder } from '../support/case.mjs';
import { countResources, declareWebServices } from '../support/web-services.mjs';

const require = createRequire(import.meta.url);
const [count, keep] = process.argv.slice(2);
require(LIBRARY);
const { App } = require('cdktf');

withFolder((folder) => {
  const elapsed = stopwatch();
  const app = new App({ outdir: folder, stackTraces: false });
  declareWebServices(app, Number(count));
  const constructed = elapsed();
  app.synth();
  const ms = elapsed();
  const file = join(folder, 'stacks', 'acme', 'cdk.tf.json');
  const mb = process.resourceUsage().maxRSS / 1024; // before the file is read back
  const resources = countResources(JSON.parse(readFileSync(file, 'utf8')));
  if (keep !== undefined) {
    copyFileSync(file, keep);
  }
  report({ ms, constructed, resources, mb });
});
