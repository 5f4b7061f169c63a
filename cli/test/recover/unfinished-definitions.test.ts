import { Deployment } from '../../src/deployment/deployment';
import { ReleaseStep } from '../../src/deployment/step';
import { ApiKinds } from '../../src/kubernetes/api-kinds';
import { ClusterApi } from '../../src/kubernetes/cluster-api';
import { describeAction } from '../../src/recover/action';
import { unfinishedDefinitions } from '../../src/recover/unfinished-definitions';
import { SAMPLE } from '../support/sample-platform';

const OWNER = 'acme/platform/envoy-gateway';
const GROUP = 'gateway.networking.k8s.io';
const KINDS = ['HTTPRoute', 'Gateway', 'GatewayClass'];

const release: ReleaseStep = {
  kind: 'release', address: 'helm_release.gateway', path: `${OWNER}/chart/release`, owner: OWNER, wave: 0, after: [],
  releaseName: 'envoy-gateway', namespaceName: 'envoy-gateway-system', chart: { name: 'gateway-helm', version: 'v1.9.0' },
  values: {}, wait: true, timeout: 300, skipCrds: false,
};

/** A platform with one chart, whose definitions Helm makes once, or itself brings up to date. */
function deployment(step: ReleaseStep, neverUpgraded = true): Deployment {
  const [operator] = SAMPLE.operators;
  const operators = [{ ...operator, path: OWNER, crds: [{ group: GROUP, version: 'v1', kinds: KINDS, neverUpgraded }] }];
  return { stack: 'acme', folder: '/dist/acme', document: { ...SAMPLE, operators }, steps: [step] } as unknown as Deployment;
}

/** A cluster that knows these kinds of the group. */
async function knowing(...kinds: readonly string[]): Promise<ApiKinds> {
  const resources = kinds.map((kind) => ({ resource: `${kind.toLowerCase()}s`, responseKind: { kind }, scope: 'Namespaced', verbs: ['list'] }));
  const discovery = { items: [{ metadata: { name: GROUP }, versions: [{ version: 'v1', resources }] }] };
  return ApiKinds.of({ find: (path: string) => Promise.resolve(path === '/apis' ? discovery : undefined) } as unknown as ClusterApi);
}

it('finds a chart of which some definitions are there, and names those that are missing', async () => {
  const found = unfinishedDefinitions(deployment(release), await knowing('HTTPRoute'));
  expect(found).toStrictEqual([{ step: release, kinds: ['Gateway', 'GatewayClass'] }]);
  expect(describeAction({ kind: 'define', ...found[0] })).toBe('makes the definitions of Helm release envoy-gateway-system/envoy-gateway that are missing on the cluster (Gateway, GatewayClass): Helm was cut off before it made them, and takes them for done');
});

it.each([
  ['none is there: Helm makes all of them', [], release, true],
  ['all are there', KINDS, release, true],
  ['the release leaves its definitions out', ['HTTPRoute'], { ...release, skipCrds: true }, true],
  ['Helm itself brings them up to date', ['HTTPRoute'], release, false],
])('finds nothing where %s', async (_, known, step, neverUpgraded) => {
  expect(unfinishedDefinitions(deployment(step, neverUpgraded), await knowing(...known))).toStrictEqual([]);
});
