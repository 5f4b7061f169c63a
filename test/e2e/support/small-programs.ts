import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Deployment } from '../../../cli/src/deployment/deployment';
import { ChartSource } from '../../../src/core/chart-source';
import { CloudStack } from '../../../src/core/cloud-stack';
import { CrdFacts, CrdRetention } from '../../../src/core/manifest';
import { Target } from '../../../src/core/target';
import { Bucket } from '../../../src/data/bucket';
import { ConformanceSubject } from '../../../src/testing/conformance-subject';
import { Workspace } from '../../../src/tenancy/workspace';
import { ScheduledJob } from '../../../src/web/scheduled-job';
import { StaticSite } from '../../../src/web/static-site';
import { WebService } from '../../../src/web/web-service';
import { Worker } from '../../../src/web/worker';
import { LIBRARY_DRIVERS, subjectOf } from '../../support/library-drivers';
import { manifestsOfCharts } from '../../support/library-manifests';

const IMAGE = 'ghcr.io/acme/shop:1.4.2';
const DOMAIN = 'acme.example';

/** A program with one component and what it needs. */
export interface SmallProgram {
  /** Such as `gateway by traefik`. */
  readonly name: string;
  readonly build: (stack: CloudStack) => void;
}

/** Components that Kubernetes itself is the only driver of. */
const WITHOUT_DRIVER: readonly SmallProgram[] = [
  { name: 'web service', build: (stack) => new WebService(stack, 'shop', { image: IMAGE, port: 8080, replicas: 2 }) },
  { name: 'worker', build: (stack) => new Worker(stack, 'mailer', { image: IMAGE }) },
  { name: 'scheduled job', build: (stack) => new ScheduledJob(stack, 'report', { image: IMAGE, schedule: '30 6 * * 1-5' }) },
  { name: 'static site', build: (stack) => new StaticSite(stack, 'docs', { pages: { 'index.html': '<h1>Acme</h1>' } }) },
  { name: 'workspace', build: (stack) => new Worker(new Workspace(stack, 'sales', { quota: { cpu: '8', memory: '16Gi', pods: 20 } }), 'mailer', { image: IMAGE }) },
  { name: 'bucket', build: (stack) => new WebService(stack, 'shop', { image: IMAGE, port: 8080 }).bind(new Bucket(stack, 'media')) },
];

/** Every component by every driver that the conformance run knows, with everything asked of it that it declares, and somebody who uses it. */
export function smallPrograms(): SmallProgram[] {
  const withDriver = Object.entries(LIBRARY_DRIVERS).flatMap(([contract, { suites }]) => Object.entries(suites).map(([driver, suite]) => ({
    name: `${contract} by ${driver}`, build: (stack: CloudStack) => use(stack, subjectOf(suite)),
  })));
  return [...withDriver, ...WITHOUT_DRIVER];
}

function use(stack: CloudStack, subject: ConformanceSubject): void {
  const component = subject.make(stack, 'orders', { capabilities: subject.capabilities.filter((capability) => subject.askable.includes(capability)) });
  if (subject.binding !== undefined) {
    new WebService(stack, 'client', { image: IMAGE, port: 8080 }).bind(subject.bindable(component));
  }
}

/** Writes a program into a folder; gives that of its stack. */
export function writeProgram({ build }: SmallProgram, charts: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const app = new App({ outdir: folder, stackTraces: false });
  build(new CloudStack(app, 'acme', { domain: DOMAIN, target: Target.k3s({ charts: ChartSource.directory(charts) }) }));
  app.synth();
  return join(folder, 'stacks', 'acme');
}

/** Definitions that a program counts on to be on the cluster, because it is told that their owner is there. */
export function expectedDefinitions(deployment: Deployment): CrdFacts[] {
  const manifests = manifestsOfCharts();
  const factsOf = (chart: string) => (manifests.get(chart) ?? []).flatMap(({ crds = [] }) => crds);
  const brought = deployment.steps.flatMap((step) => (step.kind === 'release' ? factsOf(step.chart.name) : []));
  const all = [...manifests.keys()].flatMap(factsOf);
  const used = deployment.steps.flatMap((step) => (step.kind === 'objects' ? step.objects : []));
  const missing = new Map<string, CrdFacts>();
  for (const { apiVersion, kind } of used) {
    const [group, version] = apiVersion.split('/');
    const isThere = ({ group: other, kinds }: CrdFacts) => other === group && kinds.includes(kind);
    if (!brought.some(isThere) && all.some(isThere)) {
      missing.set(`${kind}.${group}`, { group, version, kinds: [kind], onUninstall: CrdRetention.KEPT });
    }
  }
  return [...missing.values()];
}
