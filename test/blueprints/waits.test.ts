import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { BackupSchedule, PrivateCloud, PrivateCloudProps } from '../../blueprints/private-cloud';
import { Deployment } from '../../cli/src/deployment/deployment';
import { readDeployment } from '../../cli/src/deployment/read-deployment';
import { IdentityProviderDrivers } from '../../src/accounts/identity-provider-drivers';
import { Target } from '../../src/core';
import { CertificateIssuerDrivers } from '../../src/networking/certificate-issuer-drivers';
import { GatewayDrivers } from '../../src/networking/gateway-drivers';
import { SecretStoreDrivers } from '../../src/secrets/secret-store-drivers';
import { LIBRARY_DRIVERS, subjectOf } from '../support/library-drivers';
import { manifestsOfCharts } from '../support/library-manifests';
import { cloudStack } from '../../src/testing/workbench';
import { WaitFacts } from '../support/wait-reasons';
import { longestChain, missingWaits, needlessWaits, waitsOf } from '../support/waits';

const COMPANY: Partial<PrivateCloudProps> = {
  databases: { orders: { backup: BackupSchedule.NIGHTLY, pointInTimeRecovery: true }, ledger: {} },
  buckets: { media: {} },
  caches: { sessions: {} },
  apps: {
    shop: { image: 'ghcr.io/acme/shop:1.4.2', binds: ['media', 'orders', 'sessions', 'api'], login: { groups: ['staff'] }, host: 'shop.acme.example' },
    api: { image: 'ghcr.io/acme/api:2.0.0', binds: ['ledger'], host: 'api.acme.example' },
  },
  workers: { mailer: { image: 'ghcr.io/acme/mailer:1.0.0', binds: ['orders', 'api'] } },
  jobs: { report: { image: 'ghcr.io/acme/report:1.0.0', schedule: '30 6 * * 1-5', binds: ['ledger'] } },
  sites: { docs: { pages: { 'index.html': '<h1>Acme</h1>' }, host: 'docs.acme.example', login: {} } },
};

const CLOUDS: Record<string, Partial<PrivateCloudProps>> = {
  'as it comes': {},
  'with Traefik, Casdoor and the cluster\'s own Secrets': {
    gateway: GatewayDrivers.traefik(), accounts: { driver: IdentityProviderDrivers.casdoor() }, secrets: SecretStoreDrivers.kubernetes(),
  },
  'with certificates of a public authority, proven over HTTP': { certificates: CertificateIssuerDrivers.acme({ email: 'ops@acme.example' }) },
};

let manifests: WaitFacts['manifests'];

beforeAll(() => {
  manifests = manifestsOfCharts();
});

function deploymentOf(build: (app: App) => void): Deployment {
  const folder = mkdtempSync(join(tmpdir(), 'waits-'));
  try {
    const app = new App({ outdir: folder, stackTraces: false });
    build(app);
    app.synth();
    return readDeployment(join(folder, 'stacks', 'acme'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function privateCloud(name: string): Deployment {
  return deploymentOf((app) => new PrivateCloud(app, 'acme', { domain: 'acme.example', target: Target.k3s(), ...COMPANY, ...CLOUDS[name] }));
}

describe.each(Object.keys(CLOUDS))('the private cloud %s', (name) => {
  it('waits for nothing that it does not need, and for everything without which it would be refused', () => {
    const deployment = privateCloud(name);
    const facts = { document: deployment.document, manifests };
    expect(needlessWaits(deployment, facts)).toStrictEqual([]);
    expect(missingWaits(deployment, facts)).toStrictEqual([]);
  });

  it('lets the longest chain be one of things that are needed', () => {
    const chain = longestChain(privateCloud(name));
    expect(chain.map(({ wave }) => wave)).toStrictEqual(chain.map((_, index) => index));
    process.stderr.write(`  ${name}: longest chain: ${chain.map(({ path }) => path).join(' <- ')}\n`);
  });
});

const DRIVERS = Object.entries(LIBRARY_DRIVERS).flatMap(([contract, { suites }]) => Object.entries(suites).map(([driver, suite]) => ({ contract, driver, suite })));

test.each(DRIVERS)('$contract by $driver waits for nothing that it does not need', ({ suite }) => {
  const subject = subjectOf(suite);
  const capabilities = subject.capabilities.filter((capability) => subject.askable.includes(capability));
  const deployment = deploymentOf((app) => subject.make(cloudStack(app, 'acme', {}), 'orders', { capabilities }));
  const facts = { document: deployment.document, manifests };
  expect(needlessWaits(deployment, facts)).toStrictEqual([]);
  expect(missingWaits(deployment, facts)).toStrictEqual([]);
});

test('a wait that nobody needs is found, and so is one that is missing', () => {
  const deployment = privateCloud('as it comes');
  const facts = { document: deployment.document, manifests };
  const releases = deployment.steps.filter(({ kind }) => kind !== 'object');
  const added = releases.flatMap((step) => releases.filter((other) => other.wave < step.wave && !step.after.includes(other.address)).map((other) => [step.path, other.path]));
  const found = added.filter(([path, otherPath]) => {
    const other = releases.find((each) => each.path === otherPath);
    const steps = deployment.steps.map((step) => (step.path === path ? { ...step, after: [...step.after, other?.address ?? ''] } : step));
    return needlessWaits({ ...deployment, steps }, facts).join() === `${path} waits for ${otherPath}`;
  });
  expect(added.length).toBeGreaterThan(100);
  // The rest are waits with a reason, which come about by a detour.
  expect(found.length / added.length).toBeGreaterThan(0.8);

  const refused = waitsOf(deployment, facts).filter(({ reason }) => reason === 'its namespace');
  expect(refused.length).toBeGreaterThan(50);
  const without = deployment.steps.map((step) => (step.kind === 'release' ? { ...step, after: [] } : step));
  expect(missingWaits({ ...deployment, steps: without }, facts).length).toBeGreaterThan(5);
});
