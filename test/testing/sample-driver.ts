import { Construct } from 'constructs';
import { ChartRelease } from '../../src/core/chart-release';
import { CustomResources } from '../../src/core/custom-resources';
import { ChartFacts, DriverManifest, PodSecurityLevel } from '../../src/core/manifest';
import { Workload } from '../../src/core/workload';
import { RELATIONAL_DATABASE, RelationalDatabaseCapability, RelationalDatabaseDriver, RelationalDatabaseOutcome, RelationalDatabaseRequest } from '../../src/data/contracts/relational-database';

const source = { seenIn: 'sample/charts: Chart.yaml', date: '2026-11-22' };
const requests = { cpu: '100m', memory: '128Mi', storage: '1Gi', instances: 1 };

/** Facts of a product that does not exist. */
export const SAMPLE: DriverManifest & { readonly charts: ChartFacts[] } = {
  product: 'sample-db',
  title: 'SampleDB',
  contract: RELATIONAL_DATABASE,
  version: '1.2.3',
  licence: 'MIT',
  charts: [{ name: 'sample-db', repository: 'https://charts.sample.example', version: '0.1.0', appVersion: '1.2.3', source }],
  images: ['quay.io/sample/db:1.2.3'],
  services: [{ name: '{name}', port: 5432, purpose: 'PostgreSQL' }],
  requests: { small: requests, medium: requests, large: requests },
  podSecurity: { level: PodSecurityLevel.RESTRICTED },
  readiness: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: '{name}' }],
  sources: [source],
};

/** A driver that does everything right; each test breaks one thing. */
export class SampleDriver extends RelationalDatabaseDriver {
  public readonly manifest: DriverManifest;
  public readonly capabilities: RelationalDatabaseCapability[] = [RelationalDatabaseCapability.EXTENSIONS];

  public constructor(manifest: Partial<DriverManifest> = {}) {
    super();
    this.manifest = { ...SAMPLE, ...manifest };
  }

  public provision(request: RelationalDatabaseRequest): RelationalDatabaseOutcome {
    const { name, namespaceName } = request;
    const workload = this.workload(request);
    this.release(request.scope, request);
    const secret = request.secrets.store.generate(request.scope, { secretName: `${name}-owner`, namespaceName, keys: ['password'], fixed: { username: request.owner } });
    return {
      host: `${name}.${namespaceName}.svc`,
      port: 5432,
      username: secret.key('username'),
      password: secret.key('password'),
      workload,
      dataObjects: [{ kind: 'StatefulSet', namespaceName, name }],
    };
  }

  protected workload({ scope, name, namespaceName }: RelationalDatabaseRequest): Workload {
    return new Workload(scope, 'pods', { name, namespaceName, labels: { 'app.kubernetes.io/instance': name } });
  }

  protected release(scope: Construct, request: RelationalDatabaseRequest): ChartRelease {
    return new ChartRelease(scope, 'chart', {
      chart: this.manifest.charts?.[0] ?? SAMPLE.charts[0],
      releaseName: request.name,
      namespaceName: request.namespaceName,
      ...this.values(request),
      overrides: request.overrides,
    });
  }

  protected values({ name, target, requests: { cpu, memory, storage }, extensions }: RelationalDatabaseRequest): { wiring: Record<string, unknown>; values: Record<string, unknown> } {
    return {
      wiring: { fullnameOverride: name, extensions, auth: { existingSecret: `${name}-owner` } },
      values: {
        image: target.image('quay.io/sample/db:1.2.3'),
        imagePullSecrets: target.imagePullSecrets,
        resources: { requests: { cpu, memory } },
        persistence: { size: storage, storageClass: target.storageClass },
      },
    };
  }
}

/** A release of custom resources, for drivers that do something wrong in one. */
export function objects(scope: Construct, request: RelationalDatabaseRequest, object: Record<string, unknown>): void {
  const { name, namespaceName } = request;
  new CustomResources(scope, 'extra', { releaseName: `${name}-extra`, namespaceName, objects: [{ apiVersion: 'sample.example/v1', kind: 'Sample', metadata: { name }, ...object }] });
}
