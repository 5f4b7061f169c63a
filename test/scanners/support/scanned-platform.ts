import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readDeployment } from '../../../cli/src/deployment/read-deployment';
import { exportFiles } from '../../../cli/src/export/export-files';
import { exportPlans } from '../../../cli/src/export/export-plan';
import { ExamplePlatform } from '../../e2e/support/platform';
import { smallPrograms, writeProgram } from '../../e2e/support/small-programs';

/** Where a GitOps controller would take the output from. */
const GIT = { repository: 'https://git.acme.example/acme/platform.git', path: 'platform', revision: 'main' };
/** Only named: charts are their vendors', and none is looked at. */
const CHARTS = '/srv/charts';
/** What is our own in an export; the rest is values of charts, and text. */
const OUR_OWN = /^(manifests|argocd)\/.+\.yaml$/;

const CREDENTIALS = { fromSecret: 'acme' };
const externalDatabase = { driver: { external: { host: 'db.acme.example', credentials: CREDENTIALS } } };

/** Other choices than the example's. */
const VARIANTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'small': {},
  'medium': { size: 'medium' },
  'large': { size: 'large' },
  'other products': {
    gateway: 'traefik',
    accounts: { driver: 'casdoor' },
    databases: { orders: { backup: 'nightly', connectionPooling: true, instances: 3 }, customers: { connectionPooling: true } },
    quota: { cpu: '32', memory: '64Gi', pods: 200, storage: '500Gi' },
  },
  'secrets of the cluster': { secrets: 'kubernetes', caches: { sessions: { persistence: true } } },
  'data and sign-in elsewhere': {
    databases: { orders: externalDatabase, customers: externalDatabase },
    buckets: { media: {}, exports: {} },
    storage: { driver: { external: { host: 's3.acme.example', buckets: ['media', 'exports'], credentials: CREDENTIALS } } },
    caches: { sessions: { driver: { external: { host: 'cache.acme.example' } } } },
    accounts: { driver: { external: { issuer: 'https://id.acme.example/realms/acme', groups: true, clients: { 'acme-backoffice': CREDENTIALS, 'acme-handbook': CREDENTIALS } } } },
    dns: { externalDns: { provider: 'cloudflare', credentials: CREDENTIALS } },
    certificates: { acme: { email: 'ops@acme.example' } },
  },
};

/** A platform whose own objects are scanned. */
export interface ScannedPlatform {
  readonly name: string;
  /** Files with its objects. */
  readonly files: readonly string[];
}

/**
 * Writes the objects of the example, in every size and with other products, and
 * of every component by every driver alone, as `qtcloud export` does: into a
 * folder for each.
 */
export async function scannedPlatforms(scratch: string): Promise<ScannedPlatform[]> {
  const projects: { name: string; project: string }[] = [];
  for (const [name, changes] of Object.entries(VARIANTS)) {
    const platform = new ExamplePlatform('private-cloud', CHARTS, join(scratch, 'synthesized', String(projects.length)), changes);
    await platform.synth();
    projects.push({ name: `private cloud: ${name}`, project: platform.project });
  }
  for (const program of smallPrograms()) {
    projects.push({ name: program.name, project: writeProgram(program, CHARTS, join(scratch, 'synthesized', String(projects.length))) });
  }
  return projects.map(({ name, project }, index) => ({ name, files: writeOwn(project, join(scratch, 'exported', String(index))) }));
}

function writeOwn(project: string, folder: string): string[] {
  return exportPlans(readDeployment(project)).flatMap((plan) => exportFiles(plan, GIT)).filter(({ path }) => OUR_OWN.test(path)).map(({ path, text }) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
}
