// The same resources, written with the providers' own classes: node bench/cases/raw-classes.mjs <Terraform JSON of the library's run>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { report, stopwatch, withFolder } from '../support/case.mjs';
import { readConfigs } from '../support/provider-configs.mjs';

const require = createRequire(import.meta.url);
const configs = readConfigs(JSON.parse(readFileSync(process.argv[2], 'utf8')));
const { App, TerraformStack } = require('cdktf');
const { KubernetesProvider } = require('@cdktf/provider-kubernetes/lib/provider');
const { HelmProvider } = require('@cdktf/provider-helm/lib/provider');
const classes = Object.fromEntries([...new Set(configs.map(({ module }) => module))].map((module) => [module, require(module)]));

withFolder((folder) => {
  const elapsed = stopwatch();
  const app = new App({ outdir: folder, stackTraces: false });
  const stack = new TerraformStack(app, 'acme');
  new KubernetesProvider(stack, 'kubernetes', {});
  new HelmProvider(stack, 'helm', {});
  for (const { id, module, name, config } of configs) {
    new classes[module][name](stack, id, config);
  }
  const constructed = elapsed();
  app.synth();
  report({ ms: elapsed(), constructed, resources: configs.length });
});
