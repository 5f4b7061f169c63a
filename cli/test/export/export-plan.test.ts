import { exportPlans, folderOf } from '../../src/export/export-plan';
import { deploymentOf, filesOf, objectsIn, objectsStep, objectStep, planOf, releaseStep, stepLines } from './support';

const resource = (name: string, namespace?: string) => ({ apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name, ...(namespace === undefined ? {} : { namespace }) } });

test('there is one file for each component and wave, with every object of it once', () => {
  const files = filesOf([objectStep('a'), objectStep('b', { owner: 'acme/a' }), objectStep('c', { owner: 'acme/a', wave: 2 }), objectStep('d')]);

  expect(Object.keys(files).filter((path) => path.startsWith('manifests/'))).toStrictEqual(['manifests/01-a.yaml', 'manifests/01-d.yaml', 'manifests/02-a.yaml']);
  expect(objectsIn(files['manifests/01-a.yaml']).map(({ metadata }) => metadata.name)).toStrictEqual(['a', 'b']);
});

test('the order of steps in a wave changes nothing', () => {
  const steps = [objectStep('a'), objectsStep('b', [resource('x'), resource('y', 'other')]), releaseStep('c'), releaseStep('e'), objectStep('d', { owner: 'acme/a' })];
  expect(filesOf([...steps].reverse())).toStrictEqual(filesOf(steps));
});

test('what names no namespace is applied to that of its release', () => {
  const lines = stepLines(filesOf([objectsStep('a', [resource('x'), resource('y', 'acme')])])['apply.sh']);
  expect(lines).toContain('objects acme/a manifests/01-a.yaml -n acme');
});

test('what names another namespace is apart from what names none: kubectl takes one for all', () => {
  const files = filesOf([objectsStep('a', [resource('x'), resource('y', 'other')])]);

  expect(stepLines(files['apply.sh'])).toStrictEqual(['wave 1', 'objects acme/a manifests/01-a.yaml', 'objects acme/a manifests/01-a.acme.yaml -n acme']);
  expect([objectsIn(files['manifests/01-a.yaml']), objectsIn(files['manifests/01-a.acme.yaml'])].map(([{ metadata }]) => metadata.name)).toStrictEqual(['y', 'x']);
});

test('empty lists are left out of Kubernetes\' own objects, which forget them, and of no others', () => {
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a', namespace: 'acme' }, spec: { podSelector: {}, ingress: [], egress: [{}] } };
  const files = filesOf([objectStep('a', { object: policy }), objectsStep('b', [{ ...resource('x'), spec: { list: [] } }])]);

  expect(objectsIn(files['manifests/01-a.yaml'])[0].spec).toStrictEqual({ podSelector: {}, egress: [{}] });
  expect(objectsIn(files['manifests/01-b.yaml'])[0].spec).toStrictEqual({ list: [] });
});

test('releases of one name in two namespaces have values of their own', () => {
  const { waves: [{ releases }] } = planOf([releaseStep('a', { values: { at: 1 } }), releaseStep('a', { namespaceName: 'other', values: { at: 2 } }), releaseStep('b')]);
  expect(releases.map(({ values }) => values)).toStrictEqual(['values/a.acme.yaml', 'values/a.other.yaml', 'values/b.yaml']);
});

test('charts of a folder come along, two of one name in folders of their own', () => {
  const chart = (path: string) => ({ name: 'db', version: '1.0.0', path });
  const { waves: [{ releases }] } = planOf([releaseStep('a', { chart: chart('/charts/one/db') }), releaseStep('b', { chart: chart('../two/db/') }), releaseStep('c', { chart: chart('/charts/c-1.0.0.tgz') })]);
  expect(releases.map(({ chartPath }) => chartPath)).toStrictEqual(['charts/2/db', 'charts/1/db', 'charts/c-1.0.0.tgz']);
});

test('a stack that reaches several clusters is written once for each, in waves without gaps', () => {
  const plans = exportPlans(deploymentOf([objectStep('a', { cluster: 'east' }), objectStep('b', { wave: 1 }), objectStep('c', { cluster: 'east', wave: 4 })]));

  expect(plans.map(folderOf)).toStrictEqual(['acme/east', 'acme/default']);
  expect(plans.map(({ waves }) => waves.map(({ number, manifests }) => [number, manifests.map(({ file }) => file)]))).toStrictEqual([
    [[1, ['manifests/01-a.yaml']], [2, ['manifests/02-c.yaml']]],
    [[1, ['manifests/01-b.yaml']]],
  ]);
});

test('odd names of components make plain file names, and stay as they are where people read them', () => {
  const files = filesOf([objectStep('a', { owner: 'acme/Über $(touch x)/; \'b\'' })]);
  const [file] = Object.keys(files).filter((path) => path.startsWith('manifests/'));

  expect(file).toMatch(/^manifests\/01-[a-z0-9-]+\.yaml$/);
  expect(stepLines(files['apply.sh'])).toContain(`objects 'acme/Über $(touch x)/; '\\''b'\\''' ${file}`);
});
