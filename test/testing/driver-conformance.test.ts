import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Namespace } from '../../src/core/namespace';
import { NetworkPeer } from '../../src/core/network-peer';
import { PodSecurityLevel, SystemPeer } from '../../src/core/manifest';
import { Resource } from '../../src/core/engine/resource';
import { RESOURCE_TYPES } from '../../src/core/engine/resource-types';
import { Workload } from '../../src/core/workload';
import { RelationalDatabaseCapability, RelationalDatabaseOutcome, RelationalDatabaseRequest } from '../../src/data/contracts/relational-database';
import { RelationalDatabaseConformance } from '../../src/testing/relational-database-conformance';
import { objects, SAMPLE, SampleDriver } from './sample-driver';

/** Titles of the checks that a driver fails, of those whose title contains the given text. */
function failuresOf(driver: SampleDriver, title: string): string[] {
  return RelationalDatabaseConformance.of(driver).checks.filter((check) => check.title.includes(title)).flatMap((check) => {
    try {
      check.run();
      return [];
    } catch {
      return [check.title];
    }
  });
}

const [chart] = SAMPLE.charts;

/** A driver whose provision does something more, or reports something else. */
function also(change: (request: RelationalDatabaseRequest, outcome: RelationalDatabaseOutcome) => unknown): SampleDriver {
  return new (class extends SampleDriver {
    public override provision(request: RelationalDatabaseRequest): RelationalDatabaseOutcome {
      const outcome = super.provision(request);
      return { ...outcome, ...(change(request, outcome) as Partial<RelationalDatabaseOutcome> | undefined) };
    }
  })();
}

/** A driver with other chart values. */
function withValues(change: (request: RelationalDatabaseRequest) => Record<string, unknown>): SampleDriver {
  return new (class extends SampleDriver {
    protected override values(request: RelationalDatabaseRequest) {
      const { wiring, values } = super.values(request);
      return { wiring, values: { ...values, ...change(request) } };
    }
  })();
}

function withCapabilities(...capabilities: RelationalDatabaseCapability[]): SampleDriver {
  return Object.assign(new SampleDriver(), { capabilities });
}

const configMap = (scope: Construct, id: string, name: string, namespace: string) => new Resource(scope, id, RESOURCE_TYPES.configMap, { metadata: { name, namespace } });
const job = (scope: Construct, name: string, namespace: string) =>
  new Resource(scope, 'job', RESOURCE_TYPES.job, { metadata: { name, namespace }, spec: { template: { metadata: {}, spec: { container: [{ name: 'a', image: 'a' }] } } } });

let calls = 0;

test('a driver that does everything right passes', () => {
  expect(RelationalDatabaseConformance.of(new SampleDriver()).run().failures).toStrictEqual([]);
});

test('the report names what passed, and every check has a title of its own', () => {
  const suite = RelationalDatabaseConformance.of(new SampleDriver());
  const titles = suite.checks.map(({ title }) => title);
  expect(suite.run().passed).toStrictEqual(titles);
  expect(new Set(titles).size).toBe(titles.length);
});

