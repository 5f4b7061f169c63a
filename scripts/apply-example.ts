// `npm run quickstart -- --apply`: starts a sandbox, applies the example that was just made, and shows what runs.
// Charts come from where their authors publish them; where those cannot be reached, from stand-ins that are made
// of what the library knows of each product.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { prepareCharts } from '../test/e2e/support/charts/chart-folder';
import { commandLineTools } from '../test/e2e/support/command-line-tools';
import { ExamplePlatform } from '../test/e2e/support/platform';

const SANDBOX = 'quickstart';
const SCRATCH = resolve('dist', 'quickstart');
const COMMAND_LINE = resolve('cli', 'bin', 'qtcloud');
const KNOCK_MILLISECONDS = 10_000;

interface Release {
  readonly chart?: { readonly repository: string };
}

async function main(): Promise<void> {
  const { path } = await commandLineTools();
  const environment = { ...process.env, PATH: path };
  const qtcloud = (...arguments_: string[]) => {
    const { status } = spawnSync(process.execPath, [COMMAND_LINE, ...arguments_], { stdio: 'inherit', env: environment });
    if (status !== 0) {
      process.exit(status ?? 1);
    }
  };

  qtcloud('sandbox', 'up', '--name', SANDBOX);
  const up = JSON.parse(execFileSync(process.execPath, [COMMAND_LINE, 'sandbox', 'up', '--name', SANDBOX, '--json'], { encoding: 'utf8' })) as { kubeconfig: string };

  let project = resolve('dist', 'acme');
  if (!await repositoriesAnswer(project)) {
    process.stdout.write('\n  The charts\' repositories are not reached: stand-ins take their place, with the same names, versions and services.\n');
    rmSync(SCRATCH, { recursive: true, force: true });
    mkdirSync(SCRATCH, { recursive: true });
    const charts = prepareCharts(join(SCRATCH, 'charts'));
    const platform = new ExamplePlatform('private-cloud', charts.path, SCRATCH);
    await platform.synth();
    ({ project } = platform);
  }
  const exported = join(SCRATCH, 'export');
  qtcloud('export', project, '--output', exported);
  const { status } = spawnSync('bash', [join(exported, 'acme', 'apply.sh')], { stdio: 'inherit', env: { ...environment, KUBECONFIG: up.kubeconfig } });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
  qtcloud('status', project, '--kubeconfig', up.kubeconfig, '--wait', '2m');
  process.stdout.write([
    '',
    `  Next: KUBECONFIG=${up.kubeconfig} kubectl get pods --all-namespaces`,
    `        npx qtcloud sandbox down --name ${SANDBOX}   removes it, and all that is in it`,
    '',
  ].join('\n'));
}

/** Whether every repository can be reached that the platform's charts come from. */
async function repositoriesAnswer(project: string): Promise<boolean> {
  const { releases } = JSON.parse(readFileSync(join(project, 'platform.json'), 'utf8')) as { releases: Release[] };
  const hosts = new Set(releases.flatMap(({ chart }) => (chart === undefined ? [] : [new URL(chart.repository.replace(/^oci:/, 'https:')).origin])));
  const answers = await Promise.all([...hosts].map((host) => fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(KNOCK_MILLISECONDS) }).then(() => true, () => false)));
  return answers.every(Boolean);
}

void main();