describe('a driver fails where', () => {
  test.each<[string, string, SampleDriver]>([
    ['its product is no name', 'the manifest names the product', new SampleDriver({ product: 'Sample DB' })],
    ['it is of another contract', 'the manifest names the product', new SampleDriver({ contract: 'data.Cache' })],
    ['its licence is not SPDX', 'SPDX', new SampleDriver({ licence: 'Apache License 2.0' })],
    ['its chart has a range for a version', 'pins every chart', new SampleDriver({ charts: [{ ...chart, version: '^0.1.0' }] })],
    ['its image is the latest', 'pins every chart', new SampleDriver({ images: ['quay.io/sample/db:latest'] })],
    ['a fact has no date', 'has a source and its date', new SampleDriver({ sources: [{ seenIn: 'somewhere', date: 'last week' }] })],
    ['nothing tells whether it is ready', 'services, readiness', new SampleDriver({ readiness: [] })],
    ['it is not restricted and does not say why', 'pod security', new SampleDriver({ podSecurity: { level: PodSecurityLevel.PRIVILEGED } })],
    ['a system edge has no reason', 'every system edge', new SampleDriver({ systemEdges: [{ client: SystemPeer.INSTANCE, server: SystemPeer.DNS, ports: [53], reason: '', source: SAMPLE.sources[0] }] })],
    ['it declares a capability twice', 'each once', withCapabilities(RelationalDatabaseCapability.EXTENSIONS, RelationalDatabaseCapability.EXTENSIONS)],
    ['an object has a name that is too long', 'long name', also(({ scope, name, namespaceName }) => { configMap(scope, 'long', `${name}-${'x'.repeat(40)}`, namespaceName); })],
    ['it needs more than a plain stack has', 'plain stack', also(({ scope }) => { scope.node.root.node.findChild('acme').node.findChild('backend'); })],
    ['its host is empty', 'users learn of it', also(() => ({ host: '' }))],
    ['it makes something beside its component', 'lies below its component', also((request) => { configMap(TerraformStack.of(request.scope), 'beside', request.name, request.namespaceName); })],
    ['its output differs from run to run', 'same bytes', withValues(() => ({ call: ++calls }))],
    ['its own pods are not restricted', 'pass the restricted', also(({ scope, name, namespaceName }) => { job(scope, name, namespaceName); })],
    ['a second component makes a release again', 'side by side', also(({ scope, namespaceName }) => { configMap(scope, 'fixed', 'sample', namespaceName); })],
    ['a second namespace makes an object again', 'two namespaces', also(({ scope, name }) => { configMap(scope, 'fixed', name, 'shared'); })],
    ['its data is not told to the lock file', 'lock file', also(() => ({ dataObjects: [] }))],
    ['an object is not named after its component', 'derive from the name', also(({ scope, namespaceName }) => { configMap(scope, 'fixed', 'sample', namespaceName); })],
    ['it declares what it does not do', 'does what it declares: connection-pooling', withCapabilities(RelationalDatabaseCapability.CONNECTION_POOLING)],
    ['it declares what crashes', 'does what it declares: extensions', also(({ extensions }) => { if (extensions.length > 0) { throw new TypeError('x is undefined'); } })],
    ['its pods have no policy', 'network policy for both', also(() => ({ workload: undefined, peer: NetworkPeer.anywhere('somewhere') }))],
    ['it writes a password', 'no secret', withValues(() => ({ auth: { adminPassword: 'hunter2' } }))],
    ['it writes a password into an address', 'no secret', withValues(() => ({ url: 'postgres://app:hunter2@db/app' }))],
    ['it writes a password into an environment variable', 'no secret', withValues(() => ({ env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }))],
    ['it ships a Secret', 'no Secret to make', also((request) => { objects(request.scope, request, { apiVersion: 'v1', kind: 'Secret', stringData: { a: 'b' } }); })],
    ['an image is pulled past the mirror', 'from the mirror', withValues(() => ({ image: 'quay.io/sample/db:1.2.3' }))],
    ['images are pulled without the pull Secrets', 'pull Secrets', withValues(() => ({ imagePullSecrets: [] }))],
    ['a chart is not the one of the manifest', 'of a chart in a manifest', Object.assign(new SampleDriver(), { manifest: { ...SAMPLE, charts: [{ ...chart, get version() { return (++calls).toString(); } }] } })],
    ['volumes have a class of their own', 'storage class', withValues(() => ({ persistence: { storageClass: 'fast' } }))],
  ])('%s', (_, title, driver) => {
    expect(failuresOf(driver, title)).toHaveLength(1);
  });

  test('the namespace it makes is open', () => {
    const driver = also(({ scope }) => { new Resource(scope, 'open', RESOURCE_TYPES.namespace, { metadata: { name: 'orders-open' } }); });
    expect(failuresOf(driver, 'every namespace that it makes is closed by default')).toHaveLength(1);
  });

  test('its policy lets everybody in', () => {
    const driver = also(({ scope, name, namespaceName }) => {
      new Resource(scope, 'open', RESOURCE_TYPES.networkPolicy, { metadata: { name: `${name}-open`, namespace: namespaceName }, spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] } });
    });
    expect(failuresOf(driver, 'what it connects to by itself is a system edge of its manifest, or an edge of the graph')).toHaveLength(1);
  });

  test.each([
    ['every pod in on a port', { ingress: [{ from: [{ podSelector: {} }], ports: [{ port: '5432' }] }], policyTypes: ['Ingress'] }],
    ['its own pods out to an address', { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: '443' }] }], policyTypes: ['Egress'] }],
    ['its own pods out to any port of another', { egress: [{ to: [{ podSelector: { matchLabels: { app: 'other' } } }] }], policyTypes: ['Egress'] }],
  ])('its policy lets %s, and no edge tells of it', (_, spec) => {
    const driver = also(({ scope, name, namespaceName }) => {
      new Resource(scope, 'open', RESOURCE_TYPES.networkPolicy, { metadata: { name: `${name}-open`, namespace: namespaceName }, spec: { podSelector: {}, ...spec } });
    });
    expect(failuresOf(driver, 'what it connects to by itself is a system edge of its manifest, or an edge of the graph')).toHaveLength(1);
  });

  test('it brings a policy among its custom resources', () => {
    const driver = also((request) => { objects(request.scope, request, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { podSelector: {} } }); });
    expect(failuresOf(driver, 'what it connects to by itself is a system edge of its manifest, or an edge of the graph')).toHaveLength(1);
  });

  test('it owns a namespace that another stack owns', () => {
    const driver = also(({ scope }) => { new Namespace(scope, 'shared', { namespaceName: 'orders-shared' }); });
    expect(failuresOf(driver, 'a second stack on the same cluster owns nothing cluster-wide')).toHaveLength(1);
  });

  test('it ignores what the user sets', () => {
    const driver = new (class extends SampleDriver {
      protected override release(scope: Construct, request: RelationalDatabaseRequest) {
        return super.release(scope, Object.assign(Object.create(request) as RelationalDatabaseRequest, { overrides: {} }));
      }
    })();
    expect(RelationalDatabaseConformance.of(driver).run().failures.map(({ title }) => title)).toStrictEqual(["the user's own values are applied last"]);
  });

  test('two workloads have one name', () => {
    const driver = also(({ scope, name, namespaceName }) => { new Workload(scope, 'again', { name, namespaceName, labels: { other: 'pods' } }); });
    expect(failuresOf(driver, 'two components with it stand side by side')).toHaveLength(1);
  });
});
